"""An icon on the desktop that opens the course, so that a second visit needs no terminal."""

import os
import sys
from pathlib import Path

from course.language import _

NAME = "Module-Nine"  # on some systems a file's name: no spaces
_COURSE = Path(__file__).resolve().parent
_ICON = _COURSE / "icons" / "module-nine"
_ENDING = {"win32": ".ico", "darwin": ".icns"}
_UNSAFE = frozenset('"$`\\%\n')  # what a quoted word can't hold in every system's icons alike


class NoIconError(Exception):
    """There is no icon; the message tells the learner why and what to do instead."""


def make_shortcut() -> Path:
    """Put the icon on the desktop and return its file. Raises NoIconError."""
    from pyshortcuts import make_shortcut as make

    try:
        made = make(
            f"-m course {_kept()}open",
            name=NAME,
            description=_("Practice the conversations you dread"),
            icon=str(_ICON.with_suffix(_ENDING.get(sys.platform, ".png"))),
            working_dir=str(_COURSE.parent),
            executable=_python(),
        )
    except Exception as trouble:
        # Each system's way to make an icon has errors of its own.
        said = _(
            "The icon can't be made: {why}.\n"
            "You can still open the course as you did before: “make course”, or “python -m course open”."
        )
        raise NoIconError(said.format(why=trouble)) from trouble
    return Path(made.desktop_dir, made.target)


def where(icon: Path) -> list[str]:
    """Say where the icon is and what to do with it."""
    asks = _("It is in your menu of programs, too. If your desktop asks about it, choose Allow Launching.")
    return [
        _("The icon “{name}” is on your desktop now: {file}").format(name=NAME, file=icon),
        *([asks] if sys.platform.startswith("linux") else []),
        _("Double-click it next time. A window opens, and then the course, in your browser."),
        _("To stop, close that window. Your work is kept."),
    ]


def _kept() -> str:
    """The option that has the icon keep what learners do where this command does."""
    data = os.environ.get("MODULE_NINE_DATA")
    return f"--data {_quoted(Path(data).absolute())} " if data else ""


def _python() -> str:
    """This Python. On Windows the icon holds it apart, elsewhere in a line of words."""
    python = Path(sys.executable)
    return python.as_posix() if sys.platform == "win32" else _quoted(python)


def _quoted(path: Path) -> str:
    if unsafe := sorted(_UNSAFE & set(path.as_posix())):
        said = _("the name of the folder {folder} has a {letter} in it, which an icon can't hold")
        raise ValueError(said.format(folder=path, letter=repr(unsafe[0])))
    return f'"{path.as_posix()}"'
