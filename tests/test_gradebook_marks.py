"""Final marks as nbgrader's gradebook has them: automatic, by hand, with extra credit, and late."""

import pytest
from classroom import Classroom, instructor_in
from students import hand_in

from autograder.__main__ import main
from autograder.class_gradebook import GradebookError
from autograder.final_marks import PartMark
from autograder.gradebook_marks import open_session, read_final_marks
from autograder.nbgrader_parts import api

NAME = "angry"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course in which Ada and Bo were graded; Bo was late, and Ada's text has a mark by hand and extra credit."""
    folder = tmp_path_factory.mktemp("course")
    with instructor_in(folder):
        room = Classroom(folder)
        room.command("generate_assignment", NAME, "--force")
        for seed, learner in enumerate(("ada", "bo")):
            hand_in(folder / "submitted" / learner / NAME, NAME, seed, 1.0)
        assert main(["grade", NAME, "--course-dir", str(folder), "--workers", "1"]) in (0, 1)
        with open_session(folder, NAME) as session:
            rows = session.query(api.Grade).join(api.BaseCell).filter(api.BaseCell.name == "angry-reflection")
            by_learner = {grade.notebook.assignment.student.id: grade for grade in rows}
            ada, bo = by_learner["ada"], by_learner["bo"]
            ada.manual_score, ada.extra_credit, ada.needs_manual_grade = 3.0, 0.5, False
            bo.notebook.late_submission_penalty = 1.25
            session.commit()
        yield folder


def test_marks_are_those_that_nbgrader_exports(course):
    with open_session(course, NAME) as session:
        marks = read_final_marks(session, NAME)
        stock = {one.student.id: one for one in session.query(api.SubmittedAssignment)}
        assert {learner: mark.total for learner, mark in marks.items()} == {
            learner: pytest.approx(one.score - one.late_submission_penalty) for learner, one in stock.items()
        }
        assert {mark.maximum for mark in marks.values()} == {one.max_score for one in stock.values()} == {20}
        assert {learner: mark.waits for learner, mark in marks.items()} == {
            learner: one.needs_manual_grade for learner, one in stock.items()
        }
    assert marks["ada"].parts["angry-reflection"] == PartMark(3.5, 4, waits=False, by_hand=True)
    assert marks["bo"].penalty == 1.25
    assert len(marks["ada"].parts) == 7


def test_without_a_gradebook_it_is_told(tmp_path):
    with pytest.raises(GradebookError, match="gradebook"), open_session(tmp_path, NAME):
        pass


def test_another_exercise_is_not_in_it(course):
    with pytest.raises(GradebookError, match="no exercise rude"), open_session(course, "rude"):
        pass
