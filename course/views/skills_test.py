"""`skills_test`: twelve times "what would you say next?", before the course, after it, and four weeks later."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, get_args

from course.document import DocumentError, nearest
from course.forms import Form, Question, load_forms
from course.journal import Journal, open_journal, practice_folder
from course.language import N_, _
from course.phrases import day
from course.sitting import KIND, Sitting, Standing, Which, right, shown, sittings_in, standing
from course.views.page import Page, source
from course.views.skills_result import result
from course.views.told import told

_TITLES = {
    "before": N_("What would you say next? The test before the course"),
    "after": N_("What would you say next? The test after the course"),
    "later": N_("What would you say next? The test four weeks later"),
}
_WHAT = N_("Twelve short scenes, about ten minutes. Somebody says something to you. Pick what you’d say next.")
_STOP = N_("You can stop at any time. Each reply is kept, and you go on where you left off.")
_SAFE = N_("Nobody in these scenes is a danger to you. With somebody who is, get safe: that’s always the right reply.")
_READY = {
    "before": N_(
        "If you like, find out where you start. You’ll see which replies were the best ones when you have taken "
        "the second test, at the end of the course. The course works as well without it."
    ),
    "after": N_("Take it when you’ve been through the lessons. At the end you’ll read the reason for every reply."),
    "later": N_("Find out what has stayed with you. At the end you’ll read the reason for every reply."),
}
_COMPARED = {
    "after": N_("And you’ll see how it compares with the first one."),
    "later": N_("And you’ll see how it compares."),
}
_CLOSED = {
    "before": N_("You have taken the test after the course, so this one, from before it, has nothing more to tell."),
    "later": N_("This one comes four weeks after the test at the end of the course. Take that one first."),
}
_THANKS = (
    N_("Thank you. That’s all for now. Your replies are kept."),
    N_(
        "Which ones were the best stays a secret until you’ve taken the second test, at the end of the course. "
        "If you knew now, the two couldn’t be compared."
    ),
)


@told
def skills_test(which: Which) -> "SkillsTestPage":
    """Show one of the three tests: to begin, to go on with, or what came of it. Raises DocumentError for another."""
    if which not in get_args(Which):
        known = list(get_args(Which))
        raise DocumentError("a lesson", 1, "skills_test", f"there's no test called '{which}'.{nearest(which, known)}")
    journal = open_journal(practice_folder())
    journal.refresh()
    return SkillsTestPage(journal, which)


def _now() -> datetime:
    return datetime.now(UTC)


class SkillsTestPage(Page):
    """The widget that `skills_test` returns. `clock` tells what time it is."""

    _esm = source("page.js", "questions.js", "skills_test.js")
    _css = source("page.css", "drill.css", "skills_test.css")

    def __init__(self, journal: Journal, which: Which, clock: Callable[[], datetime] = _now) -> None:
        self._journal, self._which, self._clock = journal, which, clock
        self._forms = load_forms()
        self._seed = secrets.randbelow(1 << 16)  # who has no sitting yet gets either form first
        super().__init__()

    def look(self) -> dict[str, Any]:
        """The test as it stands. Nothing tells which replies are the best ones, before that may be known."""
        sittings = self._sittings()
        now = self._standing(sittings)
        may_read = shown(sittings) if now.state == "done" else ()
        return {
            "which": self._which,
            "title": _(_TITLES[self._which]),
            "state": now.state,
            "words": _words(self._which, now, sittings),
            "items": [_item(item, now.sitting) for item in self._form(now).items] if now.state == "open" else [],
            "result": result(may_read, self._forms) if may_read else None,
            "notice": " ".join(filter(None, [self._journal.trouble, *self._journal.history.problems])),
        }

    def act(self, message: dict[str, Any]) -> None:
        """Do one of `{do: begin}`, `{do: answer, item, answer}`, `{do: finish}`; ValueError if it can't be."""
        self._journal.refresh()  # another notebook may have gone on with it
        now = self._standing(self._sittings())
        match message["do"], now.state:
            case "begin", "ready":
                form = self._form(now)
                begun = {"which": self._which, "form": form.name, "digest": form.digest, "seed": self._seed}
                self._journal.append(KIND, begun)
            case "answer", "open":
                self._answer(now, message["item"], message["answer"])
            case "finish", "open":
                self._finish(now)
            case _:
                raise ValueError(message["do"])

    def _answer(self, now: Standing, item: object, answer: object) -> None:
        places = {item.id: item.places for item in self._form(now).items}
        if not (isinstance(item, str) and isinstance(answer, str) and now.sitting and answer in places[item]):
            raise ValueError(answer)
        self._journal.append("answer", {"item": item, "answer": answer}, now.sitting.header)

    def _finish(self, now: Standing) -> None:
        items = self._form(now).items
        if now.sitting is None or any(item.id not in now.sitting.answers for item in items):
            raise ValueError("some questions are left")
        self._journal.append("finish", {"right": right(items, now.sitting.answers)}, now.sitting.header)

    def _sittings(self) -> tuple[Sitting, ...]:
        return sittings_in(self._journal.history, self._forms)

    def _standing(self, sittings: tuple[Sitting, ...]) -> Standing:
        return standing(sittings, self._which, self._seed, self._clock())

    def _form(self, now: Standing) -> Form:
        return self._forms[now.form]


def _words(which: Which, now: Standing, sittings: tuple[Sitting, ...]) -> list[str]:
    """What is said above the test, paragraph by paragraph."""
    match now.state:
        case "closed" if now.opens:
            said = _("You can take this one from {day} on. Four weeks show what has stayed.")
            return [said.format(day=_day(now.opens))]
        case "closed":
            return [_(_CLOSED[which])]
        case "ready":
            before = any(one.finished for one in sittings)
            ready = " ".join([_(_READY[which]), *([_(_COMPARED[which])] if before else [])])
            return [_(_WHAT), ready, _(_STOP), _(_SAFE)]
        case "open":
            return []
    again = [_("You can take it again from {day} on.").format(day=_day(now.opens))] if now.opens else []
    return again if shown(sittings) else [*map(_, _THANKS), *again]


def _item(item: Question, sitting: Sitting | None) -> dict[str, Any]:
    """A question as it is asked; nothing in it says which reply is which."""
    options = [{"place": place, "text": reply.words} for place, reply in item.places.items()]
    answer = sitting.answers.get(item.id) if sitting else None
    shown = {"id": item.id, "situation": item.situation, "who": item.who, "says": item.says}
    return {**shown, "options": options, "answer": answer, "feedback": None}


def _day(moment: datetime) -> str:
    return day(moment.astimezone())
