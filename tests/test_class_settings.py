"""nbgrader's settings of a course folder: read as nbgrader reads them, and nothing else changed by that."""

import json
import os
import shutil
import sys
from datetime import datetime
from pathlib import Path

import pytest

pytest.importorskip("nbgrader")

from solutions import EXERCISES

from autograder.class_settings import SettingsError, read_settings, read_time


@pytest.fixture
def course(tmp_path, monkeypatch):
    """An empty course on a machine that has no other settings."""
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "user"))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path / "asked"))
    for folder in ("course", "user", "asked"):
        (tmp_path / folder).mkdir()
    return tmp_path / "course"


def write(folder, text, name="nbgrader_config.py"):
    (folder / name).write_text(text, encoding="utf-8")


def late_plugin(course, answer):
    code = f"from nbgrader.plugins import BasePlugin\n\nclass Fee(BasePlugin):\n    late_submission_penalty = lambda *of: {answer}\n"
    name = f"fee_{abs(hash((course, answer)))}"
    write(course, code, f"{name}.py")
    write(course, f"c = get_config()\nc.AssignLatePenalties.plugin_class = '{name}.Fee'\n")


def test_our_own_settings_are_read_and_leave_the_process_as_it_was(course):
    shutil.copy(EXERCISES / "nbgrader_config.py", course)
    before = dict(os.environ), sys.path.copy(), Path.cwd()
    settings = read_settings(course)
    settings.penalty("ada", 3, 60)
    assert (dict(os.environ), sys.path, Path.cwd()) == before
    assert settings.db_url == f"sqlite:///{course / 'gradebook.db'}"
    assert settings.courses.course_id == "module-nine"
    assert settings.folder("submitted", "ada", "angry") == course / "submitted" / "ada" / "angry"


def test_a_variable_that_settings_take_away_comes_back(course, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_TRIED", "kept")
    write(course, "import os, sys\ndel os.environ['MODULE_NINE_TRIED']\nos.chdir('/')\nsys.path.append('there')\n")
    before = sys.path.copy(), Path.cwd()
    read_settings(course)
    assert (os.environ["MODULE_NINE_TRIED"], sys.path, Path.cwd()) == ("kept", *before)


def test_without_settings_nbgraders_own_hold(course):
    settings = read_settings(course)
    assert settings.db_url == f"sqlite:///{course / 'gradebook.db'}"
    assert settings.creates_students
    assert settings.folder("autograded", "ada", "angry") == course / "autograded" / "ada" / "angry"
    assert settings.penalty("ada", 3, 60) is None


def test_what_stands_nearer_to_the_course_wins(course, tmp_path):
    settings = "c = get_config()\nc.CourseDirectory.course_id = c.CourseDirectory.autograded_directory = '{}'\n"
    write(tmp_path / "user", settings.format("user"))
    assert read_settings(course).courses.course_id == "user"
    write(tmp_path / "asked", settings.format("asked"))
    assert read_settings(course).courses.course_id == "asked"
    write(course, json.dumps({"CourseDirectory": {"course_id": "ours"}}), "nbgrader_config.json")
    assert read_settings(course).courses.course_id == "ours"
    assert read_settings(course).folder("autograded", "ada", "angry") == course / "asked" / "ada" / "angry"


def test_an_address_that_is_asked_for_wins(course):
    write(course, "c = get_config()\nc.CourseDirectory.db_url = 'postgresql://there/grades'\n")
    assert read_settings(course).db_url == "postgresql://there/grades"
    assert read_settings(course, "sqlite:///other.db").db_url == "sqlite:///other.db"


def test_nbgraders_own_plugin_takes_all(course):
    write(course, "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    assert read_settings(course).penalty("ada", 7.5, 60) == 7.5


@pytest.mark.parametrize(
    ("answer", "score", "taken"),
    [("None", 3, None), ("-1", 3, 0), ("9", 3, 3), ("1.5", 3, 1.5), ("of[2] / 3", 3, 1), ("0", -1, -1), ("True", 3, 1)],
)
def test_a_penalty_is_from_nothing_to_the_score_as_in_nbgrader(course, answer, score, taken):
    late_plugin(course, answer)
    settings = read_settings(course)
    assert settings.penalty("ada", score, 60) == taken
    asked = settings.late.plugin_inst.late_submission_penalty("ada", score, 60)
    notebook = type("Notebook", (), {"score": score})()
    assert taken == (asked if asked is None else settings.late._check_late_penalty(notebook, asked))


@pytest.mark.parametrize("answer", ["float('nan')", "float('inf')", "'much'", "1 / 0", "[]"])
def test_a_plugin_that_fails_is_an_error(course, answer):
    late_plugin(course, answer)
    with pytest.raises((ValueError, TypeError, ZeroDivisionError)):
        read_settings(course).penalty("ada", 3, 60)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 / 0", "nbgrader_config.py can't be read .ZeroDivisionError"),
        ("c = ", "SyntaxError"),
        ("import no_such_module", "No module named 'no_such_module'"),
        ("c = get_config()\nc.CourseDirectory.max_file_size = 'big'", "max_file_size"),
        ("c = get_config()\nc.AssignLatePenalties.plugin_class = 'no_such_module.Fee'", "no_such_module"),
        ("c = get_config()\nc.AssignLatePenalties.plugin_class = 'pathlib.Path'", "plugin_class"),
    ],
)
def test_settings_that_cannot_be_used_are_told(course, text, said):
    write(course, text)
    with pytest.raises(SettingsError, match=said):
        read_settings(course)


@pytest.mark.parametrize(
    "setting",
    ['submitted_directory = "handed-in"', 'directory_structure = "{nbgrader_step}/{assignment_id}/{student_id}"'],
    ids=["folder", "structure"],
)
def test_hand_ins_that_lie_elsewhere_are_told(course, setting):
    with (course / "nbgrader_config.py").open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"\nc.CourseDirectory.{setting}\n")
    with pytest.raises(SettingsError, match=r"elsewhere than in submitted/NAME/EXERCISE.* Take"):
        read_settings(course)


def test_a_course_that_is_not_there_is_told(course):
    with pytest.raises(SettingsError, match="nowhere"):
        read_settings(course / "nowhere")


@pytest.mark.parametrize(
    ("content", "time"),
    [
        (b"2026-05-31 12:00:00 UTC", datetime(2026, 5, 31, 12)),  # noqa: DTZ001 - as nbgrader keeps it
        (b"2026-05-31T12:00:00.5+02:00\n", datetime(2026, 5, 31, 10, 0, 0, 500_000)),  # noqa: DTZ001
        (b"2026-05-31T12:00:00", datetime(2026, 5, 31, 12)),  # noqa: DTZ001
        (b" \n", None),
    ],
)
def test_a_time_is_read_as_nbgrader_reads_it(content, time):
    assert read_time(content) == time


@pytest.mark.parametrize("content", [b"soon", b"\xff", b"0" * 1000, b"1 1 1 1", b"99999-01-01", b"9" * 40 + b" 1 1"])
def test_what_is_no_time_is_told(content):
    with pytest.raises(SettingsError, match=r"timestamp\.txt isn't a time"):
        read_time(content)
