"""What a class did and didn't do in its talks with one customer: needs met, pitfalls, ways taken. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from course.beat import Beat
from course.dialogue import State
from course.labels import PAUSE, PITFALLS
from course.scenario import Need, Scenario

LEFT_OFF = ""  # where a talk goes that was never finished
_PITFALLS = frozenset(PITFALLS)


@dataclass(frozen=True, slots=True)
class NeedMet:
    """A need of a talk and how many learners met it; `model` is a line that does, "" where silence does."""

    scenario: Scenario
    need: Need
    met: int
    learners: int
    model: str

    @property
    def beat(self) -> Beat:
        return self.scenario.beats[self.need.beat]

    @property
    def missed(self) -> int:
        return self.learners - self.met


@dataclass(frozen=True, slots=True)
class Slip:
    """A pitfall at one moment: how many learners fell into it, what most of them said, and what to say instead."""

    scenario: Scenario
    beat: Beat
    label: str
    fell: int
    learners: int
    said: str
    model: str


@dataclass(frozen=True, slots=True)
class Step:
    """A way from a beat to a beat or an ending, or to LEFT_OFF, how many took it, and what most of them said there."""

    start: str
    end: str
    took: int
    said: str


def needs_met(scenario: Scenario, talks: Sequence[State]) -> tuple[NeedMet, ...]:
    """Each need of a customer, those most often missed first."""
    met = Counter(need for state in talks for need in {need for _, need, _ in state.earned})
    needs = [
        NeedMet(scenario, need, met[need], len(talks), _model(scenario.beats[need.beat], need.label))
        for need in scenario.needs
    ]
    return tuple(sorted(needs, key=lambda one: one.met))


def slips_in(scenario: Scenario, talks: Sequence[State]) -> tuple[Slip, ...]:
    """The pitfalls that learners fell into, by moment, those of most learners first."""
    said: dict[tuple[str, str], Counter[str]] = {}
    for state in talks:
        # Somebody who falls into it twice at one moment is one learner.
        here = {(turn.beat, label): turn.reply.text for turn in state.turns for label in turn.labels & _PITFALLS}
        for place, words in here.items():
            said.setdefault(place, Counter())[words] += 1
    slips = [
        Slip(scenario, beat, label, told.total(), len(talks), _most(told), _model(beat))
        for beat in scenario.beats.values()
        for label in PITFALLS
        if (told := said.get((beat.id, label)))
    ]
    return tuple(sorted(slips, key=lambda one: -one.fell))


def steps_in(talks: Sequence[State]) -> tuple[Step, ...]:
    """How learners went from beat to beat and to endings, the ways that most took first."""
    said: dict[tuple[str, str], Counter[str]] = {}
    for state in talks:
        beats = [turn.beat for turn in state.turns]
        ahead = [*beats[1:], state.ending or state.moment.beat]
        for turn, after in zip(state.turns, ahead, strict=True):
            if after != turn.beat:
                said.setdefault((turn.beat, after), Counter())[turn.reply.text] += 1
        if not state.ended:
            said.setdefault((state.moment.beat, LEFT_OFF), Counter())[""] += 1
    steps = [Step(start, end, told.total(), _most(told)) for (start, end), told in said.items()]
    return tuple(sorted(steps, key=lambda one: (-one.took, one.start, one.end)))


def endings_of(scenario: Scenario, talks: Sequence[State]) -> dict[str, int]:
    """How many talks came to each ending of a customer, in the author's order; LEFT_OFF last."""
    came = Counter(state.ending or LEFT_OFF for state in talks)
    return {ending: came[ending] for ending in (*scenario.endings, LEFT_OFF)}


def _model(beat: Beat, label: str = "") -> str:
    """The reply of a beat that gives most of what it needs, and this label, without a pitfall."""
    if label == PAUSE:
        return ""
    fit = [choice for choice in beat.choices.values() if not choice.labels & _PITFALLS]
    fit = [choice for choice in fit if label in choice.labels] or ([] if label else fit)
    return max(fit, key=lambda choice: len(choice.labels & set(beat.needs))).text if fit else ""


def _most(said: Counter[str]) -> str:
    """What was said most often; of equals the shortest, so that it fits on a page."""
    return min(said, key=lambda words: (-said[words], len(words), words), default="")
