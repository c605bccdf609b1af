"""The rows of nbgrader's gradebook that one exercise of a class fills, written many at a time.

Each is inserted, or changed where it is there already, by one statement, so that nobody's work in between is lost.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, UniqueConstraint, bindparam, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from autograder.class_rows import COMMENT, GRADE, HAND_IN, NOTEBOOK, STUDENT, Layout, seconds_late
from autograder.graded import Graded
from autograder.nbgrader_parts import api, parse_utc

Row = dict[str, Any]
Change = Callable[[Any, Any], Any]

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
NO_RESPONSE = "No response."  # nbgrader's own words for a cell that nobody wrote in


@dataclass(frozen=True, slots=True)
class HandIn:
    """A hand-in that is being written: the id of its notebook's row, and how late it came."""

    notebook: str
    seconds_late: float


def known_students(connection: Connection, students: Iterable[str]) -> set[str]:
    """Those of some students whom the gradebook has."""
    return set(connection.scalars(select(STUDENT.c.id).where(STUDENT.c.id.in_(students))))


def write_hand_ins(connection: Connection, layout: Layout, times: Mapping[str, datetime | None]) -> dict[str, HandIn]:
    """Write who handed in, and when; students are added."""
    _insert(connection, STUDENT, ({"id": student} for student in times))
    rows = (
        {"assignment_id": layout.assignment, "student_id": student, "timestamp": parse_utc(time)}
        for student, time in times.items()
    )
    # As nbgrader does: a time that isn't known leaves the one that was.
    _insert(connection, HAND_IN, rows, timestamp=lambda new, old: func.coalesce(new.timestamp, old.timestamp))
    whose = (HAND_IN.c.assignment_id == layout.assignment) & HAND_IN.c.student_id.in_(times)
    hand_ins = [*connection.execute(select(HAND_IN).where(whose))]
    _insert(connection, NOTEBOOK, ({"assignment_id": of.id, "notebook_id": layout.notebook} for of in hand_ins))
    mine = (NOTEBOOK.c.notebook_id == layout.notebook) & NOTEBOOK.c.assignment_id.in_(of.id for of in hand_ins)
    by_hand_in = select(NOTEBOOK.c["assignment_id", "id"]).where(mine)
    notebooks: dict[str, str] = dict(connection.execute(by_hand_in).all())
    return {
        of.student_id: HandIn(notebooks[of.id], seconds_late(of.timestamp, layout.due, of.extension)) for of in hand_ins
    }


def write_marks(connection: Connection, layout: Layout, batch: Mapping[str, Graded]) -> None:
    """Write the marks and comments of some hand-ins, by the id of their notebook; what a person gave stays."""
    _insert(connection, GRADE, _unmarked(layout, batch))
    # Whoever gave a mark by hand is asked to look again.
    _insert(
        connection,
        GRADE,
        _grades(layout, batch),
        auto_score=lambda new, _: new.auto_score,
        needs_manual_grade=lambda new, old: or_(new.needs_manual_grade, old.manual_score.is_not(None)),
    )
    _insert(connection, COMMENT, _comments(layout, batch), auto_comment=lambda new, _: new.auto_comment)


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
    change = update(NOTEBOOK).where(NOTEBOOK.c.id == bindparam("of"))
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
