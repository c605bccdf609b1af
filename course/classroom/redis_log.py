"""The log in Redis: one stream a room, which any number of servers on any number of machines share.

Entries that come to a server together are one message of the stream: Redis then has less to do for each.
"""

import re
from collections.abc import AsyncGenerator, Sequence
from functools import partial
from typing import Any, NamedTuple

from redis.exceptions import RedisError

from course.classroom.log import Entry, LogError, check_entry, check_room, is_room
from course.classroom.redis_link import LISTEN, RedisLink
from course.classroom.redis_settings import warnings_of
from course.classroom.together import Together
from course.language import _

PATIENCE = 30.0  # seconds
_AT_ONCE = 100  # messages in one answer
_DAY = 86_400  # seconds
_FIRST = b"0-0"
_SEAL = b"18446744073709551615-18446744073709551615"  # the last id there is: Redis adds nothing behind it

_Told = tuple[bytes, dict[bytes, bytes]]  # a message of the stream: its id, and entries that came together, by number


class _Coming(NamedTuple):
    room: str
    entry: Entry


class RedisLog:
    """The log of one of many servers. What comes in while Redis is busy goes to it in one go.

    A connection that drops and a Redis that restarts are waited for, and followers go on where they were. An entry
    whose answer got lost on the way is sent again, so it may be in the log twice: whoever reads drops doubles by id.
    `warnings` says, once `connect` has asked, what Redis may lose.
    """

    def __init__(self, address: str, prefix: str = "class", patience: float = PATIENCE) -> None:
        """Prepare for Redis at an address such as `redis://localhost:6379/0`; nothing is asked of it yet.

        Its keys begin with `prefix`; whoever adds or asks gives up after `patience` seconds without Redis. Raises
        ValueError for an address that isn't one of Redis, or a prefix of other than letters, digits, and `:_-`.
        """
        if not re.fullmatch(r"[A-Za-z0-9:_-]+", prefix):
            raise ValueError(f"{prefix!r} can't be what keys begin with")
        self.warnings: tuple[str, ...] = ()
        self._prefix = f"{prefix}:"
        self._patience = patience
        self._link = RedisLink(address)
        self._redis = self._link.redis
        self._incoming = Together(self._keep)

    async def connect(self) -> None:
        """Ask Redis how it keeps what it is told, and set `warnings`. Raises LogError at once when it isn't there."""
        try:
            self.warnings = await warnings_of(self._redis)
        except RedisError as error:
            raise self._link.trouble(error) from error

    async def rooms(self) -> tuple[str, ...]:
        """The names of all rooms that have an entry, sorted. Raises LogError."""
        return await self._link.within(self._patience, self._link.ask(self._find_rooms))

    async def append(self, room: str, entry: Entry) -> None:
        """Return once Redis has the entry, behind all that came before it. Raises as `Log.append` does."""
        check_room(room)
        check_entry(entry)
        await self._link.within(self._patience, self._incoming.add(_Coming(room, entry)))

    async def follow(self, room: str) -> AsyncGenerator[Sequence[Entry], None]:
        """All entries of a room from its first on, in batches, and then each new one, as `Log.follow` says."""
        check_room(room)
        last = _FIRST
        while last != _SEAL:
            try:
                news = await self._link.ask(partial(self._news, room, last))
            except LogError:
                if self._link.closed:
                    return
                raise
            if entries := [entry for id_, held in news if id_ != _SEAL for entry in held.values()]:
                yield entries
            last = news[-1][0] if news else last

    async def erase(self, room: str) -> None:
        """Take a room and all its entries away for good. Raises LogError.

        A seal stays for a day: it ends the followers of all servers, and Redis itself adds nothing behind it.
        """
        check_room(room)
        await self._link.within(self._patience, self._link.ask(partial(self._seal, room)))

    async def close(self) -> None:
        """Let go of all connections: followers end, and what is still on its way is refused, or kept all the same."""
        await self._link.close()

    async def _keep(self, batch: list[_Coming]) -> Sequence[LogError | None]:
        messages: dict[str, list[Entry]] = {}
        for room, entry in batch:
            messages.setdefault(room, []).append(entry)

        async def send() -> list[Any]:
            pipe = self._redis.pipeline(transaction=False)
            for room, entries in messages.items():
                pipe.xadd(self._prefix + room, {b"%d" % number: entry for number, entry in enumerate(entries)})
            return await pipe.execute(raise_on_error=False)

        refusals = dict(zip(messages, map(self._refusal, await self._link.ask(send)), strict=True))
        return [refusals[coming.room] for coming in batch]

    def _refusal(self, answer: bytes | Exception) -> LogError | None:
        if not isinstance(answer, Exception):
            return None
        if "last possible ID" in str(answer):
            return LogError(_("This room was erased: nothing can be added to it."))
        return self._link.trouble(answer)

    async def _news(self, room: str, last: bytes) -> list[_Told]:
        count = None if last == _FIRST else _AT_ONCE
        answer: Any = await self._redis.xread({self._prefix + room: last}, count=count, block=LISTEN * 1000)
        told: list[_Told] = answer[0][1] if answer else []
        return told

    async def _seal(self, room: str) -> None:
        pipe = self._redis.pipeline(transaction=True)
        pipe.delete(self._prefix + room)
        pipe.xadd(self._prefix + room, {b"sealed": b"yes"}, id=_SEAL)
        pipe.expire(self._prefix + room, _DAY)
        await pipe.execute()

    async def _find_rooms(self) -> tuple[str, ...]:
        keys = self._redis.scan_iter(match=f"{self._prefix}*", count=1000, _type="stream")
        rooms = sorted({key.decode().removeprefix(self._prefix) async for key in keys})
        pipe = self._redis.pipeline(transaction=False)
        for room in rooms:
            pipe.xrevrange(self._prefix + room, count=1)
        newest = await pipe.execute()
        return tuple(room for room, told in zip(rooms, newest, strict=True) if is_room(room) and _is_open(told))


def _is_open(newest: list[_Told]) -> bool:
    return bool(newest) and newest[0][0] != _SEAL
