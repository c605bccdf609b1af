"""What is made of a typed reply: its labels, the words that carry each, how sure that is, and what stays open."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words of a reply that speak for a label, and a confidence from 0 to 1."""

    spans: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """The labels of a reply; `abstained` are those that can't be decided, which are not in `labels`.

    `evidence` has an entry for each label of either.
    """

    labels: frozenset[str] = frozenset()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    abstained: frozenset[str] = frozenset()
