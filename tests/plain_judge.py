"""A judge small enough to reason about: a reply does what it names, `greet ask_question`, and `snap?` is left open."""

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
