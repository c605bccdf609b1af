"""The rules of xAPI 1.0.3 for what we send, written down from the specification (part two, statements) as a model.

Whatever the specification allows and we never send is left out, so it is refused here. A statement that this takes
is one that a learning record store has to take.
"""

import re
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # RFC 5646, as far as anybody here writes it


def _iri(value: str) -> str:
    if not _IRI.fullmatch(value):
        raise ValueError("an IRI has a scheme, and no spaces or brackets")
    return value


def _time(value: str) -> str:
    moment = datetime.fromisoformat(value)
    if "T" not in value or moment.utcoffset() is None or value.endswith("-00:00"):
        raise ValueError("a timestamp is ISO 8601 with its offset from UTC")
    return value


def _utc(value: str) -> str:
    if datetime.fromisoformat(value).utcoffset() != timedelta(0):
        raise ValueError("a timestamp SHOULD be in UTC")
    return value


def _uuid(value: str) -> str:
    if str(UUID(value)) != value or UUID(value).variant != "specified in RFC 4122":
        raise ValueError("an id is a UUID of RFC 4122 in its standard form")
    return value


def _languages(value: dict[str, str]) -> dict[str, str]:
    if not value or not all(_LANGUAGE.fullmatch(tag) for tag in value):
        raise ValueError("a language map goes from language tags to words")
    return value


Iri = Annotated[str, AfterValidator(_iri)]
Time = Annotated[str, AfterValidator(_time), AfterValidator(_utc)]
Languages = Annotated[dict[str, str], AfterValidator(_languages)]
Mail = Annotated[str, StringConstraints(pattern=r"^mailto:[^@\s]+@[^@\s]+$")]
Extensions = dict[Iri, Any]


class Rule(BaseModel):
    """Keys are exactly those of the specification, with its case, and never null."""

    model_config = ConfigDict(extra="forbid", strict=True)

    @model_validator(mode="before")
    @classmethod
    def _nothing_is_null(cls, value: Any) -> Any:
        if isinstance(value, dict) and None in value.values():
            raise ValueError("a statement holds no null")
        return value


class Account(Rule):
    """An agent's account on some system."""

    homePage: Iri  # noqa: N815 (as the specification writes it)
    name: Annotated[str, Field(min_length=1)]


class Agent(Rule):
    """Who did it, with exactly one way to tell who that is."""

    objectType: Literal["Agent"]  # noqa: N815
    name: str = ""
    mbox: Mail = ""
    account: Account | str = ""

    @model_validator(mode="after")
    def _one_identifier(self) -> "Agent":
        if bool(self.mbox) == bool(self.account):
            raise ValueError("an agent has exactly one of mbox and account")
        return self


class Verb(Rule):
    """What was done."""

    id: Iri
    display: Languages


class Definition(Rule):
    """What an activity is."""

    name: Languages
    type: Iri


class Activity(Rule):
    """What it was done with."""

    objectType: Literal["Activity"]  # noqa: N815
    id: Iri
    definition: Definition


class Score(Rule):
    """How well: scaled from -1 to 1, raw between min and max."""

    scaled: Annotated[float, Field(ge=-1, le=1, strict=False)]
    raw: Annotated[float, Field(strict=False)]
    min: Annotated[float, Field(strict=False)]
    max: Annotated[float, Field(strict=False)]

    @model_validator(mode="after")
    def _in_order(self) -> "Score":
        if not (self.min < self.max and self.min <= self.raw <= self.max):
            raise ValueError("min is below max, and raw lies between them")
        return self


class Result(Rule):
    """What came of it."""

    score: Score | str = ""
    success: bool = False
    completion: bool
    response: str = ""


class Around(Rule):
    """Activities that this one belongs to."""

    parent: Annotated[list[Activity], Field(min_length=1)]


class Context(Rule):
    """Where it was done. A platform is only for statements about an activity, which all of ours are."""

    platform: str
    language: Annotated[str, StringConstraints(pattern=_LANGUAGE.pattern)]
    contextActivities: Around  # noqa: N815
    extensions: Extensions = Field(default_factory=dict)


class Statement(Rule):
    """One statement."""

    id: Annotated[str, AfterValidator(_uuid)]
    actor: Agent
    verb: Verb
    object: Activity
    timestamp: Time
    context: Context
    result: Result | str = ""
