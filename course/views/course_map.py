"""`course_map`: the way through the course, drawn and told: what is done, what is next, what is due."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from course.drillbook import load_drill
from course.fading import due
from course.hearing import title
from course.journal import Journal, open_journal, practice_folder
from course.language import N_, _, in_words_of, ngettext, said_in
from course.phrases import listed
from course.practice import Practice, practice_in
from course.rehearsal import rehearsals_in
from course.scenario import load_scenario
from course.views.page import Page, source
from course.views.told import told
from course.way import Activity, Stop, Version, Way, read_lessons, way_in

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
        return _("You've done all {every} modules. Come back to them as often as you like.").format(every=every)
    if not any(stop.done for stop in way.modules):
        said = _("There are {every} modules, and they are all ahead of you. Take one a day, or one a week.")
        return said.format(every=every)
    return _("You've done {done} of {every} modules.").format(done=done, every=every)


def _due(way: Way) -> dict[str, str] | None:
    """What is due for review, and the page where that is done; None when nothing is."""
    if not way.due:
        return None
    said = ngettext(
        "One skill is due for review: {skills}. It takes about five minutes.",
        "{n} skills are due for review: {skills}. It takes about five minutes.",
        len(way.due),
    )
    return {"href": PRACTICE_ROOM, "text": said.format(n=len(way.due), skills=_skills(way.due))}


def _module(stop: Stop, *, is_next: bool) -> dict[str, Any]:
    lesson = stop.lesson
    needed = [one for one in lesson.activities if not one.extra]
    extras = [one for one in lesson.activities if one.extra]
    extras_done = sum(one.extra for one in stop.done)
    extras_said = _("{done} of {all} extras done").format(done=extras_done, all=len(extras))
    return {
        "number": lesson.number,
        "href": lesson.file,
        "name": _name(stop),
        "about": lesson.about,
        "versions": [_version(version) for version in lesson.versions],
        "state": "done" if stop.finished else "begun" if stop.done else "new",
        "next": is_next,
        "done": len(needed) - len(stop.left),
        "of": len(needed),
        "left": _left(stop) if stop.done else "",
        "extras": extras_said if extras_done else "",
        "due": _("Due for review: {skills}.").format(skills=_skills(stop.due)) if stop.due else "",
    }


def _version(version: Version) -> dict[str, str]:
    """A link to the page in another language, in words of that language."""
    # To translate: name your language, as in “Also in Spanish: {title}”.
    words = said_in(version.language, N_("Also in English: {title}"))
    return {"href": version.file, "language": version.language, "text": words.format(title=version.title)}


def _name(stop: Stop) -> str:
    lesson = stop.lesson
    if not lesson.module:
        return lesson.title
    return _("Module {number}: {title}").format(number=lesson.number, title=lesson.title)


def _left(stop: Stop) -> str:
    if not stop.left:
        return ""
    return _("Still to do: {things}.").format(things=listed([_called(one) for one in stop.left]))


def _called(activity: Activity) -> str:
    match activity.do:
        case "play":
            return _("the talk “{title}”").format(title=load_scenario(in_words_of("scenarios", activity.of)).title)
        case "next_shift":
            return _("your plan for the next shift")
        case _:
            questions = load_drill(in_words_of("drills", activity.of))
            return _("the questions “{title}”").format(title=questions.title.rstrip("."))


def _skills(names: Sequence[str]) -> str:
    """Some skills by name; of more than a few the first ones, which are the most faded."""
    more = len(names) - FEW
    named = [title(name) for name in names[:FEW]]
    # To translate: at the end of a list, so many other skills.
    rest = ngettext("{n} more", "{n} more", more).format(n=more)
    return listed([*named, rest] if more > 0 else named)
