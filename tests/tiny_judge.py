"""A judge small enough to reason about: three words that it knows."""

from base64 import b64encode
from collections.abc import Iterable
from typing import Any

from course.labels import LABELS
from course.replies.model import Model, parse_model

ORDER = list(LABELS)
PLACE = {label: at for at, label in enumerate(ORDER)}


def tiny_judge(**changes: Any) -> Model:
    """A model that hears `sorry` and `wait` as apologies, `calm` as a dismissal, and a question mark as a question."""
    data = {
        "labels": ORDER,
        "weights": {
            "wsorry": [PLACE["apologize"], 3000],
            "wwait": [PLACE["apologize"], 1500, PLACE["acknowledge_feeling"], 1500],
            "wcalm": [PLACE["dismiss"], 4000],
            "w?": [PLACE["ask_question"], 3000],
            "ktype rude": [PLACE["dismiss"], -100],
        },
        "bias": [-500] * len(ORDER),
        "mix": [1000, 0],
        "network": None,
        "asserts": [0] * len(ORDER),
        "doubts": [-200] * len(ORDER),
        "sure": [[5 * step for step in range(21)]] * len(ORDER),
    }
    return parse_model({**data, **changes})


def tiny_network() -> dict[str, Any]:
    """A network that hears exactly 1000 in `sorry` for an apology and in `wait` for a feeling, and nothing else."""
    heard = [[0] * len(ORDER), [0] * len(ORDER)]
    heard[0][PLACE["apologize"]] = heard[1][PLACE["acknowledge_feeling"]] = 64
    silent, itself = [[0, 0], [0, 0]], [[64, 0], [0, 64]]
    return {
        "labels": len(ORDER),
        "width": 2,
        "size": 2,
        "pieces": "[UNK] sorry wait",
        "vectors": signed([[0, 0], [64, 0], [0, 64]]),
        "rows": [signed(rows) for rows in (silent, silent, itself, silent, silent)],
        "shared": [[0, 0]] * 5,
        "customer": signed(silent),
        "first": [0, 0],
        "scale": 1024,
        "place": signed(heard),
        "whole": signed([[0] * len(ORDER)] * 2),
        "last": [0] * len(ORDER),
        "unit": 64 * 64,
    }


def signed(rows: Iterable[Iterable[int]]) -> str:
    """Rows of numbers from -128 to 127 as a model's JSON holds them."""
    return b64encode(bytes(number % 256 for row in rows for number in row)).decode()
