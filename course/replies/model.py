"""The model: what each run of words and letters says for and against each label, in whole numbers.

`judge.json.gz` is made by `python benchmarks/replies/train.py`: weights by feature, and for each label the
score from which it is asserted, the score from which it is too close to call, and how sure a score is.
"""

import gzip
import json
from dataclasses import dataclass
from functools import lru_cache
from math import isqrt
from pathlib import Path
from typing import Any

from course.labels import LABELS
from course.replies.words import Grams, about, grams, sentences

FILE = Path(__file__).parent / "judge.json.gz"
SCALE = 1000  # of a weight, and of a score
_ORDER = tuple(LABELS)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence of a reply, or all of it, with its score for each label."""

    text: str
    scores: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature as (label, weight) pairs in a row; `asserts`, `doubts` and `sure` by label.

    `sure` gives a confidence in per cent for every SCALE // 10 above or below the score that asserts.
    """

    digest: str
    weights: dict[str, list[int]]
    bias: tuple[int, ...]
    asserts: tuple[int, ...]
    doubts: tuple[int, ...]
    sure: tuple[tuple[int, ...], ...]

    def stretches(self, reply: str, customer: str = "", kind: str = "") -> list[Stretch]:
        """Each sentence of a reply with its scores, and then the whole if there is more than one."""
        texts = sentences(reply)
        runs = [grams(text) for text in texts]
        found = [
            self._scored(text, run, about(text, customer, kind, at, len(texts)))
            for at, (text, run) in enumerate(zip(texts, runs, strict=True))
        ]
        if len(texts) > 1:
            every = Grams(frozenset(), frozenset())
            for run in runs:
                every |= run
            found.append(self._scored(reply, every, about(reply, customer, kind, 0, len(texts) + 1)))
        return found

    def confidence(self, place: int, score: int) -> float:
        """How likely a label is at a score, from 0 to 1."""
        steps = self.sure[place]
        step = len(steps) // 2 + (score - self.asserts[place]) * 10 // SCALE
        return steps[max(0, min(len(steps) - 1, step))] / 100

    def _scored(self, text: str, run: Grams, known: frozenset[str]) -> Stretch:
        scores = list(self.bias)
        for mark, features in (("w", run.words), ("c", run.letters)):
            self._add(scores, mark, features, isqrt(10_000 * len(features)) or 1, 100)
        self._add(scores, "k", known, 1, 1)
        return Stretch(text, tuple(scores))

    def _add(self, scores: list[int], mark: str, features: frozenset[str], size: int, times: int) -> None:
        sums: dict[int, int] = {}
        for feature in features:
            row = self.weights.get(mark + feature)
            if row:
                for at in range(0, len(row), 2):
                    sums[row[at]] = sums.get(row[at], 0) + row[at + 1]
        for label, total in sums.items():
            scores[label] += total * times // size


def label_at(place: int) -> str:
    """The label whose scores stand at a place."""
    return _ORDER[place]


@lru_cache(maxsize=1)
def load_model() -> Model:
    """The model that comes with the course; read once."""
    return parse_model(json.loads(gzip.decompress(FILE.read_bytes())))


def parse_model(data: dict[str, Any]) -> Model:
    """A model from its plain JSON. Raises ValueError if it is one for other labels."""
    if data["labels"] != list(_ORDER):
        raise ValueError("this model was trained for other labels: train it anew")
    return Model(
        data["digest"],
        data["weights"],
        tuple(data["bias"]),
        tuple(data["asserts"]),
        tuple(data["doubts"]),
        tuple(map(tuple, data["sure"])),
    )
