"""A small class to grade: a course with its gradebook, five hand-ins, and what grading leaves, to be compared."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from classroom import Classroom, instructor_in
from solutions import TASKS, answer, right_answers, solve, talk

from autograder.paper import load_paper
from autograder.workers import Workers, in_this_process

if TYPE_CHECKING:  # nbgrader takes its time, and not every test needs it
    from autograder.grading import Outcome

STUDENTS = ("ada", "bo", "cy", "di", "eli")
LATE = "di"


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder with hand-ins, of which nothing is graded."""
    folder = tmp_path_factory.mktemp("school")
    with instructor_in(folder):
        room = Classroom(folder)
        made = room.api.generate_assignment("angry", create=True)
        assert made["success"], made["log"]
        with room.api.gradebook as gradebook:
            gradebook.update_or_create_assignment("angry", duedate="2026-05-01 12:00:00 UTC")
    for student in STUDENTS:
        _hand_in(room.hand_in(student), student)
    return folder


def _hand_in(folder: Path, student: str) -> None:
    hour = 13 if student == LATE else 11
    (folder / "timestamp.txt").write_text(f"2026-05-01 {hour}:00:00 UTC", encoding="utf-8", newline="\n")
    if student == "ada":
        solve(folder, "angry")
    elif student != "cy":  # who left it all out
        answer(folder, TASKS["angry-concepts"], dict([*right_answers("angry-concepts").items()][: len(student) + 1]))
        talk(folder, TASKS["angry-new"])


@pytest.fixture
def course(school: Path, tmp_path: Path) -> Path:
    """A copy of it, to grade."""
    return copy_of(school, tmp_path / "course")


def copy_of(course: Path, place: Path) -> Path:
    return shutil.copytree(course, place, ignore=shutil.ignore_patterns("exchange", "cache", "source"))


def run(course: Path, students=STUDENTS, workers: Workers = in_this_process, **how: bool) -> dict[str, "Outcome"]:
    """Grade, and tell what came of each."""
    from autograder.class_gradebook import ClassGradebook
    from autograder.grading import Grading

    with ClassGradebook(course, "angry") as gradebook:
        outcomes = [*Grading(load_paper(course, "angry"), workers, gradebook).outcomes(students, **how)]
    assert len({outcome.student for outcome in outcomes}) == len(outcomes)
    return {outcome.student: outcome for outcome in outcomes}


def left_by(course: Path) -> dict[str, object]:
    """All that grading leaves: the rows of the gradebook, and every file with its content."""
    from test_class_gradebook import rows

    autograded = course / "autograded"
    files = {str(path.relative_to(autograded)): path.read_bytes() for path in autograded.rglob("*") if path.is_file()}
    return {"files": files, **rows(f"sqlite:///{course / 'gradebook.db'}")}
