"""The rows of nbgrader's gradebook that one exercise of a class fills, read and written many at a time.

Each is inserted, or changed where it is there already, by one statement, so that nobody's work in between is lost.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    Select,
    Table,
    UniqueConstraint,
    bindparam,
    cast,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from autograder.graded import Graded
from autograder.nbgrader_parts import api, parse_utc

Row = dict[str, Any]
Change = Callable[[Any, Any], Any]

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
NO_RESPONSE = "No response."  # nbgrader's own words for a cell that nobody wrote in

_STUDENT, _HAND_IN, _NOTEBOOK, _GRADE, _COMMENT, _CELL = (
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
        return _seconds_late(self.submitted, self.due, self.extension)


@dataclass(frozen=True, slots=True)
class HandIn:
    """A hand-in that is being written: the id of its notebook's row, and how late it came."""

    notebook: str
    seconds_late: float


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
            _CELL.c["id", "name", "type"], func.coalesce(grade_cell.c.max_score, task_cell.c.max_score).label("points")
        )
        .outerjoin(grade_cell, grade_cell.c.id == _CELL.c.id)
        .outerjoin(task_cell, task_cell.c.id == _CELL.c.id)
        .where(_CELL.c.notebook_id == notebook)
    )


def read_standings(
    connection: Connection, layout: Layout, students: Collection[str] | None = None
) -> dict[str, Standing]:
    """What is there of each hand-in of an exercise, or of those of some students."""
    whose = _HAND_IN.c.assignment_id == layout.assignment
    if students is not None:
        whose &= _HAND_IN.c.student_id.in_(students)
    rows, digests = Counter[str](), defaultdict[str, Any](hashlib.sha256)
    graded = _given(layout, _GRADE, _GRADE.c.auto_score, layout.graded)
    commented = _given(layout, _COMMENT, _COMMENT.c.auto_comment, layout.commented)
    for query in (graded, commented):
        for student, name, value in connection.execute(query.where(whose)):
            rows[student] += 1
            digests[student].update(f"{name}\0{value}\0".encode())
    full = len(layout.graded) + len(layout.commented)
    hand_ins = connection.execute(select(_HAND_IN.c["student_id", "timestamp", "extension"]).where(whose))
    totals = {student: (points, waits) for student, points, waits in connection.execute(_totals(layout).where(whose))}
    return {
        student: Standing(
            time, extension, layout.due, rows[student] == full, digests[student].hexdigest(), *totals.get(student, ())
        )
        for student, time, extension in hand_ins
    }


def _totals(layout: Layout) -> Select[Any]:
    """By student: the points so far, and whether a person has to look."""
    penalty = func.coalesce(func.max(_NOTEBOOK.c.late_submission_penalty), 0.0)
    waits = func.max(cast(_GRADE.c.needs_manual_grade, Integer)) > 0
    return (
        select(_HAND_IN.c.student_id, func.sum(api.Grade.score) - penalty, waits)
        .join(_NOTEBOOK, _NOTEBOOK.c.assignment_id == _HAND_IN.c.id)
        .join(_GRADE, _GRADE.c.notebook_id == _NOTEBOOK.c.id)
        .where((_NOTEBOOK.c.notebook_id == layout.notebook) & _GRADE.c.cell_id.in_(layout.graded.values()))
        .group_by(_HAND_IN.c.student_id)
    )


def _given(layout: Layout, table: Table, given: Column[Any], cells: Mapping[str, str]) -> Select[str, str, Any]:
    return (
        select(_HAND_IN.c.student_id, _CELL.c.name, given)
        .join(_NOTEBOOK, _NOTEBOOK.c.assignment_id == _HAND_IN.c.id)
        .join(table, table.c.notebook_id == _NOTEBOOK.c.id)
        .join(_CELL, _CELL.c.id == table.c.cell_id)
        # nbgrader's index of these rows begins with the cell.
        .where((_NOTEBOOK.c.notebook_id == layout.notebook) & table.c.cell_id.in_(cells.values()))
        .order_by(_HAND_IN.c.student_id, _CELL.c.name)
    )


def known_students(connection: Connection, students: Iterable[str]) -> set[str]:
    """Those of some students whom the gradebook has."""
    return set(connection.scalars(select(_STUDENT.c.id).where(_STUDENT.c.id.in_(students))))


