"""A conversation as a pure function of a scenario, a seed, a judge and the replies: no I/O, no clock, no widgets.

`start` opens it; `say`, `step` and `pause` each give a new `State`; `replay` gives the same state
from a journal's replies. The seed changes only the order of choices and the wording of lines:
everything else is decided in integers by `course.moment`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, Protocol

from course import moment as moments
from course.beat import Action, Band, Beat, Choice, Type
from course.labels import LABELS, PAUSE
from course.moment import Moment, Outcome
from course.replies import Judgement, Known, Setting, assess
from course.reply import JUDGED, Reply, kept
from course.scenario import Need, Scenario
from course.turn import Marks, Turn
from course.wording import draw, pick

__all__ = [
    "Judge", "Marks", "State", "Turn", "assessed", "before", "given", "pause", "rehearse", "rejudged", "replay", "say",
    "setting", "start", "step",
]  # fmt: skip

FORMAT = 1  # of a state's JSON


class Judge(Protocol):
    """Labels for typed words, said to this customer at this moment."""

    def __call__(self, reply: str, *, customer: str, type: str, setting: Setting) -> Judgement:
        """Judge typed words that answer a customer's line."""


# The judge that comes with the course. A conversation is replayed for each view that shows it: words are judged once.
assessed: Judge = lru_cache(maxsize=4096)(assess)


@dataclass(frozen=True)
class State:
    """A conversation at one moment, immutable.

    `line` is all that the customer says now. It begins with their `answer` to the last reply, if they gave
    one; `stage` is what can be seen after that answer, before the rest.
    """

    scenario: Scenario = field(repr=False)
    seed: int
    moment: Moment
    line: str
    stage: str = ""
    answer: str = ""
    turns: tuple[Turn, ...] = ()

    @property
    def beat(self) -> Beat | None:
        """The beat that waits for a reply; None when the conversation has ended."""
        return None if self.ended else self.scenario.beats[self.moment.beat]

    @cached_property
    def name(self) -> str:
        """What the customer is called in this conversation."""
        customer = self.scenario.customer
        names = (customer.name, *customer.names)
        return names[draw(self.seed, "name") % len(names)]

    @property
    def type(self) -> Type:
        """What type of customer this is by now: some turn into another."""
        return self.scenario.beats[self.moment.beat].type or self.scenario.type

    @property
    def heat(self) -> int:
        """How angry the customer is, 0 to 10."""
        return self.moment.heat

    @property
    def band(self) -> Band:
        """The heat in words: cool, warm or hot."""
        return moments.band(self.moment.heat)

    @property
    def trust(self) -> int:
        """How much the customer trusts the clerk, 0 to 10."""
        return self.moment.trust

    @property
    def ended(self) -> bool:
        """Whether the customer has come to an ending."""
        return self.moment.ending is not None

    @property
    def ending(self) -> str | None:
        """The id of the ending; None while the talk goes on."""
        return self.moment.ending

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The pre-written replies, in the seed's order; () when ended."""
        if self.beat is None:
            return ()
        choices = self.beat.choices.values()
        return tuple(sorted(choices, key=lambda choice: draw(self.seed, self.moment.beat, choice.id)))

    @cached_property
    def earned(self) -> tuple[tuple[int, Need, int], ...]:
        """Each need that was met: the index of its turn, the need, its marks."""
        return tuple(
            (place, Need(turn.beat, label), marks)
            for place, turn in enumerate(self.turns)
            for label, marks in turn.outcome.earned
        )

    @cached_property
    def marks(self) -> Marks:
        """Marks earned up to now, of the full total."""
        gained = sum(turn.outcome.gained for turn in self.turns)
        lost = sum(turn.outcome.lost for turn in self.turns)
        return Marks(max(0, gained - lost), self.scenario.possible)

    @property
    def replies(self) -> tuple[Reply, ...]:
        """What was done, in order: with scenario and seed, all that the state is made of."""
        return tuple(turn.reply for turn in self.turns)

    def to_json(self) -> dict[str, Any]:
        """The conversation as plain JSON: what it is a function of, and nothing derived."""
        replies = [reply.to_json() for reply in self.replies]
        return {"format": FORMAT, "scenario": self.scenario.digest, "seed": self.seed, "replies": replies}

    @classmethod
    def from_json(cls, scenario: Scenario, data: Mapping[str, Any]) -> "State":
        """The state again. Raises ValueError if it is of another format or scenario, or no talk could hold it."""
        seed, replies = data.get("seed"), data.get("replies")
        ours = data.get("format") == FORMAT and data.get("scenario") == scenario.digest
        if not (ours and isinstance(seed, int) and isinstance(replies, list)):
            raise ValueError(f"this isn't a conversation with '{scenario.name}' as it stands today")
        return replay(scenario, seed, map(Reply.from_json, replies))


