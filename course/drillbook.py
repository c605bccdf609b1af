"""The drills of the course and the keys to graded ones, read from their files and checked.

Every mistake names file, line, key and the mend (`DocumentError`).
"""

import hashlib
import re
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from course.document import Document, Key, Part, nearest, read_document
from course.labels import LABELS, TECHNIQUES
from course.marking import AnswerKey
from course.questions import Choose, Drill, Item, Order, Sort, Transcript, Words, Write
from course.shelf import names_on, take

DRILLS = Path(__file__).parent / "drills"


class _Page(Part):
    title: Words
    introduction: str = ""
    graded: bool = False
    items: tuple[Annotated[Item, Field(discriminator="kind")], ...] = Field(min_length=1)


class _Keys(Part):
    items: dict[str, AnswerKey]


def drill_names(folder: Path = DRILLS) -> tuple[str, ...]:
    """List the names that `load_drill` takes."""
    return names_on(folder)


@lru_cache(maxsize=256)
def load_drill(name: str) -> Drill:
    """A drill of the course by name. Raises DocumentError."""
    return read_drill(name, DRILLS)


def read_drill(name: str, folder: Path) -> Drill:
    """Read the drill in `folder`/`name`.yaml. Raises DocumentError, with file, line, key and mend."""
    document = take(name, folder)
    page = document.parse(_Page)
    ids: set[str] = set()
    for at, item in enumerate(page.items):
        if item.id in ids:
            raise document.error(("items", at, "id"), f"'{item.id}' names two items; rename one.")
        ids.add(item.id)
        if isinstance(item, Transcript):
            _check_transcript(document, at, item)
        if page.graded:
            _check_graded(document, ("items", at), item)
        else:
            _check_key(document, ("items", at), item, item.key)
    digest = hashlib.sha256(page.model_dump_json().encode()).hexdigest()
    return Drill(name, page.title, page.introduction, page.graded, page.items, digest)


def load_keys(path: Path, drill: Drill) -> dict[str, AnswerKey]:
    """Read the instructor's keys to a graded drill, by item id. Raises DocumentError."""
    document = read_document(path)
    keys = document.parse(_Keys).items
    items = {item.id: item for item in drill.items}
    for name in items:
        if name not in keys:
            raise document.error(("items",), f"the item '{name}' of {drill.name} has no key; add it.")
    for name, key in keys.items():
        if name not in items:
            mend = f"{drill.name} has no such item." + nearest(name, list(items))
            raise document.error(("items", name), mend)
        _check_key(document, ("items", name, "right"), items[name], key)
        _check_needs(document, ("items", name), items[name], key)
    return keys


def _check_transcript(document: Document, at: int, item: Transcript) -> None:
    _check_labels(document, ("items", at, "labels"), item.labels, LABELS)
    if not item.places:
        raise document.error(("items", at, "speaker"), f"no line is spoken by '{item.speaker}'.")
    for place, line in enumerate(item.lines):
        where = ("items", at, "lines", place)
        _check_labels(document, (*where, "labels"), line.labels, item.labels)
        if line.labels and line.who != item.speaker:
            raise document.error(where, f"only {item.speaker}'s lines can be marked.")


def _check_graded(document: Document, where: Key, item: Item) -> None:
    key = item.key
    if key.right or key.model or any(key.why.values()):
        mend = "a graded drill holds no answers; move 'right', 'why', 'labels', 'bin', 'at' and 'model' to its key."
        raise document.error(where, mend)
    if isinstance(item, Write):
        for name in ("customer", "type"):
            if not getattr(item, name):
                raise document.error(where, f"words are judged as an answer to somebody; add '{name}'.")
        shown = _plain(item.situation)
        for sentence in re.split(r"(?<=[.!?])\s+", item.customer):
            if _plain(sentence) not in shown:
                mend = f"the situation doesn't show the customer saying “{sentence}”."
                raise document.error((*where, "customer"), mend)


def _plain(text: str) -> str:
    """The letters and digits of a text, so that quotation marks and line ends make no difference."""
    return "".join(filter(str.isalnum, text.lower()))


def _check_needs(document: Document, where: Key, item: Item, key: AnswerKey) -> None:
    """Words need something of a moment, and only techniques are needed; other answers are right or wrong."""
    if not isinstance(item, Write):
        if key.needs:
            raise document.error((*where, "needs"), "only an answer in own words has 'needs'.")
        return
    if not key.needs:
        raise document.error(where, "say what the moment 'needs': in each line labels of which one is enough.")
    for at, labels in enumerate(key.needs):
        _check_labels(document, (*where, "needs", at), tuple(sorted(labels)), TECHNIQUES)


def _check_key(document: Document, where: Key, item: Item, key: AnswerKey) -> None:
    for place in (*key.right, *key.why):
        if place not in item.places:
            raise document.error(where, f"there's no '{place}' to answer." + nearest(place, list(item.places)))
    match item:
        case Write():
            if not key.model:
                raise document.error(where, "give a 'model': one good way to say it.")
        case Order():
            _check_order(document, where, item, key)
        case Sort():
            _check_sorted(document, where, item, key)
        case Choose() | Transcript():
            _check_some(document, where, item, key)
    for place in item.places:
        if not key.why.get(place):
            raise document.error(where, f"'{place}' needs a 'why': what it does, and why it tempts.")


def _check_some(document: Document, where: Key, item: Choose | Transcript, key: AnswerKey) -> None:
    """Something is right here, and something isn't."""
    if not key.right:
        raise document.error(where, "nothing is right here; say which answer is.")
    if len(key.right) == len(item.places):
        raise document.error(where, "everything is right here; leave something that isn't.")
    if isinstance(item, Transcript):
        for place, labels in key.right.items():
            if not labels:
                raise document.error((*where, place), "say which labels the line carries.")
            _check_labels(document, (*where, place), labels, item.labels)


def _check_sorted(document: Document, where: Key, item: Sort, key: AnswerKey) -> None:
    """Every line has its bin, and no bin has them all."""
    _check_each(document, where, item, key)
    for place, bins in key.right.items():
        _check_labels(document, (*where, place), bins, item.bins)
    if len(set(key.right.values())) == 1:
        raise document.error(where, "everything belongs in one bin; give the others something too.")


def _check_order(document: Document, where: Key, item: Order, key: AnswerKey) -> None:
    """Every step has its place, so that one order at least is right, and another one is shown."""
    _check_each(document, where, item, key)
    count = len(item.places)
    spots = [str(spot) for spot in range(1, count + 1)]
    for place, at in key.right.items():
        for spot in set(at) - set(spots):
            raise document.error((*where, place), f"a place is a number from 1 to {count}, not '{spot}'.")
    if sorted(at[0] for at in key.right.values()) != spots:
        raise document.error(where, f"give each place from 1 to {count} to one step, as the first that stands there.")
    if item.mark(list(item.places), key).earned == count:
        raise document.error(where, "the steps are shown in their right order; list them in another.")


def _check_each(document: Document, where: Key, item: Order | Sort, key: AnswerKey) -> None:
    for place in item.places:
        if not key.right.get(place):
            raise document.error(where, f"say where '{place}' belongs.")


def _check_labels(document: Document, where: Key, labels: tuple[str, ...], known: Collection[str]) -> None:
    for label in labels:
        if label not in known:
            mend = f"'{label}' isn't a label that can stand here." + nearest(label, list(known))
            raise document.error(where, mend)
