"""A room small enough to reason about: the tiny customer, seats by number, events numbered as they come."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from tiny import tiny

from course.classroom.events import Answered, Asked, Back, Closed, Event, Joined, Opened, Said, line_of, read_event
from course.classroom.room import Room, Verdict
from course.scenario import NoCustomerError, Scenario

NOW = datetime(2026, 3, 9, 14, 5, 6, tzinfo=UTC)
CARDS = "calm/eyes-up"
CUSTOMER = lru_cache(tiny)()  # one object: talks are compared often


def seat(number: int) -> str:
    """The digest by which a log knows a seat."""
    return f"{number:016x}"


def find(name: str) -> Scenario:
    """The tiny customer; nobody else is there."""
    if name != CUSTOMER.name:
        raise NoCustomerError(name)
    return CUSTOMER


class SmallRoom(Room):
    """A room with some people in it, which keeps its log."""

    def __init__(self, people: int = 0, customer: Scenario = CUSTOMER) -> None:
        super().__init__(find, lambda name: name == CARDS)
        self.log: list[bytes] = []
        self.do(
            Opened, scenario=CUSTOMER.name, digest=customer.digest, house_rules="house", judge="a judge", seed=0
        )  # fmt: skip
        for number in range(1, people + 1):
            self.do(Joined, seat=seat(number))

    def do(self, kind: type[Event], **data: Any) -> Verdict:
        """Apply an event, a second after the last one, and say what became of it."""
        event = kind(id=f"event-{len(self.log):04}", at=NOW + timedelta(seconds=len(self.log)), **data)
        self.log.append(line_of(event))
        return self.apply(event)

    def ask(self, way: str, of: str = "", again: int = 0) -> Verdict:
        """Ask the next round."""
        return self.do(Asked, round=len(self.rounds) + 1, way=way, of=of, again=again)

    def answer(self, number: int, option: str | None = None, text: str | None = None, **data: Any) -> Verdict:
        """Answer in the round that was asked last, from a seat."""
        asked = data.pop("round", len(self.rounds))
        return self.do(Answered, seat=seat(number), round=asked, option=option, text=text, **data)

    def close(self) -> Verdict:
        """Close the round that was asked last."""
        return self.do(Closed, round=len(self.rounds))

    def say(self, choice: str) -> Verdict:
        """Say a choice, or pause, where the talk stands."""
        return self.do(Said, turn=len(self.replies), choice=choice)

    def typed(self, number: int) -> str:
        """The id of what a seat has typed in this round."""
        return self.rounds[-1].answers[seat(number)].id

    def back(self, turn: int) -> Verdict:
        """Go back to a turn."""
        return self.do(Back, turn=turn)


def folded(log: list[bytes], room: Room | None = None) -> Room:
    """The room that a log tells of."""
    room = room or Room(find, lambda name: name == CARDS)
    for line in log:
        room.apply(read_event(line))
    return room


def told(room: Room) -> dict[str, Any]:
    """All that a room holds, to compare two of them."""
    return {name: value for name, value in vars(room).items() if name not in ("_find", "_is_card", "log")}
