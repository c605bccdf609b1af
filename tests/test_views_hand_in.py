"""The last cell of an exercise: what its button makes, and what it says of it."""

import sys
import zipfile
from unittest.mock import Mock

import pytest

from course.journal import open_journal
from course.pen import Pen
from course.views.hand_in import _in_html, hand_in


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "angry.ipynb").write_text("{}", encoding="utf-8")
    return tmp_path


def names(path):
    return sorted(zipfile.ZipFile(path).namelist())


def test_the_button_makes_it_and_running_the_cell_does_not(folder, monkeypatch):
    monkeypatch.chdir(folder)
    button, _ = hand_in("angry").children
    assert not list(folder.glob("*.zip"))
    button.click()
    assert names(folder / "angry-hand-in.zip") == ["angry.ipynb"]


def test_an_answer_that_waited_for_room_on_the_disk_is_in_it_too(folder, monkeypatch):
    with monkeypatch.context() as full:
        full.setattr(Pen, "write", Mock(side_effect=OSError(28, "No space left on device")))
        open_journal(folder).append("drill", {"drill": "x"})
        assert "the disk is full" in _in_html("angry", folder)
        assert names(folder / "angry-hand-in.zip") == ["angry.ipynb"]
    assert "the disk is full" not in _in_html("angry", folder)
    assert len(names(folder / "angry-hand-in.zip")) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_name_is_never_html(tmp_path, monkeypatch):
    name = "<img src=x>"
    (tmp_path / f"{name}.ipynb").write_text("{}", encoding="utf-8")
    assert "<img" not in _in_html(name, tmp_path)
