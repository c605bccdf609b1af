"""One round: what the room was asked, and what each seat answered."""

from dataclasses import dataclass, field
from datetime import datetime

from course.classroom.events import Answered, Asked, Way
from course.classroom.tally import tally
from course.dialogue import State

ROLES = ("customer", "clerk", "observer")
FELLED = ("cooler", "same", "hotter")  # what a reply may do to the customer's heat
IN = "in"  # the option by which somebody takes part in a role play
MOST_LINES = 100  # that a group writes in a role play: it is read again and again by each of them


@dataclass(frozen=True, slots=True)
class Answer:
    """What a seat answered last; `number` is that of the seat, from 1."""

    id: str
    number: int
    at: datetime
    option: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody wrote in a role play: their role's words."""

    role: str
    text: str


@dataclass(slots=True)
class Round:
    """A round, `number` from 1. `talk` is where the talk stood when it was asked; `options` can be chosen, if any.

    `again` is the number of the round that it repeats, or 0. `came` is which of the predicted things happened, "" until
    then. In a role play `order` holds the place (from 0) of each seat as they came in, `shift` by how much their roles
    have moved on; `lines` and `ticks` are what groups wrote and observers saw.
    """

    number: int
    way: Way
    talk: State = field(repr=False)
    options: tuple[str, ...]
    of: str = ""
    again: int = 0
    open: bool = True
    answers: dict[str, Answer] = field(default_factory=dict)
    hands: dict[str, int] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    came: str = ""
    order: dict[str, int] = field(default_factory=dict)
    shift: int = 0
    lines: dict[int, list[Line]] = field(default_factory=dict)
    ticks: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def turn(self) -> int:
        """How many replies had been given when it was asked."""
        return len(self.talk.turns)

    @property
    def chosen(self) -> bool:
        """Whether its options are chosen from, so that hands can be counted."""
        return self.way in ("vote", "predict")

    def is_like(self, event: Asked) -> bool:
        """Whether the same is asked, so that both can be compared; a role play may go on with other cards."""
        return self.way == event.way and (self.of == event.of or self.way != "predict")

    @property
    def answered(self) -> int:
        """How many seats have answered, or take part in a role play."""
        return len(self.answers) + len(self.order)

    @property
    def counts(self) -> dict[str, int]:
        """How many chose each option."""
        chosen = [answer.option for answer in self.answers.values()] + [IN] * len(self.order)
        return tally(self.options, chosen, self.hands)

    @property
    def typed(self) -> tuple[Answer, ...]:
        """The typed answers that aren't hidden, in the order they came."""
        return tuple(one for one in self.answers.values() if one.text and one.id not in self.hidden)

    @property
    def put_away(self) -> tuple[Answer, ...]:
        """The typed answers that are hidden."""
        return tuple(one for one in self.answers.values() if one.text and one.id in self.hidden)

    def group(self, seat: str) -> int | None:
        """The group (from 0) of a seat in a role play; None for who doesn't take part.

        Threes are filled in the order in which people came in; one or two left over look on in the last full group.
        """
        if seat not in self.order:
            return None
        return min(self.order[seat] // 3, self._last_group)

    def role(self, seat: str) -> str | None:
        """Who a seat plays in its group; None for who doesn't take part."""
        if seat not in self.order:
            return None
        at = self.order[seat]
        return "observer" if at // 3 > self._last_group else ROLES[(at + self.shift) % 3]

    @property
    def _last_group(self) -> int:
        return max(0, len(self.order) // 3 - 1)

    def answer(self, event: Answered, number: int) -> bool:
        """Take an answer in; False for one that makes no sense in this round."""
        if self.way == "cards":
            return self._played(event)
        option = event.option if event.option in self.options else None
        text = (event.text or "").strip() if self.way == "type" else ""
        if not (option or text):
            return False
        self.answers.pop(event.seat, None)  # an answer that was changed is a new one
        self.answers[event.seat] = Answer(event.id, number, event.when, option, text)
        return True

    def _played(self, event: Answered) -> bool:
        if event.option == IN:
            self._come_in(event.seat)
            return True
        group, role, text = self.group(event.seat), self.role(event.seat), (event.text or "").strip()
        if group is None or role is None:
            return False
        if role == "observer":
            return self._ticked(event)
        lines = self.lines.get(group, [])
        if not text or len(lines) == MOST_LINES:
            return False
        self.lines[group] = [*lines, Line(role, text)]
        return True

    def _ticked(self, event: Answered) -> bool:
        if event.ticks is not None:
            self.ticks[event.seat] = tuple(sorted(set(event.ticks)))
        return event.ticks is not None

    def _come_in(self, seat: str) -> None:
        if seat in self.order:
            return
        self.order[seat] = len(self.order)
        if len(self.order) % 3 == 0:  # a group is full: what somebody in it saw elsewhere isn't seen here
            self.ticks = {one: seen for one, seen in self.ticks.items() if self.group(one) != self._last_group}
