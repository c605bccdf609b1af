"""`your_data`: where a learner's practice is kept, one file to keep it safe, and how it comes back or goes away."""

import os
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from course import learners
from course.backup import NAME, BackupError, back_up, belongings
from course.language import _, number
from course.learners import Learner, data_folder
from course.views.page import Page, source
from course.views.told import told


@told
def your_data() -> "YourDataPage":
    """Show where the practice of whoever is learning is kept, and a button that makes a backup of it."""
    return YourDataPage(learners.learning(data_folder()), Path.cwd())


class YourDataPage(Page):
    """The widget that `your_data` returns; a backup is made in `folder`, beside the lesson."""

    _esm = source("page.js", "download.js", "your_data.js")
    _css = source("page.css", "your_data.css")

    def __init__(self, learner: Learner, folder: Path) -> None:
        self._learner, self._folder = learner, folder
        self._made: dict[str, str] = {}
        super().__init__()

    def look(self) -> dict[str, Any]:
        """Where it is, how much, whose, what to type, and what came of the button."""
        files = [file for path in belongings(self._learner) for file in [path, *path.rglob("*")] if file.is_file()]
        return {
            "folder": str(data_folder().absolute()),
            "shared": self._shared,
            "name": self._learner.title,
            "size": _in_words(sum(file.stat().st_size for file in files)) if files else "",
            "restore": _command("restore", _("FILE")),
            "erase": _command("erase", learner=self._learner if self._shared else None),
            "made": self._made,
        }

    def act(self, message: dict[str, Any]) -> None:
        """Do `make`: a backup, of everything, or where several people learn of this learner's own."""
        if message["do"] != "make":
            raise ValueError(message)
        now = datetime.now(UTC)
        target = _free(self._folder, f"{NAME}-{now.astimezone():%Y-%m-%d}")
        try:
            back_up(data_folder().absolute(), target, now, [self._learner] if self._shared else None)
        except BackupError as reason:
            self._made = {"said": str(reason)}
        else:
            self._made = {"said": _("Your backup is ready."), "file": target.name, "path": str(target)}

    @property
    def _shared(self) -> bool:
        return len(learners.learners(data_folder())) > 1


def _free(folder: Path, stem: str) -> Path:
    """A name for a zip that isn't there yet."""
    number, path = 1, folder / f"{stem}.zip"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.zip"
    return path


def _command(*words: str, learner: Learner | None = None) -> str:
    """What to type in a terminal of this system, whichever folder it is in."""
    about = ["--data", str(data_folder().absolute())] if os.environ.get("MODULE_NINE_DATA") else []
    about += ["--learner", learner.name or learner.slug] if learner else []
    command = [sys.executable, "-m", "course", *about, *words]
    return subprocess.list2cmdline(command) if os.name == "nt" else shlex.join(command)


def _in_words(size: int) -> str:
    """A number of bytes as people say it."""
    kilobytes = -(-size // 1000)
    if kilobytes < 1000:
        return _("{n} KB").format(n=kilobytes)
    return _("{n} MB").format(n=number(kilobytes // 1000))
