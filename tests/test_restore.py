"""The way back from a backup: whole, with nobody's practice mixed, and nothing here taken away."""

import json
import zipfile
from datetime import UTC, datetime

import pytest

from course import learners
from course import restore as restoring
from course.backup import ABOUT, BackupError, back_up
from course.history import read
from course.journal import Journal
from course.restore import restore

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def plan(folder, topic):
    return Journal(folder).append("plan", {"plan": topic})


def plans(folder):
    history = read(folder)
    assert history.problems == ()
    return [record.data["plan"] for record in history.headers("plan")]


def files(data):
    return {path.relative_to(data).as_posix(): path.read_bytes() for path in data.rglob("*") if path.is_file()}


def write(path, words):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8", newline="\n")


@pytest.fixture
def data(tmp_path):
    """Ann, who was first, Bea, and a lesson in which somebody wrote."""
    home = tmp_path / "data"
    plan(home / "journals", "angry")
    plan(learners.add(home, "Bea").journals, "rude")
    write(home / "workbook" / "lesson.ipynb", "mine")
    write(home / "shipped" / "lesson.ipynb", "theirs")
    return home


@pytest.fixture
def backup(data, tmp_path):
    back_up(data, tmp_path / "b.zip", NOW)
    return tmp_path / "b.zip"


def test_on_a_fresh_computer_all_is_as_it_was(data, backup, tmp_path):
    done = restore(tmp_path / "fresh", backup)
    assert files(tmp_path / "fresh") == files(data)
    assert done.whose == ["Whoever learned here first", "Bea"]
    assert (done.files, done.beside) == (4, [])  # what was handed out isn't counted


def test_a_second_time_nothing_changes(data, backup):
    before = files(data)
    done = restore(data, backup)
    assert (done.files, done.beside) == (0, [])
    assert files(data) == before


def test_what_was_lost_comes_back_and_what_grew_since_stays(data, backup):
    [bea] = (data / "learners/bea/journals").iterdir()
    bea.unlink()
    [ann] = (data / "journals").iterdir()
    grown = ann.read_bytes() + plan(data / "elsewhere", "calm").line + b"\n"
    ann.write_bytes(grown)
    done = restore(data, backup)
    assert plans(data / "learners/bea/journals") == ["rude"]
    assert ann.read_bytes() == grown
    assert done.files == 1


def test_a_journal_that_was_cut_short_is_whole_again(data, backup):
    [ann] = (data / "journals").iterdir()
    whole = ann.read_bytes()
    ann.write_bytes(whole[:20])
    restore(data, backup)
    assert ann.read_bytes() == whole


def test_a_journal_that_differs_is_read_beside_the_other(data, backup):
    [ann] = (data / "journals").iterdir()
    ann.write_bytes(plan(data / "elsewhere", "calm").line + b"\n")
    done = restore(data, backup)
    assert [path.name for path in done.beside] == [f"{ann.stem} - from the backup.jsonl"]
    assert sorted(plans(data / "journals")) == ["angry", "calm"]
    assert restore(data, backup).files == 0


def test_nobody_s_practice_is_mixed_with_that_of_another(backup, tmp_path):
    other = tmp_path / "other computer"
    plan(other / "journals", "package")  # somebody else was first here
    plan(learners.add(other, "Bea").journals, "calm")  # and another Bea
    before = files(other)
    done = restore(other, backup)
    assert before.items() <= files(other).items()
    assert done.whose == ["From the backup", "Bea (2)"]
    assert {one.title: plans(one.journals) for one in learners.learners(other)} == {
        "Whoever learned here first": ["package"],
        "Bea": ["calm"],
        "From the backup": ["angry"],
        "Bea (2)": ["rude"],
    }
    again = files(other)
    restore(other, backup)  # now it is known whose journals those are
    assert files(other) == again


def test_one_learner_s_backup_finds_its_way_home(data, tmp_path):
    back_up(data, tmp_path / "bea.zip", NOW, [learners.at(data, "bea")])
    learners.rename(data, learners.at(data, "bea"), "Beatrice")
    [journal] = (data / "learners/bea/journals").iterdir()
    journal.write_bytes(b"")
    assert restore(data, tmp_path / "bea.zip").whose == ["Beatrice"]
    assert plans(data / "learners/bea/journals") == ["rude"]


def test_a_lesson_that_nobody_touched_gives_way_and_another_does_not(data, backup):
    copy, original = data / "workbook/lesson.ipynb", data / "shipped/lesson.ipynb"
    write(copy, "newer")
    write(original, "newer")
    assert restore(data, backup).beside == []
    assert (copy.read_bytes(), original.read_bytes()) == (b"mine", b"theirs")
    write(copy, "words of today")
    done = restore(data, backup)
    assert copy.read_bytes() == b"words of today"
    assert [path.read_bytes() for path in done.beside] == [b"mine"]
    assert restore(data, backup).files == 0


def zipped(path, content, about=None):
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr(ABOUT, json.dumps({"module_nine_backup": 1} if about is None else about))
        for name in content:
            bundle.writestr(name, "x")
    return path


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "journals/../../evil",
        "/etc/evil",
        "workbook//etc/evil",
        "learners/bea//etc/evil",
        "learners/../evil/x",
        "learners/first/name.txt",
        "learners/BEA/name.txt",
        "learners/name.txt",
        "name.txt/x",
        "journals",
        "now.txt",
        "holiday.jpg",
        "workbook/./x",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused_and_nothing_is_written(tmp_path, name):
    bad = zipped(tmp_path / "bad.zip", ["journals/journal-1.jsonl", name])
    with pytest.raises(BackupError, match="no backup of this course"):
        restore(tmp_path / "data", bad)
    assert [path.name for path in tmp_path.iterdir()] == ["bad.zip"]


@pytest.mark.parametrize(
    ("about", "why"),
    [({}, "no backup"), ([], "no backup"), ({"module_nine_backup": 2}, "newer version"), ("x", "no backup")],
    ids=str,
)
def test_what_is_no_backup_of_ours_is_refused(tmp_path, about, why):
    with pytest.raises(BackupError, match=why):
        restore(tmp_path / "data", zipped(tmp_path / "bad.zip", [], about))


def test_a_damaged_file_is_refused_whole(data, backup):
    content = bytearray(backup.read_bytes())
    content[len(content) // 3] ^= 0xFF
    before = files(data)
    for bad in (bytes(content), b"", b"hello", bytes(content[:200])):
        backup.write_bytes(bad)
        with pytest.raises(BackupError, match="backup of this course"):
            restore(data, backup)
    backup.unlink()
    with pytest.raises(BackupError, match="can't be read"):
        restore(data, backup)
    assert files(data) == before


def test_what_would_fill_the_disk_is_refused(data, backup, monkeypatch):
    monkeypatch.setattr(restoring, "LARGEST", 10)
    with pytest.raises(BackupError, match="too large"):
        restore(data, backup)


def test_a_disk_that_fails_is_said(backup, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(BackupError, match="Not everything could be restored"):
        restore(tmp_path / "file", backup)
