"""Which customers may come in hotter: those with whom skill still wins then, and nothing else does."""

from course.language import N_
from course.scenario import scenario_names

# Whoever fails, at the heat of HOTTER, what is proved of every customer; tests/test_hotter.py looks at each.
_UNPROVED: frozenset[str] = frozenset()
NOT_HOTTER = N_("We can’t be sure that good replies would still win this talk then. Take it as it is.")


def comes_hotter(name: str) -> bool:
    """Whether this customer may come in hotter; a name that the course doesn't know may not."""
    return name in scenario_names() and name not in _UNPROVED
