"""Marks as a table for a learning-management system: comma-separated, UTF-8, with the mark by which Excel knows it.

The columns: `learner` (as in `submitted/`), `total` (at least 0, with what being late costs taken off), `maximum`, one
of each part by its name in the notebook (empty where nobody has given points yet), `late_penalty`, and `waits` (`yes`
where a person still has to look, so that the total isn't final). Learners without a graded hand-in have no row.
"""

import csv
import io
from collections.abc import Mapping, Sequence

from autograder.final_marks import FinalMark

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def marks_csv(parts: Sequence[str], marks: Mapping[str, FinalMark]) -> bytes:
    """The content of the file, a row for each learner, with these parts in this order."""
    file = io.StringIO(newline="")
    table = csv.writer(file)
    table.writerow(["learner", "total", "maximum", *map(_safe, parts), "late_penalty", "waits"])
    for student in sorted(marks):
        mark = marks[student]
        points = [mark.parts[name].points if name in mark.parts else None for name in parts]
        numbers = [mark.total, mark.maximum, *points, mark.penalty]
        table.writerow([_safe(student), *map(_number, numbers), "yes" if mark.waits else "no"])
    return file.getvalue().encode("utf-8-sig", "replace")


def _safe(words: str) -> str:
    """Words that a spreadsheet won't take for a formula and run: an apostrophe before them says that they are words."""
    return f"'{words}" if words.lstrip(" ").startswith(_FORMULA) else words


def _number(value: float | None) -> str:
    return "" if value is None else f"{round(value, 4):g}"
