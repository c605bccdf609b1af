"""What is made of a typed reply: its labels, the words that carry each, how sure that is, and what stays open."""

from collections.abc import Mapping
from dataclasses import dataclass, field

_DECIDED = 0.9  # how sure is what a rule decides


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

    def without(self, label: str) -> "Judgement":
        """The same with a label neither asserted nor open."""
        evidence = {key: value for key, value in self.evidence.items() if key != label}
        return Judgement(self.labels - {label}, evidence, self.abstained - {label})

    def asserting(self, label: str, words: str) -> "Judgement":
        """The same with a label that these words carry, as a rule decided."""
        evidence = {**self.evidence, label: Evidence((words,), _DECIDED)}
        return Judgement(self.labels | {label}, evidence, self.abstained - {label})

    def elsewhere(self, label: str, text: str) -> bool:
        """Whether other words than those in a text speak for a label."""
        evidence = self.evidence.get(label)
        return evidence is not None and any(span not in text for span in evidence.spans)
