"""The minutes of a class: what the room chose before and after talking, what was said, heard, and left untried. Pure.

Nobody is in them: no seat, and no time but the day. What people typed is there in the order of the alphabet.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from course.classroom.deck import deck
from course.classroom.desk_screen import judged, ticked
from course.classroom.room import Room
from course.classroom.round import Round
from course.classroom.screens import SAY_NOTHING, Json, counted, opened, what_of
from course.debrief import coach, title
from course.dialogue import Judge, State, before
from course.labels import LABELS, PAUSE, PITFALLS
from course.language import _, plain
from course.reply import Reply
from course.views.scene import heat

FORMAT = 1
_COLUMNS = ("moment", "turn", "customer said", "round", "asked to", "after talking", "option", "count", "was said")


def minutes(room: Room, judge: Judge) -> Json:
    """The class as plain JSON. Raises ValueError for a room that was never opened."""
    talk = opened(room)
    scenario = talk.scenario
    moments = _moments(room, talk)
    ending = scenario.endings[talk.ending] if talk.ending else None
    return {
        "format": FORMAT,
        "customer": plain(scenario.name),
        "title": scenario.title,
        "name": talk.name,
        "place": scenario.place,
        "day": room.opened.when.date().isoformat() if room.opened else "",
        "people": len(room.seats),
        "over": room.ended,
        "moments": [_moment(number, moment, room, talk) for number, moment in enumerate(moments, 1)],
        "ending": {"title": ending.title, "text": ending.text} if ending else None,
        "heat": [heat(value) for value in (scenario.customer.heat, *(turn.heat for turn in talk.turns))],
        "heard": _heard(room, talk, judge),
        "typed": sorted(answer.text for asked in room.rounds for answer in asked.typed),
        "cards": [_played(asked) for asked in room.rounds if asked.way == "cards" and asked.order],
    }


def as_csv(told: Json) -> str:
    """The votes and predictions of the minutes as a table: a row for each option of each round."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(_COLUMNS)
    table.writerows([_safe(cell) for cell in row] for row in _rows(told))
    return written.getvalue()


def _moments(room: Room, talk: State) -> list[State]:
    """Every moment at which something was asked or said, on the way the talk took and on those that were left."""
    roads = [before(road, at) for road in (talk, *room.roads) for at in range(len(road.turns))]
    found: dict[tuple[Reply, ...], State] = {}
    for state in (*roads, *(asked.talk for asked in room.rounds if asked.way != "cards")):
        found.setdefault(state.replies, state)
    return sorted(found.values(), key=lambda state: len(state.turns))


def _moment(number: int, moment: State, room: Room, talk: State) -> Json:
    at, here = len(moment.turns), [asked for asked in room.rounds if asked.way != "cards" and asked.talk == moment]
    said = list(dict.fromkeys(road.turns[at].reply for road in (talk, *room.roads) if _goes_through(road, moment)))
    on_way = talk.turns[at].reply if _goes_through(talk, moment) else None
    return {
        "number": number,
        "turn": at + 1,
        "line": moment.line,
        "heat": heat(moment.heat),
        "said": _words(on_way) if on_way else "",
        "coach": coach(talk, at) if on_way else "",
        "elsewhere": [_words(reply) for reply in said if reply != on_way],
        "rounds": [_round(asked) for asked in here if asked.chosen],
        "untried": _untried(moment, here, said),
    }


def _goes_through(road: State, moment: State) -> bool:
    return len(road.turns) > len(moment.turns) and road.replies[: len(moment.turns)] == moment.replies


def _words(reply: Reply) -> str:
    return _(SAY_NOTHING) if reply.pause else reply.text


def _round(asked: Round) -> Json:
    return {
        "round": asked.number,
        "way": asked.way,
        "again": asked.again,
        "of": what_of(asked),
        "counts": counted(asked),
        "came": asked.came,
    }


def _untried(moment: State, here: Iterable[Round], said: Iterable[Reply]) -> list[Json]:
    """The replies that nobody had the clerk say, with what they would have done and how many wanted them at the end."""
    votes = next((asked.counts for asked in reversed([*here]) if asked.way == "vote"), {})
    tried = {PAUSE if reply.pause else reply.choice for reply in said}
    return [
        {"id": choice.id, "text": choice.text, "why": choice.why, "count": votes.get(choice.id, 0)}
        for choice in moment.choices
        if choice.id not in tried
    ]


def _heard(room: Room, talk: State, judge: Judge) -> list[Json]:
    """What was done: how often in what the clerk said, on any road, and in how many typed replies."""
    turns = {road.replies[: at + 1]: turn for road in (talk, *room.roads) for at, turn in enumerate(road.turns)}
    said = Counter(label for turn in turns.values() for label in turn.labels)
    typed = Counter(
        label
        for asked in room.rounds
        for answer in asked.typed
        for label in judged(asked.talk, answer.text, judge).labels
    )
    return [
        {
            "label": label,
            "title": title(label),
            "pitfall": label in PITFALLS,
            "said": said[label],
            "typed": typed[label],
        }
        for label in LABELS
        if said[label] or typed[label]
    ]


def _played(asked: Round) -> Json:
    card = deck().get(asked.of)
    ticks = ticked(asked, card, asked.ticks) if card else {}
    return {
        "title": card.title if card else "",
        "people": len(asked.order),
        "ticks": [{"line": words, "count": count} for words, count in ticks.items()],
    }


def _rows(told: Json) -> Iterator[tuple[Any, ...]]:
    for moment in told["moments"]:
        for asked in moment["rounds"]:
            for option in asked["counts"]:
                was_said = asked["way"] == "vote" and option["text"] == moment["said"]
                yield (
                    moment["number"],
                    moment["turn"],
                    moment["line"],
                    asked["round"],
                    asked["way"],
                    "yes" if asked["again"] else "no",
                    option["text"],
                    option["count"],
                    "yes" if was_said or option["id"] == asked["came"] else "no",
                )


def _safe(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell else cell
