"""`course_map`: the way through the course, drawn and told: what is done, what is next, what is due."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from course.drillbook import load_drill
from course.fading import due
from course.hearing import title
from course.journal import Journal, open_journal, practice_folder
from course.practice import Practice, practice_in
from course.rehearsal import rehearsals_in
from course.scenario import load_scenario
from course.views.page import Page, source
from course.views.told import told
from course.way import Activity, Stop, Way, read_lessons, way_in

PRACTICE_ROOM = "09_practice_room.ipynb"
FEW = 3  # skills that are named


def now_here() -> datetime:
    """The time now, with its zone."""
    return datetime.now(UTC)


@told
def course_map() -> "MapPage":
    """Show the map of the course; each stop is a link that opens its page."""
    return MapPage(open_journal(practice_folder()))


class MapPage(Page):
    """The widget that `course_map` returns. It looks anew whenever somebody comes to it; `clock` tells the time."""

    _esm = source("page.js", "course_map.js")
    _css = source("page.css", "course_map.css")

    def __init__(self, journal: Journal, clock: Callable[[], datetime] = now_here) -> None:
        self._journal, self._clock = journal, clock
        self._lessons = read_lessons()
        self._folded = -1, Practice()
        super().__init__()

    def look(self) -> dict[str, Any]:
        """The map as things stand now."""
        self._journal.refresh()
        history, practice = self._journal.history, self._practice()
        fading = due(practice, self._clock(), rehearsals_in(history))
        way = way_in(self._lessons, history, practice, [one.skill for one in fading])
        return map_scene(way, " ".join(filter(None, [self._journal.trouble, *history.problems])))

    def act(self, message: dict[str, Any]) -> None:
        """Look again: `{do: "look"}`; the scene that follows is what somebody asked for."""
        if message["do"] != "look":
            raise ValueError(message)

    def _practice(self) -> Practice:
        """What was practiced. A journal only grows: while it has as many records, it is folded once."""
        size = len(self._journal.history.records)
        if self._folded[0] != size:
            self._folded = size, practice_in(self._journal.history)
        return self._folded[1]


def map_scene(way: Way, notice: str = "") -> dict[str, Any]:
    """Everything that the map shows, as JSON."""
    others = [stop.lesson for stop in way.stops if not stop.lesson.module]
    return {
        "summary": _summary(way),
        "next": {"href": way.next.lesson.file, "name": _name(way.next), "left": _left(way.next)},
        "due": _due(way),
        "modules": [_module(stop, is_next=stop is way.next) for stop in way.modules],
        "pages": [{"href": page.file, "name": page.title, "about": page.about} for page in others],
        "notice": notice,
    }


def _summary(way: Way) -> str:
    done, every = sum(stop.finished for stop in way.modules), len(way.modules)
    if done == every:
        return f"You've done all {every} modules. Come back to them as often as you like."
    if not any(stop.done for stop in way.modules):
        return f"There are {every} modules, and they are all ahead of you. Take one a day, or one a week."
    return f"You've done {done} of {every} modules."


def _due(way: Way) -> dict[str, str] | None:
    """What is due for review, and the page where that is done; None when nothing is."""
    if not way.due:
        return None
    are = "One skill is" if len(way.due) == 1 else f"{len(way.due)} skills are"
    text = f"{are} due for review: {_skills(way.due)}. It takes about five minutes."
    return {"href": PRACTICE_ROOM, "text": text}


def _module(stop: Stop, *, is_next: bool) -> dict[str, Any]:
    lesson = stop.lesson
    needed = [one for one in lesson.activities if not one.extra]
    extras = [one for one in lesson.activities if one.extra]
    extras_done = sum(one.extra for one in stop.done)
    return {
        "number": lesson.number,
        "href": lesson.file,
        "name": _name(stop),
        "about": lesson.about,
        "state": "done" if stop.finished else "begun" if stop.done else "new",
        "next": is_next,
        "done": len(needed) - len(stop.left),
        "of": len(needed),
        "left": _left(stop) if stop.done else "",
        "extras": f"{extras_done} of {len(extras)} extras done" if extras_done else "",
        "due": f"Due for review: {_skills(stop.due)}." if stop.due else "",
    }


def _name(stop: Stop) -> str:
    lesson = stop.lesson
    return f"Module {lesson.number}: {lesson.title}" if lesson.module else lesson.title


def _left(stop: Stop) -> str:
    return f"Still to do: {_listed([_called(one) for one in stop.left])}." if stop.left else ""


def _called(activity: Activity) -> str:
    match activity.do:
        case "play":
            return f"the talk “{load_scenario(activity.of).title}”"
        case "next_shift":
            return "your plan for the next shift"
        case _:
            return f"the questions “{load_drill(activity.of).title.rstrip('.')}”"


def _skills(names: Sequence[str]) -> str:
    """Some skills by name; of more than a few the first ones, which are the most faded."""
    more = len(names) - FEW
    named = [title(name) for name in names[:FEW]]
    return _listed([*named, f"{more} more"] if more > 0 else named)


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
