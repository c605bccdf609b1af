"""What the two roads make of replies by hands that they never saw: each group of parts is left out in turn."""

import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from corpus import Row, choices, read_corpus  # noqa: E402

FILE = Path(__file__).parent / "left_out.npz"  # made anew by `python benchmarks/replies/left_out.py`, not committed
#: Parts that are left out together: a little stricter than one at a time, and much less to train.
GROUPS = (("p6", "s"), ("p1", "p2"), ("p3", "p4"), ("p5",))
OURS = (
    ("c1", "c5", "c8", "c18"),
    ("c2", "c10", "c14"),
    ("c3", "c9", "c17"),
    ("c4", "c6", "c12", "c16"),
    ("c7", "c11", "c13", "c15", "c19", "c20"),
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows and the score of each label in each, by the linear road and by the network, trained without them."""

    rows: list[Row]
    linear: np.ndarray
    network: np.ndarray


def score_group(parts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Train both roads on all that isn't in these parts, and score what is."""
    import convolution
    import linear
    import torch

    torch.set_num_threads(1)
    rows = read_corpus()
    out = [row for row in rows if row.part in parts]
    rest = [*(row for row in rows if row.part not in parts), *choices()]
    by_linear = linear.fit(rest).score(out)
    print(f"{' '.join(parts)}: linear done", flush=True)
    by_network = convolution.score(convolution.fit(rest), out)
    print(f"{' '.join(parts)}: network done", flush=True)
    return by_linear, by_network


def make(groups: Sequence[Sequence[str]], file: Path = FILE) -> None:
    """Score every group and save the scores."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as workers:
        found = {}
        for parts, (by_linear, by_network) in zip(groups, workers.map(score_group, groups), strict=True):
            found[f"{' '.join(parts)} linear"], found[f"{' '.join(parts)} network"] = by_linear, by_network
        np.savez(file, **found)


def load(file: Path = FILE) -> LeftOut:
    """The scores that were saved, with their rows."""
    rows, saved = read_corpus(), np.load(file)
    groups = [name.removesuffix(" linear").split() for name in saved if name.endswith(" linear")]
    kept = [row for parts in groups for row in rows if row.part in parts]
    linear = np.concatenate([saved[f"{' '.join(parts)} linear"] for parts in groups])
    network = np.concatenate([saved[f"{' '.join(parts)} network"] for parts in groups])
    return LeftOut(kept, linear, network)


if __name__ == "__main__":
    make(GROUPS)
