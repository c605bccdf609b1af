"""Who there is to practice with, by kind, without reading every customer whole: that would take seconds."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from course.beat import Type
from course.language import N_
from course.scenario import FOLDER, load_scenario, scenario_names

# In the order in which the lessons come to them; what a learner reads for a type.
KINDS: Mapping[Type, str] = MappingProxyType(
    {
        "positive": N_("Everyday visits"),
        "general": N_("All sorts of trouble"),
        "angry": N_("Angry"),
        "rude": N_("Rude"),
        "cultural": N_("With other values"),
        "unsatisfiable": N_("Hard to satisfy"),
        "package": N_("Missing a package"),
    }
)
_KEY = re.compile(r"^(type|use): *([a-z]+) *$", re.MULTILINE)


@lru_cache(maxsize=1)
def practice_customers() -> Mapping[str, Type]:
    """The customers to practice with, by name, each with their type; those of the graded exercises are left out.

    Raises DocumentError for a customer who doesn't plainly say what type they are, and is mistaken besides.
    """
    heads = {name: _head(name) for name in scenario_names()}
    return MappingProxyType({name: kind for name, (kind, use) in heads.items() if use == "lesson"})


def _head(name: str) -> tuple[Type, str]:
    """A customer's type and use. At the edge of a line, these two keys can only be the customer's own."""
    said = dict(_KEY.findall((FOLDER / f"{name}.yaml").read_text(encoding="utf-8-sig")))
    for kind in KINDS:
        if said.get("type") == kind:
            return kind, said.get("use", "lesson")
    scenario = load_scenario(name)
    return scenario.type, scenario.use
