"""Train the judge of typed replies with one command, `python benchmarks/replies/train.py`.

Reads `corpus/` and the course's own choices, trains both roads on all of it, and writes course/replies/judge.json.gz
with its digest. From where on a label is asserted or left open is learned from replies that the roads had not seen
(`left_out.py`), so that comes first. Seeded. It needs more than the tests do: `pip install --group train`.
"""

import gzip
import hashlib
import json
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import left_out  # noqa: E402
from combined import SCALE, Decision, combine, decide, spread  # noqa: E402
from corpus import ORDER, Row, choices, read_corpus, truth_of  # noqa: E402

from course.replies.model import DIGEST, FILE  # noqa: E402

KEPT = 66_000  # features of the linear road that are shipped
THRICE = (
    3  # what the authors wrote for the customers of the course counts so often: learners read it, and answer like it
)
STEPS = 10  # of the table of confidences, on either side of the score that asserts


def _rows() -> list[Row]:
    return [*read_corpus(), *choices() * THRICE]


def linear_part() -> dict[str, Any]:
    """The linear road, trained on everything, in whole numbers."""
    import linear

    road = linear.fit(_rows())
    whole = road.coefficients * SCALE
    for run, at in road.column.items():
        whole[:, at] *= road.scale.get(run, linear.KNOWN)
    strength = np.abs(whole).max(axis=0)
    worth = strength * np.sqrt(road.seen)  # what is met more often decides more often
    least = np.sort(worth)[-KEPT] if len(worth) > KEPT else 0
    weights = {}
    for run, at in road.column.items():
        if worth[at] >= least or run[0] == "k":
            some = [(label, round(float(whole[label, at]))) for label in range(len(ORDER))]
            weights[run] = [number for pair in some if abs(pair[1]) >= strength[at] / 8 and pair[1] for number in pair]
    return {"weights": weights, "bias": [round(float(one) * SCALE) for one in road.bias]}


def network_part() -> dict[str, Any]:
    """The network, trained on everything, in whole numbers."""
    import convolution
    import torch

    torch.set_num_threads(1)
    return convolution.export(convolution.fit(_rows()))


def sure(decision: Decision) -> list[list[int]]:
    """For each label its chance in per cent, at steps of a tenth of SCALE around the score that asserts it."""
    starts = decision.from_score(decision.asserted)
    scores = starts[None] + np.arange(-STEPS, STEPS + 1)[:, None] * SCALE // 10
    return np.round(decision.chances(scores).T * 100).astype(int).tolist()


def main(arguments: Sequence[str]) -> None:
    """Train, and write the judge; `--kept` keeps the scores of replies left out that are there already."""
    if "--kept" not in arguments or not left_out.FILE.exists():
        left_out.make(left_out.GROUPS)
    unseen = left_out.load()
    mix = spread(unseen.linear, unseen.network)
    decision = decide(combine(unseen.linear, unseen.network, mix), truth_of(unseen.rows))
    print(f"asserted from {decision.asserted:.2f}, left open from {decision.doubted:.2f}", flush=True)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as workers:
        line, net = workers.submit(linear_part), workers.submit(network_part)
        data: dict[str, Any] = {"labels": list(ORDER), **line.result(), "network": net.result()}
    data["mix"] = mix
    data["asserts"] = decision.from_score(decision.asserted).tolist()
    data["doubts"] = decision.from_score(decision.doubted).tolist()
    data["sure"] = sure(decision)
    raw = json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode()
    FILE.write_bytes(gzip.compress(raw, 9, mtime=0))
    DIGEST.write_text(hashlib.sha256(raw).hexdigest()[:32] + "\n", encoding="utf-8", newline="\n")
    print(f"{FILE.name}: {FILE.stat().st_size / 1e6:.1f} MB", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
