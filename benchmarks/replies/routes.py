"""How often a typed conversation goes the same way under the labels that a reply has and those that a judge puts on it.

Talks are walked through every customer of the course. At each turn the learner types a reply that somebody gave to a
customer of this type; as often as their skill says it is one that this moment needs. Seeded.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from corpus import ORDER, Row, truth_of

from course.dialogue import State, given, start, step
from course.labels import PITFALLS
from course.scenario import load_scenario, scenario_names

TALKS = 20  # with each customer
SEED = 9
_PITFALLS = frozenset(PITFALLS)

Labels = frozenset[str]


@dataclass
class Agreement:
    """Turns from the same moment, and whole talks, told twice; `sure` are the turns in which nothing was left open."""

    turns: int = 0
    line: int = 0
    marks: int = 0
    both: int = 0
    sure: int = 0
    sure_both: int = 0
    talks: int = 0
    ending: int = 0
    quality: int = 0
    passed: int = 0
    alike: int = 0

    def shares(self) -> tuple[float, ...]:
        """What the table shows, in its order, without the counts."""
        turns, talks = max(1, self.turns), max(1, self.talks)
        return (
            self.line / turns,
            self.marks / turns,
            self.both / turns,
            self.sure_both / max(1, self.sure),
            self.sure / turns,
            self.ending / talks,
            self.quality / talks,
            self.passed / talks,
            self.alike / talks,
        )


@dataclass(frozen=True)
class Said:
    """Replies that can be typed, with the labels they have."""

    rows: Sequence[Row]
    _serving: dict[tuple[str, Labels], list[int]] = field(default_factory=dict)

    @cached_property
    def by_type(self) -> dict[str, list[int]]:
        """The replies given to each type of customer."""
        found: dict[str, list[int]] = {}
        for at, row in enumerate(self.rows):
            found.setdefault(row.type, []).append(at)
        return found

    def reply(self, state: State, skill: float, chance: random.Random) -> int:
        """A reply that may be typed now, by its place; the same chance at the same moment gives the same one."""
        beat = state.beat
        assert beat is not None
        wanted = frozenset(beat.needs) - given(state)
        every = self.by_type.get(state.type) or range(len(self.rows))
        if chance.random() < skill:
            key = (state.type, wanted)
            if key not in self._serving:
                self._serving[key] = [
                    at for at in every if wanted & self.rows[at].labels and not self.rows[at].labels & _PITFALLS
                ]
            every = self._serving[key] or every
        return chance.choice(every)


def agreement(
    rows: Sequence[Row], said: np.ndarray, opened: np.ndarray, skill: float = 0.5, talks: int = TALKS
) -> Agreement:
    """Walk the talks of a learner of some skill (0 to 1) under both sets of labels."""
    typed, found = Said(rows), Agreement()
    truth, judged = _sets(truth_of(rows)), _sets(said)
    unsure = opened.any(axis=1)
    for name in scenario_names():
        for number in range(talks):
            seed = f"{SEED} {name} {number}"
            now = start(load_scenario(name), number)
            while not now.ended:
                at = typed.reply(now, skill, random.Random(f"{seed} {len(now.turns)}"))
                after, other = (step(now, labels[at], text=rows[at].reply) for labels in (truth, judged))
                _compare(found, after, other, sure=not unsure[at])
                now = after
            other = start(load_scenario(name), number)
            while not other.ended:
                at = typed.reply(other, skill, random.Random(f"{seed} {len(other.turns)}"))
                other = step(other, judged[at], text=rows[at].reply)
            endings = now.scenario.endings
            found.talks += 1
            found.ending += now.ending == other.ending
            found.quality += endings[now.ending or ""].quality == endings[other.ending or ""].quality
            found.passed += now.marks.passed
            found.alike += now.marks.passed == other.marks.passed
    return found


def _sets(table: np.ndarray) -> list[Labels]:
    return [frozenset(label for label, there in zip(ORDER, line, strict=True) if there) for line in table]


def _compare(found: Agreement, one: State, other: State, *, sure: bool) -> None:
    line = (one.moment.beat, one.ending, one.line) == (other.moment.beat, other.ending, other.line)
    ours, theirs = one.turns[-1].outcome, other.turns[-1].outcome
    marks = (ours.earned, ours.lost) == (theirs.earned, theirs.lost)
    found.turns += 1
    found.line += line
    found.marks += marks
    found.both += line and marks
    found.sure += sure
    found.sure_both += sure and line and marks


def table(
    rows: Sequence[Row], judges: Mapping[str, tuple[np.ndarray, np.ndarray]], skill: float = 0.5
) -> Iterator[str]:
    """The table of judges: shares of turns from the same moment, and of whole talks."""
    names = (
        "judge",
        "turns",
        "same line",
        "same marks",
        "same line and marks",
        "same where nothing is left open",
        "turns with nothing left open",
        "talks",
        "same ending",
        "ending as good",
        "passed",
        "passed or failed alike",
    )
    yield "| " + " | ".join(names) + " |\n|" + "---|" * len(names)
    for name, (said, opened) in judges.items():
        found = agreement(rows, said, opened, skill)
        shares = [f"{share:.3f}" for share in found.shares()]
        yield "| " + " | ".join([name, f"{found.turns:,}", *shares[:5], f"{found.talks:,}", *shares[5:]]) + " |"
