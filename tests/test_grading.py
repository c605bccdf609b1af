"""A class is graded: only what has changed, whoever marks, and as a whole wherever it was stopped."""

import errno
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("nbgrader")

from graded_class import LATE, STUDENTS, copy_of, left_by, run
from nbgrader.api import Gradebook
from solutions import TASKS, talk

from autograder import class_gradebook
from autograder.class_gradebook import GradebookError
from autograder.graded import Submission
from autograder.grading import GradingError, _batches
from autograder.overrules import FILE, Overrule, add_overrule
from autograder.room import Room
from autograder.workers import Ungraded, in_processes, in_this_process

ALL = set(STUDENTS)


@pytest.fixture(scope="module")
def graded(school, tmp_path_factory):
    """The class after it was graded, undisturbed."""
    folder = copy_of(school, tmp_path_factory.mktemp("graded") / "course")
    run(folder)
    return folder


@pytest.fixture
def again(graded, tmp_path):
    """A copy of the graded class."""
    return copy_of(graded, tmp_path / "again")


def regraded(course, **how):
    return {student for student, outcome in run(course, **how).items() if not outcome.skipped}


def gradebook(course):
    return Gradebook(f"sqlite:///{course / 'gradebook.db'}")


def change_rows(course, statement):
    with closing(sqlite3.connect(course / "gradebook.db")) as connection, connection:
        assert connection.execute(statement).rowcount > 0


def hand_in(course, student):
    return course / "submitted" / student / "angry"


def shown(course, student):
    return course / "autograded" / student / "angry"


def test_each_is_graded_from_their_own_hand_in(course):
    outcomes = run(course)
    assert {student: outcome.earned for student, outcome in outcomes.items()} == {
        "ada": 16,  # all but a text that nobody wrote
        "bo": 5,  # the talk, and a quarter of the four points for concepts
        "cy": 0,
        "di": 5,
        "eli": 5.33,
    }
    assert {student for student, outcome in outcomes.items() if outcome.waits} == ALL - {"ada"}
    assert {outcome.possible for outcome in outcomes.values()} == {20}
    page = json.loads((shown(course, "ada") / "angry.ipynb").read_bytes())
    assert any(output for cell in page["cells"] for output in cell.get("outputs", []))
    copied = {path.name for path in hand_in(course, "ada").iterdir()}
    assert {path.name for path in shown(course, "ada").iterdir()} == {*copied, ".graded.json"}


def test_processes_leave_what_one_process_leaves(course, graded):
    run(course, workers=in_processes(2))
    assert left_by(course) == left_by(graded)


def test_a_second_run_does_nothing(again):
    before = left_by(again)
    times = {path: path.stat().st_mtime_ns for path in again.rglob("*")}
    outcomes = run(again)
    assert {outcome.skipped for outcome in outcomes.values()} == {True}
    assert left_by(again) == before
    assert {path: path.stat().st_mtime_ns for path in again.rglob("*")} == times


def another_journal(course):
    talk(hand_in(course, "ada") / "more", TASKS["angry-new"])
    (journal,) = (hand_in(course, "ada") / "more").glob("journal-*")
    journal.rename(hand_in(course, "ada") / "journal-more.jsonl")


def write(path, change):
    path.chmod(0o600)
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def a_due_date(course):
    with gradebook(course) as book:
        book.update_or_create_assignment("angry", duedate="2026-05-01 12:30:00 UTC")


def an_extension(course):
    with gradebook(course) as book:
        book.grant_extension("angry", "di", hours=1)


