"""Typed replies: what their words do to a customer, judged offline, in whole numbers, in pure Python.

from course.replies import assess
assess("I'm sorry you had to come twice. Where does he leave things?").labels
"""

from functools import cache

from course.labels import LABELS
from course.replies.circumstances import settle
from course.replies.evidence import spans
from course.replies.figures import turned
from course.replies.guards import said_to_customer, without_quotes
from course.replies.judgement import Evidence, Judgement
from course.replies.model import DIGEST, Model, load_model
from course.replies.setting import Known, Setting
from course.replies.words import words as words_of  # not to hide the module of that name

__all__ = ["Evidence", "Judgement", "Known", "Setting", "assess", "digest"]

RULES = 1  # a higher number with every change of what the code here makes of the same model


def assess(
    reply: str, *, customer: str = "", type: str = "", setting: Setting | None = None, model: Model | None = None
) -> Judgement:
    """Judge a reply to a customer's line, said to a customer of some type; all but the reply may be missing or unknown.

    Whatever the words are, nothing is raised: what can't be read as a reply carries no label. Words that an author
    wrote for this moment carry the author's labels.
    """
    setting = setting or Setting()
    if not said_to_customer(reply, customer):
        return Judgement()
    said = words_of(reply)
    for known in setting.known:
        if words_of(known.text) == said:
            return Judgement(known.labels, {label: Evidence((reply.strip(),), 1.0) for label in known.labels})
    judged = turned(_judged(reply, customer, type, model or load_model()), reply)
    return settle(judged, reply, customer, setting)


@cache
def digest() -> str:
    """The name of the judge that assesses replies here: it differs when the judge does."""
    return f"{DIGEST.read_text(encoding='utf-8').strip()}-{RULES}"


def _judged(reply: str, customer: str, kind: str, model: Model) -> Judgement:
    reading = model.read(without_quotes(reply), customer, kind)
    labels: set[str] = set()
    abstained: set[str] = set()
    evidence: dict[str, Evidence] = {}
    for place, label in enumerate(LABELS):
        score = reading.scores[place]
        if score < model.doubts[place]:
            continue
        (labels if score >= model.asserts[place] else abstained).add(label)
        evidence[label] = Evidence(spans(reading, place, reply), model.confidence(place, score))
    return Judgement(frozenset(labels), evidence, frozenset(abstained))
