"""How an answer to a question is marked: marks with their reasons, and the keys that say what is right."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, Field

from course.beat import LabelName, a_list
from course.document import Part

# Labels of which a reply should carry one.
OneOf = Annotated[frozenset[LabelName], BeforeValidator(a_list), Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one place of an answer (an option's letter, a line's number) earned `points`: -1, 0 or 1."""

    place: str
    points: int
    text: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What an answer earned, 0 to `possible`, and why."""

    earned: int
    possible: int
    reasons: tuple[Reason, ...]


class AnswerKey(Part):
    """The right places of an item with what is accepted there, `{b: []}` or `{3: [snap]}`, and reasons.

    Where words were asked for, `needs` says what the moment needs of them, each an `OneOf`, and `model` is one good
    way to say it.
    """

    right: dict[str, tuple[str, ...]]
    why: dict[str, str] = Field(default_factory=dict)
    needs: tuple[OneOf, ...] = ()
    model: str = ""
