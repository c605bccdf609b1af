"""How much of a stranger's files may be read, and the reading of one: a plain file, and no more of it than that.

The limits count what is there, never seconds, so every machine gives the same marks.
"""

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

# A pipe that took a file's place meanwhile would be waited for, and a link that did would lead elsewhere.
_SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class AsideError(ValueError):
    """What isn't read; the message says why, as the rest of a sentence about it."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that is read of some files: bytes, lines, and parts of JSON, such as the numbers of a list."""

    size: int
    lines: int = 1_000_000
    parts: int = 1_000_000


@dataclass(slots=True)
class Room:
    """What may still be read up to a limit, and whose limit that is, in words."""

    limit: Limit
    whose: str = "it"
    size: int = field(init=False)
    lines: int = field(init=False)
    parts: int = field(init=False)

    def __post_init__(self) -> None:
        self.size, self.lines, self.parts = self.limit.size, self.limit.lines, self.limit.parts

    def take(self, path: Path) -> bytes:
        """The content of a plain file that there is room for. Raises AsideError, OSError."""
        content = self._read(path)
        lines, parts = content.count(b"\n"), sum(map(content.count, (b",", b"[", b"{")))
        if lines > self.lines:
            raise AsideError(f"has too many lines ({self.whose} may have {self.limit.lines:,})")
        if parts > self.parts:
            raise AsideError(f"has too many parts ({self.whose} may have {self.limit.parts:,} commas and brackets)")
        self.size, self.lines, self.parts = self.size - len(content), self.lines - lines, self.parts - parts
        return content

    def _read(self, path: Path) -> bytes:
        self._check(path.lstat())  # before it is opened: to open a device can set it going
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | _SAFELY)) as file:
            before = os.fstat(file.fileno())
            self._check(before)
            content = file.read(before.st_size + 1)
            after = os.fstat(file.fileno())
        if (len(content), after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            raise AsideError("changed while it was read")
        return content

    def _check(self, info: os.stat_result) -> None:
        if not stat.S_ISREG(info.st_mode):
            raise AsideError("is not a plain file")
        if info.st_nlink > 1:
            raise AsideError("is a second name of a file that is elsewhere too; put a copy in its place")
        if info.st_size > self.size:
            raise AsideError(f"is too large ({self.whose} may have {self.limit.size:,} bytes)")
