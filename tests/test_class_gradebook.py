"""What our writer leaves in nbgrader's gradebook is what `nbgrader autograde` leaves there, field by field."""

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

pytest.importorskip("nbgrader")

from classroom import Classroom, instructor_in
from nbgrader.api import Gradebook
from solutions import TASKS, answer, right_answers, solve, talk
from sqlalchemy import create_engine, text
from sqlalchemy.event import listen

from autograder import class_gradebook
from autograder.assignment import load_assignment
from autograder.class_gradebook import ClassGradebook, GradebookError
from autograder.graded import Graded, Score, Submission, grade
from autograder.paper import load_paper
from course.drillbook import load_drill

PLUGIN = """
from nbgrader.plugins import BasePlugin

class Fees(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        fees = {"below": -3, "above": score + 5, "half": score / 2}
        return fees[student_id]  # whoever isn't there is an error
"""
SETTINGS = 'c.AssignLatePenalties.plugin_class = "fees.Fees"\n'
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
LATE = {"below": 1, "above": 2, "half": 3, "broken": 4, "extended": 5}
NAMES = ("sol", "blank", *LATE)

ROWS = {
    "students": "SELECT * FROM student ORDER BY id",
    "hand-ins": "SELECT student_id, timestamp, extension FROM submitted_assignment ORDER BY student_id",
    "notebooks": """
        SELECT student_id, notebook.name, flagged, late_submission_penalty FROM submitted_notebook
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
        JOIN notebook ON notebook.id = submitted_notebook.notebook_id ORDER BY student_id
    """,
    **{
        table: f"""
        SELECT student_id, base_cell.name, base_cell.type, {columns} FROM "{table}"
        JOIN submitted_notebook ON submitted_notebook.id = "{table}".notebook_id
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
        JOIN base_cell ON base_cell.id = "{table}".cell_id ORDER BY student_id, base_cell.name
        """
        for table, columns in {
            "grade": "auto_score, manual_score, extra_credit, needs_manual_grade",
            "comment": "auto_comment, manual_comment",
        }.items()
    },
}


def rows(db_url):
    """All that a gradebook holds of hand-ins, with names in place of ids."""
    engine = create_engine(db_url)
    with engine.connect() as connection:
        found = {what: [tuple(row) for row in connection.execute(text(query))] for what, query in ROWS.items()}
    engine.dispose()
    return found


def write_answer(folder, words):
    path = folder / "angry.ipynb"
    page = json.loads(path.read_bytes())
    (cell,) = [cell for cell in page["cells"] if cell["id"] == "angry-reflection"]
    cell["source"] = words
    path.write_text(json.dumps(page), encoding="utf-8")


def hand_in(room, student):
    """Each hands in something else, and some of them late."""
    folder = room.hand_in(student)
    late = timedelta(hours=LATE.get(student, -1))
    (folder / "timestamp.txt").write_text(f"{NOON + late:%Y-%m-%d %H:%M:%S} UTC", encoding="utf-8")
    if student == "sol":
        solve(folder, "angry")
        write_answer(folder, "I'd wait.")
    elif student == "broken":
        (first, *_) = load_drill(TASKS["angry-rewrite"].drill).items
        answer(folder, TASKS["angry-rewrite"], {first.id: "I'm so sorry! Where are you now? I'll come over."})
    elif student != "blank":
        talk(folder, TASKS["angry-new"])
        some = list(right_answers("angry-concepts").items())[: 2 + LATE[student]]
        answer(folder, TASKS["angry-concepts"], dict(some))


