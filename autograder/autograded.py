"""The folder with a student's graded notebook: what comes new takes its place whole, or not at all."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from autograder.ledger import FILE, Record, digest

_READ_ONLY = 0o444  # as nbgrader leaves what it has graded


class Autograded:
    """Such as `autograded/ada/angry`. What is to take its place lies beside it, under another name, until then."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._new = folder.with_name(f".{folder.name}.new")
        self._old = folder.with_name(f".{folder.name}.old")

    def mend(self) -> None:
        """Clean up after a run that was stopped: all is as it was before a change, or as after it. Raises OSError."""
        if self._old.exists() and not self._folder.exists():
            self._old.rename(self._folder)
        _remove(self._new)
        _remove(self._old)

    def record(self) -> Record | None:
        """From what the notebook that lies here was graded; None where that isn't known."""
        try:
            record = Record.from_json((self._folder / FILE).read_bytes())
            notebook = (self._folder / f"{self._folder.name}.ipynb").read_bytes()
        except OSError:
            return None
        return record if record and record.notebook == digest(notebook) else None

    def prepare(self, files: Mapping[str, bytes]) -> None:
        """Write what is to lie here. Raises OSError."""
        _remove(self._new)
        self._new.mkdir(parents=True)
        for name, content in files.items():
            _write(self._new / name, content)

    def replace(self, record: Record | None) -> None:
        """Put what was prepared in its place, with a record unless it has to be graded again. Raises OSError."""
        if record is not None:
            _write(self._new / FILE, record.to_json())
        if self._folder.exists():
            self._folder.rename(self._old)
        self._new.rename(self._folder)
        _remove(self._old)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    path.chmod(_READ_ONLY)


def _remove(folder: Path) -> None:
    """Remove a folder if it is there. Raises OSError."""
    if not folder.exists():
        return
    for path in folder.rglob("*"):
        path.chmod(0o700)  # Windows removes nothing that is read-only
    shutil.rmtree(folder)
