"""What is known of words before any model looks at them: what isn't said to the customer, and what is only quoted."""

import re

from course.labels import LABELS
from course.replies.words import words

_NAMES = "|".join(LABELS)
_MARKER = r"(?:grader|examiner|marker|autograder|grading\ model|judge\ of\ \w+|instructor\ who\ (?:grades|marks))"
_GRADER = re.compile(
    rf"""
    \b(?:ignore|disregard|forget)\b\W+(?:\w+\W+){{0,3}}?(?:instructions|prompts?|rubric|above)\b
      (?!\s+(?:from|of|on|that|in)\b)                              # "the instructions from the sender" are somebody's
    | \b(?:give|award|grant)\b\W+(?:\w+\W+){{0,4}}?(?:full|maximum|top|all)\W+
      (?:\w+\W+)?(?:marks?|points?|score|credit|grade)\b
    | \b(?:dear|hello|hi|note\ to(?:\ the)?|to\ the|as\ the)\W+{_MARKER}\b
    | @grader\b | \bwho\w*\ (?:grades|marks)\ this\b
    | \bstrict\ {_MARKER}
    | \bthis\ (?:reply|answer|response)\ (?:carries|contains|shows|has|deserves)\b
    | \b\d+\s*/\s*\d+\ (?:for|on)\ this\b | \b(?:score|confidence)\s*[:=]\s*\d
    | ^\s*system\s*: | <\s*/?\s*labels?\s*> | ["'{{]\s*labels?["']?\s*: | \b(?:labels?|techniques?)\s*[:=(]
    | \b(?:{_NAMES})\s*["']?\s*[:=]\s*["']?(?:yes|true|no|false|1|0)\b
      (?!\s+\w)                                                    # "I apologize: no one should wait" is said
    | \b(?:{"|".join(name for name in LABELS if "_" in name)})\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_QUOTED = re.compile(
    r"(\b(?:said|say|says|saying|told|tell|heard|hear|called|read|reads|wrote|writes|shouted)\b[^\"“”'‘.!?]{0,40})"
    r"(?:[\"“][^\"“”]{1,200}[\"”]|(?<=\s)['‘][^'‘’]{1,60}['’](?![^\W_]))",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"^\s*['‘\"“][^'‘’\"“”]{1,60}['’\"”](?=[,:;—–-]|\s[—–-])"
)  # what somebody else said, and then an answer to it
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
# Words about talking to customers, which nobody who talks to one needs many of.
_TRADE = frozenset(
    """
    apologize apologise apologizing apology empathy empathize empathise ownership own owning gratitude respect
    respectful understand understanding frustration frustrations acknowledge acknowledging validate validating
    validation paraphrase paraphrasing resolve resolving resolution solution solutions listening win boundary
    boundaries options choices appreciate inconvenience patience feedback value valued strive exceed expectations
    greet greeting
    """.split()  # noqa: SIM905
)
_LISTED = frozenset("sorry frustrated together success evidence limit welcome thank thanks right".split())  # noqa: SIM905
_JOINS = frozenset("i you it the a an to of that this is are was be my your we he she they for in on at and".split())  # noqa: SIM905
_FEWEST, _MANY, _LIST = 3, 4, 8  # trade words; words of a list
_OWN_LINE = 4  # words of a customer's line from which its return is no reply: "Good morning!" may be


def said_to_customer(reply: str, customer: str = "") -> bool:
    """Whether there are words in a script the model knows, meant for the customer and not only the customer's own."""
    if not _LATIN.search(reply) or _GRADER.search(reply):
        return False
    said = words(reply)
    return not _stuffed(said) and not (len(said) >= _OWN_LINE and _letters(said) == _letters(words(customer)))


def without_quotes(text: str) -> str:
    """A text without what it only reports: the words after "you said" are somebody else's."""
    return _QUOTED.sub(r"\1", _FIRST.sub("", text))


def _stuffed(said: list[str]) -> bool:
    """Whether words of the trade are strung together: they say nothing to this customer."""
    trade = sum(word in _TRADE for word in said)
    if (trade >= _FEWEST and 5 * trade >= 3 * len(said)) or (trade >= _MANY and 10 * trade >= 3 * len(said)):
        return True
    joined, listed = sum(word in _JOINS for word in said), sum(word in _LISTED for word in said)
    return len(said) >= _LIST and 6 * joined < len(said) and 2 * (trade + listed) >= len(said)


def _letters(said: list[str]) -> list[str]:
    return [word for word in said if word not in "?!"]
