"""The conversation of a hand-in that counts, and what its marks are for certain."""

from dataclasses import dataclass

from autograder.assignment import Task
from course import dialogue
from course.attempts import Attempt, Attempts, attempts_in
from course.dialogue import Judge, State
from course.history import History
from course.labels import PITFALLS, TECHNIQUES
from course.replies import Judgement, Setting
from course.scenario import load_scenario

LINES = 600  # of a hundred characters typed to one customer: fifty talks, and judged in seconds
_PICKED = "A talk with ready-made replies doesn't count here: in this part every reply is typed."


@dataclass(frozen=True, slots=True)
class Talk:
    """What somebody tried with one customer; `earned` is certain, and `at_most` is what doubts could add to it."""

    counts: Attempt | None
    others: tuple[Attempt, ...]
    problems: tuple[str, ...]
    earned: int = 0
    at_most: int = 0

    @property
    def doubtful(self) -> bool:
        """Whether a person has to say what the marks are."""
        return self.earned != self.at_most


def talk_in(task: Task, history: History, judge: Judge) -> Talk:
    """Replay the tries at a task with a customer; the first that was finished counts."""
    found = attempts_in(history, load_scenario(task.scenario), task.key, judge, LINES)
    allowed = tuple(one for one in found.attempts if not (task.typed and _picked(one.state)))
    problems = history.problems + found.problems + (() if len(allowed) == len(found.attempts) else (_PICKED,))
    fit = Attempts(allowed)
    counts = fit.first_finished or fit.latest or next(iter(allowed), None)
    others = tuple(one for one in found.attempts if one is not counts)
    if counts is None:
        return Talk(None, others, problems)
    return Talk(counts, others, problems, *_bounds(counts.state, judge))


def _picked(state: State) -> bool:
    """Whether a reply was picked in place of typed; leaving is a deed, not words."""
    return any(turn.reply.choice is not None and turn.reply.action is None for turn in state.turns)


def _bounds(state: State, judge: Judge) -> tuple[int, int]:
    """The fewest and the most marks: with every doubt taken against whoever typed, and with every one for them."""
    earned = [state.marks.earned]
    if any(turn.judgement and turn.judgement.abstained for turn in state.turns):
        leanings = (_Leaning(judge, frozenset(labels)) for labels in (PITFALLS, TECHNIQUES))
        earned += [dialogue.rejudged(state, leaning).marks.earned for leaning in leanings]
    return min(earned), max(earned)


@dataclass(frozen=True, slots=True)
class _Leaning:
    """A judge that takes its doubts about some labels for certain."""

    judge: Judge
    labels: frozenset[str]

    def __call__(self, reply: str, *, customer: str, type: str, setting: Setting) -> Judgement:
        judged = self.judge(reply, customer=customer, type=type, setting=setting)
        return Judgement(judged.labels | (judged.abstained & self.labels), judged.evidence)
