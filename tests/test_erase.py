"""What is erased, and what isn't."""

import os

import pytest

from course import learners
from course.erase import erase, to_erase
from course.journal import Journal
from course.learners import FIRST


@pytest.fixture
def data(tmp_path):
    home = tmp_path / "data"
    Journal(home / "journals").append("plan", {})
    for name in ("Bea", "Cem"):
        Journal(learners.add(home, name).journals).append("plan", {})
    for name in ("workbook/lesson.ipynb", "shipped/lesson.ipynb", "layout/x", "classroom/secret"):
        (home / name).parent.mkdir(parents=True)
        (home / name).touch()
    learners.choose(home, "bea")
    (home / "holiday.jpg").write_bytes(b"not ours")
    return home


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_one_learner_goes_and_the_others_stay(data):
    paths = to_erase(data, learners.at(data, "bea"))
    assert paths == [data / "learners" / "bea"]
    assert erase(data, paths) == []
    assert names(data) == [
        "classroom",
        "holiday.jpg",
        "journals",
        "layout",
        "learners",
        "shipped",
        "workbook",
    ]  # now.txt named Bea
    assert [one.slug for one in learners.learners(data)] == [FIRST, "cem"]


def test_the_first_learner_goes_without_the_others(data):
    learners.rename(data, learners.at(data, FIRST), "Ann")
    assert erase(data, to_erase(data, learners.at(data, FIRST))) == []
    assert [one.slug for one in learners.learners(data)] == ["bea", "cem"]
    assert learners.now(data).slug == "bea"


def test_everything_is_all_of_ours_and_nothing_else(data):
    assert erase(data, to_erase(data, None)) == []
    assert names(data) == ["holiday.jpg"]
    assert to_erase(data, None) == []
    (data / "holiday.jpg").unlink()
    erase(data, [])
    assert not data.exists()


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_goes_and_what_it_leads_to_stays(data, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "precious").touch()
    (data / "learners" / "bea" / "link").symlink_to(tmp_path / "elsewhere")
    for path in sorted((data / "layout").iterdir()):
        path.unlink()
    (data / "layout").rmdir()
    (data / "layout").symlink_to(tmp_path / "elsewhere")
    assert erase(data, to_erase(data, None)) == []
    assert (tmp_path / "elsewhere" / "precious").exists()
    assert names(data) == ["holiday.jpg"]


def test_what_cannot_be_erased_is_told(data, monkeypatch):
    def busy(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("course.erase.shutil.rmtree", busy)
    [left] = erase(data, to_erase(data, learners.at(data, "bea")))
    assert "bea" in left
    assert "Permission denied" in left
