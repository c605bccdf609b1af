"""Marks and comments of one exercise in nbgrader's gradebook, through its own models."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from autograder.class_gradebook import ClassGradebook, GradebookError
from autograder.final_marks import FinalMark, PartMark
from autograder.nbgrader_parts import api


@contextmanager
def open_session(course: Path, name: str, db_url: str | None = None) -> Iterator[Session]:
    """A session with the gradebook of a course folder that has this exercise. Raises GradebookError."""
    with ClassGradebook(course, name, db_url) as gradebook:  # says in words what is wrong with it
        url = make_url(gradebook.settings.db_url)
    if url.get_backend_name() == "sqlite" and url.database:
        url = url.set(database=str(course / url.database))
    engine = create_engine(url)
    try:
        with Session(engine) as session:
            yield session
    except SQLAlchemyError as error:
        shown = url.render_as_string(hide_password=True)
        raise GradebookError(f"The gradebook {shown} can't be used ({error}). See that it can be reached.") from error
    finally:
        engine.dispose()


def read_final_marks(session: Session, name: str) -> dict[str, FinalMark]:
    """The marks of everybody whose hand-in was graded, by learner: two queries, however many there are."""
    parts: dict[str, dict[str, PartMark]] = {}
    rows = (
        session.query(api.SubmittedAssignment.student_id, api.BaseCell.name, api.Grade, api.Grade.max_score)
        .select_from(api.Grade)
        .join(api.BaseCell, api.Grade.cell_id == api.BaseCell.id)
        .join(api.SubmittedNotebook, api.Grade.notebook_id == api.SubmittedNotebook.id)
        .join(api.SubmittedAssignment, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
        .join(api.Assignment, api.SubmittedAssignment.assignment_id == api.Assignment.id)
        .filter(api.Assignment.name == name)
        .order_by(api.SubmittedAssignment.student_id, api.BaseCell.name)
    )
    for student, cell, grade, most in rows:
        given = grade.manual_score is not None or grade.auto_score is not None
        points = float(grade.score) if given else None
        by_hand = grade.manual_score is not None
        parts.setdefault(student, {})[cell] = PartMark(points, most or 0.0, bool(grade.needs_manual_grade), by_hand)
    penalties = _penalties(session, name)
    return {student: FinalMark(student, own, penalties.get(student, 0.0)) for student, own in parts.items()}


def comments_with(session: Session, name: str, words: str) -> Iterator[tuple[str, api.Comment]]:
    """The comments by hand in which these words stand, each with whose hand-in it is about."""
    yield from (
        session.query(api.SubmittedAssignment.student_id, api.Comment)
        .select_from(api.Comment)
        .join(api.SubmittedNotebook, api.Comment.notebook_id == api.SubmittedNotebook.id)
        .join(api.SubmittedAssignment, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
        .join(api.Assignment, api.SubmittedAssignment.assignment_id == api.Assignment.id)
        .filter(api.Assignment.name == name, api.Comment.manual_comment.contains(words, autoescape=True))
        .order_by(api.SubmittedAssignment.student_id)
    )


def _penalties(session: Session, name: str) -> dict[str, float]:
    rows = (
        session.query(api.SubmittedAssignment.student_id, api.SubmittedNotebook.late_submission_penalty)
        .select_from(api.SubmittedNotebook)
        .join(api.SubmittedAssignment, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
        .join(api.Assignment, api.SubmittedAssignment.assignment_id == api.Assignment.id)
        .filter(api.Assignment.name == name)
    )
    return {student: float(penalty or 0.0) for student, penalty in rows}
