"""Where a learner's practice is, and the button that backs it up."""

import shlex
import subprocess
import sys
import zipfile

import pytest
from made_up import escaped

from course import learners, your_data
from course.journal import Journal
from course.views.your_data import _in_words


@pytest.fixture
def data(tmp_path, monkeypatch):
    home, lessons = tmp_path / "my data", tmp_path / "lessons"
    lessons.mkdir()
    monkeypatch.setenv("MODULE_NINE_DATA", str(home))
    monkeypatch.chdir(lessons)
    return home


def send(page, **message):
    page._handle_custom_msg({"id": "m1", **message}, [])
    return page.scene


def test_it_says_where_and_how_much(data):
    scene = your_data().scene
    assert (scene["folder"], scene["size"], scene["shared"]) == (str(data), "", False)
    Journal(data / "journals").append("plan", {"plan": "angry"})
    assert your_data().scene["size"] == "1 KB"


@pytest.mark.parametrize(
    ("size", "words"), [(1, "1 KB"), (1000, "1 KB"), (1001, "2 KB"), (999_001, "1 MB"), (2_500_000, "2 MB")]
)
def test_a_size_is_told_as_people_say_it(size, words):
    assert _in_words(size) == words


def test_the_button_makes_a_new_file_each_time_beside_the_lesson(data, tmp_path):
    Journal(data / "journals").append("plan", {"plan": "angry"})
    page = your_data()
    made = [send(page, do="make")["made"] for _ in range(2)]
    assert [one["said"] for one in made] == ["Your backup is ready."] * 2
    assert {path.name for path in (tmp_path / "lessons").iterdir()} == {one["file"] for one in made}
    assert len({one["file"] for one in made}) == 2


def test_where_several_learn_the_file_is_one_s_own(data, tmp_path):
    Journal(data / "journals").append("plan", {"plan": "angry"})
    learners.choose(data, learners.add(data, "Bea B").slug)
    page = your_data().shown
    assert (page.scene["shared"], page.scene["name"]) == (True, "Bea B")
    assert "--learner 'Bea B' erase" in page.scene["erase"]
    made = send(page, do="make")["made"]
    names = zipfile.ZipFile(tmp_path / "lessons" / made["file"]).namelist()
    assert names == ["module-nine.json", "learners/bea-b/name.txt"]


def test_nothing_to_back_up_is_said(data):
    assert send(your_data(), do="make")["made"] == {"said": "There is nothing to back up yet."}


@pytest.mark.parametrize("message", [{}, {"do": "erase"}, {"do": None}], ids=str)
def test_what_makes_no_sense_does_nothing(data, tmp_path, message):
    assert send(your_data(), **message)["made"] == {}
    assert [*(tmp_path / "lessons").iterdir()] == []


@pytest.mark.skipif(sys.platform == "win32", reason="quoted for another shell")
def test_what_it_says_to_type_works_from_any_folder(data, tmp_path):
    Journal(data / "journals").append("plan", {"plan": "angry"})
    scene = your_data().scene
    run = {"shell": True, "cwd": tmp_path, "capture_output": True, "text": True}
    erased = subprocess.run(scene["erase"], input="no\n", check=False, **run)
    assert (erased.returncode, str(data / "journals") in erased.stdout) == (1, True)
    restored = subprocess.run(scene["restore"], check=False, **run)
    assert "FILE can't be read" in restored.stderr
    assert shlex.split(scene["erase"])[-1] == "erase"


@pytest.mark.usefixtures("bracketed")
def test_every_sentence_can_be_translated(data):
    nothing = send(your_data(), do="make")
    Journal(data / "journals").append("plan", {"plan": "angry"})
    scenes = [nothing, send(your_data(), do="make")]
    assert [escaped(scene, ids={"folder", "restore", "erase", "file", "path"}) for scene in scenes] == [set(), set()]
    assert [bool(scene["made"]["said"]) for scene in scenes] == [True, True]
    assert [_in_words(size) for size in (1, 2_000_000_000)] == ["[1 KB]", "[2[,]000 MB]"]
    assert "'[FILE]'" in nothing["restore"]
