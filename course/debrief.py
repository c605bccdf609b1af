"""What a conversation showed: techniques used and missed, marks with their reasons, a coach's line a turn.

Pure, and the same wherever it is read: beside the conversation, in a grader's report, in progress.
"""

from dataclasses import dataclass

from course.beat import Beat
from course.dialogue import State, Turn
from course.hearing import Hearing, Quote, hear, title
from course.labels import LABELS, PAUSE, PITFALLS
from course.language import _
from course.scenario import Need

__all__ = ["Debrief", "Hearing", "Missed", "Quote", "Reason", "Used", "coach", "debrief", "hear", "title"]


@dataclass(frozen=True, slots=True)
class Used:
    """A technique or pitfall and the turns (from 0) whose replies held it."""

    label: str
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """A need that was not met. `model` is what a skilled colleague might have said; None where silence was needed."""

    need: Need
    hint: str
    model: str | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why marks were gained or lost at a turn (from 0)."""

    turn: int
    marks: int
    text: str


@dataclass(frozen=True, slots=True)
class Debrief:
    """Everything that is said after a conversation; `heat` holds the opening heat and that after each turn."""

    heat: tuple[int, ...]
    used: tuple[Used, ...]
    pitfalls: tuple[Used, ...]
    missed: tuple[Missed, ...]
    reasons: tuple[Reason, ...]


def debrief(state: State) -> Debrief:
    """What the conversation so far showed."""
    given = [_given(turn) for turn in state.turns]
    found = [
        Used(label, turns)
        for label in (PAUSE, *LABELS)
        if (turns := tuple(at for at, labels in enumerate(given) if label in labels))
    ]
    return Debrief(
        heat=(state.scenario.customer.heat, *(turn.heat for turn in state.turns)),
        used=tuple(one for one in found if one.label not in PITFALLS),
        pitfalls=tuple(one for one in found if one.label in PITFALLS),
        missed=tuple(_missed(state)),
        reasons=tuple(reason for at in range(len(state.turns)) for reason in _reasons(state, at)),
    )


def coach(state: State, at: int) -> str:
    """One point about the reply of turn `at` (from 0), in the author's words where the author wrote some."""
    turn = state.turns[at]
    beat = state.scenario.beats[turn.beat]
    if turn.reply.pause:
        return _of_silence(state, at, beat)
    if turn.reply.choice is not None:
        return beat.choices[turn.reply.choice].why
    return _of_words(turn, beat)


def _given(turn: Turn) -> frozenset[str]:
    return frozenset({PAUSE}) if turn.reply.pause else turn.labels


def _missed(state: State) -> list[Missed]:
    """Needs of beats that the conversation has left behind or never came to."""
    met = {need for _, need, _ in state.earned}
    open_beat = state.beat.id if state.beat else None
    missed = []
    for need in state.scenario.needs:
        if need not in met and need.beat != open_beat:
            beat = state.scenario.beats[need.beat]
            missed.append(Missed(need, beat.hint, None if need.label == PAUSE else _model(beat, need.label)))
    return missed


def _model(beat: Beat, label: str) -> str | None:
    """The choice of a beat that gives this label and most of what else the beat needs, without a pitfall."""
    fit = [choice for choice in beat.choices.values() if label in choice.labels and not choice.labels & set(PITFALLS)]
    return max(fit, key=lambda choice: len(choice.labels & set(beat.needs))).text if fit else None


def _reasons(state: State, at: int) -> list[Reason]:
    turn, table = state.turns[at], state.scenario.effects.marks
    gained = [Reason(at, marks, _gained(label, late=marks != table.first)) for label, marks in turn.outcome.earned]
    lost = _("A pitfall: {title}")
    return gained + [Reason(at, -table.pitfall, lost.format(title=title(label))) for label in _slips(turn)]


def _gained(label: str, *, late: bool) -> str:
    told = title(label).capitalize()
    return _("{title}, though not at once").format(title=told) if late else told


def _slips(turn: Turn) -> list[str]:
    return [label for label in PITFALLS if label in turn.labels]


def _of_silence(state: State, at: int, beat: Beat) -> str:
    before = [turn for turn in state.turns[:at] if turn.reply.pause and turn.beat == beat.id]
    if len(before) >= 2:
        return _("Silence for this long reads as no answer. Now a few words are needed.")
    if before:
        return _("You have given that moment already. Nothing changes until you speak.")
    if PAUSE in beat.needs:
        return _("Well held. The silence let the customer finish, and gave you a breath.")
    return _("A short silence costs nothing, and it often cools. It doesn't answer, though.")


def _of_words(turn: Turn, beat: Beat) -> str:
    """A coach's line for typed words, made of their labels and what the moment needed."""
    if slips := _slips(turn):
        return _("What the customer hears first here is {title}.").format(title=title(slips[0])) + f" {beat.hint}"
    met = [title(label) for label in turn.outcome.heard if label in beat.needs]
    if met:
        return _("What this moment needed, and you gave: {titles}.").format(titles=", ".join(met))
    if len(turn.labels) > len(turn.outcome.heard):
        return _("You did many things at once, and only the first few were heard.") + f" {beat.hint}"
    return beat.hint
