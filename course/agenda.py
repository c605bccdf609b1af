"""What to do next for what is fading: a customer to talk with, or a drill; and who comes as a surprise."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from course.beat import Type
from course.document import DocumentError
from course.fading import Rehearsal, Standing
from course.practice import Practice
from course.rehearsal import drills_that_train
from course.scenario import NoCustomerError, Scenario, load_scenario

RESTED = timedelta(days=7)  # after which questions that were answered are worth answering again


@dataclass(frozen=True, slots=True)
class Invitation:
    """A few minutes of review: a talk with a customer (`new` if they weren't met before), or else a drill.

    `skills` are those due that it practices, the most faded first.
    """

    skills: tuple[str, ...]
    customer: str = ""
    drill: str = ""
    new: bool = False


@dataclass(frozen=True, slots=True)
class Stock:
    """What there is to review with: customers with their types, and how to get one, and the drills for each skill."""

    customers: Mapping[str, Type]
    find: Callable[[str], Scenario] = load_scenario
    drills: Callable[[], Mapping[str, tuple[str, ...]]] = drills_that_train


def what_next(
    practice: Practice, due: Sequence[Standing], now: datetime, stock: Stock, rehearsals: Sequence[Rehearsal] = ()
) -> Invitation | None:
    """What to do for the first skill that is due, with as many others as it takes in; None if none is.

    Somebody not met before, of a type that was; if there is nobody, a drill and whoever was met longest ago in turn.
    """
    fading = tuple(one.skill for one in due)
    return next(_invitations(practice, now, stock, rehearsals, fading), None) if fading else None


def surprise(practice: Practice, customers: Mapping[str, Type], draw: int, apart: str = "") -> str:
    """The name of somebody not met before, of a type that was, if there are any; else of whoever was met longest ago.

    `draw` (from 0) picks among equals; `apart` comes only if nobody else is there. There is one customer at least.
    """
    others = {name: kind for name, kind in customers.items() if name != apart} or customers
    if fresh := _fresh(practice, others) or sorted(others.keys() - _met(practice).keys()):
        return fresh[draw % len(fresh)]
    return next(name for name in _met(practice) if name in others)


def _invitations(
    practice: Practice, now: datetime, stock: Stock, rehearsals: Sequence[Rehearsal], fading: tuple[str, ...]
) -> Iterator[Invitation]:
    """Everything that serves the most faded skill, the best first."""
    fresh = [*_needing(fading[0], _fresh(practice, stock.customers), stock)]
    for scenario in sorted(fresh, key=lambda one: (one.level, -len(_shared(fading, one)), one.name)):
        yield Invitation(_shared(fading, scenario), customer=scenario.name, new=True)
    if _talked_last(practice, rehearsals, fading[0]):
        yield from _drills(now, stock, rehearsals, fading)
    known = (name for name in _met(practice) if name in stock.customers)
    for scenario in _needing(fading[0], known, stock):
        yield Invitation(_shared(fading, scenario), customer=scenario.name)
    yield from _drills(now, stock, rehearsals, fading)


def _met(practice: Practice) -> dict[str, datetime]:
    """Whoever was met, and when last; longest ago first."""
    last = {need.customer: need.at for need in practice.needs}
    return dict(sorted(last.items(), key=lambda one: one[1]))


def _fresh(practice: Practice, customers: Mapping[str, Type]) -> list[str]:
    """Whoever wasn't met, of a type that was, or friendly: nobody rages at a learner who is new to that."""
    met, types = _met(practice), {"positive", *(need.type for need in practice.needs)}
    return sorted(name for name, kind in customers.items() if name not in met and kind in types)


def _needing(skill: str, names: Iterable[str], stock: Stock) -> Iterator[Scenario]:
    """Those customers who need a skill. One whose file has a mistake is left out: here others can come."""
    for name in names:
        with suppress(NoCustomerError, DocumentError):
            scenario = stock.find(name)
            if any(need.label == skill for need in scenario.needs):
                yield scenario


def _shared(fading: Iterable[str], scenario: Scenario) -> tuple[str, ...]:
    needed = {need.label for need in scenario.needs}
    return tuple(skill for skill in fading if skill in needed)


def _talked_last(practice: Practice, rehearsals: Iterable[Rehearsal], skill: str) -> bool:
    """Whether a skill was practiced last in a talk, and not in a drill."""
    talks = [need.at for need in practice.needs if need.skill == skill]
    drills = [one.at for one in rehearsals if one.skill == skill]
    return not drills or (bool(talks) and max(talks) >= max(drills))


def _drills(
    now: datetime, stock: Stock, rehearsals: Iterable[Rehearsal], fading: Sequence[str]
) -> Iterator[Invitation]:
    """Drills that have rested, those that were done before first."""
    last = {one.drill: one.at for one in rehearsals}
    trained = stock.drills()
    rested = [name for name in trained.get(fading[0], ()) if name not in last or now - last[name] >= RESTED]
    for name in sorted(rested, key=lambda name: name not in last):
        yield Invitation(tuple(skill for skill in fading if name in trained.get(skill, ())), drill=name)
