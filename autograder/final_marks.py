"""The marks of a class as they stand: what nbgrader's gradebook says, and before that, what is certain."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartMark:
    """The points of one part; None while nobody and nothing has given any. `by_hand` is whether a person has."""

    points: float | None
    maximum: float
    waits: bool = False
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class FinalMark:
    """A learner's marks for an exercise, by grade id, and what was taken off for being late."""

    student: str
    parts: Mapping[str, PartMark]
    penalty: float = 0.0

    @property
    def total(self) -> float:
        """What the learner has by now, at least 0."""
        return max(0.0, sum(part.points or 0.0 for part in self.parts.values()) - self.penalty)

    @property
    def maximum(self) -> float:
        return sum(part.maximum for part in self.parts.values())

    @property
    def waits(self) -> bool:
        """Whether a person still has to look."""
        return any(part.waits for part in self.parts.values())
