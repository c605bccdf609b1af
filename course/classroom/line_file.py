"""A file that only grows, by whole lines: on disk when `add` returns, or not at all."""

import errno
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from course.pen import sync_folder

_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class LineFile:
    """The lines of a file that nobody else writes to; the first `add` makes it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None
        self._size = 0

    def read(self) -> list[bytes]:
        """Return all whole lines; half a line that a crash left there is cut off by the next `add`. Raises OSError."""
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return []
        self._size = content.rfind(b"\n") + 1
        return content[: self._size].split(b"\n")[:-1]

    def add(self, lines: Sequence[bytes]) -> None:
        """Write lines in one go and wait until they are on disk. Raises OSError when they aren't; then none was added.

        `read` comes before it, so that it knows where the last whole line ends.
        """
        if self._file is None:
            self._file = os.open(self.path, _FLAGS, 0o600)
        self._tidy(self._file)
        try:
            _write(self._file, b"".join(line + b"\n" for line in lines))
            os.fsync(self._file)
            if self._size == 0:
                sync_folder(self.path.parent)
        except BaseException:
            # Should this fail too, it is done before anything else is added.
            with suppress(OSError):
                os.ftruncate(self._file, self._size)
            raise
        self._size += sum(map(len, lines)) + len(lines)

    def remove(self) -> None:
        """Take the file away for good. Raises OSError when that can't be done."""
        self.close()
        self.path.unlink(missing_ok=True)
        self._size = 0
        sync_folder(self.path.parent)

    def close(self) -> None:
        """Let go of the file, until more is added."""
        file, self._file = self._file, None
        if file is not None:
            os.close(file)

    def _tidy(self, file: int) -> None:
        """See to it that the next line begins where the last whole one ended, in a file that is still there."""
        found = os.fstat(file)
        if found.st_nlink == 0:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self.path))
        if found.st_size != self._size:
            os.ftruncate(file, self._size)


def _write(file: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(file, rest) :]


def begun(path: Path) -> bool:
    """Whether there is a file with at least one whole line. Raises OSError."""
    with path.open("rb") as file:
        return file.readline().endswith(b"\n")
