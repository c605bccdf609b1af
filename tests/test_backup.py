"""One file with all that somebody did."""

import json
import os
import zipfile
from datetime import UTC, datetime

import pytest

from course import learners
from course.backup import ABOUT, BackupError, back_up, belongings
from course.journal import Journal

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def data(tmp_path):
    """Ann, who was first, Bea, and what both share."""
    home = tmp_path / "data"
    Journal(home / "journals").append("plan", {"plan": "angry"})
    Journal(learners.add(home, "Bea").journals).append("plan", {"plan": "rude"})
    for name in ("workbook/lesson.ipynb", "shipped/lesson.ipynb", "layout/x", "workbook/.ipynb_checkpoints/y"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("{}", encoding="utf-8", newline="\n")
    (home / "now.txt").write_text("bea", encoding="utf-8", newline="\n")
    (home / "holiday.jpg").write_bytes(b"not ours")
    return home


def names(zipped):
    with zipfile.ZipFile(zipped) as bundle:
        assert bundle.testzip() is None
        return {name.rpartition("journal-")[0] or name for name in bundle.namelist()}


def test_all_is_in_it_that_is_somebody_s_and_nothing_else(data, tmp_path):
    assert back_up(data, tmp_path / "b.zip", NOW) == 5
    shared = {"workbook/lesson.ipynb", "shipped/lesson.ipynb"}
    assert names(tmp_path / "b.zip") == {ABOUT, "journals/", "learners/bea/name.txt", "learners/bea/journals/", *shared}
    about = json.loads(zipfile.ZipFile(tmp_path / "b.zip").read(ABOUT))
    assert about == {"module_nine_backup": 1, "made": "2026-03-02T12:00:00+00:00"}


def test_of_one_learner_it_is_theirs_alone(data, tmp_path):
    first, bea = learners.learners(data)
    assert back_up(data, tmp_path / "bea.zip", NOW, [bea]) == 2
    assert names(tmp_path / "bea.zip") == {ABOUT, "learners/bea/name.txt", "learners/bea/journals/"}
    assert back_up(data, tmp_path / "first.zip", NOW, [first]) == 1
    assert names(tmp_path / "first.zip") == {ABOUT, "journals/"}
    assert belongings(first) == [data / "journals"]


def test_no_backup_is_in_a_backup_and_none_is_overwritten(data, tmp_path):
    inside = data / "workbook" / "module-nine-backup-1.zip"
    count = back_up(data, inside, NOW)
    assert back_up(data, tmp_path / "b.zip", NOW) == count
    before = inside.read_bytes()
    with pytest.raises(BackupError, match=r"already. Choose another name"):
        back_up(data, inside, NOW)
    assert inside.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_is_not_followed(data, tmp_path):
    (data / "journals" / "journal-link.jsonl").symlink_to(data / "holiday.jpg")
    (data / "learners" / "bea" / "elsewhere").symlink_to(tmp_path)
    assert back_up(data, tmp_path / "b.zip", NOW) == 5


def test_nothing_to_back_up_is_said(tmp_path):
    with pytest.raises(BackupError, match="nothing to back up yet"):
        back_up(tmp_path / "none", tmp_path / "b.zip", NOW)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["no/such/folder/b.zip", "file/b.zip"])
def test_a_place_that_cannot_be_written_is_said_and_nothing_is_left(data, tmp_path, place):
    (tmp_path / "file").touch()
    with pytest.raises(BackupError, match=r"couldn't be made .*Choose another place"):
        back_up(data, tmp_path / place, NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "file"]
