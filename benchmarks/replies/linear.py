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

from corpus import Row, by_part, choices, read_corpus  # noqa: E402
from words import Grams, about, grams, sentences, words  # noqa: E402

from course.labels import LABELS  # noqa: E402

ORDER = tuple(LABELS)
PLACE = {label: at for at, label in enumerate(ORDER)}
RARE = 2  # a run seen less often is left out
EVEN = 7  # brings the length of a stretch's row of numbers to about 1
KNOWN = 0.3  # what a fact about a stretch weighs beside its words
COST, EXTRA = 0.25, 3  # of the classifier; how much more a label that is there counts
THRESHOLD = -0.15  # a score above it asserts a label
SEED = 9

Unit = tuple[Grams, frozenset[str], np.ndarray, float]  # runs, facts, labels, weight


def units(row: Row, *, learning: bool = True) -> list[Unit]:
    """What one row teaches: its sentences, its spans, and the whole of it; the spans only to whoever learns."""
    texts = sentences(row.reply) or [row.reply]
    whole = _marked(row.labels)
    runs = [grams(text) for text in texts]
    facts = [about(text, row.customer, row.type, at, len(texts)) for at, text in enumerate(texts)]
    told: list[Unit] = []
    if row.spans or not row.labels or not learning:
        for text, run, fact in zip(texts, runs, facts, strict=True):
            labels = whole if len(texts) == 1 else _marked(label for label, span in row.spans if _lies_in(span, text))
            told.append((run, fact, labels, 1.0))
        for _, span in row.spans if learning else ():
            if span not in texts:
                inside = _marked(label for label, other in row.spans if other in span or span in other)
                told.append((grams(span), about(span, row.customer, row.type, 1, 3), inside, 0.7))
    if len(texts) > 1 or not told:
        every = Grams(frozenset(), frozenset())
        for run in runs:
            every |= run
        told.append((every, about(row.reply, row.customer, row.type, 0, len(texts) + 1), whole, 0.7))
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
    return Linear(column, scale, np.array(coefficients), np.array(bias))


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


def truth_of(rows: Sequence[Row]) -> np.ndarray:
    """Which labels each row carries."""
    return np.array([_marked(row.labels) for row in rows])


def figures(scores: np.ndarray, truth: np.ndarray, threshold: float) -> tuple[float, float, float]:
    """Macro-F1 over the labels, and precision and recall over all that is asserted."""
    said = scores > threshold
    right = (said & truth).sum(axis=0)
    f1 = 2 * right / np.maximum(1, said.sum(axis=0) + truth.sum(axis=0))
    return f1.mean(), right.sum() / max(1, said.sum()), right.sum() / truth.sum()


def main() -> None:
    """Leave each part of the shared set out in turn, and say how well its labels are found."""
    rows, authors = read_corpus(), choices()
    shared = [part for part in by_part(rows) if part == "s" or part.startswith("p")]
    print("part  rows  | trained on the other shared parts | and our five | and the course's own choices")
    means = []
    for part in shared:
        out = [row for row in rows if row.part == part]
        others = [row for row in rows if row.part != part]
        ways = [[row for row in others if row.part in shared], others, [*others, *authors]]
        f1s = [figures(fit(way).score(out), truth_of(out), THRESHOLD) for way in ways]
        means.append([f1 for f1, _, _ in f1s])
        told = "  ".join(f"F1 {f1:.3f} P {precision:.2f} R {recall:.2f}" for f1, precision, recall in f1s)
        print(f"{part:4}  {len(out):4}  | {told}", flush=True)
    print("mean        | " + "  ".join(f"F1 {f1:.3f}              " for f1 in np.mean(means, axis=0)))


if __name__ == "__main__":
    main()
