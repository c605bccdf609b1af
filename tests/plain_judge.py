"""A judge small enough to reason about: a reply does what it names, `greet ask_question`, and `snap?` is left open."""

from course import dialogue
from course.dialogue import State
from course.labels import LABELS
from course.replies import Evidence, Judgement, Setting


def plain_judge(reply: str, *, customer: str, type: str, setting: Setting) -> Judgement:
    """Judge a reply by the names of labels in it."""
    said = reply.split()
    labels = frozenset(word for word in said if word in LABELS)
    doubts = {word for word in said if word[-1] == "?" and word[:-1] in LABELS}
    abstained = frozenset(word[:-1] for word in doubts) - labels
    evidence = {word.rstrip("?"): Evidence((word,), 0.9) for word in [*doubts, *labels]}
    return Judgement(labels, evidence, abstained)


def done(state: State, step: str) -> State:
    """A talk one step on: `pause`, the one letter of a choice, or typed words for the plain judge."""
    if step == "pause":
        return dialogue.pause(state)
    if len(step) == 1:
        return dialogue.say(state, step)
    return dialogue.say(state, text=step, judge=plain_judge)
