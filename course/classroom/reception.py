"""Whoever comes to a server, by whatever channel: let in with a code or a key, shown their room, heard."""

import asyncio
import json
import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from course.classroom.events import Joined
from course.classroom.hall import Hall
from course.classroom.keys import clean, id_of, opens, seat_of
from course.classroom.limits import Allowance, Guard
from course.classroom.live import LiveRoom
from course.classroom.log import LogError
from course.classroom.outbox import Channel, ChannelClosed
from course.classroom.visitors import Desk, Phone, Projector, Visitor
from course.dialogue import assessed

_SECONDS = 20.0  # that somebody may take to say who they are
_MOMENT = 1.0  # seconds that a phone waits to be seated before it is shown the room, and to be told that it may go
_log = logging.getLogger(__name__)


class Reception:
    """The way into a hall. `secret` is what the keys to desks follow from: servers of one log share it."""

    def __init__(self, hall: Hall, secret: bytes) -> None:
        self._hall, self._secret = hall, secret
        self._guard = Guard()

    async def serve(self, channel: Channel) -> None:
        """Serve somebody who came, until they go, or send what they may not."""
        with suppress(ChannelClosed, TimeoutError):
            async with asyncio.timeout(_SECONDS):
                first = _read(await channel.receive())
            if why := await self._refused(channel, first):
                await channel.send(json.dumps({"error": why}))
            else:
                live = await self._hall.find(clean(first["code"]))
                await self._attend(live, self._visitor(channel, live, first))
        with suppress(TimeoutError):  # who takes nothing doesn't take that either
            async with asyncio.timeout(_MOMENT):
                await channel.close()

    async def _refused(self, channel: Channel, first: Mapping[str, Any]) -> str:
        """Why somebody can't come in: a wrong code or key, too many of them, or the log is away; "" for who can.

        Who has a seat comes back to it, however many wrong codes came from the same address.
        """
        now, code = time.monotonic(), clean(str(first.get("code", "")))
        waits = not self._guard.may_try(channel.address, now)
        try:
            live = await self._hall.find(code)
            why = "" if self._allowed(code, first) else "key"
        except LookupError:
            why = "code"
        except LogError:
            return "wait" if waits else "log"
        if waits:
            return "" if not why and self._is_seated(live, first) else "wait"
        if why:
            self._guard.wrong(channel.address, now)
        return why

    def _is_seated(self, live: LiveRoom, first: Mapping[str, Any]) -> bool:
        return first.get("do") == "join" and seat_of(live.code, first["phone"]) in live.room.seats

    def _allowed(self, code: str, first: Mapping[str, Any]) -> bool:
        match first:
            case {"do": "desk", "key": str(key)}:
                return opens(self._secret, code, key)
            case {"do": "join", "phone": str(phone)}:
                return 16 <= len(phone) <= 128
        return first.get("do") == "look"

    def _visitor(self, channel: Channel, live: LiveRoom, first: Mapping[str, Any]) -> Visitor:
        match first:
            case {"do": "desk"}:
                return Desk(channel, lambda: self._hall.people(live.code), assessed)
            case {"do": "join", "phone": str(phone)}:
                return Phone(channel, seat_of(live.code, phone))
        return Projector(channel)

    async def _attend(self, live: LiveRoom, visitor: Visitor) -> None:
        if isinstance(visitor, Phone):
            with suppress(LogError, TimeoutError):  # they look on meanwhile, and are seated with their first answer
                async with asyncio.timeout(_MOMENT):
                    await self._seat(live, visitor)
        visitor.outbox.answer({"hello": {"code": live.code}})
        self._hall.come(live, visitor)
        tasks = [asyncio.create_task(part) for part in (visitor.outbox.deliver(), self._hear(live, visitor))]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._hall.go(live, visitor)
            for task in tasks:
                task.cancel()
            for trouble in await asyncio.gather(*tasks, return_exceptions=True):
                if isinstance(trouble, Exception) and not isinstance(trouble, ChannelClosed):
                    _log.error("A line to room %s broke off here", live.code, exc_info=trouble)

    async def _hear(self, live: LiveRoom, visitor: Visitor) -> None:
        allowance = Allowance(*visitor.may_send)
        while True:
            message = await visitor.channel.receive()
            if not allowance.take(time.monotonic()):
                raise ChannelClosed
            sent = _read(message)
            verdict = await self._taken(live, visitor, sent)
            visitor.outbox.answer({"id": str(sent.get("id", ""))[:64], "verdict": verdict})

    async def _taken(self, live: LiveRoom, visitor: Visitor, sent: Mapping[str, Any]) -> str:
        """What became of a message: a verdict, or "busy" if the log can't take it now."""
        event = visitor.event(sent, self._hall.now(), live.room)
        if event is None:
            return "no"
        try:
            if isinstance(visitor, Phone):
                await self._seat(live, visitor)
                return await live.add(event)
            return await self._hall.lead(live, event)
        except LogError:
            return "busy"

    async def _seat(self, live: LiveRoom, phone: Phone) -> None:
        if phone.seat not in live.room.seats:
            await live.add(Joined(id=id_of(phone.seat, "join"), at=self._hall.now(), seat=phone.seat))


def _read(message: str) -> Mapping[str, Any]:
    """A message as a mapping, an empty one for what is none."""
    try:
        sent = json.loads(message)
    except (ValueError, RecursionError):
        return {}
    return sent if isinstance(sent, dict) else {}
