"""The same gradebook in a real PostgreSQL, and what only a server does: it stops, it locks, it forbids."""

import re
import shutil
from io import StringIO
from pathlib import Path

import pytest

pytest.importorskip("nbgrader")
pytest.importorskip("psycopg")

from classroom import Classroom, instructor_in
from graded_class import copy_of
from nbgrader.api import Gradebook
from postgres import find_program
from rich.console import Console
from solutions import EXERCISES
from sqlalchemy import create_engine, text
from test_class_gradebook import NOON, PLUGIN, SETTINGS, by_hand, graded, hand_in, ours, rows, times

from autograder import class_gradebook
from autograder.__main__ import main
from autograder.class_gradebook import ClassGradebook, GradebookError
from autograder.gradebook_marks import open_session
from autograder.nbgrader_parts import api

NAMES = ("sol", "blank", "half", "extended")


@pytest.fixture(scope="module")
def classroom(tmp_path_factory, postgres):
    folder = tmp_path_factory.mktemp("class")
    with instructor_in(folder) as patch:
        patch.syspath_prepend(folder)
        (folder / "fees.py").write_text(PLUGIN, encoding="utf-8")
        postgres.say("CREATE DATABASE stock")
        room = Classroom(folder, f"{SETTINGS}c.CourseDirectory.db_url = '{postgres.url('stock')}'\n")
        made = room.api.generate_assignment("angry", create=True)
        assert made["success"], made["log"]
        with room.api.gradebook as gradebook:
            gradebook.update_or_create_assignment("angry", duedate=NOON.isoformat())
        postgres.say("CREATE DATABASE template TEMPLATE stock")
        yield room


@pytest.fixture
def url(classroom, postgres):
    """Another gradebook with the same exercise, in which nobody has handed in."""
    postgres.say("CREATE DATABASE ours TEMPLATE template")
    yield postgres.url("ours")
    postgres.say("DROP DATABASE ours WITH (FORCE)")


def test_every_row_is_what_stock_nbgrader_leaves(classroom, url):
    stock = classroom.api.coursedir.db_url
    for student in NAMES:
        hand_in(classroom, student)
    for again in (False, True):
        if again:
            by_hand(url)
            by_hand(stock)
        for student in NAMES:
            done = classroom.api.autograde("angry", student)
            assert done["success"] == (again or student != "extended"), done["log"]
        with ClassGradebook(classroom.folder, "angry", url) as gradebook:
            troubles = gradebook.write(ours(classroom, NAMES), times(NAMES))
        assert troubles.keys() == (set() if again else {"extended"})
        assert rows(url) == rows(stock)


def test_nbgraders_settings_name_it(classroom):
    with ClassGradebook(classroom.folder, "angry") as gradebook:
        assert gradebook.settings.db_url == classroom.api.coursedir.db_url
        gradebook.standing()


def test_what_was_written_is_what_stands(classroom, url):
    with ClassGradebook(classroom.folder, "angry", url) as gradebook:
        gradebook.write([graded("zoë"), graded("ada")], {"ada": NOON})
        first = gradebook.standing()
        assert [one.complete for one in first.values()] == [True, True]
        gradebook.write([graded("ada", 2.0)], {})
        again = gradebook.standing()
        assert again["zoë"] == first["zoë"]
        assert (again["ada"].submitted, again["ada"].points) == (first["ada"].submitted, 14.0)
        assert again["ada"].digest != first["ada"].digest


def test_a_server_that_goes_away_is_told_and_found_again(classroom, postgres, url):
    with ClassGradebook(classroom.folder, "angry", url) as gradebook:
        gradebook.write([graded("ada")], {})
        before = gradebook.standing()
        postgres.stop()
        try:
            with pytest.raises(GradebookError, match="See that it is there and can be reached"):
                gradebook.write([graded("ada", 2.0), graded("bo")], {})
        finally:
            postgres.start()
        assert gradebook.standing() == before
        gradebook.write([graded("ada", 2.0), graded("bo")], {})
        assert gradebook.standing().keys() == {"ada", "bo"}


def test_a_server_that_stops_halfway_leaves_nothing_half_written(classroom, postgres, url, monkeypatch):
    with ClassGradebook(classroom.folder, "angry", url) as gradebook:
        gradebook.write([graded("ada")], {})
        before = rows(url)
        penalties = class_gradebook.write_penalties
        monkeypatch.setattr(class_gradebook, "write_penalties", lambda *said: (postgres.stop(), penalties(*said)))
        try:
            with pytest.raises(GradebookError, match="can't be used"):
                gradebook.write([graded("ada", 2.0), graded("bo")], {})
        finally:
            postgres.start()
        assert rows(url) == before


