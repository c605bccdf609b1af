"""Hand-ins as they lie in `submitted/`, read as what a stranger may have put there.

No link is followed, nothing is waited for, and no more is read than can be marked in bounded time and memory.
"""

import os
import re
import stat
from collections import Counter
from collections.abc import Iterator
from heapq import nsmallest
from pathlib import Path
from unicodedata import normalize

from autograder.graded import Submission
from autograder.room import AsideError, Limit, Room
from course.history import is_journal, shown

TIMESTAMP = "timestamp.txt"
FILES = 1000  # of one hand-in
NOTEBOOK = Limit(32 << 20)
JOURNALS = Limit(32 << 20, lines=50_000)  # together; who works all day for a week leaves fewer lines
_TIMESTAMP = Limit(1 << 10)
_LONGEST = 128  # characters of a student's name that nbgrader's gradebook holds
_TOLD = 20  # files of one hand-in about which something is said
_DEVICE = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
_LINK = "is a link to another place"
_JUNCTION = 0xA0000003  # the tag of Windows' own kind of link between folders


def submissions(course: Path, name: str) -> tuple[str, ...]:
    """The students who handed in an exercise, sorted; `notices` tells whom this leaves out. Raises OSError."""
    return tuple(student for student, wrong in _handed_in(course, name) if not wrong)


def notices(course: Path, name: str) -> tuple[str, ...]:
    """What whoever grades should know of the folders in `submitted/`: who is left out, and who may be one person.

    Raises OSError.
    """
    handed_in = _handed_in(course, name)
    left_out = tuple(f"{_short(name)} in submitted/ {wrong}, so it was left out." for name, wrong in handed_in if wrong)
    students = [student for student, wrong in handed_in if not wrong]
    alike = Counter(map(_folded, students))
    twins = ", ".join(student for student in students if alike[_folded(student)] > 1)
    return (*left_out, f"Are these different people? Only capitals tell them apart: {twins}.") if twins else left_out


def read_submission(folder: Path, student: str, name: str) -> Submission:
    """Read a hand-in from its own folder, such as `submitted/ada/angry`. Nothing is raised, whatever lies there."""
    files: dict[str, bytes] = {}
    problems: list[str] = []
    broken: list[str] = []
    try:
        found = nsmallest(FILES + 1, _names(folder, student, name), key=lambda file: (is_journal(file), file))
    except AsideError as why:
        return Submission(student, {}, (f"{_last_of(folder)} {why}, so nothing in it was read.",))
    except OSError as error:
        return Submission(student, {}, (f"{_last_of(folder)} can't be read ({error.strerror}).",), unread=True)
    if len(found) > FILES:
        problems.append(f"There are more than {FILES:,} files. Only the first of them were read.")
    journals = Room(JOURNALS, "all journals together")
    for file in found[:FILES]:
        try:
            files[file] = _room(file, journals).take(folder / file)
        except AsideError as why:
            problems.append(f"{shown(file)} {why}, so it was set aside.")
        except OSError as error:
            broken.append(f"{shown(file)} can't be read ({error.strerror}).")
    if len(problems) > _TOLD:
        problems[_TOLD:] = [f"{len(problems) - _TOLD} more files were set aside."]
    return Submission(student, files, (*broken[:_TOLD], *problems), unread=bool(broken))


def _room(file: str, journals: Room) -> Room:
    """The room that there is for a file: journals share theirs. Raises AsideError."""
    if any("\ud800" <= letter <= "\udfff" for letter in file):
        raise AsideError("has a name that isn't UTF-8")
    if is_journal(file):
        return journals
    return Room(_TIMESTAMP if file == TIMESTAMP else NOTEBOOK)


def _names(folder: Path, student: str, name: str) -> Iterator[str]:
    """The names in a folder that are read. Raises AsideError, OSError."""
    if wrong := _wrong_name(student):
        raise AsideError(wrong)
    for place in (folder.parent, folder):
        if _is_link(place):
            raise AsideError(f"{_LINK}, or lies in one")
        if not place.is_dir():
            raise AsideError("is no folder")
    with os.scandir(folder) as entries:
        for entry in entries:
            if is_journal(entry.name) or entry.name in (f"{name}.ipynb", TIMESTAMP):
                yield entry.name


def _handed_in(course: Path, name: str) -> list[tuple[str, str]]:
    """The names under which an exercise was handed in, sorted, each with what is wrong with it."""
    submitted = course / "submitted"
    try:
        students = sorted(path.name for path in submitted.iterdir())
    except FileNotFoundError:
        return []
    here = [student for student in students if os.path.lexists(submitted / student / name)]
    return [(student, _LINK if _is_link(submitted / student) else _wrong_name(student)) for student in here]


def _wrong_name(student: str) -> str:
    """Say why a folder of this name can't be a student's on every system; "" when it can."""
    if not student.isprintable() or len(student) > _LONGEST:
        return f"has a name that isn't plain text of up to {_LONGEST} characters"
    if student.startswith(".") or student != student.rstrip(". ") or re.search(r'[/\\<>:"|?*]', student):
        return "has a name that not every system can keep; rename the folder"
    if not student or _DEVICE.fullmatch(student):
        return "has a name that means something else on some systems; rename the folder"
    return ""


def _is_link(path: Path) -> bool:
    info = path.lstat()
    return stat.S_ISLNK(info.st_mode) or getattr(info, "st_reparse_tag", 0) == _JUNCTION


def _short(name: str) -> str:
    """A name as it can stand in a sentence."""
    return f"“{shown(name if len(name) <= _LONGEST else f'{name[:_LONGEST]}…')}”"


def _last_of(folder: Path) -> str:
    """Where a hand-in lies, as it can stand in a sentence."""
    return _short("/".join(folder.parts[-3:]))


def _folded(student: str) -> str:
    """A name without what some systems don't tell apart."""
    return normalize("NFKC", student).casefold()
