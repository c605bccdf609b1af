"""What is known of words before any model looks at them: what isn't said to the customer, and what is only quoted."""

import re

_GRADER = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,30}\b(?:instructions?|prompts?|rubric|above)\b"
    r"|\b(?:give|award|grant)\b.{0,20}\b(?:full|maximum|top|all)\b.{0,12}\b(?:marks?|points?|score|credit|grade)\b"
    r"|\b(?:dear|hello|hi|note to)\b.{0,12}\b(?:grader|examiner|marker|autograder)\b"
    r"|\b(?:labels?|techniques?)\s*[:=]",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(
    r"(\b(?:said|say|says|saying|told|tell|heard|hear|called|read|reads|wrote|writes|shouted)\b[^\"“”.!?]{0,40})"
    r"[\"“][^\"“”]{1,200}[\"”]",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def said_to_customer(reply: str) -> bool:
    """Whether there are words in a script the model knows, and they aren't meant for whoever marks them."""
    return bool(_LATIN.search(reply)) and not _GRADER.search(reply)


def without_quotes(text: str) -> str:
    """A text without what it only reports: the words after "you said" are somebody else's."""
    return _QUOTED.sub(r"\1", text)
