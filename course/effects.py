"""The numbers that all scenarios share: how replies move a customer, and what they earn."""

from course.beat import LabelName
from course.document import Part


class Move(Part):
    """How far heat and trust move."""

    heat: int
    trust: int


class MarkTable(Part):
    """What a need is worth when the first reply of a beat meets it, or a later one; what a pitfall costs."""

    first: int
    later: int
    pitfall: int


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
