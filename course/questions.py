"""A drill: short questions about one's own thoughts and words, and the pure marking of their answers.

One YAML file is one drill. In practice it holds which answers are right, and why; a graded drill
(`graded: true`) holds neither, and its answers are marked with `AnswerKey`s that the instructor keeps.
An answer is JSON: the letter of an option ("b"); for a transcript {line number: label}, for sorting
{line number: bin}; for an order its letters, the first step first; for words the words.
"""

import re
from collections.abc import Container
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from course.beat import Type
from course.document import Part
from course.marking import AnswerKey, Marks, Reason

LONGEST = 2000  # characters of an answer in own words


def _point(name: str) -> str:
    if not re.fullmatch(r"\d{3}(\.[a-z_]+)+", name):
        raise ValueError("a teaching point's id should stand here, like 004.angry.kernel.")
    return name


def _slug(name: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", name):
        raise ValueError("an id is written in small letters, digits and dashes, like first-call.")
    return name


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Words = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, AfterValidator(_slug)]
Points = tuple[Annotated[str, AfterValidator(_point)], ...]
Spot = Annotated[int, Field(ge=1, le=8)]


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


class Saying(Part):
    """One line to sort; the `bin` that it belongs in and `why` stand in practice only."""

    text: Words
    bin: str = ""
    why: str = ""


class Step(Part):
    """One step to put in order; the places it may stand `at` (from 1) and `why` stand in practice only."""

    text: Words
    at: Annotated[tuple[Spot, ...], BeforeValidator(_listed)] = ()
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

    def sound(self, answer: object) -> bool:
        """Whether this is an answer that the page could have sent."""
        return isinstance(answer, str) and answer in self.places

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

    def sound(self, answer: object) -> bool:
        """Whether this is an answer that the page could have sent."""
        return _fits(answer, self.places, self.labels)

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


class Sort(_Question):
    """Lines to be put into `bins`, named and titled: fact or accusation. Each line in its bin earns 1."""

    kind: Literal["sort"]
    bins: dict[str, Words] = Field(min_length=2, max_length=4)
    lines: tuple[Saying, ...] = Field(min_length=2, max_length=12)

    @property
    def places(self) -> dict[str, Saying]:
        """The lines by their number, from 1."""
        return {str(at): line for at, line in enumerate(self.lines, 1)}

    @property
    def key(self) -> AnswerKey:
        """The answers that the drill itself holds: none when it is graded."""
        places = self.places.items()
        right: dict[str, tuple[str, ...]] = {number: (line.bin,) for number, line in places if line.bin}
        return AnswerKey(right=right, why={number: line.why for number, line in places})

    def sound(self, answer: object) -> bool:
        """Whether this is an answer that the page could have sent."""
        return _fits(answer, self.places, tuple(self.bins))

    def mark(self, answer: object, key: AnswerKey) -> Marks:
        """Give 1 for each line in a right bin; a line that was left lying earns nothing."""
        given = answer if isinstance(answer, dict) else {}
        reasons = tuple(
            Reason(number, int(given.get(number) in key.right.get(number, ())), key.why.get(number, ""))
            for number in self.places
        )
        return Marks(sum(reason.points for reason in reasons), len(self.lines), reasons)


class Order(_Question):
    """Steps to be put in order, called a, b, c … as they are shown. Each step in its place earns 1."""

    kind: Literal["order"]
    steps: tuple[Step, ...] = Field(min_length=3, max_length=8)

    @property
    def places(self) -> dict[str, Step]:
        """The steps by letter."""
        return dict(zip(ascii_lowercase, self.steps, strict=False))

    @property
    def key(self) -> AnswerKey:
        """The answers that the drill itself holds: none when it is graded."""
        places = self.places.items()
        right = {letter: tuple(map(str, step.at)) for letter, step in places if step.at}
        return AnswerKey(right=right, why={letter: step.why for letter, step in places})

    def sound(self, answer: object) -> bool:
        """Whether this is an answer that the page could have sent."""
        letters = answer if isinstance(answer, list) and all(isinstance(letter, str) for letter in answer) else []
        return sorted(letters) == list(self.places)

    def mark(self, answer: object, key: AnswerKey) -> Marks:
        """Give 1 for each step that stands where it belongs; whatever isn't an order of all steps earns nothing."""
        if not isinstance(answer, list) or not self.sound(answer):
            return Marks(0, len(self.steps), ())
        reasons = tuple(
            Reason(letter, int(str(at) in key.right.get(letter, ())), key.why.get(letter, ""))
            for at, letter in enumerate(answer, 1)
        )
        return Marks(sum(reason.points for reason in reasons), len(self.steps), reasons)


class Write(_Question):
    """Something to be said in own words; `model` stands in practice only.

    A graded one names the `customer`'s line that the words answer, and the customer's `type`: without them nobody can
    say what words do.
    """

    kind: Literal["write"]
    customer: str = ""
    type: Type | Literal[""] = ""
    model: str = ""

    @property
    def places(self) -> dict[str, str]:
        """Nothing here can be right or wrong."""
        return {}

    @property
    def key(self) -> AnswerKey:
        """What the drill itself says of a good answer: nothing when it is graded."""
        return AnswerKey(right={}, model=self.model)

    def sound(self, answer: object) -> bool:
        """Whether this is an answer that the page could have sent."""
        return isinstance(answer, str) and 0 < len(answer.strip()) <= LONGEST

    def mark(self, answer: object, key: AnswerKey) -> Marks:
        """Give no marks, for words are judged where they're graded; a model to compare with, once some are written."""
        written = isinstance(answer, str) and answer.strip()
        return Marks(0, 0, (Reason("model", 0, key.model),) if written and key.model else ())


Item = Choose | Transcript | Sort | Order | Write


@dataclass(frozen=True, slots=True)
class Drill:
    """The questions of one drill; `digest` names its content (64 hex digits), whatever the file's layout."""

    name: str
    title: str
    introduction: str
    graded: bool
    items: tuple[Item, ...]
    digest: str


def _fits(answer: object, places: Container[str], names: tuple[str, ...]) -> bool:
    """Whether an answer gives places some of these names, as a page does; a name may be anything, even no word."""
    return isinstance(answer, dict) and all(place in places and name in names for place, name in answer.items())


def _points(label: str | None, right: tuple[str, ...] | None) -> int:
    if label is None:
        return 0
    return -1 if right is None else int(label in right)
