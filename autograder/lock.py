"""The lock on one exercise of a course folder: two runs at once would take away each other's half-made files."""

import json
import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

_PATIENCE = 1.0  # seconds in which a run that has just made its lock has written who it is


class LockedError(ValueError):
    """Another run is at work; the message says which, and what to do."""


@contextmanager
def locked(course: Path, name: str) -> Iterator[None]:
    """Keep other runs from an exercise throughout a block. Raises LockedError, OSError.

    The lock of a process that has died on this machine is taken over.
    """
    file = course / f".grading-{name}.lock"
    since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    ours = json.dumps({"process": os.getpid(), "host": platform.node(), "since": since}).encode()
    opened = _open(file, name)
    try:
        _write(opened, ours)
        yield
    finally:
        opened.close()
        if _content(file) in (ours, b""):
            file.unlink(missing_ok=True)


def _open(file: Path, name: str) -> BinaryIO:
    """Make the lock; it stays open, as Windows then lets nobody else remove it. Raises LockedError, OSError."""
    while True:
        try:
            return file.open("xb", buffering=0)
        except FileExistsError:
            _clear(file, name)


def _write(opened: BinaryIO, content: bytes) -> None:
    try:
        opened.write(content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, opened.name) from error


def _clear(file: Path, name: str) -> None:
    """Remove a lock that a dead process left. Raises LockedError where it may be alive, OSError."""
    content = _written(file)
    if wait := _at_work(content):
        raise LockedError(
            f"Another grading of {name} is at work{wait}. Wait until it has ended. If it was killed, delete {file}"
        )
    aside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.rename(aside)
    except FileNotFoundError:
        return
    except PermissionError:
        if os.name != "nt":
            raise
        raise LockedError(f"Another grading of {name} is at work. Wait until it has ended.") from None
    if aside.read_bytes() == content:
        aside.unlink()
    else:  # another run was quicker, and this is its lock
        aside.rename(file)


def _at_work(content: bytes) -> str:
    """Since when and where the run that wrote a lock is at work; "" where it can't be any more."""
    try:
        match json.loads(content):
            case {"process": int(process), "host": str(host), "since": str(since)}:
                if host == platform.node() and not _alive(process):
                    return ""
                return f" since {since}: process {process} on {host}"
    except ValueError:
        pass
    return ""


def _alive(process: int) -> bool:
    """Whether a process of this machine may be alive. On Windows the attempt to move its lock tells, so: no."""
    if process <= 0 or process == os.getpid() or os.name == "nt":  # a container gives the same number again
        return False
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True


def _written(file: Path) -> bytes:
    """What a lock says, as soon as it says something."""
    until = time.monotonic() + _PATIENCE
    while not (content := _content(file)) and file.exists() and time.monotonic() < until:
        time.sleep(_PATIENCE / 20)
    return content


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
