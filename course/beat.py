"""One moment of a talk as its author writes it: lines by heat, choices, and rules that lead on."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from course.document import Part, nearest
from course.labels import LABELS, PAUSE, TECHNIQUES
from course.policy import HouseRule

Band = Literal["cool", "warm", "hot"]
Action = Literal["end_talk"]
Type = Literal["angry", "rude", "cultural", "unsatisfiable", "package", "positive", "general"]
Level = Annotated[int, Field(ge=0, le=10)]
STAY = "stay"


def _label(name: str) -> str:
    if name not in LABELS:
        raise ValueError(f"'{name}' isn't a label.{nearest(name, list(LABELS))}")
    return name


def _need(name: str) -> str:
    if name not in TECHNIQUES and name != PAUSE:
        raise ValueError(f"'{name}' isn't a technique or '{PAUSE}'.{nearest(name, [*TECHNIQUES, PAUSE])}")
    return name


def _wordings(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _by_band(value: Any) -> Any:
    return value if isinstance(value, dict) else {"cool": value, "warm": value, "hot": value}


def a_list(value: Any) -> Any:
    """A list that was written as words with spaces between them; anything else as it is."""
    return value.split() if isinstance(value, str) else value


Words = Annotated[str, Field(min_length=1)]
LabelName = Annotated[str, AfterValidator(_label)]
NeedName = Annotated[str, AfterValidator(_need)]
Labels = Annotated[frozenset[LabelName], BeforeValidator(a_list)]
House = Annotated[frozenset[HouseRule], BeforeValidator(_wordings)]
# What the customer says may be written once, or in several wordings of which the seed takes one.
Wordings = Annotated[tuple[Words, ...], BeforeValidator(_wordings), Field(min_length=1)]


class _Bands(Part):
    cool: Wordings
    warm: Wordings
    hot: Wordings


Lines = Annotated[_Bands, BeforeValidator(_by_band)]


class Choice(Part):
    """A pre-written reply: a reply whose labels are known. It is offered only where the `house` is so."""

    id: str
    text: Words = Field(alias="words")
    labels: Labels
    why: Words
    answer: Wordings | None = None
    stage: str = ""
    action: Action | None = None
    house: House = frozenset()


class Rule(Part):
    """Where a reply leads: the first rule of a beat whose conditions all hold.

    `all`, `any`, `none` look at the reply's labels; `met` at the beat's needs, given or not by now;
    `heat` at the bands, `trust` at its least, `slips` at the most replies with a pitfall so far; `house` at
    the house rules.
    """

    go: str
    all: Labels = frozenset()
    any: Labels = frozenset()
    none: Labels = frozenset()
    met: bool | None = None
    heat: Annotated[frozenset[Band], BeforeValidator(a_list)] = frozenset()
    trust: Level | None = None
    slips: int | None = None
    action: Action | None = None
    house: House = frozenset()
    answer: Wordings | None = None
    stage: str = ""

    @property
    def conditional(self) -> bool:
        """Whether the rule has a condition at all."""
        return bool(self.model_fields_set - {"go", "answer", "stage"})


class Beat(Part):
    """One moment of the talk: the customer's line by heat, what the moment needs, choices, ways on.

    `type` stands where somebody turns into another type of customer. In `danger` one may go on or get safe.
    """

    id: str
    about: Words
    type: Type | None = None
    danger: bool = False
    line: Lines
    again: Lines | None = None
    silence: Lines | None = None
    stage: str = ""
    needs: Annotated[tuple[NeedName, ...], BeforeValidator(a_list)]
    detour: bool = False
    patience: Annotated[int, Field(ge=1, le=4)] = 2
    hint: Words
    teaches: tuple[Words, ...] = ()
    choices: dict[str, Choice]
    rules: tuple[Rule, ...] = Field(min_length=1)