def test_a_table_that_others_hold_is_waited_for_and_told(classroom, url, monkeypatch):
    monkeypatch.setattr(class_gradebook, "_PATIENCE", 1)
    other = create_engine(url)
    with ClassGradebook(classroom.folder, "angry", url) as gradebook:
        with other.begin() as connection:
            connection.execute(text("LOCK TABLE grade IN ACCESS EXCLUSIVE MODE"))
            with pytest.raises(GradebookError, match=r"lock timeout\). Another program"):
                gradebook.write([graded("ada")], {})
            with pytest.raises(GradebookError, match=r"lock timeout\). Another program"):
                gradebook.standing()
        assert gradebook.write([graded("ada")], {}) == {}
    other.dispose()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("ALTER DATABASE ours SET default_transaction_read_only = on", "read-only transaction.*Let this account write"),
        ("ALTER TABLE grade RENAME COLUMN auto_score TO automatic", "nbgrader db upgrade"),
        ("DROP TABLE assignment CASCADE", "is empty. Run: nbgrader generate_assignment angry"),
    ],
    ids=["read-only", "another version", "no tables"],
)
def test_a_gradebook_that_cannot_be_used_is_told(classroom, postgres, url, statement, said):
    postgres.say(statement, "ours" if "TABLE" in statement else "postgres")
    with (
        pytest.raises(GradebookError, match=said),
        ClassGradebook(classroom.folder, "angry", url) as gradebook,
    ):
        gradebook.write([graded("ada")], {})


def test_no_message_has_a_password_in_it(classroom, postgres):
    for address in (postgres.url("nowhere"), "postgresql://postgres@127.0.0.1:1/stock"):
        secret = address.replace("postgres@", "postgres:sesame@")
        with (
            pytest.raises(GradebookError, match=r"postgres:\*\*\*@") as told,
            ClassGradebook(classroom.folder, "angry", secret),
        ):
            pass
        assert "sesame" not in str(told.value)


def test_a_late_plugin_may_read_the_gradebook(classroom, url, monkeypatch):
    """While a batch is being written, others see what was there before."""
    seen = []

    def look(_, student, score, seconds):
        with Gradebook(url, "module-nine") as gradebook:
            seen.append([one.id for one in gradebook.students])

    monkeypatch.setattr("autograder.class_settings.ClassSettings.penalty", look)
    with ClassGradebook(classroom.folder, "angry", url) as gradebook:
        assert gradebook.write([graded("half")], times(["half"])) == {}
    assert seen == [[]]


def test_without_a_server_its_tests_are_left_out(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr("postgres.DEBIAN", Path("no-such-folder"))
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="install PostgreSQL"):
        find_program("initdb")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="install PostgreSQL"):
        find_program("initdb")


def test_all_commands_do_with_it_what_they_do_with_a_file(course, tmp_path, url):
    """An instructor's whole round, once with `--db` and once without: the same marks, report and comments."""
    with Gradebook(url) as gradebook:
        gradebook.update_or_create_assignment("angry", duedate="2026-05-01 12:00:00 UTC")
    served = copy_of(course, tmp_path / "served")
    for place, options in ((course, ()), (served, ("--db", url))):
        shutil.copy(EXERCISES / "comments.md", place)
        assert typed("grade", "angry", "--workers", "1", *options, course=place)[0] in (0, 1)
        with open_session(place, "angry", *options[1:]) as session:
            session.query(api.Comment).first().manual_comment = "#7-2 sorry about the gym"
            session.commit()
        assert "1 comment of angry was put into words." in typed("comments", "angry", *options, course=place)[1]
        for command in ("marks", "report"):
            assert typed(command, "angry", *options, course=place)[0] == 0
    assert (served / "angry-marks.csv").read_bytes() == (course / "angry-marks.csv").read_bytes()
    pages = [re.sub("Made .*? UTC", "", (place / "angry-report.html").read_text("utf-8")) for place in (course, served)]
    assert pages[0] == pages[1]
    with open_session(served, "angry", url) as session:
        assert (
            "sorry about the gym"
            in session.query(api.Comment).filter(api.Comment.manual_comment.isnot(None)).one().manual_comment
        )
    assert rows(f"sqlite:///{served / 'gradebook.db'}") != rows(url)  # nothing went to the file beside it


def typed(*arguments, course):
    console = Console(file=StringIO(), width=400)
    return main([*arguments, "--course-dir", str(course)], console), console.file.getvalue()
