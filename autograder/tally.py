"""What came of grading a class, as whoever grades reads it: a table, a sentence, or JSON for a program."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from statistics import median

from rich.table import Table
from rich.text import Text

from autograder.command import counted
from autograder.grading import Outcome
from course.history import shown

_LONG = 50  # so many students fit a table that is read; of more, only those to look at


@dataclass(slots=True)
class Tally:
    """What came of each hand-in of an exercise so far, notes on the class, and why it stopped before its end, or ""."""

    name: str
    outcomes: list[Outcome] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    stopped: str = ""

    @property
    def needs_attention(self) -> bool:
        """Whether there is more to do than to give the marks that wait for a person."""
        return bool(self.stopped or self.notes or any(one.problems for one in self.outcomes))

    def table(self) -> Table | None:
        """Every student; in a long class, those that have problems. None where that is nobody."""
        told = [one for one in self.outcomes if one.problems or len(self.outcomes) <= _LONG]
        if not told:
            return None
        of_many = f", {len(told)} of {len(self.outcomes)}" if len(told) < len(self.outcomes) else ""
        table = Table(title=f"Hand-ins of {self.name}{of_many}", title_justify="left")
        table.add_column("student", overflow="fold", ratio=1)
        table.add_column("points", no_wrap=True, justify="right")
        table.add_column("", overflow="fold", ratio=3)
        for one in sorted(told, key=lambda one: one.student):
            said = filter(None, [_state(one), *map(shown, one.problems)])
            table.add_row(Text(shown(one.student)), _points(one), Text("\n".join(said)))
        return table

    def sentences(self) -> str:
        """How many there are of each kind, and what to do next."""
        graded = [one for one in self.outcomes if one.earned is not None]
        as_before = sum(one.skipped for one in graded)
        new = len(graded) - as_before
        said = [
            f"{counted(new, 'hand-in')} of {self.name} {_were(new)} graded, {as_before} {_were(as_before)} as before."
        ]
        if graded:
            earned = sorted(one.earned or 0 for one in graded)
            middle, least, most = (f"{round(points, 2):g}" for points in (median(earned), earned[0], earned[-1]))
            said.append(f"Points: {middle} in the middle, {least} to {most}, of {graded[0].possible:g}.")
        if waiting := sum(one.waits for one in graded):
            said.append(f"In {waiting} a mark waits for a person: nbgrader's formgrader lists them.")
        if failed := len(self.outcomes) - len(graded):
            said.append(f"{failed} couldn't be graded.")
        return " ".join(said)

    def to_json(self) -> str:
        """All of it, for a program: one object."""
        return json.dumps(
            {
                "assignment": self.name,
                "students": [asdict(one) for one in self.outcomes],
                "notes": self.notes,
                "stopped": self.stopped or None,
            },
            indent=1,
        )


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _points(one: Outcome) -> str:
    return "–" if one.earned is None else f"{round(one.earned, 2):g} of {one.possible:g}"


def _state(one: Outcome) -> str:
    said: Iterable[str] = (
        "not graded" if one.earned is None else "",
        "waits for a person" if one.waits else "",
        "as before" if one.skipped else "",
    )
    return ", ".join(filter(None, said))
