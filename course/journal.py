"""Keep what learners do: on disk before they see the answer, in files that only grow.

A journal is a folder. Each process writes a file of its own there, so two of them never mix their lines.
"""

import errno
from collections.abc import Mapping
from pathlib import Path
from threading import RLock
from typing import Any

from course.history import History, read
from course.language import N_, _
from course.learners import data_folder, learning
from course.pen import Pen
from course.record import Record

_READ_ONLY = N_("the folder {folder} can't be written to")
_WHY = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("your share of the disk is used up"),
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EEXIST: N_("{folder} is not a folder"),
    errno.ENOTDIR: N_("{folder} is not in a folder"),
}
_OTHER = N_("the computer says “{error}”")
_journals: dict[Path, "Journal"] = {}


def practice_folder() -> Path:
    """Return where the practice of whoever is learning now is kept. Raises NobodySaidError, as `learning` does."""
    return learning(data_folder()).journals


def open_journal(folder: Path) -> "Journal":
    """Return the one live journal of a folder in this process."""
    folder = folder.absolute()
    if folder not in _journals:
        _journals[folder] = Journal(folder)
    return _journals[folder]


class Journal:
    """A folder's history, and the means to add to it.

    `trouble` is "" or says, to the learner, why the last records aren't on disk yet. Then they are kept in
    memory, and each append and each refresh tries again. Nothing is made on disk before the first append.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.history: History = read(self.folder)
        self.trouble = ""
        self._pen = Pen(self.folder)
        self._unsaved: list[Record] = []
        self._lock = RLock()  # widgets may answer on another thread than the one that runs the cells

    def append(self, kind: str, data: Mapping[str, Any], parent: str | None = None) -> Record:
        """Add a record and return it once it is on disk, or once `trouble` says why it isn't.

        `parent` is the digest of the record that it continues; None starts a thread. Raises ValueError for
        data that isn't JSON or too long and KeyError for an unknown parent, never OSError.
        """
        with self._lock:
            if parent is not None and parent not in self.history.records:
                raise KeyError(parent)
            record = Record.new(kind, data, parent, after=self.history.newest)
            self._save([*self._unsaved, record])
            self.history = self.history.plus([record])
            return record

    def refresh(self) -> None:
        """Try again to save what isn't on disk yet, and read what other processes wrote. What was known stays known."""
        with self._lock:
            if self._unsaved:
                self._save(self._unsaved)
            known = self.history.records.values()
            self.history = read(self.folder, self.history).plus(known)

    def _save(self, records: list[Record]) -> None:
        try:
            if self._pen.lost():
                # What came before may be gone too. A copy of it costs nothing: a line is read once.
                records = self._with_all_before(records)
                self._pen = Pen(self.folder)
            self._pen.write(b"".join(record.line + b"\n" for record in records))
        except OSError as error:
            self._unsaved, self.trouble = records, self._in_words(error)
        else:
            self._unsaved, self.trouble = [], ""

    def _with_all_before(self, records: list[Record]) -> list[Record]:
        known = self.history.records
        before = (self.history.path(parent) for record in records if (parent := record.parent) and parent in known)
        return list(dict.fromkeys([*(step for path in before for step in path), *records]))

    def _in_words(self, error: OSError) -> str:
        why = _(_WHY.get(error.errno or 0, _OTHER)).format(folder=self.folder, error=error.strerror)
        # To translate: {why} is such as "the disk is full".
        told = _(
            "Your replies aren't being saved: {why}. You can go on. "
            "Keep this notebook open: they will be saved with a later reply, as soon as that is possible."
        )
        return told.format(why=why)
