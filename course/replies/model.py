"""The model: a linear reading of runs of words and letters, and a small network, weighed into one score for each label.

`judge.json.gz` is made by `python benchmarks/replies/train.py`. It holds both, and for each label the score from which
it is asserted, the score from which it is too close to call, and how sure a score is. All of it is whole numbers.
"""

import gzip
import json
from dataclasses import dataclass, field
from functools import lru_cache
from math import isqrt
from pathlib import Path
from typing import Any

from course.labels import LABELS
from course.replies.lanes import HALF, LANE, halves, unpack
from course.replies.network import Heard, Network
from course.replies.words import Grams, about, content, grams, sentences

FILE = Path(__file__).parent / "judge.json.gz"
DIGEST = FILE.with_name("judge.digest")  # beside it, because a talk in picked replies needs its name and nothing else
SCALE = 1000  # of a weight, and of a score
_ORDER = tuple(LABELS)
_LIFT = halves(len(_ORDER))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence of a reply with its linear score for each label."""

    text: str
    scores: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the model reads it: the score of each label, its sentences, and what the network heard."""

    text: str
    scores: tuple[int, ...]
    stretches: tuple[Stretch, ...]
    heard: Heard | None


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature as (label, weight) pairs in a row; `asserts`, `doubts` and `sure` by label.

    `mix` says how much the linear score and the network's count, in thousandths. `sure` gives a confidence in per cent
    for every SCALE // 10 above or below the score that asserts.
    """

    weights: dict[str, list[int]]
    bias: tuple[int, ...]
    mix: tuple[int, int]
    asserts: tuple[int, ...]
    doubts: tuple[int, ...]
    sure: tuple[tuple[int, ...], ...]
    network: Network | None = None
    rows: dict[str, int] = field(default_factory=dict)  # weights packed when they are first met

    def read(self, reply: str, customer: str = "", kind: str = "") -> Reading:
        """Score a reply to a customer's line; without a word in it, every label is out of reach."""
        texts, theirs = sentences(reply), content(customer)
        runs = [grams(text) for text in texts]
        found = [
            Stretch(text, self._scored(run, about(text, theirs, kind, at, len(texts))))
            for at, (text, run) in enumerate(zip(texts, runs, strict=True))
        ]
        every = [one.scores for one in found] or [(-10 * SCALE,) * len(_ORDER)]
        if len(texts) > 1:
            all_of_it = Grams(frozenset(), frozenset())
            for run in runs:
                all_of_it |= run
            every.append(self._scored(all_of_it, about(reply, theirs, kind, 0, len(texts) + 1)))
        best = tuple(map(max, *every)) if len(every) > 1 else every[0]
        if self.network is None:
            return Reading(reply, best, tuple(found), None)
        heard, (much, more) = self.network.hear(reply, customer), self.mix
        scores = tuple((one * much + two * more) // 1000 for one, two in zip(best, heard.scores, strict=True))
        return Reading(reply, scores, tuple(found), heard)

    def confidence(self, place: int, score: int) -> float:
        """How likely a label is at a score, from 0 to 1."""
        steps = self.sure[place]
        step = len(steps) // 2 + (score - self.asserts[place]) * 10 // SCALE
        return steps[max(0, min(len(steps) - 1, step))] / 100

    def _scored(self, run: Grams, known: frozenset[str]) -> tuple[int, ...]:
        words, letters = self._sums("w", run.words), self._sums("c", run.letters)
        facts = self._sums("k", known)
        size, long = isqrt(10_000 * len(run.words)) or 1, isqrt(10_000 * len(run.letters)) or 1
        said = zip(self.bias, words, letters, facts, strict=True)
        return tuple(start + word * 100 // size + letter * 100 // long + fact for start, word, letter, fact in said)

    def _sums(self, mark: str, features: frozenset[str]) -> tuple[int, ...]:
        """The weights of some features for each label, added up."""
        total = _LIFT
        for feature in features:
            name = mark + feature
            if name in self.weights:
                total += self.rows.get(name) or self._packed(name)
        return tuple(lane - HALF for lane in unpack(total, len(_ORDER)))

    def _packed(self, name: str) -> int:
        """A feature's weights as one row, kept for the next time."""
        pairs = self.weights[name]
        self.rows[name] = sum(weight << label * LANE for label, weight in zip(pairs[::2], pairs[1::2], strict=True))
        return self.rows[name]


@lru_cache(maxsize=1)
def load_model() -> Model:
    """The model that comes with the course; read once."""
    return parse_model(json.loads(gzip.decompress(FILE.read_bytes())))


def parse_model(data: dict[str, Any]) -> Model:
    """A model from its plain JSON. Raises ValueError if it is one for other labels."""
    if data["labels"] != list(_ORDER):
        raise ValueError("this model was trained for other labels: train it anew")
    return Model(
        data["weights"],
        tuple(data["bias"]),
        (data["mix"][0], data["mix"][1]),
        tuple(data["asserts"]),
        tuple(data["doubts"]),
        tuple(map(tuple, data["sure"])),
        Network(data["network"]) if data["network"] else None,
    )
