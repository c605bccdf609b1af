"""How rows of a gradebook are written where an exercise has what ours haven't; the rest is in test_class_gradebook.py."""

import pytest

pytest.importorskip("nbgrader")

from nbgrader.api import Gradebook
from sqlalchemy import create_engine

from autograder.class_rows import read_layout
from autograder.class_writing import write_hand_ins, write_marks
from autograder.graded import Graded, Score


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
