"""The skills test's two forms: the same twelve skills asked twice, of other people in other places.

One YAML file is one form. The items at the same place of both are a pair: the same skill, topic and type of customer.
Every mistake names file, line, key and the mend (`DocumentError`).
"""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import ascii_lowercase
from typing import Literal

from pydantic import Field

from course.beat import LabelName, Labels, Type
from course.document import Document, Key, Part
from course.labels import PITFALLS, TECHNIQUES
from course.questions import Slug, Words
from course.shelf import take

FORMS = Path(__file__).parent / "forms"
NAMES = ("a", "b")
ITEMS = 12

Topic = Literal["start", "positive", "calm", "angry", "rude", "cultural", "unsatisfiable", "package", "case"]
# `early` is right at another moment, `busy` friendly or eager and beside the point, `pitfall` does harm.
Kind = Literal["best", "early", "busy", "pitfall"]
_KINDS = ("best", "busy", "early", "pitfall")


class Reply(Part):
    """One thing to say next: its words, the labels it carries, and why it helps or tempts."""

    kind: Kind
    words: Words
    labels: Labels = frozenset()
    why: Words


class Question(Part):
    """One item: what went before, what somebody `says`, and four replies of which one is best."""

    id: Slug
    topic: Topic
    type: Type
    skill: LabelName
    situation: Words
    who: Words
    says: Words
    replies: tuple[Reply, ...] = Field(min_length=4, max_length=4)

    @property
    def places(self) -> dict[str, Reply]:
        """The replies by letter, in the order in which they are shown."""
        return dict(zip(ascii_lowercase, self.replies, strict=False))

    @property
    def best(self) -> str:
        """The letter of the best reply."""
        return next(letter for letter, reply in self.places.items() if reply.kind == "best")


class _Page(Part):
    items: tuple[Question, ...] = Field(min_length=ITEMS, max_length=ITEMS)


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it was read; `digest` names its content."""

    name: str
    items: tuple[Question, ...]
    digest: str


@lru_cache(maxsize=1)
def load_forms() -> dict[str, Form]:
    """Both forms of the course by name. Raises DocumentError."""
    return read_forms(FORMS)


def read_forms(folder: Path) -> dict[str, Form]:
    """Read the forms of a folder by name. Raises DocumentError, with file, line, key and mend."""
    forms: dict[str, Form] = {}
    for name in NAMES:
        document = take(name, folder)
        page = document.parse(_Page)
        _check_items(document, page.items)
        for other in forms.values():
            _check_pairs(document, page.items, other)
        forms[name] = Form(name, page.items, _digest(page))
    return forms


def _digest(page: _Page) -> str:
    """The same in every process: a set of labels has an order of its own in each."""
    content = json.dumps(page.model_dump(), sort_keys=True, ensure_ascii=False, default=sorted)
    return hashlib.sha256(content.encode()).hexdigest()


def _check_items(document: Document, items: tuple[Question, ...]) -> None:
    known: set[str] = set()
    for at, item in enumerate(items):
        where = ("items", at)
        if item.id in known:
            raise document.error((*where, "id"), f"'{item.id}' names two items; rename one.")
        known.add(item.id)
        if item.skill not in TECHNIQUES:
            raise document.error((*where, "skill"), f"'{item.skill}' isn't a technique; a test asks for one.")
        if sorted(reply.kind for reply in item.replies) != list(_KINDS):
            raise document.error((*where, "replies"), "give one reply of each kind: best, early, busy and pitfall.")
        for place, reply in enumerate(item.replies):
            _check_reply(document, (*where, "replies", place), item.skill, reply)


def _check_reply(document: Document, where: Key, skill: str, reply: Reply) -> None:
    """What a reply is called has to be what it does."""
    harms, helps = reply.labels.intersection(PITFALLS), reply.labels.intersection(TECHNIQUES)
    if bool(harms) != (reply.kind == "pitfall"):
        raise document.error((*where, "labels"), "the reply of kind 'pitfall' carries a pitfall, and no other does.")
    if (skill in reply.labels) != (reply.kind == "best"):
        raise document.error((*where, "labels"), f"the best reply carries '{skill}', and no other one does.")
    if reply.kind == "early" and not helps:
        raise document.error((*where, "labels"), "a reply that is right at another moment carries a technique.")


def _check_pairs(document: Document, items: tuple[Question, ...], other: Form) -> None:
    for at, (item, twin) in enumerate(zip(items, other.items, strict=True)):
        for key in ("skill", "topic", "type"):
            if getattr(item, key) != (given := getattr(twin, key)):
                mend = f"its pair in form {other.name}, '{twin.id}', has '{given}' here; make them alike."
                raise document.error(("items", at, key), mend)