def start(scenario: Scenario, seed: int = 0) -> State:
    """The conversation at its opening line."""
    opening = moments.opening(scenario)
    beat = scenario.beats[scenario.start]
    return State(scenario, seed, opening, pick(beat.line, opening, seed), beat.stage)


def say(state: State, choice: str | None = None, *, text: str | None = None, judge: Judge | None = None) -> State:
    """Answer with a choice, by its id, or with typed words, which the course's judge or another puts labels on.

    Raises ValueError when the conversation has ended, or the choice isn't offered. Words are cut as `kept` says.
    """
    beat = _open(state)
    if choice is not None:
        offered = beat.choices.get(choice)
        if offered is None:
            raise ValueError(f"'{choice}' isn't offered here: {', '.join(beat.choices)}")
        return _answered(state, Reply(offered.id, offered.text, labels=offered.labels, action=offered.action), offered)
    if text is None:
        raise ValueError("say a choice or a text")
    words = kept(text)
    judgement = _judged(state, words, judge or assessed)
    return _answered(state, Reply(text=words, labels=_known(judgement.labels)), judgement=judgement)


def step(state: State, labels: Iterable[str], *, text: str = "", action: Action | None = None) -> State:
    """Answer with a set of labels, which is what choices and typed words both come down to.

    Raises ValueError when the conversation has ended, or for a word that is no label.
    """
    _open(state)
    return _answered(state, Reply(text=kept(text), labels=_known(labels), action=action))


def pause(state: State) -> State:
    """Stay silent for a moment, so that the customer can finish.

    A second pause in one beat changes nothing; a third moves the customer on.
    """
    _open(state)
    return _next(state, Reply(pause=True), moments.silence(state.scenario, state.moment))


def replay(scenario: Scenario, seed: int, replies: Iterable[Reply], judge: Judge | None = None) -> State:
    """The state that these replies lead to. Without a judge, typed words keep the labels they claim.

    Raises ValueError at a reply that could not have been given.
    """
    state = start(scenario, seed)
    for reply in replies:
        if reply.pause:
            state = pause(state)
        elif reply.choice is not None:
            state = say(state, reply.choice)
        elif judge is not None and reply.text:
            state = say(state, text=reply.text, judge=judge)
        else:
            state = step(state, reply.labels, text=reply.text, action=reply.action)
    return state


def rehearse(scenario: Scenario, steps: Iterable[str]) -> State:
    """The state that a model conversation leads to: ids of choices, or `pause`. Raises ValueError as `replay` does."""
    return replay(scenario, 0, (Reply(pause=True) if step == PAUSE else Reply(step) for step in steps))


def rejudged(state: State, judge: Judge) -> State:
    """The conversation as it went, with typed words judged again where they were said.

    Lines, heat and ways on stay. Labels, what was heard, and marks gained and lost are as the judge has it.
    """
    turns: tuple[Turn, ...] = ()
    for at, turn in enumerate(state.turns):
        turns += (_again(replace(before(state, at), turns=turns), turn, judge),)
    return replace(state, turns=turns)


def before(state: State, at: int) -> State:
    """The conversation as it was when the reply of turn `at` (from 0) was given."""
    turns = state.turns[:at]
    moment = turns[-1].outcome.moment if turns else moments.opening(state.scenario)
    now = state.turns[at]
    return State(state.scenario, state.seed, moment, now.line, now.stage, now.answer, turns)


