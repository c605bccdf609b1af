"""One road to a judge of typed replies, measured: python benchmarks/replies/linear.py.

A label's score is linear in the runs of words and letters of a sentence. A sentence learns from the spans that lie in
it, the whole reply from all its labels; of a new reply the best of its sentences and the whole counts. Each part of the
shared set is left out in turn. Seeded; takes about five minutes on two cores.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from corpus import ORDER, Row  # noqa: E402

from course.replies.words import Grams, about, content, grams, sentences, words  # noqa: E402

PLACE = {label: at for at, label in enumerate(ORDER)}
RARE = 2  # a run seen less often is left out
EVEN = 7  # brings the length of a stretch's row of numbers to about 1
KNOWN = 0.3  # what a fact about a stretch weighs beside its words
COST, EXTRA = 0.25, 3  # of the classifier; how much more a label that is there counts
SEED = 9

Unit = tuple[Grams, frozenset[str], np.ndarray, float]  # runs, facts, labels, weight


def units(row: Row, *, learning: bool = True) -> list[Unit]:
    """What one row teaches: its sentences, its spans, and the whole of it; the spans only to whoever learns."""
    texts = sentences(row.reply) or [row.reply]
    whole, theirs = _marked(row.labels), content(row.customer)
    runs = [grams(text) for text in texts]
    facts = [about(text, theirs, row.type, at, len(texts)) for at, text in enumerate(texts)]
    told: list[Unit] = []
    if row.spans or not row.labels or not learning:
        for text, run, fact in zip(texts, runs, facts, strict=True):
            labels = whole if len(texts) == 1 else _marked(label for label, span in row.spans if _lies_in(span, text))
            told.append((run, fact, labels, 1.0))
        for _, span in row.spans if learning else ():
            if span not in texts:
                inside = _marked(label for label, other in row.spans if other in span or span in other)
                told.append((grams(span), about(span, theirs, row.type, 1, 3), inside, 0.7))
    if len(texts) > 1 or not told:
        every = Grams(frozenset(), frozenset())
        for run in runs:
            every |= run
        told.append((every, about(row.reply, theirs, row.type, 0, len(texts) + 1), whole, 0.7))
    return told


def _marked(labels: Any) -> np.ndarray:
    marked = np.zeros(len(ORDER), dtype=bool)
    for label in labels:
        marked[PLACE[label]] = True
    return marked


def _lies_in(span: str, text: str) -> bool:
    if span in text or text in span:
        return True
    own = set(words(span))
    return len(own & set(words(text))) >= 0.6 * len(own)


@dataclass(frozen=True, slots=True)
class Linear:
    """A trained judge: coefficients by label and column, and what each label starts from."""

    column: dict[str, int]
    scale: dict[str, float]
    coefficients: np.ndarray
    bias: np.ndarray
    seen: np.ndarray  # how many stretches hold each column

    def score(self, rows: Sequence[Row]) -> np.ndarray:
        """The best score of each label in each reply, over its sentences and the whole."""
        told = [(at, unit) for at, row in enumerate(rows) for unit in units(row, learning=False)]
        scores = _table([unit for _, unit in told], self.column, self.scale) @ self.coefficients.T + self.bias
        best = np.full((len(rows), len(ORDER)), -np.inf)
        for (at, _), score in zip(told, scores, strict=True):
            best[at] = np.maximum(best[at], score)
        return best


def fit(rows: Sequence[Row]) -> Linear:
    """Train one classifier a label on sentences, spans and whole replies."""
    told = [unit for row in rows for unit in units(row)]
    seen = Counter(mark + run for unit in told for mark, runs in _runs(unit) for run in runs)
    scale = {run: (log((1 + len(told)) / (1 + count)) + 1) / EVEN for run, count in seen.items() if count >= RARE}
    column = {run: at for at, run in enumerate(scale)}
    for unit in told:
        for fact in unit[1]:
            column.setdefault("k" + fact, len(column))
    table = _table(told, column, scale)
    truth, weight = np.array([unit[2] for unit in told]), np.array([unit[3] for unit in told])
    coefficients, bias = [], []
    for label in range(len(ORDER)):
        machine = LinearSVC(C=COST, class_weight={False: 1, True: EXTRA}, max_iter=400, tol=1e-2, random_state=SEED)
        machine.fit(table, truth[:, label], sample_weight=weight)
        coefficients.append(machine.coef_[0])
        bias.append(machine.intercept_[0])
    counts = np.array([seen.get(run, len(told)) for run in column])
    return Linear(column, scale, np.array(coefficients), np.array(bias), counts)


def _runs(unit: Unit) -> tuple[tuple[str, frozenset[str]], ...]:
    return ("w", unit[0].words), ("c", unit[0].letters)


def _table(told: Sequence[Unit], column: dict[str, int], scale: dict[str, float]) -> csr_matrix:
    rows, columns, values = [], [], []
    for at, unit in enumerate(told):
        for mark, runs in _runs(unit):
            size = sqrt(len(runs) or 1)
            for run in runs:
                if mark + run in scale:
                    rows.append(at)
                    columns.append(column[mark + run])
                    values.append(scale[mark + run] / size)
        for fact in unit[1]:
            rows.append(at)
            columns.append(column["k" + fact])
            values.append(KNOWN)
    return csr_matrix((values, (rows, columns)), shape=(len(told), len(column)))
