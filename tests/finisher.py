"""Somebody who went through the whole course: a journal with two new customers of each kind, and the skills tests."""

from collections.abc import Container
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from past import MONDAY, Past

from course.beat import Type
from course.certificate_facts import Certificate, Facts
from course.forms import load_forms
from course.roster import KINDS, practice_customers
from course.scenario import load_scenario
from course.sitting import KIND


def two_of_each() -> list[str]:
    """Fourteen customers, two of each kind; each of them has two models."""
    there = practice_customers()
    found: list[str] = []
    for kind in KINDS:
        modeled = (name for name in there if there[name] == kind and load_scenario(name).models)
        found += islice(modeled, 2)
    return found


def sat(past: Past, which: str, right: int, days: float, form: str = "a", *, finished: bool = True) -> None:
    """A skills test with so many best replies."""
    asked = load_forms()[form]
    begun = {"which": which, "form": form, "digest": asked.digest, "seed": 0}
    header = past.add(KIND, begun, days=days)
    for place, item in enumerate(asked.items):
        letter = item.best if place < right else next(one for one in item.places if one != item.best)
        past.add("answer", {"item": item.id, "answer": letter}, header.digest, days)
    if finished:
        past.add("finish", {"right": right}, header.digest, days)


def finisher(*, but: Type | None = None, test: bool = True) -> Past:
    """Their past: the first of each kind went well, the second badly; 5 of 12 before, and 8 after.

    Without customers of a kind (`but`), or without the test at the end, they didn't get through.
    """
    past = Past()
    sat(past, "before", 5, 0)
    for number, name in enumerate(two_of_each()):
        customer = load_scenario(name)
        if customer.type != but:
            past.talk(customer, customer.models.bad if number % 2 else customer.models.good, days=1 + number)
    if test:
        sat(past, "after", 8, 20, "b")
    return past


def the_others(journals: Path, met: Container[str]) -> list[bool]:
    """Add four weeks until now with those of the fourteen not met yet, one a day, every other one badly.

    Returns which of these talks went well.
    """
    weeks, well = Past(datetime.now(UTC) - timedelta(weeks=4)), list[bool]()
    for day, customer in enumerate(load_scenario(name) for name in two_of_each() if name not in met):
        state, _ = weeks.talk(customer, customer.models.bad if day % 2 else customer.models.good, days=day)
        well.append(state.marks.passed)
    weeks.write(journals)
    return well


def certificate(name: str = "Łucja Nguyễn-O’Brien", *, tests: bool = True) -> Certificate:
    """A certificate to look at, made up of whole cloth."""
    kinds = {**dict.fromkeys(KINDS, (3, 2)), "angry": (4, 3)}
    facts = Facts(tuple(f"talk {number}" for number in range(22)), kinds, 3, {"before": 5, "after": 8, "later": 11})
    return Certificate(name, MONDAY, facts, "3f2a-91bc-0000-aaaa-1234", tests)
