"""`python -m autograder grade`: what whoever grades types, what they read then, and the exit status."""

import json
import os
import platform
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest

pytest.importorskip("nbgrader")

from graded_class import STUDENTS, left_by, run
from rich.console import Console
from solutions import EXERCISES

from autograder import class_gradebook
from autograder.__main__ import main
from autograder.graded import grade
from autograder.lock import locked


@pytest.fixture
def typed(course):
    """The exit status of a command, and what it says."""

    def type_in(*arguments):
        console = Console(file=StringIO(), width=200)
        status = main(["grade", *arguments, "--workers", "1", "--course-dir", str(course)], console)
        return status, console.file.getvalue()

    return type_in


def in_a_process(course, *arguments, **how):
    command = [sys.executable, "-m", "autograder", "grade", "angry", "--course-dir", str(course), *arguments]
    return subprocess.Popen(command, cwd=EXERCISES.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **how)


def test_a_class_is_graded_and_told(typed):
    status, said = typed("angry")
    assert status == 0
    assert all(student in said for student in STUDENTS)
    assert "5 hand-ins of angry were graded, 0 were as before." in said
    status, said = typed("angry")
    assert (status, "0 hand-ins of angry were graded, 5 were as before." in said) == (0, True)
    assert "5 hand-ins of angry were graded" in typed("angry", "--force")[1]


def test_some_students_alone(typed, course):
    status, said = typed("angry", "--student", "bo", "--student", "eli")
    assert (status, "2 hand-ins" in said) == (0, True)
    assert {path.name for path in (course / "autograded").iterdir()} == {"bo", "eli"}


def test_a_program_reads_one_object(typed):
    status, said = typed("angry", "--json")
    told = json.loads(said)
    assert (status, told["stopped"]) == (0, None)
    assert {one["student"]: one["earned"] for one in told["students"]}["ada"] == 16


def test_a_problem_is_in_the_exit_status_until_it_is_mended(typed, course):
    (course / "submitted" / "ada" / "angry" / "journal-x.jsonl").mkdir()
    for _ in range(2):
        status, said = typed("angry")
        assert (status, "journal-x.jsonl is not a plain file" in said) == (1, True)
    (course / "submitted" / "ada" / "angry" / "journal-x.jsonl").rmdir()
    assert typed("angry")[0] == 0


def test_who_is_left_out_is_told(typed, course):
    (course / "submitted" / "zoe").symlink_to(course / "submitted" / "ada")
    status, said = typed("angry")
    assert (status, "“zoe” in submitted/" in said) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["angri"], "There's no exercise 'angri'. Did you mean 'angry'?"),
        (["calm"], "nbgrader generate_assignment calm --force"),
        (["angry", "--student", "elli"], "'elli' hasn't handed in angry. Did you mean 'eli'?"),
        (["angry", "--db", "sqlite:///no.db"], "There's no gradebook"),
        (["angry", "--db", "hello"], "isn't the address of a database"),
    ],
    ids=["exercise", "release", "student", "no gradebook", "no address"],
)
def test_what_cannot_be_done_is_a_sentence(typed, arguments, sentence):
    status, said = typed(*arguments)
    assert (status, sentence in said) == (2, True), said
    status, said = typed(*arguments, "--json")
    assert (status, sentence in json.loads(said)["stopped"]) == (2, True), said


def test_where_nobody_has_handed_in_it_is_told(typed, course):
    shutil.rmtree(course / "submitted")
    status, said = typed("angry")
    assert (status, "Nobody has handed in angry" in said) == (2, True)


def test_where_hand_ins_lie_elsewhere_nothing_is_graded(typed, course):
    (course / "submitted").rename(course / "handed-in")
    with (course / "nbgrader_config.py").open("a", encoding="utf-8", newline="\n") as file:
        file.write("\nc.CourseDirectory.submitted_directory = 'handed-in'\n")
    status, said = typed("angry")
    assert (status, "elsewhere than in submitted/" in said) == (2, True)


