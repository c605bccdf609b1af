"""What a learner practiced, told from their journal alone: when a customer needed a skill, and what came of it.

A fold over records. Typed words keep the labels that they were heard with then: it is the learner's own
record, no mark hangs on it, and to judge a year's words again would take minutes.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from course.attempts import Attempt, attempts_as_heard
from course.beat import Type
from course.dialogue import State
from course.document import DocumentError
from course.history import History
from course.own_shelf import OWN, find_in
from course.scenario import NoCustomerError, Scenario

Find = Callable[[str], Scenario]


@dataclass(frozen=True, slots=True)
class Need:
    """A moment of a talk that needed a skill (a technique, or `pause`), and whether the learner gave it.

    `at` is when they left that moment; `type` is the customer's type there. `typed` is whether they met it in words of
    their own, `new` whether they hadn't talked with this customer before this try, nor
    written them. A customer who comes in hotter goes by the same name.
    """

    at: datetime
    skill: str
    type: Type
    customer: str
    met: bool
    typed: bool
    new: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """One finished try with a customer: when it ended, and what it earned.

    `alone` is whether no reply was picked from those at hand, `number` the how many-th finished try it was, from 1.
    """

    at: datetime
    customer: str
    type: Type
    passed: bool
    earned: int
    possible: int
    alone: bool
    number: int


@dataclass(frozen=True)
class Practice:
    """All that somebody practiced, in the order in which they did."""

    needs: tuple[Need, ...] = ()
    talks: tuple[Talk, ...] = ()


def practice_in(history: History, find: Find | None = None) -> Practice:
    """Fold a journal; its customers are the course's and those written in it, unless `find` knows others.

    Those that aren't known any more are left out. Takes time linear in the records.
    """
    needs: list[Need] = []
    talks: list[Talk] = []
    for tries in tries_in(history, find).values():
        needs += _needs(history, tries)
        finished = (attempt for attempt in tries if attempt.finished)
        talks += (_talk(attempt, number) for number, attempt in enumerate(finished, 1))
    return Practice(tuple(sorted(needs, key=lambda one: one.at)), tuple(sorted(talks, key=lambda one: one.at)))


def tries_in(history: History, find: Find | None = None) -> dict[str, list[Attempt]]:
    """Every try with each customer that is known, as in `practice_in`, in the order they were left, words as heard."""
    find = find or find_in(history)
    found: dict[str, list[Attempt]] = {}
    for name in _customers(history):
        with suppress(NoCustomerError, DocumentError):
            scenario = find(name)
            found.setdefault(scenario.plain, []).extend(attempts_as_heard(history, scenario).attempts)
    for tries in found.values():
        tries.sort(key=lambda attempt: attempt.at)
    return found


def _customers(history: History) -> list[str]:
    """The names of those who were talked with, each once: to look for them is a pass over the journal."""
    named = (header.data.get("scenario") for header in history.headers("conversation"))
    return list(dict.fromkeys(name for name in named if isinstance(name, str)))


def _needs(history: History, tries: Iterable[Attempt]) -> Iterator[Need]:
    """What each try needed. What a later try shares with an earlier one, as it went back to a turn, is told once."""
    told: set[str] = set()
    for number, attempt in enumerate(tries):
        records = history.path(attempt.tip)[1:]
        for visit in _visits(attempt.state):
            last = records[visit.stop - 1]
            if last.digest not in told:
                new = number == 0 and not attempt.state.scenario.name.startswith(OWN)
                yield from _of_visit(attempt.state, visit, last.at, new=new)
        told.update(record.digest for record in records)


def _visits(state: State) -> Iterator[range]:
    """The turns of each beat that was come to, one after the other."""
    start = 0
    for _, turns in groupby(state.turns, key=lambda turn: turn.beat):
        visit = range(start, start + len([*turns]))
        start = visit.stop
        yield visit


def _of_visit(state: State, visit: range, at: datetime, *, new: bool) -> Iterator[Need]:
    """What one visit of a beat needed and got, and at the first visit what was never given, once the talk went on."""
    here = state.turns[visit.start].beat
    kind = state.scenario.beats[here].type or state.scenario.type
    met = {need: turn for turn, need, _ in state.earned}
    left = state.ended or visit.stop < len(state.turns) or state.moment.beat != here
    first = all(turn.beat != here for turn in state.turns[: visit.start])
    for need in (need for need in state.scenario.needs if need.beat == here):
        turn = met.get(need)
        if turn in visit or (turn is None and left and first):
            typed = turn is not None and state.turns[turn].reply.typed
            yield Need(at, need.label, kind, state.scenario.plain, met=turn is not None, typed=typed, new=new)


def _talk(attempt: Attempt, number: int) -> Talk:
    state = attempt.state
    alone = not any(turn.reply.choice and not turn.reply.action for turn in state.turns)
    marks = state.marks
    name, kind = state.scenario.plain, state.scenario.type
    return Talk(attempt.at, name, kind, marks.passed, marks.earned, marks.possible, alone, number)
