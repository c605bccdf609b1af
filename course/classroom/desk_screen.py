"""What a room shows to whoever leads it: the votes as they come, typed replies by what they do, what can be done next.

Pure, plain JSON. Nobody else may see it.
"""

from collections import Counter
from collections.abc import Iterable

from course import replies
from course.cardbook import Card
from course.classroom.deck import deck
from course.classroom.room import Room
from course.classroom.round import Answer, Round
from course.classroom.screens import SAY_NOTHING, SILENCE, Json, counted, opened, projector
from course.classroom.tally import ahead
from course.debrief import coach, title
from course.dialogue import Judge, State, given, setting
from course.labels import LABELS, PAUSE, PITFALLS, TECHNIQUES
from course.language import ENGLISH, _
from course.replies import Judgement
from course.views.scene import heat


def desk(room: Room, judge: Judge, here: int) -> Json:
    """All there is to lead the class by; `here` is how many phones are connected now.

    The judge is asked again each time: give one that remembers. Raises ValueError for a room that was never opened.
    """
    talk, asked = opened(room), room.round
    vote = next((one for one in reversed(room.rounds) if one.way == "vote" and one.talk == talk), None)
    typed = asked if asked and asked.way == "type" else None
    return {
        **projector(room),
        "here": here,
        "heat": heat(talk.heat),
        "choices": _choices(talk, vote),
        "live": counted(asked) if asked else [],
        "ahead": list(ahead(vote.counts)) if vote else [],
        "typed": _typed(typed, judge) if typed else [],
        "hidden": [_heard(one, judged(typed.talk, one.text, judge)) for one in typed.put_away] if typed else [],
        "needs": [title(label) for label in _missing(talk)],
        "turns": [_turn(talk, at) for at in range(len(talk.turns))],
        "roads": len(room.roads),
        **_played(asked),
        "changed": room.changed,
        "judge_changed": room.judge != replies.digest(),
        "cards": [{"id": name, "title": card.title} for name, card in deck().items()],
        "repeat": {"way": asked.way, "of": asked.of, "again": asked.number} if asked and _repeats(room) else None,
        "can": list(_can(room, talk)),
    }


def judged(talk: State, text: str, judge: Judge) -> Judgement:
    """What a judge makes of typed words that answer the customer where a talk stands."""
    return judge(text, customer=talk.line, type=talk.type, setting=setting(talk))


def _choices(talk: State, vote: Round | None) -> list[Json]:
    """What the clerk can say now, and how many voted for it: None where nobody was asked."""
    counts = vote.counts if vote else {}
    offered = [(choice.id, choice.text, choice.labels, choice.why) for choice in talk.choices]
    if offered:
        offered.append((PAUSE, _(SAY_NOTHING), frozenset({PAUSE}), ""))
    return [
        {"id": reply, "text": text, "labels": _titles(labels), "why": why, "counted": counts.get(reply)}
        for reply, text, labels, why in offered
    ]


def _typed(asked: Round, judge: Judge) -> list[Json]:
    """Typed replies by what they do first of all; a pitfall comes before what is needed, as a customer hears it."""
    needs = _missing(asked.talk)
    groups: dict[str, list[Json]] = {}
    for answer in asked.typed:
        judgement = judged(asked.talk, answer.text, judge)
        first = next((label for label in (*PITFALLS, *needs, *TECHNIQUES) if label in judgement.labels), "")
        groups.setdefault(first, []).append(_heard(answer, judgement))
    shown = [*needs, *TECHNIQUES, *PITFALLS, ""]
    return [
        {"label": title(label) if label else "", "pitfall": label in PITFALLS, "replies": groups[label]}
        for label in sorted(groups, key=shown.index)
    ]


def _heard(answer: Answer, judgement: Judgement) -> Json:
    return {
        "id": answer.id,
        "text": answer.text,
        "labels": _titles(judgement.labels),
        "unsure": _titles(judgement.abstained),
    }


def _missing(talk: State) -> list[str]:
    """What the moment needs and hasn't been given."""
    had = given(talk)
    return [label for label in talk.beat.needs if label not in had] if talk.beat else []


def _titles(labels: Iterable[str]) -> list[str]:
    return [title(label) for label in (*LABELS, PAUSE) if label in labels]


def _turn(talk: State, at: int) -> Json:
    turn = talk.turns[at]
    reply = _(SILENCE) if turn.reply.pause else turn.reply.text
    return {"turn": at, "line": turn.line, "reply": reply, "coach": coach(talk, at)}


def _played(asked: Round | None) -> Json:
    """What the observers of a role play have ticked, group by group and all together."""
    card = deck().get(asked.of) if asked and asked.way == "cards" else None
    if asked is None or card is None:
        return {"groups": [], "ticks": {}}

    groups: dict[int, list[str]] = {}
    for seat in asked.order:
        groups.setdefault(asked.group(seat) or 0, []).append(seat)
    return {
        "groups": [
            {"group": group + 1, "people": len(seats), "ticks": ticked(asked, card, seats)}
            for group, seats in groups.items()
        ],
        "ticks": ticked(asked, card, asked.ticks),
    }


def ticked(asked: Round, card: Card, seats: Iterable[str]) -> dict[str, int]:
    """How many of these seats have ticked each of the observer's lines."""
    times = Counter(line for seat in seats for line in asked.ticks.get(seat, ()))
    return {words: times[line] for line, words in enumerate(card.observer.watch)}


def _can(room: Room, talk: State) -> Iterable[str]:
    """The commands that make sense now: ways to ask, "again", and what else an event can do."""
    if room.ended:
        return
    asked = room.round
    if not talk.ended:
        yield from ("vote", "predict", "say")
        if talk.scenario.language == ENGLISH:  # nobody judges typed words in another one
            yield "type"
    if deck():
        yield "cards"
    if _repeats(room):
        yield "again"
    if asked and asked.open:
        yield "close"
    if asked and asked.chosen:
        yield "hands"
    if talk.turns:
        yield "back"
    yield "resume" if room.paused else "pause"
    yield from ("timer", "end")


def _repeats(room: Room) -> bool:
    """Whether the last round can be asked again now."""
    return room.round is not None and room.repeats(room.round) and not room.ended
