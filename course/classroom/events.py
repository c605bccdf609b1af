"""What can happen in a room, as it stands in the log: one JSON object a line, checked as it is read.

Whoever sends one makes its id, so that sending it again does no harm. `at` is when a server took it in.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from course.reply import JUDGED

Id = Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{8,64}$")]
Seat = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
Option = Annotated[str, Field(min_length=1, max_length=64)]
Count = Annotated[int, Field(ge=0, le=100_000)]
Way = Literal["vote", "type", "predict", "cards"]


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Id
    at: Annotated[AwareDatetime, Field(strict=False)] | None = None

    @property
    def when(self) -> datetime:
        """When a server took it in."""
        assert self.at is not None
        return self.at


class Opened(_Event):
    """A room was opened for a talk with a customer: by this version of them, in this house, with this judge."""

    do: Literal["open"] = "open"
    format: Literal[1] = 1
    scenario: str
    digest: str
    house_rules: str
    judge: str
    seed: Count


class Joined(_Event):
    """Somebody took a seat; a seat is known by a digest of what only its phone knows."""

    do: Literal["join"] = "join"
    seat: Seat


class Asked(_Event):
    """A round begins: the room votes, types, predicts what `of` (a choice, or pause) would do, or plays cards (`of`).

    `again` is the number (from 1) of the round that this one repeats, 0 if none.
    """

    do: Literal["ask"] = "ask"
    round: Count
    way: Way
    of: Annotated[str, Field(max_length=100)] = ""
    again: Count = 0


class Answered(_Event):
    """Somebody answered in a round: with an option, with words, or (an observer) with the lines they have ticked."""

    do: Literal["answer"] = "answer"
    seat: Seat
    round: Count
    option: Option | None = None
    text: Annotated[str, Field(min_length=1, max_length=JUDGED)] | None = None
    ticks: Annotated[tuple[Annotated[int, Field(ge=0, le=5)], ...], Field(max_length=6, strict=False)] | None = None


class Closed(_Event):
    """A round ends: from here on answers are late."""

    do: Literal["close"] = "close"
    round: Count


class Hands(_Event):
    """The facilitator counted hands for the options of a round; they take the place of those counted before."""

    do: Literal["hands"] = "hands"
    round: Count
    counts: Annotated[dict[Option, Count], Field(max_length=10)]


class Hidden(_Event):
    """A typed answer is hidden from the desk's list, or shown again."""

    do: Literal["hide"] = "hide"
    answer: Id
    hidden: bool = True


class Said(_Event):
    """The clerk says a choice, words that somebody typed (with the labels that a judge put on them), or nothing.

    `turn` is how many replies had been given: a second press of the button comes too late.
    """

    do: Literal["say"] = "say"
    turn: Count
    choice: Option | None = None
    answer: Id | None = None
    labels: Annotated[tuple[str, ...], Field(max_length=24, strict=False)] = ()


class Back(_Event):
    """The talk goes back to where so many replies had been given; what was tried is kept."""

    do: Literal["back"] = "back"
    turn: Count


class Paused(_Event):
    """The facilitator pauses the room, or goes on: meanwhile answers are late."""

    do: Literal["pause"] = "pause"
    on: bool


class Timed(_Event):
    """A clock is shown that runs for so many seconds; 0 takes it away. Nothing ends with it."""

    do: Literal["timer"] = "timer"
    seconds: Annotated[int, Field(ge=0, le=3600)]


class Judged(_Event):
    """From here on another judge put the labels on typed words."""

    do: Literal["judge"] = "judge"
    digest: str


class Ended(_Event):
    """The class is over: the room can be looked at, and nothing can be added."""

    do: Literal["end"] = "end"


Event = (
    Opened | Joined | Asked | Answered | Closed | Hands | Hidden | Said | Back | Paused | Timed | Judged | Ended
)  # fmt: skip
_EVENT: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="do")])


class EventError(ValueError):
    """Something that isn't an event of a room."""


def read_event(line: bytes | str) -> Event:
    """An event from its line. Raises EventError for anything else."""
    try:
        return _EVENT.validate_json(line)
    except (ValidationError, ValueError, RecursionError):
        raise EventError("this isn't an event of a room") from None


def line_of(event: Event) -> bytes:
    """The event as a line of a log, without its end."""
    return event.model_dump_json(exclude_none=True).encode()
