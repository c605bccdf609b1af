"""Typed replies: what their words do to a customer, judged offline, in whole numbers, in pure Python.

from course.replies import assess
assess("I'm sorry you had to come twice. Where does he leave things?").labels
"""

from course.labels import LABELS
from course.replies.guards import said_to_customer, without_quotes
from course.replies.judgement import Evidence, Judgement
from course.replies.model import Model, Stretch, load_model
from course.replies.setting import Known, Setting

__all__ = ["Evidence", "Judgement", "Known", "Setting", "assess", "digest"]


def assess(
    reply: str, *, customer: str = "", type: str = "", setting: Setting | None = None, model: Model | None = None
) -> Judgement:
    """Judge a reply to a customer's line, said to a customer of some type; all but the reply may be missing or unknown.

    Whatever the words are, nothing is raised: what can't be read as a reply carries no label.
    """
    setting = setting or Setting()
    if not said_to_customer(reply):
        return Judgement()
    model = model or load_model()
    stretches = model.stretches(without_quotes(reply), customer, type)
    labels: set[str] = set()
    abstained: set[str] = set()
    evidence: dict[str, Evidence] = {}
    for place, label in enumerate(LABELS):
        best = max((stretch.scores[place] for stretch in stretches), default=model.doubts[place] - 1)
        if best < model.doubts[place]:
            continue
        (labels if best >= model.asserts[place] else abstained).add(label)
        evidence[label] = Evidence(_spans(stretches, place, best, reply), model.confidence(place, best))
    return Judgement(frozenset(labels), evidence, frozenset(abstained))


def digest() -> str:
    """The name of the judge that assesses replies here: it differs when the judge does."""
    return load_model().digest


def _spans(stretches: list[Stretch], place: int, best: int, reply: str) -> tuple[str, ...]:
    """The sentences that speak for a label about as clearly as the clearest one; words that stand in the reply."""
    single = stretches[:-1] if len(stretches) > 1 else stretches
    clearest = max(stretch.scores[place] for stretch in single)
    spans = tuple(one.text for one in single if one.scores[place] >= clearest - 200 and one.text in reply)
    return spans or (reply.strip(),)
