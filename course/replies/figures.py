"""Figures of speech that turn words around: a promise denied, a mock apology, praise that stings, a rule with a way on.

Each stands in TECHNIQUES or follows from it, and held for at least nine in ten of the labelled replies it was tried on.
"""

import re

from course.replies.judgement import Evidence, Judgement
from course.replies.words import sentences

_DENIED = re.compile(
    r"\b(?:can'?t|cannot|won'?t|couldn'?t|not going to|nobody can|none of us|no ?one can|wouldn'?t|don'?t want to|"
    r"never)"
    r" (?:\w+ ){0,4}?(?:promise|guarantee|tell you (?:it|that|when|they)|swear|vouch|stand behind|say for sure)\b"
    r"|\bno promises\b|\bi'?d be lying if\b",
    re.IGNORECASE,
)
_NO_APOLOGY = re.compile(  # for the customer instead of the experience
    r"\b(?:sorry|regret|apologi[sz]e)\b.{0,12}\b(?:"
    r"(?:that )?you(?:'re going to)? (?:feel|think|believe|see it|took|take|chose|choose|find)|"
    r"(?:if|that) (?:you|any(?:body|one)|some(?:body|one)) (?:feels?|felt|thinks?|took|takes?|chose|were|was|got|"
    r"are|is)\b)",
    re.IGNORECASE,
)
_MOCKED = re.compile(
    r"\b(?:oh|well|aw+),? (?:i'?m |so |terribly )*sorry,? "
    r"(?:am i|did i|is (?:my|the|this|it)|are (?:we|you)|was i|do i)\b",
    re.IGNORECASE,
)
_HUSH = re.compile(
    r"\b(?:please|could|would|can)\b.{0,20}\b(?:lower|keep|bring|turn)\b.{0,10}\b(?:voice|volume|it down)\b",
    re.IGNORECASE,
)
_OR_ELSE = re.compile(r"\b(?:or|else|otherwise|unless|if|until|will|have to|going to|gonna)\b|'ll\b", re.IGNORECASE)
_STUNG = ("ask_success", "agree_with_truth", "acknowledge_feeling", "apologize", "ask_question")
_UNSURE = 0.5


def turned(judged: Judgement, reply: str) -> Judgement:
    """A judgement with what such figures change."""
    texts = sentences(reply)
    for text in texts:
        plain = text.replace("’", "'")
        if _HUSH.search(plain) and not _OR_ELSE.search(reply.replace("’", "'")):
            judged = _asked(judged, text)
        if _DENIED.search(plain):
            judged = judged.without("overpromise")
        if _MOCKED.search(plain):
            judged = _without(judged, "apologize", text).asserting("snap", text)
        elif _NO_APOLOGY.search(plain):
            judged = _without(judged, "apologize", text).asserting("dismiss", text)
    if "blame_policy" in judged.labels and judged.labels & {"offer_solution", "offer_choices"}:
        judged = judged.without("blame_policy")
    return _stung(judged, texts)


def _stung(judged: Judgement, texts: list[str]) -> Judgement:
    """Beside a snap in the same sentence no question or sorrow is meant, and with one anywhere no agreement."""
    if "snap" not in judged.labels:
        return judged
    stings = _holding(texts, judged.evidence["snap"].spans)
    for label in _STUNG:
        spans = judged.evidence[label].spans if label in judged.evidence else ()
        if label == "agree_with_truth" or _holding(texts, spans) <= stings:
            judged = judged.without(label)
    return judged


def _holding(texts: list[str], spans: tuple[str, ...]) -> set[str]:
    """The sentences that hold any of these words."""
    return {text for text in texts if any(span in text for span in spans)}


def _asked(judged: Judgement, text: str) -> Judgement:
    """Somebody is asked to be quieter, and warned of nothing: no threat, and whether it's a boundary is left open."""
    for label in ("threaten", "snap"):
        judged = _without(judged, label, text)
    if "set_boundary" in judged.labels:
        return judged
    evidence = {**judged.evidence, "set_boundary": Evidence((text,), _UNSURE)}
    return Judgement(judged.labels, evidence, judged.abstained | {"set_boundary"})


def _without(judged: Judgement, label: str, text: str) -> Judgement:
    """A judgement without a label, unless other words than these carry it."""
    return judged if judged.elsewhere(label, text) else judged.without(label)
