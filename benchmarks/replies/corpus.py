"""The labelled replies that the judge is trained on and measured with."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from course.labels import LABELS
from course.scenario import load_scenario, scenario_names

FOLDER = Path(__file__).parent / "corpus"
ORDER = tuple(LABELS)


@dataclass(frozen=True, slots=True)
class Row:
    """A reply to a customer's line, its labels, and the exact words that carry each of them."""

    id: str
    part: str
    type: str
    customer: str
    reply: str
    labels: frozenset[str]
    spans: tuple[tuple[str, str], ...]


def read_corpus() -> list[Row]:
    """Every row of `corpus/`; a part is a file, and the shared set falls into its hands: s, p1 … p6."""
    rows = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            said = json.loads(line)
            part = said["id"].split("-")[0] if path.stem != "shared" or "-" in said["id"] else "s"
            spans = tuple((label, words) for label, words in said["spans"])
            rows.append(
                Row(said["id"], part, said["type"], said["customer"], said["reply"], frozenset(said["labels"]), spans)
            )
    return rows


def choices() -> list[Row]:
    """The replies that authors wrote for the course's customers, labelled by them."""
    rows = []
    for name in scenario_names():
        scenario = load_scenario(name)
        for beat in scenario.beats.values():
            kind, line = beat.type or scenario.type, beat.line.warm[0]
            for choice in beat.choices.values():
                place = f"{name}:{beat.id}:{choice.id}"
                rows.append(Row(place, "choices", kind, line, choice.text, choice.labels, ()))
    return rows


def truth_of(rows: Sequence[Row]) -> np.ndarray:
    """Which labels each row carries, in the order of the vocabulary."""
    return np.array([[label in row.labels for label in ORDER] for row in rows])


def by_part(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows in their parts."""
    parts: dict[str, list[Row]] = {}
    for row in rows:
        parts.setdefault(row.part, []).append(row)
    return parts