@pytest.mark.parametrize("arguments", [[], ["angry", "--workers", "0"], ["angry", "--workers", "2", "--cluster", "x"]])
def test_what_makes_no_command_is_told_with_the_usage(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        main(["grade", *arguments])
    assert end.value.code == 2
    assert "usage: python -m autograder grade" in capsys.readouterr().err


def test_a_second_run_at_once_grades_nothing_and_says_why(typed, course):
    with locked(course, "angry"):
        file = course / ".grading-angry.lock"
        file.write_text(file.read_text(encoding="utf-8").replace(platform.node(), "elsewhere"), encoding="utf-8")
        status, said = typed("angry")
    assert (status, "Another grading of angry is at work since" in said) == (2, True)
    assert not (course / "autograded").exists()
    file.unlink()
    assert typed("angry")[0] == 0


def test_a_gradebook_that_is_held_is_a_sentence(typed, course, monkeypatch):
    monkeypatch.setattr(class_gradebook, "_PATIENCE", 0.1)
    with closing(sqlite3.connect(course / "gradebook.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        status, said = typed("angry")
    assert (status, "Another program is at work in it" in said) == (2, True)
    assert typed("angry")[0] == 0


def test_a_scheduler_that_is_not_there_is_a_sentence(course, monkeypatch):
    cluster = pytest.importorskip("autograder.cluster")
    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)
    console = Console(file=StringIO(), width=200)
    status = main(["grade", "angry", "--cluster", "tcp://127.0.0.1:9", "--course-dir", str(course)], console)
    assert (status, "no answer from a Dask scheduler at tcp://127.0.0.1:9" in console.file.getvalue()) == (2, True)


def test_stopped_in_the_middle_what_is_done_is_told_and_kept(typed, course, monkeypatch):
    monkeypatch.setattr("autograder.grading._HAND_INS", 1)

    def stop_at_di(paper, submission):
        if submission.student == "di":
            raise KeyboardInterrupt
        return grade(paper, submission)

    with monkeypatch.context() as patch:
        patch.setattr("autograder.workers.grade", stop_at_di)
        status, said = typed("angry")
    assert (status, "3 hand-ins of angry were graded" in said, "Stopped by Ctrl-C" in said) == (130, True, True)
    assert "2 hand-ins of angry were graded, 3 were as before." in typed("angry")[1]


def wait_until_all_are_gone(running):
    """Python's own keeper of shared memory, which is one of the group, ends a little after what it keeps for."""
    for _ in range(200):
        try:
            os.killpg(running.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("a process is still there")


@pytest.mark.skipif(os.name == "nt", reason="another kind of signals")
@pytest.mark.parametrize("when", [0.2, 1.5, 3.0, 5.0])
def test_ctrl_c_ends_all_processes_without_a_traceback(course, when):
    running = in_a_process(course, "--workers", "2", start_new_session=True)
    time.sleep(when)
    os.killpg(running.pid, signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert b", in main" not in errors  # before that, Python itself is still starting
    assert b"spawn_main" not in errors
    wait_until_all_are_gone(running)
    undisturbed = {student: outcome.earned for student, outcome in run(course).items()}
    assert None not in undisturbed.values()


@pytest.mark.skipif(os.name == "nt", reason="another way to end a process")
def test_its_processes_do_not_outlive_it(course, tmp_path):
    running = in_a_process(course, "--workers", "2", start_new_session=True)
    time.sleep(3)
    running.kill()
    running.communicate(timeout=60)
    wait_until_all_are_gone(running)
    run(course)


def test_where_nobody_looks_there_is_no_bar(course):
    running = in_a_process(course)
    said, errors = running.communicate(timeout=120)
    assert (running.returncode, errors) == (0, b"")
    assert b"\x1b" not in said
    assert "5 hand-ins of angry were graded" in said.decode()
    assert left_by(course)["files"]
    assert Path(course / "autograded" / "ada" / "angry" / "angry.ipynb").is_file()
