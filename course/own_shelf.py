"""The customers that a learner wrote, by name, as their journal tells them: `own/` and a short name.

Each box of the form is an answer under a header of kind `own_customer`. What is played is the form as it
was when somebody last asked to play it: what they write meanwhile changes no talk that has begun.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from course.history import History
from course.own_customer import own_customer
from course.own_form import missing, mistakes
from course.scenario import NoCustomerError, Scenario, load_scenario

KIND, ABOUT = "own_customer", "customer"  # of the header, and the key under which it holds the short name
OWN = "own/"
READY = "ready"  # the item that holds a whole form, as it is played
_SHORT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 40  # characters of a short name

Find = Callable[[str], Scenario]


def short_name(name: str, taken: Iterable[str]) -> str:
    """A name as a part of a file's name, such as `rosa` or `rosa-2`: none of those that are taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = "-".join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST].strip("-") or "customer"
    known, number, free = set(taken), 1, base
    while free in known:
        number += 1
        free = f"{base}-{number}"
    return free


def own_forms(history: History) -> dict[str, dict[str, Any]]:
    """What was written of each customer, the newest of each box, by short names in the order they were begun."""
    found: dict[str, dict[str, Any]] = {}
    under: dict[str, dict[str, Any]] = {}
    for record in history.records.values():
        short, item = record.data.get(ABOUT), record.data.get("item")
        if record.kind == KIND and record.parent is None and isinstance(short, str) and _SHORT.fullmatch(short):
            under[record.digest] = found.setdefault(short, {})
        elif record.kind == "answer" and record.parent in under and isinstance(item, str):
            under[record.parent][item] = record.data.get("answer")
    return found


def as_form(answers: Any) -> dict[str, str]:
    """Those answers that are words; nothing where there are no answers at all."""
    known = answers.items() if isinstance(answers, Mapping) else ()
    return {item: words for item, words in known if isinstance(item, str) and isinstance(words, str)}


def find_in(history: History) -> Find:
    """Customers by name, for whoever has this journal: those of the course, and their own.

    The function raises as `load_scenario` does, and NoCustomerError for one of their own that was never ready.
    """
    written = cache(lambda: own_forms(history))

    def find(name: str) -> Scenario:
        if not name.startswith(OWN):
            return load_scenario(name)
        answers = written().get(name.removeprefix(OWN), {})
        form = as_form(answers.get(READY))
        if missing(form) or mistakes(form):
            raise NoCustomerError(f"There is no customer of yours called '{name}' that is ready to play.")
        return own_customer(form, name)

    return find