@pytest.fixture(scope="module")
def classroom(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    with instructor_in(folder) as patch:
        patch.syspath_prepend(folder)
        (folder / "fees.py").write_text(PLUGIN, encoding="utf-8")
        room = Classroom(folder, SETTINGS)
        made = room.api.generate_assignment("angry", create=True)
        assert made["success"], made["log"]
        with room.api.gradebook as gradebook:
            gradebook.update_or_create_assignment("angry", duedate=NOON.isoformat())
            gradebook.add_student("sol", first_name="Sol", email="sol@school.example")
        shutil.copy(folder / "gradebook.db", folder / "fresh.db")
        yield room


@pytest.fixture
def course(classroom, tmp_path):
    """Another folder with the same course and settings, and a gradebook in which nobody has handed in."""
    ignore = shutil.ignore_patterns("submitted", "autograded", "exchange", "cache")
    folder = shutil.copytree(classroom.folder, tmp_path / "course", ignore=ignore)
    (folder / "fresh.db").replace(folder / "gradebook.db")
    return folder


def ours(room, students):
    paper = load_paper(room.folder, "angry")
    files = {
        student: {path.name: path.read_bytes() for path in (room.folder / "submitted" / student / "angry").iterdir()}
        for student in students
    }
    return [grade(paper, Submission(student, found)) for student, found in files.items()]


def graded(student, mark=1.0, *, waits=False):
    """A hand-in of which every part earned the same, and in which no text was written."""
    cells = [*load_assignment("angry"), "angry-reflection"]
    return Graded(student, "", tuple(Score(cell, mark, waits) for cell in cells), frozenset(["angry-reflection"]), ())


def times(students):
    return {student: NOON + timedelta(hours=LATE.get(student, -1)) for student in students}


def url_of(course):
    return f"sqlite:///{course / 'gradebook.db'}"


def by_hand(db_url):
    """What an instructor gives and allows between two gradings."""
    with Gradebook(db_url) as gradebook:
        for student in ("sol", "blank", "half"):
            for cell in ("angry-reflection", "angry-concepts"):
                given = gradebook.find_grade(cell, "angry", "angry", student)
                given.manual_score, given.extra_credit, given.needs_manual_grade = 1.5, 0.5, False
            gradebook.find_comment("angry-reflection", "angry", "angry", student).manual_comment = "Well waited."
        gradebook.grant_extension("angry", "extended", hours=7)
        gradebook.db.commit()


def test_every_row_is_what_stock_nbgrader_leaves(classroom, course):
    stock = classroom.api.coursedir.db_url
    for student in NAMES:
        hand_in(classroom, student)
    for again in (False, True):
        if again:
            by_hand(url_of(course))
            by_hand(stock)
        failing = {"broken"} if again else {"broken", "extended"}
        for student in NAMES:
            done = classroom.api.autograde("angry", student)
            assert done["success"] == (student not in failing), done["log"]
        with ClassGradebook(course, "angry") as gradebook:
            troubles = gradebook.write(ours(classroom, NAMES), times(NAMES))
        assert troubles.keys() == failing
        assert "KeyError: 'broken'" in troubles["broken"]
        assert rows(url_of(course)) == rows(stock)
    taken = {student: penalty for student, _, _, penalty in rows(stock)["notebooks"]}
    assert (taken["sol"], taken["below"], taken["broken"], taken["extended"]) == (None, 0, None, None)
    assert taken["half"] > 2


def test_what_was_written_is_what_stands(course):
    with ClassGradebook(course, "angry") as gradebook:
        assert gradebook.standing() == {}
        gradebook.write([graded("ada"), graded("bo")], {"ada": NOON})
        first = gradebook.standing()
        assert {one.complete for one in first.values()} == {True}
        assert first["ada"].submitted == first["ada"].due == NOON.replace(tzinfo=None)
        assert (first["bo"].submitted, first["bo"].extension) == (None, None)
        assert first["ada"].digest == first["bo"].digest
        assert gradebook.standing(["bo", "cy"]) == {"bo": first["bo"]}
        gradebook.write([graded("bo", 2.0)], {})
        again = gradebook.standing()
        assert again["ada"] == first["ada"]
        assert again["bo"].digest != first["bo"].digest


def test_what_a_person_gives_is_no_new_mark(course):
    with ClassGradebook(course, "angry") as gradebook:
        gradebook.write([graded(student) for student in ("sol", "blank", "half", "extended")], {})
        before = gradebook.standing()
        by_hand(url_of(course))
        after = gradebook.standing()
        assert after["sol"] == replace(before["sol"], points=9.0)
        assert after["extended"] == replace(before["extended"], extension=timedelta(hours=7))


def test_a_row_that_is_gone_is_seen_and_written_anew(course):
    with ClassGradebook(course, "angry") as gradebook:
        gradebook.write([graded("ada")], {"ada": NOON})
        whole = gradebook.standing()
        for table in ("grade", "comment", "submitted_notebook", "submitted_assignment"):
            with closing(sqlite3.connect(course / "gradebook.db")) as database:
                database.execute(f"DELETE FROM {table} WHERE id = (SELECT min(id) FROM {table})")
                database.commit()
            gone = gradebook.standing().get("ada")
            assert gone is None or not gone.complete
            gradebook.write([graded("ada")], {"ada": NOON})
            assert gradebook.standing() == whole


def test_a_time_that_is_not_known_leaves_the_one_that_was(course):
    paris = timezone(timedelta(hours=2))
    with ClassGradebook(course, "angry") as gradebook:
        gradebook.write([graded("ada")], {"ada": datetime(2026, 5, 1, 10, tzinfo=paris)})
        gradebook.write([graded("ada")], {"ada": None})
        gradebook.write([graded("ada")], {})
        assert gradebook.standing()["ada"].submitted == datetime(2026, 5, 1, 8)  # noqa: DTZ001 - as nbgrader keeps it


def test_late_without_a_due_date_costs_nothing(course):
    with Gradebook(url_of(course)) as gradebook:
        gradebook.update_or_create_assignment("angry", duedate=None)
    with ClassGradebook(course, "angry") as gradebook:
        assert gradebook.write([graded("above")], {"above": NOON + timedelta(days=9)}) == {}
    assert rows(url_of(course))["notebooks"] == [("above", "angry", False, None)]


def test_all_of_a_batch_is_written_or_nothing(course, monkeypatch):
    with ClassGradebook(course, "angry") as gradebook:
        gradebook.write([graded("ada")], {"ada": NOON})
        before = rows(url_of(course))
        monkeypatch.setattr(class_gradebook, "write_penalties", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            gradebook.write([graded("ada", 2.0), graded("bo")], {})
    assert rows(url_of(course)) == before


def test_a_class_is_written_in_as_many_statements_as_one_learner(course):
    with ClassGradebook(course, "angry") as gradebook:
        counts = []
        for size in (1, 300):
            said = []
            listen(gradebook._engine, "before_cursor_execute", lambda *args, said=said: said.append(args[2]))
            gradebook.write([graded(f"s{size}-{number}") for number in range(size)], {})
            writing = len(said)
            gradebook.standing()
            counts.append((writing, len(said) - writing))
    assert counts[0] == counts[1]


def test_a_stranger_is_told_where_nbgrader_may_add_nobody(course):
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write("c.Autograde.create_student = False\n")
    with ClassGradebook(course, "angry") as gradebook:
        troubles = gradebook.write([graded("eve"), graded("sol")], {})
        assert troubles.keys() == {"eve"}
        assert "isn't in the gradebook" in troubles["eve"]
        assert gradebook.standing().keys() == {"sol"}


@pytest.mark.parametrize(
    ("score", "said"),
    [(Score("angry-other", 1.0, False), "no graded cell angry-other"), (Score("angry-new", 9.0, False), "4 points")],
    ids=["a cell that it doesn't know", "more than it gives"],
)
def test_a_gradebook_of_another_release_is_told(course, score, said):
    one = replace(graded("ada"), scores=(score,))
    with ClassGradebook(course, "angry") as gradebook, pytest.raises(GradebookError, match=f"{said}.*--force"):
        gradebook.write([graded("bo"), one], {})
    assert rows(url_of(course))["hand-ins"] == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE assignment SET name = 'other'", "no exercise angry. Run: nbgrader generate_assignment angry --force"),
        ("UPDATE notebook SET name = 'other'", "one notebook of that name, and has: other"),
        ("DROP TABLE assignment", "is empty. Run: nbgrader generate_assignment angry --force"),
        ("ALTER TABLE notebook RENAME COLUMN kernelspec TO kernel", None),
        ("ALTER TABLE submitted_assignment RENAME COLUMN extension TO more", "nbgrader db upgrade"),
    ],
    ids=["no exercise", "another notebook", "no tables", "a column of others", "another version"],
)
def test_what_is_not_in_the_gradebook_is_told(course, statement, said):
    with closing(sqlite3.connect(course / "gradebook.db")) as database:
        database.execute(statement)
        database.commit()
    if said is None:
        ClassGradebook(course, "angry").__enter__().write([graded("ada")], {})
        return
    with pytest.raises(GradebookError, match=said), ClassGradebook(course, "angry") as gradebook:
        gradebook.standing()


