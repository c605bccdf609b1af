"""The way through the course: what each page holds, what of that is done, what comes next, and what is due.

What there is to do is read from the pages as they are shipped, so that the map can't differ from them.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.drillbook import load_drill
from course.history import History
from course.language import plain
from course.practice import Practice

LESSONS = Path(__file__).parent / "lessons"
# What is kept in the journal, so that it can be said to be done. A breath or a role play is nobody's business.
_KEPT = re.compile(r'(play|drill|quiz|next_shift)\("([^"]+)"')
_HEADING = re.compile(r"^(#+) +(.+)$", re.MULTILINE)
_EXTRA = "if you'd like"  # in a heading: what stands below it may be left out


@dataclass(frozen=True, slots=True)
class Activity:
    """Something to do: the function that shows it, and which customer, drill or plan; `extra` if it may be left out."""

    do: str
    of: str
    extra: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """A page in another language than English: its file, the language's code, its title."""

    file: str
    language: str
    title: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """A page of the course: its file's name, its title, a line about it, and what there is to do on it, in order.

    `versions` are the same page in other languages: what is done on them is done here.
    """

    file: str
    title: str
    about: str
    activities: tuple[Activity, ...] = ()
    versions: tuple[Version, ...] = ()

    @property
    def number(self) -> int:
        """Its place among the pages, from 0."""
        return int(self.file.partition("_")[0])

    @property
    def module(self) -> bool:
        """Whether it is one of the modules, which end with a plan, and not a page to come back to."""
        return any(activity.do == "next_shift" for activity in self.activities)


@dataclass(frozen=True, slots=True)
class Stop:
    """A page on somebody's way: which of its activities are done and left, and which skills practiced there are due.

    `left` has no extras in it: without them a page is done.
    """

    lesson: Lesson
    done: tuple[Activity, ...] = ()
    left: tuple[Activity, ...] = ()
    due: tuple[str, ...] = ()

    @property
    def finished(self) -> bool:
        """Whether everything is done that isn't extra."""
        return self.lesson.module and not self.left


@dataclass(frozen=True, slots=True)
class Way:
    """All pages in order, the one that comes next, and all skills that are due."""

    stops: tuple[Stop, ...]
    next: Stop
    due: tuple[str, ...] = ()

    @property
    def modules(self) -> tuple[Stop, ...]:
        """The pages that can be done."""
        return tuple(stop for stop in self.stops if stop.lesson.module)


def read_lessons(folder: Path = LESSONS) -> tuple[Lesson, ...]:
    """The pages of the course as they are shipped, in order. Raises OSError or ValueError for a damaged one."""
    return tuple(_lesson(path) for path in sorted(folder.glob("[0-9]*.ipynb")))  # a class's pages aren't on the way


def way_in(lessons: tuple[Lesson, ...], history: History, practice: Practice, due: Collection[str] = ()) -> Way:
    """Find out how far somebody came. `due` are skills; there is a lesson at least. DocumentError for a bad drill."""
    done = _done(lessons, history, practice)
    held = _held(lessons, practice, due)
    stops = tuple(_stop(lesson, done, tuple(skill for skill in due if held.get(skill) == lesson)) for lesson in lessons)
    ahead = (stop for stop in stops if stop.lesson.module and not stop.finished)
    return Way(stops, next(ahead, stops[-1]), tuple(due))


def _lesson(path: Path) -> Lesson:
    cells = _cells(path)
    number = path.name.partition("_")[0]
    translated = sorted(path.parent.glob(f"*/{number}_*.ipynb"))
    return Lesson(
        path.name,
        _title(path, cells),
        cells[0]["metadata"].get("about", ""),
        tuple(_activities(cells)),
        tuple(
            Version(one.relative_to(path.parent).as_posix(), one.parent.name, _title(one, _cells(one)))
            for one in translated
        ),
    )


def _cells(path: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return cells


def _title(path: Path, cells: list[dict[str, Any]]) -> str:
    return next((words for _, words in _headings(cells[0])), path.stem)


def _activities(cells: list[dict[str, Any]]) -> Iterator[Activity]:
    extra: dict[int, bool] = {}  # by level of heading
    for cell in cells:
        if cell["cell_type"] == "markdown":
            for level, words in _headings(cell):
                above = {at: is_extra for at, is_extra in extra.items() if at < level}
                extra = {**above, level: _EXTRA in words.lower()}
        elif found := _KEPT.match("".join(cell["source"])):
            yield Activity(found[1], found[2], any(extra.values()))


def _headings(cell: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    for marks, words in _HEADING.findall("".join(cell["source"])):
        yield len(marks), words


def _stop(lesson: Lesson, done: Collection[tuple[str, str]], due: tuple[str, ...]) -> Stop:
    is_done = {activity: (activity.do, activity.of) in done for activity in lesson.activities}
    left = tuple(activity for activity in lesson.activities if not (is_done[activity] or activity.extra))
    return Stop(lesson, tuple(activity for activity in lesson.activities if is_done[activity]), left, due)


def _held(lessons: tuple[Lesson, ...], practice: Practice, due: Collection[str]) -> dict[str, Lesson]:
    """By skill the page on which it was practiced last, for those that are due."""
    homes: dict[str, Lesson] = {}
    places = [(activity, lesson) for lesson in lessons if lesson.module for activity in lesson.activities]
    for activity, lesson in sorted(places, key=lambda place: place[0].extra):
        homes.setdefault(activity.of, lesson)
    return {need.skill: homes[need.customer] for need in practice.needs if need.skill in due and need.customer in homes}


def _done(lessons: tuple[Lesson, ...], history: History, practice: Practice) -> set[tuple[str, str]]:
    """What was done: talks that ended, drills and quizzes answered to the last item, plans with both halves."""
    answers = _answers(history)
    done = {("play", talk.customer) for talk in practice.talks}
    for activity in (activity for lesson in lessons for activity in lesson.activities):
        place = activity.do, activity.of
        given = answers.get(place, {})
        match activity.do:
            case "drill" | "quiz" if given and all(
                item.sound(given.get(item.id)) for item in load_drill(place[1]).items
            ):
                done.add(place)
            case "next_shift" if isinstance(given.get("plan"), Mapping):
                done.add(place)
    return done


def _answers(history: History) -> dict[tuple[str, str], dict[str, Any]]:
    """By activity the newest answer to each item.

    Those to an older text of the same questions count, too: what was done stays done. So do those of all sittings
    of a quiz, since one begins only after the last was finished.
    """
    kinds = {"drill": "drill", "quiz": "quiz", "plan": "next_shift"}
    threads: dict[str | None, tuple[str, str]] = {}
    for header in history.headers():
        name = header.data.get(header.kind)
        if header.kind in kinds and isinstance(name, str):
            threads[header.digest] = kinds[header.kind], plain(name)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for record in history.records.values():
        item = record.data.get("item")
        if record.kind == "answer" and record.parent in threads and isinstance(item, str):
            found.setdefault(threads[record.parent], {})[item] = record.data.get("answer")
    return found