def given(state: State) -> frozenset[str]:
    """What the beat needs and was heard in it already."""
    if (beat := state.beat) is None:
        return frozenset()
    here = [turn for turn in state.turns if turn.beat == beat.id]
    heard = {PAUSE} if any(turn.reply.pause for turn in here) else set()
    return frozenset(heard.union(*(turn.outcome.heard for turn in here)).intersection(beat.needs))


def setting(state: State) -> Setting:
    """What words alone can't tell of this moment to whoever judges them."""
    said = frozenset().union(*(turn.labels for turn in state.turns))
    choices = state.beat.choices.values() if state.beat else ()
    return Setting(
        first=all(turn.reply.pause for turn in state.turns),
        tried=not said.isdisjoint({"offer_solution", "offer_choices"}),
        reminded="set_boundary" in said,
        may_not=state.scenario.clerk.may_not,
        known=tuple(Known(choice.text, choice.labels) for choice in choices),
    )


def _open(state: State) -> Beat:
    if state.beat is None:
        raise ValueError("the conversation has ended")
    return state.beat


def _judged(state: State, words: str, judge: Judge) -> Judgement:
    return judge(words[:JUDGED], customer=state.line, type=state.type, setting=setting(state))


def _known(labels: Iterable[str]) -> frozenset[str]:
    labels = frozenset(labels)
    if unknown := labels - LABELS.keys():
        raise ValueError(f"these are no labels: {', '.join(sorted(map(str, unknown)))}")
    return labels


def _again(was: State, turn: Turn, judge: Judge) -> Turn:
    if turn.reply.pause:
        return turn
    reply, judgement = turn.reply, turn.judgement
    if reply.typed:
        judgement = _judged(was, reply.text, judge)
        reply = replace(reply, labels=_known(judgement.labels))
    moment = was.moment._replace(given=given(was))
    seen = moments.react(was.scenario, moment, reply.labels, len(reply.text.split()), reply.action)
    outcome = turn.outcome._replace(heard=seen.heard, earned=seen.earned, lost=seen.lost)
    return replace(turn, reply=reply, outcome=outcome, judgement=judgement)


def _answered(state: State, reply: Reply, choice: Choice | None = None, judgement: Judgement | None = None) -> State:
    words = len(reply.text.split())
    outcome = moments.react(state.scenario, state.moment, reply.labels, words, reply.action)
    return _next(state, reply, outcome, choice, judgement)


def _next(
    state: State,
    reply: Reply,
    outcome: Outcome,
    choice: Choice | None = None,
    judgement: Judgement | None = None,
) -> State:
    turn = Turn(state.moment.beat, state.line, state.stage, state.answer, reply, outcome, judgement)
    answers = (choice and choice.answer) or outcome.rule.answer
    answer = pick(answers, state.moment, state.seed) if answers else ""
    stage, line = _goes_on(state, reply, outcome, answered=bool(answer))
    line = " ".join(filter(None, [answer, line]))
    return State(state.scenario, state.seed, outcome.moment, line, stage, answer, (*state.turns, turn))


def _goes_on(state: State, reply: Reply, outcome: Outcome, *, answered: bool) -> tuple[str, str]:
    """What can be seen after a reply was answered, and what the customer says then: "" when nothing more."""
    scenario, now, stage = state.scenario, outcome.moment, outcome.rule.stage
    if now.ending is not None:
        return stage, pick(scenario.endings[now.ending].line, now, state.seed)
    beat = scenario.beats[now.beat]
    if now.beat != state.moment.beat:
        return " ".join(filter(None, [stage, beat.stage])), pick(beat.line, now, state.seed)
    if reply.pause:
        first = now.pauses > state.moment.pauses == 0
        return "", pick(beat.silence or scenario.customer.silence, now, state.seed) if first else state.line
    # An answer to a reply that leaves the moment open stands for itself: nobody says a thing twice.
    return stage, "" if answered else pick(beat.again or beat.line, now, state.seed)