@pytest.mark.parametrize(
    ("db_url", "said"),
    [
        ("sqlite:///nowhere.db", r"no gradebook .*nowhere\.db. Run: nbgrader generate_assignment angry"),
        ("nonsense", "isn't the address of a database"),
        ("mysql://host/grades", "SQLite or PostgreSQL, not mysql"),
        ("sqlite+other:///grades.db", "no gradebook"),
    ],
)
def test_an_address_where_no_gradebook_is_is_told(course, db_url, said):
    with pytest.raises(GradebookError, match=said), ClassGradebook(course, "angry", db_url):
        pass
    assert not (course / "nowhere.db").exists()


def test_a_gradebook_that_others_hold_is_told_and_written_later(course, monkeypatch):
    monkeypatch.setattr(class_gradebook, "_PATIENCE", 0.1)
    with ClassGradebook(course, "angry") as gradebook, closing(sqlite3.connect(course / "gradebook.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(GradebookError, match=r"locked\). Another program"):
            gradebook.write([graded("ada")], {})
        other.rollback()
        assert gradebook.write([graded("ada")], {}) == {}


def test_a_gradebook_that_cannot_be_written_is_told(course):
    with ClassGradebook(course, "angry", f"sqlite:///file:{course / 'gradebook.db'}?mode=ro&uri=true") as gradebook:
        assert gradebook.standing() == {}
        with pytest.raises(GradebookError, match=r"readonly database\). Let this account write"):
            gradebook.write([graded("ada")], {})


def test_a_file_that_is_no_gradebook_is_told(course):
    (course / "gradebook.db").write_bytes(b"grades " * 1000)
    with pytest.raises(GradebookError, match="not a database"), ClassGradebook(course, "angry"):
        pass


def test_settings_that_cannot_be_read_are_told(course):
    (course / "nbgrader_config.py").write_text("1 / 0", encoding="utf-8")
    with pytest.raises(GradebookError, match="ZeroDivisionError"):
        ClassGradebook(course, "angry")
