"""The rows of nbgrader's gradebook that are about one exercise, read for a whole class at a time."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Integer, Select, Table, cast, func, select

from autograder.nbgrader_parts import api

STUDENT, HAND_IN, NOTEBOOK, GRADE, COMMENT, CELL = (
    model.__table__
    for model in (api.Student, api.SubmittedAssignment, api.SubmittedNotebook, api.Grade, api.Comment, api.BaseCell)
)


class LayoutError(ValueError):
    """An exercise that isn't in the gradebook as it was released; the message goes on from "The gradebook"."""


@dataclass(frozen=True, slots=True)
class Layout:
    """An exercise as `nbgrader generate_assignment` put it there: its rows' ids, and those of its cells by grade id."""

    assignment: str
    notebook: str
    due: datetime | None
    graded: Mapping[str, str]
    commented: Mapping[str, str]
    points: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the gradebook holds of one hand-in.

    `submitted` and `due` are in UTC without saying so, as nbgrader keeps them. `complete` says whether every row is
    there. `digest` names the marks and comments given automatically: nothing that a person gives changes it. `points`
    are what the hand-in has by now, with what a person gave and without what being late costs; `waits` is whether a
    person still has to look.
    """

    submitted: datetime | None
    extension: timedelta | None
    due: datetime | None
    complete: bool
    digest: str
    points: float = 0.0
    waits: bool = False

    @property
    def seconds_late(self) -> float:
        """How long after its time it came, extension included."""
        return seconds_late(self.submitted, self.due, self.extension)


def read_layout(connection: Connection, name: str) -> Layout:
    """The exercise of this name. Raises LayoutError where it isn't there."""
    assignment = connection.execute(select(api.Assignment.id, api.Assignment.duedate).filter_by(name=name)).first()
    if assignment is None:
        raise LayoutError(f"has no exercise {name}")
    notebooks = connection.execute(select(api.Notebook.name, api.Notebook.id).filter_by(assignment_id=assignment.id))
    by_name = {row.name: row.id for row in notebooks}
    if by_name.keys() != {name}:
        found = ", ".join(sorted(by_name)) or "none"
        raise LayoutError(f"should have for {name} one notebook of that name, and has: {found}")
    (notebook,) = by_name.values()
    cells = [*connection.execute(_cells(notebook))]
    graded = {cell.name: cell.id for cell in cells if cell.type in ("GradeCell", "TaskCell")}
    commented = {cell.name: cell.id for cell in cells if cell.type in ("SolutionCell", "TaskCell")}
    points = {cell.name: cell.points for cell in cells if cell.name in graded and cell.points is not None}
    return Layout(assignment.id, notebook, assignment.duedate, graded, commented, points)


def _cells(notebook: str) -> Select[str, str, str, float | None]:
    grade_cell, task_cell = api.GradeCell.__table__, api.TaskCell.__table__
    return (
        select(
            CELL.c["id", "name", "type"], func.coalesce(grade_cell.c.max_score, task_cell.c.max_score).label("points")
        )
        .outerjoin(grade_cell, grade_cell.c.id == CELL.c.id)
        .outerjoin(task_cell, task_cell.c.id == CELL.c.id)
        .where(CELL.c.notebook_id == notebook)
    )


def read_standings(
    connection: Connection, layout: Layout, students: Collection[str] | None = None
) -> dict[str, Standing]:
    """What is there of each hand-in of an exercise, or of those of some students."""
    whose = HAND_IN.c.assignment_id == layout.assignment
    if students is not None:
        whose &= HAND_IN.c.student_id.in_(students)
    rows, digests = Counter[str](), defaultdict[str, Any](hashlib.sha256)
    graded = _given(layout, GRADE, GRADE.c.auto_score, layout.graded)
    commented = _given(layout, COMMENT, COMMENT.c.auto_comment, layout.commented)
    for query in (graded, commented):
        for student, name, value in connection.execute(query.where(whose)):
            rows[student] += 1
            digests[student].update(f"{name}\0{value}\0".encode())
    full = len(layout.graded) + len(layout.commented)
    hand_ins = connection.execute(select(HAND_IN.c["student_id", "timestamp", "extension"]).where(whose))
    totals = {student: (points, waits) for student, points, waits in connection.execute(_totals(layout).where(whose))}
    return {
        student: Standing(
            time, extension, layout.due, rows[student] == full, digests[student].hexdigest(), *totals.get(student, ())
        )
        for student, time, extension in hand_ins
    }


def _totals(layout: Layout) -> Select[Any]:
    """By student: the points so far, and whether a person has to look."""
    penalty = func.coalesce(func.max(NOTEBOOK.c.late_submission_penalty), 0.0)
    waits = func.max(cast(GRADE.c.needs_manual_grade, Integer)) > 0
    return (
        select(HAND_IN.c.student_id, func.sum(api.Grade.score) - penalty, waits)
        .join(NOTEBOOK, NOTEBOOK.c.assignment_id == HAND_IN.c.id)
        .join(GRADE, GRADE.c.notebook_id == NOTEBOOK.c.id)
        .where((NOTEBOOK.c.notebook_id == layout.notebook) & GRADE.c.cell_id.in_(layout.graded.values()))
        .group_by(HAND_IN.c.student_id)
    )


def _given(layout: Layout, table: Table, given: Column[Any], cells: Mapping[str, str]) -> Select[str, str, Any]:
    return (
        select(HAND_IN.c.student_id, CELL.c.name, given)
        .join(NOTEBOOK, NOTEBOOK.c.assignment_id == HAND_IN.c.id)
        .join(table, table.c.notebook_id == NOTEBOOK.c.id)
        .join(CELL, CELL.c.id == table.c.cell_id)
        # nbgrader's index of these rows begins with the cell.
        .where((NOTEBOOK.c.notebook_id == layout.notebook) & table.c.cell_id.in_(cells.values()))
        .order_by(HAND_IN.c.student_id, CELL.c.name)
    )


def seconds_late(submitted: datetime | None, due: datetime | None, extension: timedelta | None) -> float:
    """How long after its time something came; 0 where nobody knows when, or there is no time."""
    if submitted is None or due is None:
        return 0.0
    return max(0.0, (submitted - due - (extension or timedelta())).total_seconds())
