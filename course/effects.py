"""The numbers that all scenarios share: how replies move a customer, and what they earn."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from course.beat import LabelName
from course.document import Part


class Move(Part):
    """How far heat and trust move."""

    heat: int
    trust: int


class MarkTable(Part):
    """What a need is worth when the first reply of a beat meets it, or a later one; what a pitfall costs."""

    first: Annotated[int, Field(ge=1)]
    later: Annotated[int, Field(ge=0)]
    pitfall: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _late_is_less(self) -> Self:
        if self.later >= self.first:
            raise ValueError("a need that is met later must earn less: let 'later' be below 'first'.")
        return self


class Effects(Part):
    """The numbers that all scenarios share; a customer's file may override them."""

    labels: dict[LabelName, Move]
    needed: Move
    missed: Move
    silence: Move
    long: Move
    long_words: int
    counted: int
    marks: MarkTable
