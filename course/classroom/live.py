"""One room as this server has it: the log is followed, what comes is folded, and whoever looks on is told."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress

from course.classroom.events import Event, EventError, Opened, line_of, read_event
from course.classroom.log import Log, LogError
from course.classroom.room import Room, Verdict

_PATIENCE = 10.0  # seconds that an entry may take to come back
_log = logging.getLogger(__name__)


class LiveRoom:
    """A room that follows its log. After each batch of entries `told` is called, with the seats that it touched.

    `gone` is called when there is nothing more to follow: the room was erased, or the log is gone.
    """

    def __init__(
        self,
        code: str,
        log: Log,
        room: Room,
        told: Callable[["LiveRoom", set[str]], None],
        gone: Callable[["LiveRoom"], None],
    ) -> None:
        self.code, self.room = code, room
        self._log, self._told, self._gone = log, told, gone
        self._awaited: defaultdict[str, list[asyncio.Future[Verdict]]] = defaultdict(list)
        self._ready = asyncio.Event()
        self._following = asyncio.create_task(self._follow())

    async def add(self, event: Event) -> Verdict:
        """Put an event into the log, and return what became of it once the log brought it back.

        Raises LogError where it couldn't be kept. To add it again does no harm.
        """
        if (known := self.room.verdict(event.id)) is not None:
            return known
        came: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
        self._awaited[event.id].append(came)
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._log.append(self.code, line_of(event))
                return await came
        except TimeoutError:
            raise LogError("what was sent didn't come back from the log") from None
        finally:
            self._forget(event.id, came)

    async def ready(self) -> None:
        """Return once the log has brought the room's beginning. Raises LogError if it doesn't."""
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._ready.wait()
        except TimeoutError:
            raise LogError("the log doesn't bring the room back") from None

    async def close(self) -> None:
        """Follow no longer."""
        self._following.cancel()
        with suppress(asyncio.CancelledError):
            await self._following

    async def _follow(self) -> None:
        try:
            async for batch in self._log.follow(self.code):
                touched: set[str] = set()
                for line in batch:
                    touched |= self._take(line)
                self._told(self, touched)
                self._ready.set()
        except LogError as trouble:
            _log.error("Room %s stands still: %s", self.code, trouble)
        self._gone(self)

    def _take(self, line: bytes) -> set[str]:
        try:
            event = read_event(line)
        except EventError:
            return set()  # a newer version's, or nobody's: it changes nothing here
        verdict = self.room.apply(event)
        for came in self._awaited.get(event.id, ()):
            if not came.done():
                came.set_result(verdict)
        return self.room.touched(event)

    def _forget(self, id: str, came: asyncio.Future[Verdict]) -> None:
        self._awaited[id].remove(came)
        if not self._awaited[id]:
            del self._awaited[id]


async def beginning(log: Log, code: str) -> Opened | None:
    """How a room of a log was opened; None for one that begins otherwise. Raises LogError."""
    try:
        async with asyncio.timeout(_PATIENCE):
            first = await anext(log.follow(code), None)
        event = read_event(first[0]) if first else None
    except TimeoutError:
        raise LogError("the log doesn't bring the room back") from None
    except EventError:
        return None
    return event if isinstance(event, Opened) and event.at else None
