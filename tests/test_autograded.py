"""The folder of a graded notebook changes as a whole, and is found whole whenever a change was stopped."""

import stat
import sys
from itertools import count

import pytest

from autograder.autograded import Autograded
from autograder.ledger import Record, digest

OLD = {"angry.ipynb": b"old", "journal-1.jsonl": b"{}\n"}
NEW = {"angry.ipynb": b"new", "timestamp.txt": b"2026-05-01 12:00:00 UTC"}


def record(files):
    return Record("of " + files["angry.ipynb"].decode(), digest(files["angry.ipynb"]))


def put(folder, files):
    Autograded(folder).prepare(files)
    Autograded(folder).replace(record(files))


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".json"}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "autograded" / "ada" / "angry"


def test_what_was_prepared_takes_the_place_of_what_was_there(folder):
    put(folder, OLD)
    Autograded(folder).prepare(NEW)
    assert content(folder) == OLD
    assert Autograded(folder).record() == record(OLD)
    Autograded(folder).replace(record(NEW))
    assert content(folder) == NEW
    assert Autograded(folder).record() == record(NEW)
    assert [path.name for path in folder.parent.iterdir()] == ["angry"]


@pytest.mark.skipif(sys.platform == "win32", reason="another kind of permissions")
def test_nobody_changes_what_was_graded_by_accident(folder):
    put(folder, OLD)
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o444}


def test_without_a_record_it_is_graded_again(folder):
    assert Autograded(folder).record() is None
    Autograded(folder).prepare(OLD)
    Autograded(folder).replace(None)
    assert (content(folder), Autograded(folder).record()) == (OLD, None)


@pytest.mark.parametrize("change", ["changed", "gone"])
def test_a_record_is_of_the_notebook_that_lies_beside_it(folder, change):
    put(folder, OLD)
    page = folder / "angry.ipynb"
    page.chmod(0o600)
    page.unlink() if change == "gone" else page.write_bytes(b"another")
    assert Autograded(folder).record() is None


@pytest.mark.parametrize("before", [None, OLD], ids=["first", "again"])
def test_wherever_it_stops_the_old_or_the_new_is_there(tmp_path, monkeypatch, before):
    """Stop before the first change to a folder, then before the second, and so on until none is left."""
    import autograder.autograded as module

    for steps in count():
        folder = tmp_path / str(steps) / "ada" / "angry"
        if before:
            put(folder, before)
        left = iter(range(steps))

        def stopped(call, left=left):
            def instead(*arguments, **named):
                if next(left, None) is None:
                    raise KeyboardInterrupt
                return call(*arguments, **named)

            return instead

        with monkeypatch.context() as patch:
            for name in ("mkdir", "write_bytes", "chmod", "rename"):
                patch.setattr(module.Path, name, stopped(getattr(module.Path, name)))
            patch.setattr(module.shutil, "rmtree", stopped(module.shutil.rmtree))
            try:
                put(folder, NEW)
            except KeyboardInterrupt:
                done = False
            else:
                done = True
        Autograded(folder).mend()
        found = content(folder) if folder.exists() else None
        assert found in (before, NEW)
        assert Autograded(folder).record() == (record(found) if found else None)
        assert [path.name for path in folder.parent.glob("*")] == (["angry"] if found else [])
        if done:
            assert found == NEW
            break
    assert steps > 5
