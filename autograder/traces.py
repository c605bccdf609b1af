"""What journals tell of how they came about: lines that two learners hold, and gaps where a line was changed. Pure.

A line is written once, on one machine, with its time to the microsecond and the name of the line before it. So the same
line in two journals is a copy; and where a line was changed or taken out, the next one names a line that isn't there.
An answer to a question has nothing after it, so a change of
it leaves no gap; nor does whoever writes every name anew.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from course.history import History
from course.record import Record

_MOST = 10  # gaps of one journal that are told
_CUT = 300  # characters of a line that are shown


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a journal: when it was written, and what was done, in words."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Two lines that stand one after the other in a file, of which the second names another before it."""

    file: str
    before: Line | None
    after: Line


@dataclass(frozen=True, slots=True)
class Shared:
    """Lines that the journals of several learners hold, in order."""

    students: tuple[str, ...]
    lines: tuple[Line, ...]


def lines_of(history: History) -> dict[str, Line]:
    """The lines of a hand-in by their digests, those too that were set aside for what is missing before them."""
    return {record.digest: _line(record) for sheet in history.sheets for record in sheet.records}


def gaps_in(history: History) -> tuple[Gap, ...]:
    """The first gaps of a hand-in's journals: where what came before a line isn't in any of them."""
    return tuple(gap for gap, _ in zip(_gaps(history), range(_MOST), strict=False))


def shared_lines(held: Mapping[str, Mapping[str, Line]]) -> tuple[Shared, ...]:
    """Lines by those who hold them, where that is more than one learner; `held` has each learner's lines by digest."""
    holders: dict[str, list[str]] = {}
    for student in sorted(held):
        for digest in held[student]:
            holders.setdefault(digest, []).append(student)
    found: dict[tuple[str, ...], list[Line]] = {}
    for digest, students in holders.items():
        if len(students) > 1:
            found.setdefault(tuple(students), []).append(held[students[0]][digest])
    shared = [Shared(students, tuple(sorted(lines, key=_time))) for students, lines in found.items()]
    return tuple(sorted(shared, key=lambda one: (-len(one.lines), one.students)))


def _gaps(history: History) -> Iterator[Gap]:
    known = {record.digest for sheet in history.sheets for record in sheet.records}
    for sheet in history.sheets:
        before = None
        for record in sheet.records:
            if record.parent is not None and record.parent not in known:
                yield Gap(sheet.name, _line(before) if before else None, _line(record))
            before = record


def _time(line: Line) -> datetime:
    return line.at


def _line(record: Record) -> Line:
    words = _in_words(record.kind, record.data)
    return Line(record.at, words if len(words) <= _CUT else f"{words[:_CUT]}…")


def _in_words(kind: str, data: Mapping[str, Any]) -> str:
    if kind == "reply" and isinstance(data.get("reply"), Mapping):
        said = data["reply"]
        return f"said: {said.get('text') or said.get('choice') or 'nothing, for a moment'}"
    if kind == "answer":
        return f"answered {data.get('item')}: {data.get('answer')}"
    if kind == "conversation":
        return f"began a talk: {data.get('scenario')}"
    return f"began: {data.get('drill') or kind}"
