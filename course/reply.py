"""What somebody did at one turn, and its plain JSON, which is what a journal keeps."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, get_args

from course.beat import Action
from course.labels import LABELS

LONGEST = 5000  # characters of typed words that are kept
JUDGED = 2000  # characters of them that are judged: nobody says more than that across a counter


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody did: took a choice, paused, typed words or ended the talk; `labels` are a claim."""

    choice: str | None = None
    text: str = ""
    pause: bool = False
    labels: frozenset[str] = frozenset()
    action: Action | None = None

    @property
    def typed(self) -> bool:
        """Whether these are words of the learner's own."""
        return self.choice is None and not self.pause and bool(self.text)

    def to_json(self) -> dict[str, Any]:
        """The reply as plain JSON, empty fields left out."""
        data = {**asdict(self), "labels": sorted(self.labels)}
        return {key: value for key, value in data.items() if value}

    @classmethod
    def from_json(cls, data: Any) -> "Reply":
        """A reply from its JSON. Raises ValueError for anything that `to_json` can't have written."""
        sound = isinstance(data, Mapping) and data.keys() <= KEYS
        sound = sound and all(isinstance(data.get(key, ""), str) for key in ("choice", "text"))
        sound = sound and isinstance(data.get("pause", False), bool) and data.get("action") in (None, *get_args(Action))
        labels = data.get("labels", []) if sound else None
        if not (isinstance(labels, list) and LABELS.keys() >= {str(label) for label in labels}):
            raise ValueError("this isn't a reply")
        return cls(**{**data, "labels": frozenset(labels)})


def kept(text: str) -> str:
    """Typed words as they are kept: no more than the first LONGEST characters, half a character as "?".

    A browser can hand over half a character (a lone surrogate), which no file can hold.
    """
    return text[:LONGEST].encode("utf-8", "replace").decode("utf-8")


KEYS = frozenset(entry.name for entry in fields(Reply))
