"""How each item of an exercise did in a class: how hard it was, whom it tells apart, what to do about it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import StatisticsError, correlation, fmean

FEW = 8  # learners below which nothing is said about whom an item tells apart
_EASY, _HARD = 0.9, 0.35
_TELLS = 0.2  # the least correlation at which an item is said to tell learners apart


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its id, what it asks, and how many points it is worth."""

    id: str
    ask: str
    points: float


@dataclass(frozen=True, slots=True)
class Finding:
    """How an item did among the `marked`, those who have a mark for it.

    `ease` is the mean share of its points that they earned, 0 to 1. `tells` is the correlation, -1 to 1, between this
    share and how somebody did in all other items: above 0 where those who do well elsewhere do well here. Either is
    None where that can't be said.
    """

    item: Item
    marked: int
    ease: float | None = None
    tells: float | None = None

    @property
    def unsure(self) -> float:
        """How far chance alone moves `tells` in a class of this size: one standard error."""
        return 1 / sqrt(max(self.marked - 1, 1))

    @property
    def advice(self) -> str:
        """What to do about the item, in plain words."""
        if self.ease is None:
            return "Nobody has a mark for it yet."
        if self.marked < FEW:
            return f"Only {self.marked} have a mark here: too few to say anything about the item."
        if self.tells is not None and self.tells + self.unsure < 0:
            return (
                "Who does well elsewhere does badly here. Look at the key and the wording before you trust this mark: "
                "is another answer right too?"
            )
        return " ".join(filter(None, [self._of_ease(), self._of_telling()])) or "Works. Leave it as it is."

    def _of_ease(self) -> str:
        if self.ease is not None and self.ease > _EASY:
            return "Very easy. Fine as a way in; if it should measure, make a wrong answer more tempting."
        if self.ease is not None and self.ease < _HARD:
            return "Very hard. Read it as a learner would: is the wording clear? If it is, teach this again."
        return ""

    def _of_telling(self) -> str:
        if self.tells is None:
            return "Everybody did the same, here or in all the rest, so it tells nobody apart."
        if self.tells + self.unsure < _TELLS:
            return "It hardly tells apart who does well and who doesn't. See whether it can be solved by guessing."
        return ""


def analyse(items: Mapping[str, Item], shares: Mapping[str, Mapping[str, float]]) -> tuple[Finding, ...]:
    """What is found about each item. `shares` holds by learner and item id the share of its points earned, 0 to 1.

    A learner without a mark for an item is left out there; the other items are weighed by their points.
    """
    return tuple(_finding(item, items, shares) for item in items.values())


def _finding(item: Item, items: Mapping[str, Item], shares: Mapping[str, Mapping[str, float]]) -> Finding:
    here = {learner: own[item.id] for learner, own in shares.items() if item.id in own}
    if not here:
        return Finding(item, 0)
    rest = {learner: _rest(item, items, shares[learner]) for learner in here}
    both = [(here[learner], other) for learner, other in rest.items() if other is not None]
    return Finding(item, len(here), fmean(here.values()), _tells(both) if len(here) >= FEW else None)


def _rest(item: Item, items: Mapping[str, Item], own: Mapping[str, float]) -> float | None:
    """The share of points that a learner earned in all other items; None without any."""
    others = [(items[name].points, share) for name, share in own.items() if name != item.id and name in items]
    possible = sum(points for points, _ in others)
    return sum(points * share for points, share in others) / possible if possible else None


def _tells(both: list[tuple[float, float]]) -> float | None:
    try:
        return correlation(*zip(*both, strict=True))
    except (StatisticsError, TypeError):  # all the same on one side, or nobody
        return None
