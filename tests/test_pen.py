import errno
import os
import sys

import pytest

from course import pen as module
from course.pen import Pen


def contents(folder) -> list[bytes]:
    return sorted(path.read_bytes() for path in folder.glob("journal-*.jsonl"))


def test_the_first_write_makes_folder_and_file(tmp_path):
    pen = Pen(tmp_path / "a" / "b")
    assert not (tmp_path / "a").exists()
    pen.write(b"one\n")
    pen.write(b"two\n")
    assert contents(tmp_path / "a" / "b") == [b"one\ntwo\n"]
    assert not pen.lost()


@pytest.mark.skipif(os.name != "posix", reason="permission bits of POSIX")
def test_a_folder_it_makes_is_the_learners_own(tmp_path):
    Pen(tmp_path / "new").write(b"one\n")
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_each_pen_has_a_file_of_its_own(tmp_path):
    pens = [Pen(tmp_path), Pen(tmp_path)]
    for pen in pens * 2:
        pen.write(b"x\n")
    assert contents(tmp_path) == [b"x\nx\n", b"x\nx\n"]


def test_a_full_file_is_followed_by_another(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "FULL", 5)
    pen = Pen(tmp_path)
    for line in (b"one\n", b"two\n", b"three\n"):
        pen.write(line)
    assert contents(tmp_path) == [b"one\ntwo\n", b"three\n"]


@pytest.mark.parametrize(
    "change",
    [os.unlink, lambda path: os.truncate(path, 1), lambda path: path.write_text("longer")],
    ids=["deleted", "cut", "rewritten"],
)
def test_it_knows_when_its_file_was_changed(tmp_path, change):
    pen = Pen(tmp_path)
    assert not pen.lost()
    pen.write(b"one\n")
    change(next(tmp_path.iterdir()))
    assert pen.lost()


@pytest.mark.parametrize("before", [b"", b"one\n"])
@pytest.mark.parametrize("after", [0, 2, 4])
def test_a_write_that_fails_adds_nothing(tmp_path, monkeypatch, before, after):
    pen, room, write = Pen(tmp_path), [after], os.write
    if before:
        pen.write(before)

    def full(file: int, content: bytes) -> int:
        if not room[0]:
            raise OSError(errno.ENOSPC, "full")
        written = write(file, content[: room[0]])
        room[0] -= written
        return written

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(OSError, match="full"):
            pen.write(b"two, which is long\n")
    assert contents(tmp_path) == ([before] if before else [])
    pen.write(b"two\n")
    assert contents(tmp_path) == [before + b"two\n"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can't fork")
def test_after_a_fork_the_child_begins_a_file(tmp_path):
    pen = Pen(tmp_path)
    pen.write(b"parent\n")
    child = os.fork()
    if not child:
        pen.write(b"child\n")
        os._exit(0)
    os.waitpid(child, 0)
    pen.write(b"parent\n")
    assert not pen.lost()
    assert contents(tmp_path) == [b"child\n", b"parent\nparent\n"]


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links aren't followed elsewhere")
def test_a_link_in_place_of_its_file_is_not_written_through(tmp_path):
    pen = Pen(tmp_path / "mine")
    pen.write(b"one\n")
    (path,) = (tmp_path / "mine").iterdir()
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert pen.lost()
    with pytest.raises(OSError, match="link"):
        pen.write(b"two\n")
    assert (tmp_path / "elsewhere").read_bytes() == b"one\n"
