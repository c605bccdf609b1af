"""What an instructor decided about typed words: a file that only grows, and the judge that honours it.

One line of JSON is one decision: the `labels` that these words carry when they answer this line, or null where an
earlier decision was taken back. Of each pair of words and line the last decision holds, whoever wrote the words.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from course.dialogue import Judge, assessed
from course.labels import LABELS
from course.replies import Evidence, Judgement, Setting
from course.reply import JUDGED

FILE = "overrules.jsonl"
VARIABLE = "MODULE_NINE_OVERRULES"  # where the marking kernel finds the file


_BREAKS = {ord(mark): json.dumps(mark)[1:-1] for mark in "\x85\u2028\u2029"}  # what else ends a line, to some readers


class OverrulesError(ValueError):
    """A mistake in the file, as a sentence that names the line and the mend."""


class Decision(Judgement):
    """What a person made of words: nothing about it is in doubt."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Overrule:
    """A decision: the labels of some words to a customer's line, and the exact words that carry each.

    `exercise` is where they were found, "" in lines that are older than this note.
    """

    customer: str
    type: str
    reply: str
    labels: frozenset[str] | None
    spans: tuple[tuple[str, str], ...] = ()
    exercise: str = ""

    @property
    def id(self) -> str:
        return words_id(self.reply, self.customer)

    @property
    def judgement(self) -> Decision:
        """The decision as a judge would say it: certain, with nothing left open."""
        labels = self.labels or frozenset()
        quoted = {label: tuple(words for name, words in self.spans if name == label) for label in labels}
        return Decision(labels, {label: Evidence(words or (self.reply,), 1.0) for label, words in quoted.items()})


def words_id(reply: str, customer: str) -> str:
    """The name of some words to a line: case, spaces and what is too long to be judged make no difference."""
    same = [" ".join(text.casefold().split()) for text in (customer, reply[:JUDGED])]
    return hashlib.sha256(json.dumps(same).encode()).hexdigest()[:10]


def read_overrules(path: Path) -> dict[str, Overrule]:
    """The decisions that hold, by `words_id`; none where there is no file. Raises OverrulesError."""
    if not path.exists():
        return {}
    standing: dict[str, Overrule] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            overrule = _parsed(line, f"{path.name}, line {number}")
            standing.pop(overrule.id, None)
            if overrule.labels is not None:
                standing[overrule.id] = overrule
    return standing


def add_overrule(path: Path, *overrules: Overrule) -> None:
    """Write decisions at the end of the file, all at once."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    lines = "".join(json_line(_row(overrule, at)) for overrule in overrules)
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(lines)


def _row(overrule: Overrule, at: str) -> dict[str, Any]:
    return {
        "id": overrule.id,
        "at": at,
        "type": overrule.type,
        "customer": overrule.customer,
        "reply": overrule.reply,
        "labels": None if overrule.labels is None else _in_order(overrule.labels),
        "spans": [list(span) for span in overrule.spans],
        "exercise": overrule.exercise,
    }


def json_line(value: Mapping[str, Any]) -> str:
    """Plain JSON that a person can read, on one line whatever is in it, with its end."""
    return json.dumps(value, ensure_ascii=False).translate(_BREAKS) + "\n"


def corpus_rows(overrules: Iterable[Overrule], part: str) -> list[dict[str, Any]]:
    """Decisions as rows of a part of the corpus that the judge is trained on. Nothing says who wrote the words."""
    return [
        {
            "id": f"{part}-{overrule.id}",
            "type": overrule.type,
            "customer": overrule.customer,
            "reply": overrule.reply,
            "labels": _in_order(overrule.labels or frozenset()),
            "spans": [[name, words] for name, words in overrule.spans],
        }
        for overrule in overrules
    ]


@dataclass(frozen=True, slots=True)
class Overruling:
    """A judge that knows what was decided, and for all other words asks another."""

    overrules: Mapping[str, Overrule]
    judge: Judge = assessed

    def __call__(self, reply: str, *, customer: str, type: str, setting: Setting) -> Judgement:
        decided = self.overrules.get(words_id(reply, customer))
        return decided.judgement if decided else self.judge(reply, customer=customer, type=type, setting=setting)


def judge_here() -> Judge:
    """The judge of whoever grades: the course's, overruled by the file that nbgrader's settings name."""
    path = os.environ.get(VARIABLE)
    return Overruling(read_overrules(Path(path))) if path else assessed


def _parsed(line: str, place: str) -> Overrule:
    try:
        data = json.loads(line)
        labels = data["labels"]
        overrule = Overrule(
            data["customer"],
            data["type"],
            data["reply"],
            None if labels is None else frozenset(labels),
            tuple((label, words) for label, words in data["spans"]),
            str(data.get("exercise", "")),
        )
        named = overrule.id == data["id"]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise OverrulesError(
            f"{place}: this isn't a decision of `python -m autograder overrule`; take it out."
        ) from None
    if unknown := (overrule.labels or frozenset()) - LABELS.keys():
        raise OverrulesError(f"{place}: '{min(unknown)}' isn't a label.")
    if not named:
        raise OverrulesError(
            f"{place}: the words aren't those that were decided on; take the line out and decide anew."
        )
    return overrule


def _in_order(labels: Iterable[str]) -> list[str]:
    return [label for label in LABELS if label in frozenset(labels)]
