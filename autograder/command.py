"""What the commands of whoever grades share: how they are called, exercises by name, and numbers of things."""

import sys

from autograder.assignment import assignment_names
from course.document import nearest

PROGRAM = "python -m autograder"


class CommandError(ValueError):
    """What can't be done, as a sentence."""


def exercise(name: str) -> str:
    """The name of an exercise that there is. Raises CommandError."""
    if name not in assignment_names():
        raise CommandError(f"There's no exercise '{name}'." + nearest(name, list(assignment_names())))
    return name


def program() -> str:
    """How this program was called, to be typed again, such as "../.venv/bin/python -m autograder"."""
    python, *rest = sys.orig_argv
    typed = rest[:2] == PROGRAM.split()[1:] and " " not in python
    return f"{python} -m autograder" if typed else PROGRAM


def counted(count: int, one: str, many: str = "") -> str:
    """A number of things: "1 hand-in", "2 hand-ins"."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"
