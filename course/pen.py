"""Write to the one file of this process: whole, on disk when it returns, or not at all."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

FULL = 4 << 20  # bytes after which another file is begun; a reader takes four times as much

_FLAGS = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class Pen:
    """A file in a folder that only this process adds to. The first write makes it, and the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process = os.getpid()
        self._path: Path | None = None
        self._size = 0

    def lost(self) -> bool:
        """Say whether somebody deleted or changed what this process wrote."""
        if self._path is None or self._forked():
            return False
        try:
            return self._path.lstat().st_size != self._size
        except FileNotFoundError:
            return True

    def write(self, content: bytes) -> None:
        """Add content and wait until it is on disk. Raises OSError when it isn't; then nothing was added."""
        if self._path is None or self._forked() or self._size > FULL:
            file = self._begin()
        else:
            file = os.open(self._path, _FLAGS)
        try:
            self._add(file, content)
        finally:
            os.close(file)
            if self._size == 0:
                self._drop()

    def _forked(self) -> bool:
        return self._process != os.getpid()

    def _begin(self) -> int:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"journal-{secrets.token_hex(6)}.jsonl"
        file = os.open(path, _FLAGS | os.O_CREAT | os.O_EXCL, 0o666)
        self._path, self._size, self._process = path, 0, os.getpid()
        return file

    def _add(self, file: int, content: bytes) -> None:
        rest = content
        try:
            while rest:
                rest = rest[os.write(file, rest) :]
            os.fsync(file)
            if self._size == 0:
                sync_folder(self._folder)
        except BaseException:
            # If this fails too, the size says so: the file is "lost", and another is begun.
            with suppress(OSError):
                os.ftruncate(file, self._size)
            raise
        self._size += len(content)

    def _drop(self) -> None:
        assert self._path is not None
        with suppress(OSError):
            self._path.unlink()
        self._path = None


def sync_folder(folder: Path) -> None:
    """Wait until the names of a folder's files are on disk, where the system can do that for a folder."""
    if os.name == "posix":
        # Some file systems can't do this for a folder; the file itself is on disk.
        with suppress(OSError):
            file = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(file)
            finally:
                os.close(file)
