"""The log as files on this machine: a folder, and in it one file a room, with one entry a line."""

import asyncio
import errno
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from course.classroom.line_file import LineFile, begun
from course.classroom.log import Entry, LogError, check_entry, check_room, is_room
from course.classroom.together import Together
from course.language import N_, _

_WHY = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("your share of the disk is used up"),
    errno.EROFS: N_("the folder can't be written to"),
    errno.EACCES: N_("the folder can't be written to"),
    errno.EPERM: N_("the folder can't be written to"),
    errno.EEXIST: N_("that is not a folder"),
    errno.ENOTDIR: N_("that is not in a folder"),
    errno.ENOENT: N_("somebody took the file away"),
}


class FileLog:
    """The log of one server: no other may have the same folder at the same time.

    What comes in while the disk is busy is written in one go. So a lone entry waits for one write and one sync,
    and a thousand at once for two. All entries of the rooms in use are in memory, too.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder, which is made where there is none. Raises LogError when another server has it."""
        self._folder = folder
        self._rooms: dict[str, _Room] = {}
        self._closed = False
        self._lock = FileLock(folder / ".lock", blocking=False, thread_local=False)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout:
            already = _("Another server already keeps its classes in {folder}. Stop it, or choose another folder.")
            raise LogError(already.format(folder=folder)) from None
        except OSError as error:
            raise self._trouble(error) from error

    async def rooms(self) -> tuple[str, ...]:
        """The names of all rooms that have an entry, sorted. Raises LogError."""
        try:
            files = self._folder.glob("*.jsonl")
            return tuple(sorted(path.stem for path in files if is_room(path.stem) and begun(path)))
        except OSError as error:
            raise self._trouble(error) from error

    async def append(self, room: str, entry: Entry) -> None:
        """Return once the entry is on disk, behind all that came before it. Raises as `Log.append` does."""
        check_entry(entry)
        kept = self._open_room(room)
        try:
            await kept.incoming.add(entry)
        except OSError as error:
            raise self._trouble(error) from error

    async def follow(self, room: str) -> AsyncGenerator[Sequence[Entry], None]:
        """All entries of a room from its first on, in batches, and then each new one, as `Log.follow` says."""
        kept, seen = self._room(room), 0
        while True:
            if new := kept.entries[seen:]:
                seen += len(new)
                yield new
            elif kept.erased or self._closed:
                return
            else:
                await kept.news.wait()

    async def erase(self, room: str) -> None:
        """Take the file of a room away for good. Raises LogError; then the room is as it was."""
        kept = self._open_room(room)
        kept.erased = True
        await kept.incoming.rest()
        try:
            await asyncio.to_thread(kept.file.remove)
        except OSError as error:
            kept.erased = False
            raise self._trouble(error) from error
        kept.entries = []
        kept.tell()

    async def close(self) -> None:
        """Let the next server have the folder, once all that is on its way is on disk."""
        self._closed = True
        for kept in self._rooms.values():
            await kept.incoming.rest()
            kept.file.close()
            kept.tell()
        self._lock.release()

    def _open_room(self, room: str) -> "_Room":
        if self._closed:
            raise LogError(_("The class is closed: nothing in it can change any more."))
        return self._room(room)

    def _room(self, room: str) -> "_Room":
        check_room(room)
        if room not in self._rooms:
            try:
                self._rooms[room] = _Room(self._folder / f"{room}.jsonl")
            except OSError as error:
                raise self._trouble(error) from error
        return self._rooms[room]

    def _trouble(self, error: OSError) -> LogError:
        why = _(_WHY[error.errno]) if error.errno in _WHY else error.strerror or str(error)
        sentence = _("What people do in class can't be kept in {folder} now: {why}.")
        return LogError(sentence.format(folder=self._folder, why=why))


class _Room:
    """The entries of a room, in memory as on disk, and those on their way there."""

    def __init__(self, path: Path) -> None:
        self.file = LineFile(path)
        self.entries: list[Entry] = self.file.read()
        self.incoming = Together(self._keep)
        self.erased = False
        self.news = asyncio.Event()

    def tell(self) -> None:
        """Wake all followers: there is something new."""
        self.news.set()
        self.news = asyncio.Event()

    async def _keep(self, batch: list[Entry]) -> Sequence[None]:
        if self.erased:
            raise LogError(_("This room was erased: nothing can be added to it."))
        await asyncio.to_thread(self.file.add, batch)
        self.entries += batch
        self.tell()
        return [None] * len(batch)
