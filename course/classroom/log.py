"""What happened in a room, in one order that decides: entries go in, and come back in the order that counts.

A log keeps bytes, one entry each, and knows nothing of what they say. Whoever adds one learns what became of it by
reading it back, as everybody else does: two servers of one room then never disagree.
"""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

LONGEST = 1 << 16  # bytes of one entry
Entry = bytes


class LogError(Exception):
    """The log can't be written or read now; the message says why, to whoever runs the class."""


class Log(Protocol):
    """Where the entries of rooms are kept. The name of a room is short, lower-case letters and digits."""

    async def rooms(self) -> tuple[str, ...]:
        """The names of all rooms that have an entry, sorted. Raises LogError."""

    async def append(self, room: str, entry: Entry) -> None:
        """Return once the entry is on disk, behind all that came before it; from then on `follow` gives it.

        Raises LogError where that couldn't be done: then it may come back all the same, or never.
        ValueError for one that is empty, too long, or holds a line break.
        """

    def follow(self, room: str) -> AsyncIterator[Sequence[Entry]]:
        """All entries of a room from its first on, in batches, and then each new one as it comes, until it is closed.

        Every follower gets the same entries in the same order, each once. Raises LogError when the log is gone
        for good.
        """

    async def erase(self, room: str) -> None:
        """Take a room and all its entries away for good. Raises LogError."""

    async def close(self) -> None:
        """Let go of files and connections: followers end, and nothing can be added any more."""
