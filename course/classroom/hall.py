"""All rooms of one server: opened, found by their codes, and shown to whoever is in them."""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from course import replies
from course.cardbook import card_names
from course.classroom.company import Company
from course.classroom.events import Event, Judged, Opened
from course.classroom.keys import id_of, new_code
from course.classroom.live import LiveRoom, beginning
from course.classroom.log import Log
from course.classroom.room import Room, Verdict
from course.classroom.visitors import Visitor
from course.policy import house_rules
from course.scenario import load_scenario

_COMES_BACK = timedelta(days=1)  # how long a room that wasn't ended is gone on with


def _now() -> datetime:
    return datetime.now(UTC)


class Hall:
    """The rooms of a log, and by room who is there. `now` tells the time that goes into the log."""

    def __init__(self, log: Log, now: Callable[[], datetime] = _now) -> None:
        self.now = now
        self._log = log
        self._rooms: dict[str, LiveRoom] = {}
        self._here: defaultdict[str, Company] = defaultdict(Company)
        self._shown: dict[str, int] = {}  # the revision of each room that everybody saw last
        self._opening = asyncio.Lock()

    async def open(self, scenario: str, *, new: bool = False) -> str:
        """The code of a room for a customer: of the one that is open, unless it shall be `new`.

        Raises NoCustomerError or DocumentError for a customer that can't be loaded, LogError.
        """
        digest = load_scenario(scenario).digest
        async with self._opening:
            known = "" if new else await self._newest(scenario)
            if known:
                return known
            code = await self._unused()
            opened = Opened(
                id=id_of("server", f"open {code}"),
                at=self.now(),
                scenario=scenario,
                digest=digest,
                house_rules=house_rules().digest,
                judge=replies.digest(),
                seed=int(hashlib.sha256(code.encode()).hexdigest()[:4], 16),
            )
            await self._live(code).add(opened)
            return code

    async def find(self, code: str) -> LiveRoom:
        """The room of a code, as far as the log tells it. Raises LookupError if there is none, LogError."""
        if code not in self._rooms and code not in await self._log.rooms():
            raise LookupError(code)
        live = self._live(code)
        await live.ready()
        if live.room.talk is None:  # its customer isn't there any more
            raise LookupError(code)
        return live

    async def lead(self, live: LiveRoom, event: Event) -> Verdict:
        """Add what leads a class; if another judge than before hears typed words now, that is told first.

        Raises LogError.
        """
        judge = replies.digest()
        if live.room.judge != judge:
            told = id_of("server", f"judge {judge} after {live.room.judge}, {live.room.revision}")
            await live.add(Judged(id=told, at=self.now(), digest=judge))
        return await live.add(event)

    def come(self, live: LiveRoom, visitor: Visitor) -> None:
        """Have somebody in a room, who is shown it from now on."""
        if self._rooms.get(live.code) is not live:  # it was erased while they came
            visitor.outbox.end()
            return
        self._here[live.code].add(visitor)
        visitor.look(live.room)
        self._changed(live, set())

    def go(self, live: LiveRoom, visitor: Visitor) -> None:
        """Have somebody in a room no longer."""
        self._here[live.code].remove(visitor)
        self._changed(live, set())

    def people(self, code: str) -> int:
        """How many seats have a phone connected here."""
        return self._here[code].seats

    async def erase(self, code: str) -> None:
        """Take a room away for good; whoever is in it, at whichever server, is sent out. Raises LogError."""
        await self._log.erase(code)

    async def close(self) -> None:
        """Let go of all rooms, and of the log."""
        for live in self._rooms.values():
            await live.close()
        await self._log.close()

    def _live(self, code: str) -> LiveRoom:
        if code not in self._rooms:
            room = Room(load_scenario, lambda name: name in card_names())
            self._rooms[code] = LiveRoom(code, self._log, room, self._changed, self._gone)
        return self._rooms[code]

    async def _newest(self, scenario: str) -> str:
        """The newest room with a customer that wasn't ended and is still fresh, "" if there is none."""
        found: list[tuple[datetime, str]] = []
        for code in await self._log.rooms():
            opened = await beginning(self._log, code)
            if opened is None or opened.scenario != scenario or self.now() - opened.when >= _COMES_BACK:
                continue  # most rooms are old: those aren't read any further
            with suppress(LookupError):
                if not (await self.find(code)).room.ended:
                    found.append((opened.when, code))
        return max(found)[1] if found else ""

    async def _unused(self) -> str:
        taken = {*await self._log.rooms(), *self._rooms}
        while (code := new_code()) in taken:
            pass
        return code

    def _gone(self, live: LiveRoom) -> None:
        """Send out whoever is in a room that is no more."""
        self._rooms.pop(live.code, None)
        self._shown.pop(live.code, None)
        for visitor in self._here.pop(live.code, Company()).everybody():
            visitor.outbox.end()

    def _changed(self, live: LiveRoom, touched: set[str]) -> None:
        """Have those look again who may see something new: on an answer the desk, the projector, and who gave it."""
        news = live.room.revision != self._shown.get(live.code)
        self._shown[live.code] = live.room.revision
        here = self._here[live.code]
        for visitor in here.everybody() if news else here.concerned(touched):
            visitor.look(live.room)
