import json
import os
import zipfile
from pathlib import Path

import pytest

from course.bundle import NothingToHandIn, pack
from course.journal import open_journal
from course.record import Record

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "angry.ipynb").write_text("{}", encoding="utf-8")
    return tmp_path


def names(path):
    return sorted(zipfile.ZipFile(path).namelist())


def test_the_notebook_and_the_journals_are_in_it_and_nothing_else(folder):
    open_journal(folder).append("drill", {"drill": "x"})
    (folder / "notes.txt").write_text("private", encoding="utf-8")
    (folder / "journal-elsewhere.jsonl").mkdir()
    made = pack("angry", folder)
    (journal,) = [path.name for path in folder.glob("journal-*") if path.is_file()]
    assert names(made.path) == ["angry.ipynb", journal]
    assert made.path.name == "angry-hand-in.zip"
    assert any("1 file" in words for words in made.in_words())
    assert any("journal-elsewhere" in words for words in made.in_words())


def test_without_answers_it_says_so(folder):
    assert any("No answers yet" in words for words in pack("angry", folder).in_words())


def test_it_is_made_anew_each_time(folder):
    pack("angry", folder)
    open_journal(folder).append("drill", {"drill": "x"})
    assert len(names(pack("angry", folder).path)) == 2
    assert not list(folder.glob("*.part"))


def test_a_notebook_of_another_name_is_told(tmp_path):
    (tmp_path / "angry-Copy1.ipynb").write_text("{}", encoding="utf-8")
    with pytest.raises(NothingToHandIn, match=r"no angry\.ipynb in this folder"):
        pack("angry", tmp_path)


def test_a_disk_that_takes_nothing_is_told_in_a_sentence(folder, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "write", full)
    with pytest.raises(NothingToHandIn, match="No space left"):
        pack("angry", folder)
    assert [path.name for path in folder.iterdir()] == ["angry.ipynb"]


@pytest.mark.skipif(os.name != "posix", reason="needs names that are bytes")
def test_a_journal_whose_name_cannot_be_written_is_told(folder):
    Path(os.fsdecode(os.fsencode(folder) + b"/journal-\xff.jsonl")).write_bytes(Record.new("plan", {}).line + b"\n")
    with pytest.raises(NothingToHandIn, match="a name that can't be written"):
        pack("angry", folder)
    assert not list(folder.glob("*.part"))


def test_a_text_that_nobody_has_written_yet_is_told(folder):
    page = json.loads((ROOT / "exercises" / "release" / "angry" / "angry.ipynb").read_text(encoding="utf-8"))
    (folder / "angry.ipynb").write_text(json.dumps(page), encoding="utf-8")
    assert "Your own text isn't in it yet" in pack("angry", folder).in_words()[0]
    for cell in page["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = ["I waited, and he told me."]
    (folder / "angry.ipynb").write_text(json.dumps(page), encoding="utf-8")
    assert "Your own text" not in pack("angry", folder).in_words()[0]
