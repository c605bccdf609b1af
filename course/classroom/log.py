"""What happened in a room, in one order that decides: entries go in, and come back in the order that counts.

A log keeps bytes, one entry each, and knows nothing of what they say. Whoever adds one learns what became of it by
reading it back, as everybody else does: two servers of one room then never disagree.
"""

import re
from collections.abc import AsyncGenerator, Sequence
from typing import Protocol

LONGEST = 1 << 16  # bytes of one entry
Entry = bytes

_ROOM = re.compile(r"[a-z0-9]{1,32}")


class LogError(Exception):
    """The log can't be written or read now; the message says why, to whoever runs the class."""


class Log(Protocol):
    """Where the entries of rooms are kept. A room's name is 1 to 32 lower-case letters and digits, or ValueError."""

    async def rooms(self) -> tuple[str, ...]:
        """The names of all rooms that have an entry, sorted. Raises LogError."""

    async def append(self, room: str, entry: Entry) -> None:
        """Return once the entry is on disk, behind all that came before it; from then on `follow` gives it.

        Raises LogError where that couldn't be done: then it may come back all the same, or never.
        ValueError for one that is empty, too long, or holds a line break.
        """

    def follow(self, room: str) -> AsyncGenerator[Sequence[Entry], None]:
        """All entries of a room from its first on, in batches, and then each new one as it comes.

        The first batch has all that was there: whoever read it knows the room as it is.
        It ends when the room is erased or the log is closed; a room that has no entry yet is waited for. Every
        follower gets the same entries in the same order, each once. Raises LogError when the log is gone for good.
        """

    async def erase(self, room: str) -> None:
        """Take a room and all its entries away for good. Raises LogError.

        Its followers end, and what is still on its way into it is refused, as is what comes later, with LogError.
        """

    async def close(self) -> None:
        """Let go of files and connections: followers end, and nothing can be added any more."""


def is_room(name: str) -> bool:
    """Whether that can be the name of a room: it becomes part of a file's name."""
    return _ROOM.fullmatch(name) is not None


def check_room(room: str) -> None:
    """Raise ValueError for what can't be the name of a room."""
    if not is_room(room):
        raise ValueError(f"{room!r} can't be the name of a room: it takes 1 to 32 lower-case letters and digits")


def check_entry(entry: Entry) -> None:
    """Raise ValueError for what can't be an entry: it becomes a line."""
    if not entry:
        raise ValueError("an entry can't be empty")
    if len(entry) > LONGEST:
        raise ValueError(f"an entry can't be longer than {LONGEST} bytes")
    if b"\n" in entry or b"\r" in entry:
        raise ValueError("an entry can't hold a line break")
