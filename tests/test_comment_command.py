"""`comments`: listed, and put into words in nbgrader's own gradebook, once."""

import shutil
from io import StringIO

import pytest
from classroom import Classroom, instructor_in
from rich.console import Console
from solutions import EXERCISES
from students import hand_in

from autograder.__main__ import main
from autograder.comments import FILE
from autograder.gradebook_marks import open_session
from autograder.nbgrader_parts import api

NAME = "angry"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    with instructor_in(folder):
        room = Classroom(folder)
        shutil.copy(EXERCISES / FILE, folder)
        room.command("generate_assignment", NAME, "--force")
        for seed, learner in enumerate(("ada", "bo", "cy")):
            hand_in(folder / "submitted" / learner / NAME, NAME, seed, 1.0)
        assert main(["grade", NAME, "--course-dir", str(folder), "--workers", "1"]) in (0, 1)
        yield folder


def comments(course, **written):
    """The comments by hand of each learner, after writing some as formgrader does."""
    with open_session(course, NAME) as session:
        every = {one.notebook.assignment.student.id: one for one in session.query(api.Comment)}
        for learner, words in written.items():
            every[learner].manual_comment = words
        session.commit()
        return {learner: one.manual_comment for learner, one in every.items()}


def typed(*arguments, course):
    console = Console(file=StringIO(), width=400)
    return main([*arguments, "--course-dir", str(course)], console), console.file.getvalue()


def test_short_words_of_a_class_become_comments_and_a_mistake_stops_nobody(course):
    comments(course, ada="#7-2 sorry about the gym\nSee you.", bo="#7-9", cy="Fine. # is a sign.")
    status, said = typed("comments", NAME, course=course)
    assert status == 0
    assert "1 comment of angry was put into words." in said
    assert "bo: #7-9 stands for no comment; there are: #0-1" in said
    now = comments(course)
    assert "sorry about the gym" in now["ada"]
    assert now["ada"].endswith("\nSee you.")
    assert "#" not in now["ada"]
    assert (now["bo"], now["cy"]) == ("#7-9", "Fine. # is a sign.")
    assert "0 comments" in typed("comments", NAME, course=course)[1]


def test_the_list_says_what_stands_for_what(course):
    status, said = typed("comments", NAME, "--list", course=course)
    assert status == 0
    assert [line.split()[0] for line in said.splitlines()][-1] == "#6-1"


def test_a_mistake_is_a_sentence(course, tmp_path, capsys):
    assert typed("comments", "angri", course=course)[0] == 1
    assert typed("comments", NAME, course=tmp_path)[0] == 1
    said = capsys.readouterr().err
    assert "Did you mean 'angry'?" in said
    assert "comments.md can't be read" in said
