"""`report` and `marks` as they are typed: files where they were asked for, and a sentence about them."""

import csv
import re
import shutil
from io import StringIO

import pytest
from classroom import Classroom, instructor_in
from rich.console import Console
from solutions import EXERCISES
from students import hand_in

from autograder.__main__ import main

NAME = "angry"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Three learners in nbgrader's folders, of whom nobody was graded yet."""
    folder = tmp_path_factory.mktemp("course")
    with instructor_in(folder):
        room = Classroom(folder)
        room.command("generate_assignment", NAME, "--force")
        for seed, learner in enumerate(("ada", "bo", "=cy")):
            hand_in(folder / "submitted" / learner / NAME, NAME, seed, 0.8)
        yield folder


def typed(*arguments):
    console = Console(file=StringIO(), width=300)
    return main([*map(str, arguments)], console), console.file.getvalue()


def test_a_report_can_be_made_before_anybody_was_graded(tmp_path):
    shutil.copytree(EXERCISES / "release" / NAME, tmp_path / "release" / NAME)
    shutil.copytree(EXERCISES / "keys", tmp_path / "keys")
    status, said = typed("report", NAME, "--course-dir", tmp_path)
    assert (status, "The report on 0 hand-ins is in" in said) == (0, True), said
    assert "Nobody has handed in yet." in (tmp_path / "angry-report.html").read_text(encoding="utf-8")
    assert "gradebook" in said


def test_marks_and_report_once_they_are_graded(course, tmp_path):
    assert typed("report", NAME, "--course-dir", course)[1].count("3 of them have no marks in the gradebook yet") == 1
    assert main(["grade", NAME, "--course-dir", str(course), "--workers", "1"]) in (0, 1)
    status, said = typed("marks", NAME, "--course-dir", course, "--out", tmp_path / "m.csv")
    assert (status, f"The marks of 3 learners are in {tmp_path / 'm.csv'}." in said) == (0, True)
    with (tmp_path / "m.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["learner"]: row for row in csv.DictReader(file)}
    assert set(rows) == {"ada", "bo", "'=cy"}
    assert list(rows["ada"])[3] == "angry-concepts"
    status, said = typed("report", NAME, "--course-dir", course)
    assert (status, "no marks" in said) == (0, False)
    page = (course / "angry-report.html").read_text(encoding="utf-8")
    assert "3 learners have handed in." in page
    assert not re.search(r"Traceback|None(?! of this)|\bnan\b", page)


@pytest.mark.parametrize("command", ["report", "marks"])
def test_a_mistake_is_a_sentence(command, course, tmp_path, capsys):
    assert typed(command, "angri", "--course-dir", course)[0] == 1
    assert "Did you mean 'angry'?" in capsys.readouterr().err
    assert typed(command, NAME, "--course-dir", tmp_path)[0] == 1
    assert "isn't there" in capsys.readouterr().err
    assert typed(command, NAME, "--course-dir", course, "--out", tmp_path / "no" / "where")[0] == 1
    assert "can't be read or written" in capsys.readouterr().err


def test_marks_need_a_gradebook(tmp_path, capsys):
    shutil.copytree(EXERCISES / "release" / NAME, tmp_path / "release" / NAME)
    shutil.copytree(EXERCISES / "keys", tmp_path / "keys")
    assert typed("marks", NAME, "--course-dir", tmp_path)[0] == 1
    assert "There's no gradebook" in capsys.readouterr().err
