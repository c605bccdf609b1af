"""A live class without sockets and files: a log in memory, and people at channels in memory."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from course.classroom.hall import Hall
from course.classroom.keys import desk_key
from course.classroom.live import LiveRoom
from course.classroom.log import Entry, LogError, check_entry, check_room
from course.classroom.outbox import ChannelClosed
from course.classroom.reception import Reception

SCENARIO = "angry/wrong-part"
SECRET = b"the secret of a server in a test"
MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)
PATIENCE = 5.0  # seconds that something which has to come may take

Result = TypeVar("Result")
_ids = count()


def run(story: Awaitable[Result]) -> Result:
    """Run to its end, or fail where it hangs; an exception that nobody took is a failure, too."""

    async def bounded() -> Result:
        lost: list[dict[str, Any]] = []
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: lost.append(context))
        async with asyncio.timeout(20):
            result = await story
        await asyncio.sleep(0)
        assert lost == []
        return result

    return asyncio.run(bounded())


class MemoryLog:
    """A log that forgets. While `away` nothing can be added; with `mute`, what was added isn't told of."""

    def __init__(self) -> None:
        self.entries: defaultdict[str, list[Entry]] = defaultdict(list)
        self.away = False
        self.mute = False
        self._erased: set[str] = set()
        self._news = asyncio.Event()
        self._closed = False

    async def rooms(self) -> tuple[str, ...]:
        return tuple(sorted(room for room, entries in self.entries.items() if entries))

    async def append(self, room: str, entry: Entry) -> None:
        check_room(room)
        check_entry(entry)
        await asyncio.sleep(0)
        if self.away or self._closed or room in self._erased:
            raise LogError("the log is away")
        self.entries[room].append(entry)
        self.tell()

    async def follow(self, room: str) -> AsyncIterator[Sequence[Entry]]:
        seen = 0
        while not (self._closed or room in self._erased):
            if (new := self.entries[room][seen:]) and not self.mute:
                seen += len(new)
                yield new
            else:
                await self._news.wait()

    async def erase(self, room: str) -> None:
        if self.away:
            raise LogError("the log is away")
        self._erased.add(room)
        del self.entries[room]
        self.tell()

    async def close(self) -> None:
        self._closed = True
        self.tell()

    def tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()


class MemoryChannel:
    """A line to a browser that is a list. One that is `stuck` never takes what is sent to it."""

    def __init__(self, address: str = "10.0.0.1") -> None:
        self.address = address
        self.sent: list[str] = []
        self.closed = self.stuck = False
        self.news = asyncio.Event()
        self._coming: asyncio.Queue[str | None] = asyncio.Queue()

    def says(self, message: str | None) -> None:
        """What the browser sends; None: it goes."""
        self._coming.put_nowait(message)

    async def receive(self) -> str:
        message = await self._coming.get()
        if message is None:
            raise ChannelClosed
        return message

    async def send(self, message: str) -> None:
        if self.stuck:
            await asyncio.Event().wait()
        if self.closed:
            raise ChannelClosed
        self.sent.append(message)
        self.news.set()

    async def close(self) -> None:
        if self.stuck:
            await asyncio.Event().wait()
        self.closed = True
        self.news.set()


class Browser:
    """A page as its script has it: the newest scene, what is its own, and what became of what it sent."""

    def __init__(self, reception: Reception, address: str) -> None:
        self.channel = MemoryChannel(address)
        self.shown: dict[str, Any] = {}
        self.verdicts: dict[str, list[str]] = defaultdict(list)
        self.serving = asyncio.create_task(reception.serve(self.channel))
        self._read = 0

    async def until(self, so: Callable[[], object]) -> None:
        """Return once something is so."""
        async with asyncio.timeout(PATIENCE):
            self._take_in()
            while not so():
                await self.channel.news.wait()
                self.channel.news.clear()
                self._take_in()

    async def gone(self) -> None:
        """Return once the server ended the line."""
        async with asyncio.timeout(PATIENCE):
            await self.serving

    def says(self, **message: Any) -> None:
        self.channel.says(json.dumps(message))

    async def asks(self, do: str, id: str = "", **message: Any) -> str:
        """Send something, and return what became of it."""
        name = id or f"message-{next(_ids)}"
        heard = len(self.verdicts[name])
        self.says(id=name, do=do, **message)
        await self.until(lambda: len(self.verdicts[name]) > heard)
        return self.verdicts[name][-1]

    @property
    def scene(self) -> dict[str, Any]:
        self._take_in()
        scene: dict[str, Any] = self.shown.get("scene", {})
        return scene

    @property
    def you(self) -> dict[str, Any]:
        self._take_in()
        you: dict[str, Any] = self.shown.get("you", {})
        return you

    @property
    def error(self) -> str:
        self._take_in()
        return str(self.shown.get("error", ""))

    def _take_in(self) -> None:
        for message in map(json.loads, self.channel.sent[self._read :]):
            if "verdict" in message:
                self.verdicts[message["id"]].append(message["verdict"])
            else:
                self.shown |= message
        self._read = len(self.channel.sent)


class School:
    """A hall and its reception over a log; `later` moves its clock on."""

    def __init__(self, log: MemoryLog | None = None) -> None:
        self.log = log or MemoryLog()
        self.time = MORNING
        self.hall = Hall(self.log, lambda: self.time)
        self.reception = Reception(self.hall, SECRET)

    def later(self, **much: float) -> None:
        self.time += timedelta(**much)

    def comes(self, address: str = "10.0.0.1", **first: Any) -> Browser:
        browser = Browser(self.reception, address)
        browser.says(**first)
        return browser

    async def phone(self, code: str, name: str, address: str = "10.0.0.1") -> Browser:
        """Somebody's phone, in its seat: always the same for the same name."""
        browser = self.comes(address, do="join", code=code, phone=f"{name:_<16}")
        await browser.until(lambda: browser.you.get("number") and browser.scene)
        return browser

    async def desk(self, code: str) -> Browser:
        browser = self.comes("127.0.0.1", do="desk", code=code, key=desk_key(SECRET, code))
        await browser.until(lambda: browser.scene)
        return browser

    async def projector(self, code: str) -> Browser:
        browser = self.comes("127.0.0.1", do="look", code=code)
        await browser.until(lambda: browser.scene)
        return browser

    async def live(self, code: str) -> LiveRoom:
        return await self.hall.find(code)

    async def stops(self) -> None:
        """The server ends; its log stays, unlike those of tests that close it."""
        for live in list(self.hall._rooms.values()):
            await live.close()


async def quiet() -> None:
    """Let everything happen that can happen now."""
    for _ in range(50):
        await asyncio.sleep(0)


async def ends(browser: Browser) -> None:
    """Somebody closes the page."""
    browser.channel.says(None)
    with suppress(TimeoutError):
        await browser.gone()
