"""To erase what somebody did here, or all of it: files of the course in its own folder, and nothing else."""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from course import learners
from course.backup import OWN, SHARED, belongings
from course.learners import Learner

_EVERYTHING = (*OWN, "learners", "now.txt", "layout", "classroom", *SHARED)


def to_erase(data: Path, learner: Learner | None) -> list[Path]:
    """What would go: one learner's own, or, for None, all that the course keeps. Only what exists."""
    paths = [data / name for name in _EVERYTHING] if learner is None else belongings(learner)
    return [path for path in paths if path.exists() or path.is_symlink()]


def erase(data: Path, paths: Sequence[Path]) -> list[str]:
    """Erase files and folders, and the folder of it all once it is empty. Returns what can't be erased, and why.

    A link is taken away, never what it leads to.
    """
    left = []
    for path in paths:
        try:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        except OSError as error:
            left.append(f"{error.filename or path} ({error.strerror})")
    _tidy(data)
    return left


def _tidy(data: Path) -> None:
    """Forget who was learning if they are gone, and the folders that are empty now."""
    with suppress(OSError):
        if learners.now(data) is None:
            (data / "now.txt").unlink(missing_ok=True)
        for folder in (data / "learners", data):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
