"""How the rows of a gradebook are read and written; what they hold is in test_class_gradebook.py."""

from datetime import datetime, timedelta

import pytest

pytest.importorskip("nbgrader")

from nbgrader.api import Assignment, Gradebook, SubmittedAssignment
from sqlalchemy import create_engine

from autograder.class_rows import LayoutError, _seconds_late, read_layout, write_hand_ins, write_marks
from autograder.graded import Graded, Score

DUE = datetime(2026, 5, 1, 12)  # noqa: DTZ001 - nbgrader keeps times in UTC, and doesn't say so
HOUR = timedelta(hours=1)


@pytest.fixture
def gradebook(tmp_path, monkeypatch):
    """A gradebook with one task, which nbgrader's own exercises can have and ours don't."""
    monkeypatch.setattr("nbgrader.api.get_alembic_version", lambda: "")
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        gradebook.add_assignment("essay")
        gradebook.add_notebook("essay", "essay")
        gradebook.add_task_cell("task", "essay", "essay", max_score=5, cell_type="markdown")
        gradebook.add_grade_cell("text", "essay", "essay", max_score=2, cell_type="markdown")
        gradebook.add_solution_cell("text", "essay", "essay")
        yield gradebook


def test_a_task_gets_the_rows_that_nbgrader_gives_it_and_keeps_them(gradebook):
    gradebook.add_student("stock")
    gradebook.add_submission("essay", "stock")
    graded = Graded("ours", "", (Score("text", 0.0, False),), frozenset(["text"]), ())
    engine = create_engine(gradebook.engine.url)
    for manual in (None, 4.0):
        with engine.begin() as connection:
            layout = read_layout(connection, "essay")
            (one,) = write_hand_ins(connection, layout, {"ours": None}).values()
            write_marks(connection, layout, {one.notebook: graded})
        gradebook.db.expire_all()
        for student in ("stock", "ours"):
            grade = gradebook.find_grade("task", "essay", "essay", student)
            assert (grade.auto_score, grade.manual_score, grade.needs_manual_grade) == (None, manual, manual is None)
            assert gradebook.find_comment("task", "essay", "essay", student).auto_comment is None
            grade.manual_score, grade.needs_manual_grade = 4.0, False
        assert gradebook.find_comment("text", "essay", "essay", "ours").auto_comment == "No response."
        gradebook.db.commit()
    engine.dispose()


def test_an_exercise_of_two_notebooks_is_not_ours(gradebook):
    gradebook.add_notebook("appendix", "essay")
    with gradebook.engine.connect() as connection, pytest.raises(LayoutError, match="has: appendix, essay"):
        read_layout(connection, "essay")


@pytest.mark.parametrize(
    ("submitted", "due", "extension", "seconds"),
    [
        (DUE, DUE, None, 0),
        (DUE + HOUR, DUE, None, 3600),
        (DUE + HOUR, DUE, HOUR, 0),
        (DUE + HOUR, DUE, HOUR / 2, 1800),
        (DUE - HOUR, DUE, -2 * HOUR, 3600),
        (None, DUE, None, 0),
        (DUE, None, None, 0),
    ],
    ids=["in time", "late", "extended", "late all the same", "cut short", "no time", "no due date"],
)
def test_being_late_is_counted_as_nbgrader_counts_it(submitted, due, extension, seconds):
    assert _seconds_late(submitted, due, extension) == seconds
    hand_in = SubmittedAssignment(assignment=Assignment("essay", due), timestamp=submitted, extension=extension)
    assert hand_in.total_seconds_late == seconds