def write_hand_ins(connection: Connection, layout: Layout, times: Mapping[str, datetime | None]) -> dict[str, HandIn]:
    """Write who handed in, and when; students are added."""
    _insert(connection, _STUDENT, ({"id": student} for student in times))
    rows = (
        {"assignment_id": layout.assignment, "student_id": student, "timestamp": parse_utc(time)}
        for student, time in times.items()
    )
    # As nbgrader does: a time that isn't known leaves the one that was.
    _insert(connection, _HAND_IN, rows, timestamp=lambda new, old: func.coalesce(new.timestamp, old.timestamp))
    whose = (_HAND_IN.c.assignment_id == layout.assignment) & _HAND_IN.c.student_id.in_(times)
    hand_ins = [*connection.execute(select(_HAND_IN).where(whose))]
    _insert(connection, _NOTEBOOK, ({"assignment_id": of.id, "notebook_id": layout.notebook} for of in hand_ins))
    mine = (_NOTEBOOK.c.notebook_id == layout.notebook) & _NOTEBOOK.c.assignment_id.in_(of.id for of in hand_ins)
    by_hand_in = select(_NOTEBOOK.c["assignment_id", "id"]).where(mine)
    notebooks: dict[str, str] = dict(connection.execute(by_hand_in).all())
    return {
        of.student_id: HandIn(notebooks[of.id], _seconds_late(of.timestamp, layout.due, of.extension))
        for of in hand_ins
    }


def _seconds_late(submitted: datetime | None, due: datetime | None, extension: timedelta | None) -> float:
    if submitted is None or due is None:
        return 0.0
    return max(0.0, (submitted - due - (extension or timedelta())).total_seconds())


def write_marks(connection: Connection, layout: Layout, batch: Mapping[str, Graded]) -> None:
    """Write the marks and comments of some hand-ins, by the id of their notebook; what a person gave stays."""
    _insert(connection, _GRADE, _unmarked(layout, batch))
    # Whoever gave a mark by hand is asked to look again.
    _insert(
        connection,
        _GRADE,
        _grades(layout, batch),
        auto_score=lambda new, _: new.auto_score,
        needs_manual_grade=lambda new, old: or_(new.needs_manual_grade, old.manual_score.is_not(None)),
    )
    _insert(connection, _COMMENT, _comments(layout, batch), auto_comment=lambda new, _: new.auto_comment)


def _unmarked(layout: Layout, batch: Mapping[str, Graded]) -> Iterator[Row]:
    """The rows of cells that only a person marks, such as nbgrader's tasks."""
    for notebook, graded in batch.items():
        marked = {score.grade_id for score in graded.scores}
        for cell in layout.graded.keys() - marked:
            yield {"notebook_id": notebook, "cell_id": layout.graded[cell]}


def _grades(layout: Layout, batch: Mapping[str, Graded]) -> Iterator[Row]:
    for notebook, graded in batch.items():
        for score in graded.scores:
            yield {
                "notebook_id": notebook,
                "cell_id": layout.graded[score.grade_id],
                "auto_score": score.points,
                "needs_manual_grade": score.waits or score.points is None,
            }


def _comments(layout: Layout, batch: Mapping[str, Graded]) -> Iterator[Row]:
    for notebook, graded in batch.items():
        for name, cell in layout.commented.items():
            comment = NO_RESPONSE if name in graded.unanswered else None
            yield {"notebook_id": notebook, "cell_id": cell, "auto_comment": comment}


def read_scores(connection: Connection, notebooks: Iterable[str]) -> dict[str, float]:
    """What some notebooks earned in all, with marks and credit that a person gave."""
    whose = api.SubmittedNotebook.id.in_(notebooks)
    return dict(connection.execute(select(api.SubmittedNotebook.id, api.SubmittedNotebook.score).where(whose)).all())


def write_penalties(connection: Connection, penalties: Mapping[str, float | None]) -> None:
    """Write what is taken off some notebooks for being late; None for nothing."""
    change = update(_NOTEBOOK).where(_NOTEBOOK.c.id == bindparam("of"))
    rows = [{"of": notebook, "penalty": penalty} for notebook, penalty in penalties.items()]
    if rows:
        connection.execute(change.values(late_submission_penalty=bindparam("penalty")), rows)


def _insert(connection: Connection, table: Table, rows: Iterable[Row], **changes: Change) -> None:
    """Insert rows; where one is there already, change these columns of it, from the new row and the old."""
    if not (rows := list(rows)):
        return
    statement = INSERTS[connection.dialect.name](table)
    if changes:
        (unique,) = (constraint for constraint in table.constraints if isinstance(constraint, UniqueConstraint))
        set_ = {name: change(statement.excluded, table.c) for name, change in changes.items()}
        statement = statement.on_conflict_do_update(index_elements=list(unique.columns), set_=set_)
    else:
        statement = statement.on_conflict_do_nothing()
    connection.execute(statement, rows)
