"""`progress`: what has grown with practice, skill by skill, and which customers were met."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from course.growth import FULL, RULE, Met, Skill, growth
from course.hearing import title
from course.journal import Journal, open_journal, practice_folder
from course.language import N_, _, ngettext
from course.phrases import hour
from course.practice import Practice, practice_in
from course.roster import KINDS, practice_customers
from course.views.gauge import gauge, tally
from course.views.page import Page, source
from course.views.report import Report
from course.views.told import told

_BEGIN = N_(
    "There’s nothing here yet, and that’s fine. Talk with one customer, any one you like, then come back to this "
    "place. The first bars will have begun to grow."
)
_FAIR = N_(
    "This counts practice with made-up customers. It isn’t a grade, it can’t say how you do at work, and it stays on "
    "this computer."
)
_LEGEND = (((1, 1, 1), N_("passed")), ((0, 1, 1), N_("talked with")), ((0, 0, 1), N_("not met yet")))


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
        "begin": "" if practice.needs or practice.talks else _(_BEGIN),
        "sum": _sum(grown.skills, practice),
        "rule": _(RULE),
        "fair": _(_FAIR),
        "counted": _("Counted at {time}.").format(time=hour(now)),
        "skills": [_skill(skill, now) for skill in grown.skills],
        "kinds": [_kind(met) for met in grown.types],
        "legend": [{"drawn": tally(*ring), "text": _(text)} for ring, text in _LEGEND],
    }


def _sum(skills: Sequence[Skill], practice: Practice) -> str:
    used = sum(skill.given > 0 for skill in skills)
    full = sum(skill.level == FULL for skill in skills)
    talks, passed = len(practice.talks), sum(talk.passed for talk in practice.talks)
    count = {"used": used, "skills": len(skills), "full": full, "talks": talks, "passed": passed}
    if full:
        shown = ngettext(
            "You have used {used} of the {skills} skills so far, and {full} of their bars is full.",
            "You have used {used} of the {skills} skills so far, and {full} of their bars are full.",
            full,
        )
    else:
        shown = _("You have used {used} of the {skills} skills so far.")
    if talks:
        ended = ngettext(
            "You have finished 1 talk and passed {passed}.",
            "You have finished {talks} talks and passed {passed}.",
            talks,
        )
    else:
        ended = _("No talk has come to its end yet.")
    return f"{shown} {ended}".format(**count)


def _skill(skill: Skill, now: datetime) -> dict[str, str]:
    return {
        "name": title(skill.name).capitalize(),
        "drawn": gauge(skill.level, FULL),
        "level": _("{n} of {all}").format(n=skill.level, all=FULL),
        "given": _("{n} of {all}").format(n=skill.given, all=skill.needed) if skill.needed else "",
        "last": _ago((now.date() - skill.last.astimezone(now.tzinfo).date()).days) if skill.last else _("Not yet"),
    }


def _ago(days: int) -> str:
    """How long ago that was, as people say it; a clock that was set back since makes it today."""
    if days < 2:
        return _("Yesterday") if days == 1 else _("Today")
    if days < 2 * 7:
        return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    if days < 2 * 30:
        return ngettext("{n} week ago", "{n} weeks ago", days // 7).format(n=days // 7)
    return ngettext("{n} month ago", "{n} months ago", days // 30).format(n=days // 30)


def _kind(met: Met) -> dict[str, str]:
    return {
        "name": _(KINDS[met.type]),
        "drawn": tally(met.passed, met.met, met.there),
        "met": _("{n} of {all}").format(n=met.met, all=met.there),
        "passed": str(met.passed),
    }
