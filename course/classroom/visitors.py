"""Who comes to a room: a phone, a projector, the desk. What each is shown, and what each may send."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from course.classroom.desk_screen import desk, judged
from course.classroom.events import Answered, Event, EventError, Joined, Judged, Opened, Said, read_event
from course.classroom.keys import id_of
from course.classroom.outbox import Channel, Outbox
from course.classroom.room import Room
from course.classroom.screens import everybody, projector, your_own
from course.dialogue import Judge

# What all phones see is put into words once, whenever it changes.
_shown: WeakKeyDictionary[Room, tuple[int, str]] = WeakKeyDictionary()


class Visitor:
    """Somebody who looks at a room through a channel. `may_send`: so many messages at once, then so many a second."""

    may_send = (5, 1.0)

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.outbox = Outbox(channel)

    def look(self, room: Room) -> None:
        """Be shown the room as it is now, if that is news."""
        raise NotImplementedError

    def event(self, sent: Mapping[str, Any], now: datetime, room: Room) -> Event | None:  # noqa: ARG002
        """The event that a message stands for; None for what isn't one, or isn't theirs to send."""
        return None


class Projector(Visitor):
    """The screen that everybody looks at."""

    def look(self, room: Room) -> None:
        """Show what is to be seen, and how many have answered."""
        self.outbox.show("scene", lambda: _json({"scene": projector(room)}))


class Phone(Visitor):
    """A participant's page, in its seat."""

    may_send = (20, 5.0)

    def __init__(self, channel: Channel, seat: str) -> None:
        super().__init__(channel)
        self.seat = seat
        self._seen = -1

    def look(self, room: Room) -> None:
        """Show what everybody sees, if that has changed, and what is this seat's alone."""
        if self._seen != room.revision:
            self._seen = room.revision
            self.outbox.show("scene", lambda: _for_all(room))
        self.outbox.show("you", lambda: _json({"you": your_own(room, self.seat)}))

    def event(self, sent: Mapping[str, Any], now: datetime, room: Room) -> Event | None:  # noqa: ARG002
        """An answer, from this seat."""
        event = _event({**sent, "seat": self.seat}, self.seat, now)
        return event if isinstance(event, Answered) else None


class Desk(Visitor):
    """The facilitator's desk. `people` tells how many phones are here; `judge` puts labels on typed words."""

    may_send = (50, 10.0)

    def __init__(self, channel: Channel, people: Callable[[], int], judge: Judge) -> None:
        super().__init__(channel)
        self._people, self._judge = people, judge

    def look(self, room: Room) -> None:
        """Show all there is to lead the class by."""
        self.outbox.show("scene", lambda: _json({"scene": desk(room, self._judge, self._people())}))

    def event(self, sent: Mapping[str, Any], now: datetime, room: Room) -> Event | None:
        """Whatever leads the class; typed words that are said get their labels here."""
        event = _event(sent, "desk", now)
        if isinstance(event, Said):
            return event.model_copy(update={"labels": labels_of(room, event.answer, self._judge)})
        return None if isinstance(event, Answered | Joined | Judged | Opened) else event


def labels_of(room: Room, answer: str | None, judge: Judge) -> tuple[str, ...]:
    """The labels that a judge puts on a typed answer when it is said now; () if there is no such answer."""
    words = room.words(answer) if answer else None
    if not words or room.talk is None or room.talk.ended:
        return ()
    return tuple(sorted(judged(room.talk, words, judge).labels))


def _json(message: Mapping[str, Any]) -> str:
    return json.dumps(message, ensure_ascii=False)


def _for_all(room: Room) -> str:
    known = _shown.get(room)
    if known is None or known[0] != room.revision:
        known = room.revision, _json({"scene": everybody(room)})
        _shown[room] = known
    return known[1]


def _event(sent: Mapping[str, Any], sender: str, now: datetime) -> Event | None:
    if not isinstance(sent.get("id"), str) or not isinstance(sent.get("do"), str):
        return None
    try:
        return read_event(json.dumps({**sent, "id": id_of(sender, sent["id"]), "at": now.isoformat()}))
    except (EventError, ValueError, RecursionError):
        return None