CHANGES = {
    "nothing": (lambda course: None, set()),
    "a journal more": (another_journal, {"ada"}),
    "a journal less": (lambda course: next(hand_in(course, "bo").glob("journal-*")).unlink(), {"bo"}),
    "a text": (lambda course: write(hand_in(course, "eli") / "angry.ipynb", lambda page: page + "\n"), {"eli"}),
    "a time": (
        lambda course: write(hand_in(course, "cy") / "timestamp.txt", lambda time: time.replace("11:", "10:")),
        {"cy"},
    ),
    "no time": (lambda course: (hand_in(course, "bo") / "timestamp.txt").unlink(), {"bo"}),
    "what is set aside": (lambda course: (hand_in(course, "ada") / "journal-x.jsonl").mkdir(), {"ada"}),
    "a file that isn't read": (lambda course: (hand_in(course, "ada") / "notes.txt").touch(), set()),
    "a decision on words": (
        lambda course: add_overrule(course / FILE, Overrule("Hey.", "angry", "Hello.", frozenset(["greet"]))),
        ALL,
    ),
    "a key": (
        lambda course: write(course / "keys" / "angry-rewrite.yaml", lambda key: key.replace("model: ", "model: So, ")),
        ALL,
    ),
    "the exercise": (
        lambda course: write(
            course / "release" / "angry" / "angry.ipynb",
            lambda page: page.replace('"metadata": {', '"metadata": {"x": 1,', 1),
        ),
        ALL,
    ),
    "the due date": (a_due_date, ALL),
    "an extension": (an_extension, {"di"}),
    "what being late costs": (
        lambda course: write(
            course / "nbgrader_config.py", lambda text: text + 'c.LateSubmissionPlugin.penalty_method = "zero"\n'
        ),
        {LATE},
    ),
    "a row is gone": (
        lambda course: change_rows(
            course,
            "DELETE FROM grade WHERE notebook_id IN (SELECT n.id FROM submitted_notebook n JOIN submitted_assignment a"
            " ON a.id = n.assignment_id WHERE student_id = 'bo') AND auto_score > 1",
        ),
        {"bo"},
    ),
    "a row is another's": (
        lambda course: change_rows(course, "UPDATE grade SET auto_score = 3.5 WHERE auto_score = 4"),
        ALL - {"cy"},
    ),
    "all rows are gone": (lambda course: change_rows(course, "DELETE FROM submitted_assignment"), ALL),
    "a page is gone": (lambda course: (shown(course, "di") / "angry.ipynb").unlink(), {"di"}),
    "a page is another": (lambda course: write(shown(course, "di") / "angry.ipynb", lambda page: page + "\n"), {"di"}),
    "a folder is gone": (lambda course: shutil.rmtree(shown(course, "eli")), {"eli"}),
    "a record is torn": (
        lambda course: write(shown(course, "eli") / ".graded.json", lambda record: record[:40]),
        {"eli"},
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_has_changed_is_graded_again_and_nothing_else(again, what):
    change, concerned = CHANGES[what]
    change(again)
    assert regraded(again) == concerned
    assert regraded(again) == set()
    as_it_is = left_by(again)
    assert regraded(again, force=True) == ALL
    assert left_by(again) == as_it_is


def test_a_mark_by_hand_stays_and_is_told(again):
    with gradebook(again) as book:
        grade = book.find_grade("angry-reflection", "angry", "angry", "ada")
        grade.manual_score, grade.needs_manual_grade = 2, False
        book.db.commit()
    before = left_by(again)
    outcome = run(again)["ada"]
    assert (outcome.skipped, outcome.earned, outcome.waits) == (True, 18, False)
    assert left_by(again) == before
    outcome = run(again, force=True)["ada"]
    assert (outcome.skipped, outcome.earned, outcome.waits) == (False, 18, True)  # nbgrader asks to look again


def test_another_version_of_the_course_is_another_grade(again, monkeypatch):
    monkeypatch.setattr("autograder.paper.course_digest", lambda tasks: "another")
    assert regraded(again) == ALL


def test_only_who_is_asked_for_is_graded(course):
    assert set(run(course, ["bo", "eli"])) == {"bo", "eli"}
    assert {path.name for path in (course / "autograded").iterdir()} == {"bo", "eli"}


def test_who_could_not_be_marked_is_told_and_marked_the_next_time(course, graded):
    def failing(paper, batches):
        for batch, results in in_this_process(paper, batches):
            yield batch, [Ungraded("bo", "No.") if one.student == "bo" else one for one in results]

    outcomes = run(course, workers=failing)
    assert (outcomes["bo"].earned, outcomes["bo"].problems) == (None, ("No.",))
    assert {student for student, outcome in outcomes.items() if outcome.earned is None} == {"bo"}
    assert regraded(course) == {"bo"}
    assert left_by(course) == left_by(graded)


def test_a_place_that_cannot_be_written_is_one_students(course, graded):
    (course / "autograded").mkdir()
    (course / "autograded" / "bo").write_text("in the way", encoding="utf-8")
    outcomes = run(course)
    assert outcomes["bo"].earned is None
    assert "autograded" in outcomes["bo"].problems[0]
    (course / "autograded" / "bo").unlink()
    assert regraded(course) == {"bo"}
    assert left_by(course) == left_by(graded)


def test_a_hand_in_that_is_gone_meanwhile_keeps_what_was_graded_of_it(again, graded):
    hand_in(again, "bo").rename(again / "away")
    outcomes = run(again, force=True)
    assert outcomes["bo"].earned is None
    assert "“submitted/bo/angry” can't be read" in outcomes["bo"].problems[0]
    assert outcomes["bo"].problems[0].endswith("What was graded of it before stays.")
    assert left_by(again) == left_by(graded)


def test_a_journal_that_cannot_be_read_for_a_moment_costs_nobody_marks(again, graded, monkeypatch):
    take = Room.take

    def broken(room, path):
        if path.parents[1].name == "bo" and path.suffix == ".jsonl":
            raise OSError(errno.EIO, "Input/output error")
        return take(room, path)

    with monkeypatch.context() as patch:
        patch.setattr(Room, "take", broken)
        outcomes = run(again)
    assert outcomes["bo"].earned is None
    assert "can't be read (Input/output error). What was graded of it before stays." in outcomes["bo"].problems[0]
    assert left_by(again) == left_by(graded)
    assert regraded(again) == set()


@pytest.mark.parametrize("writes", [0, 1, 5, 9])
def test_a_full_disk_stops_it_and_with_room_it_goes_on(course, graded, monkeypatch, writes):
    left, write_bytes = iter(range(writes)), Path.write_bytes

    def full(path, content):
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return write_bytes(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(GradingError, match=r"No space left on device.*Make room"):
            run(course)
    run(course)
    assert left_by(course) == left_by(graded)


def test_a_gradebook_that_is_held_stops_it_and_then_it_goes_on(course, graded, monkeypatch):
    monkeypatch.setattr(class_gradebook, "_PATIENCE", 0.1)
    with closing(sqlite3.connect(course / "gradebook.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(GradebookError, match="Another program is at work in it"):
            run(course)
    run(course)
    assert left_by(course) == left_by(graded)


def test_a_time_that_is_none_is_told_and_the_rest_graded(course):
    (hand_in(course, "di") / "timestamp.txt").write_text("yesterday", encoding="utf-8")
    outcome = run(course)["di"]
    assert (outcome.earned, len(outcome.problems)) == (5, 1)
    assert "timestamp.txt isn't a time" in outcome.problems[0]
    assert run(course)["di"] == replace(outcome, skipped=True)


def test_a_plugin_that_fails_is_told_until_it_is_mended(course):
    config = course / "nbgrader_config.py"
    before = config.read_text(encoding="utf-8")
    broken = (
        "from nbgrader.plugins import LateSubmissionPlugin\n\nclass Broken(LateSubmissionPlugin):\n"
        "    def late_submission_penalty(self, *late):\n        raise KeyError('fees')\n\n"
        "c.AssignLatePenalties.plugin_class = Broken\n"
    )
    config.write_text(before + broken, encoding="utf-8", newline="\n")
    outcomes = run(course)
    assert [student for student, outcome in outcomes.items() if outcome.problems] == [LATE]
    assert "di was late, and the plugin for that failed" in outcomes[LATE].problems[0]
    assert regraded(course) == {LATE}
    config.write_text(before, encoding="utf-8", newline="\n")
    assert regraded(course) == {LATE}
    assert regraded(course) == set()


def test_who_is_not_in_a_closed_gradebook_is_told_and_nothing_is_left(course):
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("c.Autograde.create_student = False\n")
    with gradebook(course) as book:
        book.add_student("ada")
    outcomes = run(course)
    assert {student for student, outcome in outcomes.items() if outcome.earned is None} == ALL - {"ada"}
    assert outcomes["bo"].problems[0].startswith("bo isn't in the gradebook")
    assert list((course / "autograded" / "bo").iterdir()) == []


def test_few_hand_ins_are_in_memory_at_once():
    small, large = Submission("a", {"x": b"1"}), Submission("b", {"x": b"1" * (4 << 20)})
    batches = [*_batches([small] * 40)]
    assert [len(batch) for batch in batches] == [16, 16, 8]
    assert [len(batch) for batch in _batches([small, large, large, small, small])] == [2, 1, 2]
    read = iter([small] * 40)
    next(_batches(read))
    assert len([*read]) == 24


KILLED = """
import os, random, shutil, signal, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from graded_class import copy_of, left_by, run

school, place = Path(sys.argv[2]), Path(sys.argv[3])

def started(course):
    child = os.fork()
    if not child:
        run(course)
        os._exit(0)
    return child

def ended(child):
    return os.waitpid(child, 0)[1] == 0

course = copy_of(school, place / "undisturbed")
run(course)  # here, so that all is loaded before it is forked
wanted = left_by(course)
shutil.rmtree(course / "autograded")
begin = time.monotonic()
assert ended(started(course))
longest = time.monotonic() - begin
chance, stopped = random.Random(9), 0
for number in range(50):
    course = copy_of(school, place / str(number))
    child = started(course)
    time.sleep(chance.uniform(0, longest))
    os.kill(child, signal.SIGKILL)
    stopped += not ended(child)
    assert ended(started(course)), number
    assert left_by(course) == wanted, number
    shutil.rmtree(course)
print(stopped)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a quick start of fifty processes")
def test_killed_at_any_moment_and_run_again_it_is_as_undisturbed(school, tmp_path):
    command = [sys.executable, "-c", KILLED, str(Path(__file__).parent), str(school), str(tmp_path)]
    killed = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", cwd=Path(__file__).parents[1])
    assert killed.returncode == 0, killed.stderr
    assert int(killed.stdout) >= 25
