"""A drill: short questions about one's own thoughts and words, and the pure marking of their answers.

One YAML file is one drill. In practice it holds which answers are right, and why; a graded drill
(`graded: true`) holds neither, and its answers are marked with `AnswerKey`s that the instructor keeps.
An answer is JSON: the letter of an option ("b"), or, for a transcript, {line number: label}.
"""

import re
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from course.document import Part


def _point(name: str) -> str:
    if not re.fullmatch(r"\d{3}(\.[a-z_]+)+", name):
        raise ValueError("a teaching point's id should stand here, like 004.angry.kernel.")
    return name


def _slug(name: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", name):
        raise ValueError("an id is written in small letters, digits and dashes, like first-call.")
    return name


Words = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, AfterValidator(_slug)]
Points = tuple[Annotated[str, AfterValidator(_point)], ...]


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
    """The right places of an item with the labels accepted there, `{b: []}` or `{3: [snap]}`, and reasons."""

    right: dict[str, tuple[str, ...]]
    why: dict[str, str] = Field(default_factory=dict)


class Option(Part):
    """One answer to pick; `right` and `why` stand in practice only."""

    text: Words
    why: str = ""
    right: bool = False


class Line(Part):
    """One line of a transcript; `labels` (any of them is a right answer) and `why` stand in practice only."""

    who: Words
    text: Words
    labels: tuple[str, ...] = ()
    why: str = ""


class _Question(Part):
    id: Slug
    teaches: Points
    situation: str = ""
    ask: Words


class Choose(_Question):
    """A question with several options, called a, b, c … in the order of the file; a right one earns 1."""

    kind: Literal["choose"]
    options: tuple[Option, ...] = Field(min_length=2, max_length=8)

    @property
    def places(self) -> dict[str, Option]:
        """The options by letter."""
        return dict(zip(ascii_lowercase, self.options, strict=False))

    @property
    def key(self) -> AnswerKey:
        """The answers that the drill itself holds: none when it is graded."""
        places = self.places.items()
        right: dict[str, tuple[str, ...]] = {letter: () for letter, option in places if option.right}
        return AnswerKey(right=right, why={letter: option.why for letter, option in places})

    def mark(self, answer: object, key: AnswerKey) -> Marks:
        """Give 1 for a right letter, else 0; whatever isn't an option's letter is no answer."""
        if not isinstance(answer, str) or answer not in self.places:
            return Marks(0, 1, ())
        earned = int(answer in key.right)
        return Marks(earned, 1, (Reason(answer, earned, key.why.get(answer, "")),))


class Transcript(_Question):
    """A conversation in which `speaker`'s lines are to be marked with those of the `labels` they carry."""

    kind: Literal["mark"]
    speaker: Words
    labels: tuple[str, ...] = Field(min_length=1)
    lines: tuple[Line, ...]

    @property
    def places(self) -> dict[str, Line]:
        """The lines that can be marked, by their number in the transcript (from 1)."""
        return {str(at): line for at, line in enumerate(self.lines, 1) if line.who == self.speaker}

    @property
    def key(self) -> AnswerKey:
        """The answers that the drill itself holds: none when it is graded."""
        places = self.places.items()
        right = {number: line.labels for number, line in places if line.labels}
        return AnswerKey(right=right, why={number: line.why for number, line in places})

    def mark(self, answer: object, key: AnswerKey) -> Marks:
        """Give 1 for each line with a label that it carries, -1 for each clean line marked, never below 0.

        `answer` maps line numbers to labels; a line left out, or with an unknown label, isn't marked.
        A reason is given for each line marked and for each line missed.
        """
        given = answer if isinstance(answer, dict) else {}
        marked = {number: label for number in self.places if (label := given.get(number)) in self.labels}
        reasons = tuple(
            Reason(number, _points(marked.get(number), key.right.get(number)), key.why.get(number, ""))
            for number in self.places
            if number in marked or number in key.right
        )
        return Marks(max(0, sum(reason.points for reason in reasons)), len(key.right), reasons)


Item = Choose | Transcript


@dataclass(frozen=True, slots=True)
class Drill:
    """The questions of one drill; `digest` names its content (64 hex digits), whatever the file's layout."""

    name: str
    title: str
    introduction: str
    graded: bool
    items: tuple[Item, ...]
    digest: str


def _points(label: str | None, right: tuple[str, ...] | None) -> int:
    if label is None:
        return 0
    return -1 if right is None else int(label in right)
