"""`progress`: what has grown with practice, skill by skill, and which customers were met."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from course.growth import FULL, RULE, Met, Skill, growth
from course.hearing import title
from course.journal import Journal, open_journal, practice_folder
from course.practice import Practice, practice_in
from course.roster import KINDS, practice_customers
from course.views.gauge import gauge, tally
from course.views.page import Page, source
from course.views.report import Report
from course.views.told import told

_BEGIN = (
    "There’s nothing here yet, and that’s fine. Talk with one customer, any one you like, then come back to this "
    "place. The first bars will have begun to grow."
)
_FAIR = (
    "This counts practice with made-up customers. It isn’t a grade, it can’t say how you do at work, and it stays on "
    "this computer."
)
_LEGEND = (((1, 1, 1), "passed"), ((0, 1, 1), "talked with"), ((0, 0, 1), "not met yet"))


def now_here() -> datetime:
    """The time on the learner's own clock, with its zone."""
    return datetime.now().astimezone()


@told
def progress() -> "ProgressPage | Report":
    """Show what somebody's practice came to so far."""
    return ProgressPage(open_journal(practice_folder()))


class ProgressPage(Page):
    """The widget that `progress` returns; `clock` tells the time with its zone."""

    _esm = source("page.js", "progress.js")
    _css = source("page.css", "progress.css")

    def __init__(self, journal: Journal, clock: Callable[[], datetime] = now_here) -> None:
        self._journal, self._clock = journal, clock
        super().__init__()

    def look(self) -> dict[str, Any]:
        """What the journal says now."""
        self._journal.refresh()
        history = self._journal.history
        notice = " ".join(filter(None, [self._journal.trouble, *history.problems]))
        return {**scene(practice_in(history), self._clock()), "notice": notice}

    def act(self, message: dict[str, Any]) -> None:
        """Look again: `{do: "look"}`; the scene that follows is what somebody asked for."""
        if message["do"] != "look":
            raise ValueError(message)


def scene(practice: Practice, now: datetime) -> dict[str, Any]:
    """The page of some practice; `now` is in the learner's zone. Raises DocumentError for a mistaken customer."""
    grown = growth(practice, practice_customers(), now.tzinfo or UTC)
    return {
        "begin": "" if practice.needs or practice.talks else _BEGIN,
        "sum": _sum(grown.skills, practice),
        "rule": RULE,
        "fair": _FAIR,
        "counted": f"Counted at {now.hour % 12 or 12}:{now.minute:02} {'AM' if now.hour < 12 else 'PM'}.",
        "skills": [_skill(skill, now) for skill in grown.skills],
        "kinds": [_kind(met) for met in grown.types],
        "legend": [{"drawn": tally(*ring), "text": text} for ring, text in _LEGEND],
    }


def _sum(skills: Sequence[Skill], practice: Practice) -> str:
    used = sum(skill.given > 0 for skill in skills)
    full = sum(skill.level == FULL for skill in skills)
    talks, passed = len(practice.talks), sum(talk.passed for talk in practice.talks)
    said = f"You have used {used} of the {len(skills)} skills so far"
    said += f", and {full} of their bars {'is' if full == 1 else 'are'} full. " if full else ". "
    ended = "1 talk" if talks == 1 else f"{talks} talks"
    return said + (f"You have finished {ended} and passed {passed}." if talks else "No talk has come to its end yet.")


def _skill(skill: Skill, now: datetime) -> dict[str, str]:
    return {
        "name": title(skill.name).capitalize(),
        "drawn": gauge(skill.level, FULL),
        "level": f"{skill.level} of {FULL}",
        "given": f"{skill.given} of {skill.needed}" if skill.needed else "",
        "last": _ago((now.date() - skill.last.astimezone(now.tzinfo).date()).days) if skill.last else "Not yet",
    }


def _ago(days: int) -> str:
    """How long ago that was, as people say it; a clock that was set back since makes it today."""
    if days < 2:
        return "Yesterday" if days == 1 else "Today"
    for unit, size in (("months", 30), ("weeks", 7)):
        if days >= 2 * size:
            return f"{days // size} {unit} ago"
    return f"{days} days ago"


def _kind(met: Met) -> dict[str, str]:
    return {
        "name": KINDS[met.type],
        "drawn": tally(met.passed, met.met, met.there),
        "met": f"{met.met} of {met.there}",
        "passed": str(met.passed),
    }
