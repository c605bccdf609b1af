"""The one file that a learner hands in: the saved notebook and the journals beside it, as a zip."""

import json
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from course.history import History, read
from course.language import _, ngettext
from course.phrases import second

# What an answer cell says before anybody has written in it; nbgrader's settings put it there.
UNWRITTEN = "*Double-click here, and write your text in place of this line.*"


class NothingToHandIn(Exception):
    """There is no hand-in file; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one part of an exercise stands before it is handed in.

    `missing` is "" or says, in sentences, what is still to be done; `told` is whatever else there is to say.
    """

    part: str
    missing: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class HandIn:
    """A zip that was made: where it is, when its notebook was saved, the journals in it, whether a text is missing."""

    path: Path
    saved: datetime
    journals: tuple[str, ...]
    problems: tuple[str, ...]
    unwritten: bool = False

    def in_words(self) -> list[str]:
        """What is in it, a sentence each."""
        saved = _("Your notebook, as it was saved on {moment}.").format(moment=second(self.saved))
        unwritten = _("Your own text isn't in it yet: where you should write, there is still our line.")
        notebook = f"{saved} {unwritten}" if self.unwritten else saved
        if not self.journals:
            return [notebook, _("No answers yet: the activities on this page haven't been used in this folder.")]
        said = ngettext(
            "What you chose and said in the activities (1 file).",
            "What you chose and said in the activities ({n} files).",
            len(self.journals),
        )
        return [notebook, said.format(n=len(self.journals)), *self.problems]


def notebook_of(assignment: str, folder: Path) -> Path:
    """Where the saved notebook of an exercise is. Raises NothingToHandIn if it isn't there."""
    notebook = folder / f"{assignment}.ipynb"
    if not notebook.is_file():
        said = _(
            "There is no {file} in this folder, so there's nothing to hand in. "
            "Give the notebook its old name back ({file}) and try again."
        )
        raise NothingToHandIn(said.format(file=notebook.name))
    return notebook


def saved_at(notebook: Path) -> datetime:
    """When a file was last saved, by the clock on the wall. Raises OSError."""
    return datetime.fromtimestamp(notebook.stat().st_mtime).astimezone()


def pack(assignment: str, folder: Path) -> HandIn:
    """Make `folder`/`assignment`-hand-in.zip anew, or not at all. Raises NothingToHandIn."""
    notebook = notebook_of(assignment, folder)
    path = folder / f"{assignment}-hand-in.zip"
    fresh = path.with_suffix(".part")
    history: History = read(folder)
    journals = tuple(sheet.name for sheet in history.sheets if sheet.size)
    try:
        saved = saved_at(notebook)
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as bundle:
            for name in (notebook.name, *journals):
                bundle.write(folder / name, name)
        fresh.replace(path)
    except (OSError, UnicodeError) as error:
        fresh.unlink(missing_ok=True)
        why = error.strerror if isinstance(error, OSError) else _("a journal here has a name that can't be written")
        said = _(
            "The file couldn't be made ({why}). Your answers are safe. "
            "Make room or ask for a folder that can be written to, and try again."
        )
        raise NothingToHandIn(said.format(why=why)) from None
    return HandIn(path, saved, journals, history.problems, _unwritten(notebook))


def _unwritten(notebook: Path) -> bool:
    """Whether a saved notebook still has an answer cell in which nobody has written."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        return any("".join(cell["source"]).strip() == UNWRITTEN for cell in cells)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return False  # whoever grades will see what is wrong with it
