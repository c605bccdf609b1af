"""Sittings of the skills test, told from a journal: which form comes when, what was answered, and what has changed.

A header (kind `skills_test`) begins a sitting and names its form; `answer` records continue it, each with an `item`
and the letter of a reply; a `finish` record ends it, and what comes after that doesn't count.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from course.forms import ITEMS, NAMES, Form, Question
from course.history import History
from course.language import _
from course.record import Record

KIND = "skills_test"
Which = Literal["before", "after", "later"]
WAIT = timedelta(weeks=4)  # from one sitting to the next that asks what has stayed
# Twelve questions swing by themselves: with nothing learned, two sittings differ by 5 once in fifteen times at most.
TELLS = 5


@dataclass(frozen=True, slots=True)
class Sitting:
    """One time that somebody took the test.

    `answers` are letters by item. `right` counts the best replies once it is finished, and is 0 before. Of a sitting
    whose questions have changed since (not `current`) only what was counted then is known.
    """

    header: str
    which: Which
    form: str
    seed: int
    begun: datetime
    finished: datetime | None
    answers: Mapping[str, str]
    right: int
    current: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands with one of the three tests, and so what its page shows.

    `closed`: not to be taken, since `opens` (None: not before another one is done). `ready`: not begun, `form` comes.
    `open`: begun, to go on with. `done`: finished.
    """

    state: Literal["closed", "ready", "open", "done"]
    form: str = ""
    sitting: Sitting | None = None
    opens: datetime | None = None


def sittings_in(history: History, forms: Mapping[str, Form]) -> tuple[Sitting, ...]:
    """Every sitting that makes sense, in the order in which they were begun."""
    headers = sorted(history.headers(KIND), key=lambda record: record.at)
    found = (_sitting(header, history.children(header.digest), forms) for header in headers)
    return tuple(sitting for sitting in found if sitting is not None)


def standing(sittings: Sequence[Sitting], which: Which, seed: int, now: datetime) -> Standing:
    """Where somebody stands with a test. `seed` decides which form comes first, where no sitting says so yet."""
    own = [one for one in sittings if one.which == which]
    done = [one for one in own if one.finished]
    underway = [one for one in own if not one.finished and one.current]
    after = [one.finished for one in sittings if one.finished and one.which != "before"]
    fresh = Standing("ready", form=_next_form(sittings, seed))
    match which:
        case "later":
            return _later(done, underway, after, fresh, now)
        case _ if done:
            return Standing("done", done[0].form, done[0])
        case "before" if after:
            return Standing("closed")
        case _:
            return Standing("open", underway[0].form, underway[0]) if underway else fresh


def shown(sittings: Sequence[Sitting]) -> tuple[Sitting, ...]:
    """The finished sittings whose reasons may be read: none before the one after the course is finished."""
    done = tuple(one for one in sittings if one.finished)
    return done if any(one.which == "after" for one in done) else ()


def change(first: int, last: int) -> str:
    """What a learner reads of two counts of best replies, each of 12: how far apart, and whether that tells much."""
    more = last - first
    if more == 0:
        said = _("{first} of {all} both times. Twelve questions are too few to show a small step, up or down.")
    elif 0 < more < TELLS:
        said = _(
            "{first} of {all} then, {last} of {all} now. That's {n} more: "
            "too small to tell. Luck alone often moves twelve questions by that much."
        )
    elif -TELLS < more < 0:
        said = _(
            "{first} of {all} then, {last} of {all} now. That's {n} fewer: "
            "too small to tell. Luck alone often moves twelve questions by that much."
        )
    elif more > 0:
        said = _(
            "{first} of {all} then, {last} of {all} now. That's {n} more: "
            "more than luck alone would often do. Something has changed."
        )
    else:
        said = _(
            "{first} of {all} then, {last} of {all} now. That's {n} fewer: "
            "more than luck alone would often do. A bad day, perhaps? The reasons say what to look at again."
        )
    return said.format(first=first, last=last, all=ITEMS, n=abs(more))


def _later(
    done: Sequence[Sitting], underway: Sequence[Sitting], after: Sequence[datetime], fresh: Standing, now: datetime
) -> Standing:
    """It may be taken again and again, each time four weeks after the last one was finished."""
    if not after:
        return Standing("closed")
    if underway:
        return Standing("open", underway[-1].form, underway[-1])
    opens = max(after) + WAIT
    last = done[-1] if done else None
    if now >= opens:
        return Standing(fresh.state, fresh.form, last)
    return Standing("done", last.form, last, opens) if last else Standing("closed", opens=opens)


def _next_form(sittings: Sequence[Sitting], seed: int) -> str:
    """The form that wasn't the last to be begun; at first the one that the seed says."""
    if sittings:
        return next(name for name in NAMES if name != sittings[-1].form)
    return NAMES[seed % len(NAMES)]


def _sitting(header: Record, after: Sequence[Record], forms: Mapping[str, Form]) -> Sitting | None:
    match header.data:
        case {"which": "before" | "after" | "later" as which, "form": str(name), "seed": int(seed)} if name in forms:
            form, current = forms[name], header.data.get("digest") == forms[name].digest
        case _:
            return None
    answers: dict[str, str] = {}
    for record in sorted(after, key=lambda one: one.at):
        if record.kind == "answer":
            answers.update(_answer(record.data, form))
        elif record.kind == "finish" and (count := _count(form, answers, record.data, current=current)) is not None:
            return Sitting(header.digest, which, name, seed, header.at, record.at, answers, count, current)
    return Sitting(header.digest, which, name, seed, header.at, None, answers, 0, current)


def _answer(data: Mapping[str, Any], form: Form) -> Iterator[tuple[str, str]]:
    """The item and the letter of a record, where the form has such a reply."""
    for item in form.items:
        if data.get("item") == item.id and data.get("answer") in [*item.places]:
            yield item.id, data["answer"]


def _count(form: Form, answers: Mapping[str, str], data: Mapping[str, Any], *, current: bool) -> int | None:
    """How many best replies a finished sitting has; None for one that isn't whole.

    Where the questions are another version's, what was counted then is all there is.
    """
    if current:
        return right(form.items, answers) if len(answers) == len(form.items) else None
    claim = data.get("right")
    return claim if type(claim) is int and 0 <= claim <= ITEMS else None


def right(items: Sequence[Question], answers: Mapping[str, str]) -> int:
    """How many of these answers are the best reply."""
    return sum(answers.get(item.id) == item.best for item in items)
