"""A judge small enough to reason about: three words that it knows."""

from typing import Any

from course.labels import LABELS
from course.replies.model import Model, parse_model

ORDER = list(LABELS)


def tiny_judge(**changes: Any) -> Model:
    """A model that hears `sorry` and `wait` as apologies, `calm` as a dismissal, and a question mark as a question."""
    place = {label: at for at, label in enumerate(ORDER)}
    data = {
        "labels": ORDER,
        "digest": "d" * 64,
        "weights": {
            "wsorry": [place["apologize"], 3000],
            "wwait": [place["apologize"], 1500, place["acknowledge_feeling"], 1500],
            "wcalm": [place["dismiss"], 4000],
            "w?": [place["ask_question"], 3000],
            "ktype rude": [place["dismiss"], -100],
        },
        "bias": [-500] * len(ORDER),
        "asserts": [0] * len(ORDER),
        "doubts": [-200] * len(ORDER),
        "sure": [[5 * step for step in range(21)]] * len(ORDER),
    }
    return parse_model({**data, **changes})
