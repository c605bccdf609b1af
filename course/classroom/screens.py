"""What a room shows to those who take part: on every phone, on one phone alone, on the projector. Pure, plain JSON."""

from typing import Any

from course.classroom.deck import deck
from course.classroom.room import Room
from course.classroom.round import FELLED, IN, Round
from course.dialogue import State
from course.labels import PAUSE
from course.language import N_, _
from course.views.scene import lines

Json = dict[str, Any]

SAY_NOTHING = N_("Say nothing for a moment")
SILENCE = N_("The clerk says nothing for a moment.")


def everybody(room: Room) -> Json:
    """The same for all: the talk so far and the round, without what would sway an answer.

    No heat, no labels, no coach; no tally while a round is open; typed words only once they were said. Raises
    ValueError, as all screens do, for a room that was never opened.
    """
    talk = opened(room)
    scenario = talk.scenario
    ending = scenario.endings[talk.ending] if talk.ending else None
    timer = room.timer
    return {
        "title": scenario.title,
        "place": scenario.place,
        "notice": scenario.notice,
        "customer": {"name": talk.name, "who": scenario.customer.who},
        "you": scenario.clerk.role,
        "lines": [_line(line) for line in lines(talk, helped=False) if line["text"]],
        "round": _asked(room.round, room) if room.round else None,
        "paused": room.paused,
        "over": room.ended,
        "ended": {"title": ending.title, "text": ending.text} if ending else None,
        "timer": {"seconds": timer.seconds, "since": timer.when.isoformat()} if timer else None,
        "revision": room.revision,
    }


def your_own(room: Room, seat: str) -> Json:
    """What is one seat's alone: its number (0 before it joined), its answer in this round, its part in a role play."""
    asked = room.round
    return {
        "number": room.seats.get(seat, 0),
        "answered": _answered(asked, seat) if asked else None,
        "play": _play(asked, seat) if asked and seat in asked.order else None,
    }


def projector(room: Room) -> Json:
    """What everybody sees, and how many of how many have answered in this round."""
    answered = room.round.answered if room.round else 0
    return {**everybody(room), "answered": answered, "seats": len(room.seats)}


def opened(room: Room) -> State:
    """The talk of a room. Raises ValueError for a room that was never opened."""
    if room.talk is None:
        raise ValueError("this room was never opened")
    return room.talk


def counted(asked: Round) -> list[Json]:
    """How many chose each option, in words."""
    words, counts = _options(asked), asked.counts
    return [{"id": option, "text": words[option], "count": counts[option]} for option in asked.options]


def _line(line: Json) -> Json:
    """A line of the talk as a room reads it, where nobody alone is "you"."""
    if line.get("silent"):
        return {"turn": line["turn"], "from": "stage", "text": _(SILENCE)}
    return {"turn": line["turn"], "from": "clerk" if line["from"] == "you" else line["from"], "text": line["text"]}


def _asked(asked: Round, room: Room) -> Json:
    words = _options(asked)
    before = room.rounds[asked.again - 1] if asked.again and not asked.open else None
    return {
        "number": asked.number,
        "way": asked.way,
        "again": asked.again,
        "open": asked.open,
        "of": what_of(asked),
        "options": [{"id": option, "text": words[option]} for option in asked.options],
        "counts": None if asked.open else counted(asked),
        "before": counted(before) if before else None,
        "came": asked.came,
    }


def what_of(asked: Round) -> str:
    """What is predicted, or played, in words."""
    if asked.way == "predict":
        return _choices(asked.talk)[asked.of]
    card = deck().get(asked.of) if asked.way == "cards" else None
    return card.title if card else ""


def _options(asked: Round) -> dict[str, str]:
    """The words of what can be chosen in a round."""
    match asked.way:
        case "vote":
            return _choices(asked.talk)
        case "predict":
            felled = (_("{name} cools down."), _("{name} stays the same."), _("{name} gets hotter."))
            return {way: words.format(name=asked.talk.name) for way, words in zip(FELLED, felled, strict=True)}
        case "cards":
            return {IN: _("I’ll take part")}
        case "type":
            return {}


def _choices(talk: State) -> dict[str, str]:
    return {**{choice.id: choice.text for choice in talk.choices}, PAUSE: _(SAY_NOTHING)}


def _answered(asked: Round, seat: str) -> Json | None:
    if seat in asked.order:
        return {"option": IN}
    answer = asked.answers.get(seat)
    if answer is None:
        return None
    return {"text": answer.text} if asked.way == "type" else {"option": answer.option}


def _play(asked: Round, seat: str) -> Json:
    """A seat's part in a role play: only its own card, and what its group has written."""
    group, role, card = asked.group(seat) or 0, asked.role(seat), deck().get(asked.of)
    return {
        "group": group + 1,
        "role": role,
        "card": getattr(card, role).model_dump(by_alias=True, mode="json") if card and role else {},
        "situation": card.situation if card else "",
        "lines": [{"role": line.role, "text": line.text} for line in asked.lines.get(group, ())],
        "ticks": list(asked.ticks.get(seat, ())),
        "waiting": max(0, 3 - len(asked.order)),
    }
