"""Files to take along: whole or not at all."""

from pathlib import Path
from unittest.mock import Mock

import pytest

from course.parcel import CannotPut, put


def test_each_file_is_there_whole_and_nothing_else_is(tmp_path):
    folder = tmp_path / "new" / "folder"
    paths = put(folder, {"a.json": b"1", "b.html": b"2"})
    assert [(path.name, path.read_bytes()) for path in paths] == [("a.json", b"1"), ("b.html", b"2")]
    put(folder, {"a.json": b"3"})
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"a.json": b"3", "b.html": b"2"}


def test_a_folder_that_is_none_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CannotPut, match="What you did in the course is safe"):
        put(tmp_path / "file", {"a.json": b"1"})


def test_what_was_there_stays_when_the_disk_is_full(tmp_path, monkeypatch):
    put(tmp_path, {"a.json": b"old"})
    monkeypatch.setattr(Path, "write_bytes", Mock(side_effect=OSError(28, "No space left on device")))
    with pytest.raises(CannotPut, match="No space left"):
        put(tmp_path, {"a.json": b"new"})
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]
