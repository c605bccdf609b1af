import errno
import os
import sys

import pytest

from course.classroom.line_file import LineFile, begun


def opened(path):
    file = LineFile(path)
    lines = file.read()
    return file, lines


def test_the_first_lines_make_the_file(tmp_path):
    file, lines = opened(tmp_path / "a.jsonl")
    assert lines == []
    assert not file.path.exists()
    file.add([b"one", b"two"])
    file.add([b"three"])
    assert file.path.read_bytes() == b"one\ntwo\nthree\n"
    file.close()
    assert opened(file.path)[1] == [b"one", b"two", b"three"]


@pytest.mark.skipif(os.name != "posix", reason="permission bits of POSIX")
def test_nobody_else_may_read_it(tmp_path):
    file, _ = opened(tmp_path / "a.jsonl")
    file.add([b"one"])
    assert file.path.stat().st_mode & 0o077 == 0
    file.close()


@pytest.mark.parametrize(
    ("content", "lines"),
    {
        "nothing": (b"", []),
        "half of the first": (b"on", []),
        "half of the last": (b"one\ntwo\nthr", [b"one", b"two"]),
        "all of the last but its end": (b"one\ntwo", [b"one"]),
        "whole": (b"one\n", [b"one"]),
        "bytes of any kind": (b"\x00\xff\x0b\x1c\x85 x\n\x00", [b"\x00\xff\x0b\x1c\x85 x"]),
    }.values(),
    ids=["nothing", "half of the first", "half of the last", "without its end", "whole", "any bytes"],
)
def test_half_a_line_at_the_end_is_cut_off(tmp_path, content, lines):
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    file, found = opened(path)
    assert found == lines
    file.add([b"next"])
    file.close()
    assert path.read_bytes() == b"".join(line + b"\n" for line in [*lines, b"next"])


@pytest.mark.parametrize("before", [[], [b"one"]], ids=["new", "begun"])
@pytest.mark.parametrize("after", [0, 2, 4, 9])
def test_a_write_that_fails_adds_nothing(tmp_path, monkeypatch, before, after):
    file, _ = opened(tmp_path / "a.jsonl")
    if before:
        file.add(before)
    left, write = [after], os.write

    def full(descriptor, content):
        if not left[0]:
            raise OSError(errno.ENOSPC, "full")
        written = write(descriptor, content[: left[0]])
        left[0] -= written
        return written

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(OSError, match="full"):
            file.add([b"two", b"three, which is long"])
    assert file.path.read_bytes() == b"".join(line + b"\n" for line in before)
    file.add([b"four"])
    assert file.path.read_bytes() == b"".join(line + b"\n" for line in [*before, b"four"])
    file.close()


def test_a_sync_that_fails_adds_nothing(tmp_path, monkeypatch):
    file, _ = opened(tmp_path / "a.jsonl")
    file.add([b"one"])

    def broken(descriptor):
        raise OSError(errno.EIO, "broken")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", broken)
        with pytest.raises(OSError, match="broken"):
            file.add([b"two"])
    file.add([b"three"])
    assert file.path.read_bytes() == b"one\nthree\n"
    file.close()


def test_what_could_not_be_cut_off_then_is_cut_off_later(tmp_path, monkeypatch):
    file, _ = opened(tmp_path / "a.jsonl")
    file.add([b"one"])

    def broken(*_):
        raise OSError(errno.EIO, "broken")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", broken)
        patch.setattr(os, "ftruncate", broken)
        with pytest.raises(OSError, match="broken"):
            file.add([b"two"])
        assert file.path.read_bytes() == b"one\ntwo\n"
        with pytest.raises(OSError, match="broken"):
            file.add([b"three"])
    file.add([b"four"])
    assert file.path.read_bytes() == b"one\nfour\n"
    file.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a file that is in use")
def test_a_file_that_somebody_deleted_is_not_written_to(tmp_path):
    file, _ = opened(tmp_path / "a.jsonl")
    file.add([b"one"])
    file.path.unlink()
    with pytest.raises(FileNotFoundError, match=r"a\.jsonl"):
        file.add([b"two"])
    file.close()


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links aren't followed elsewhere")
def test_a_link_is_not_written_through(tmp_path):
    (tmp_path / "elsewhere").write_bytes(b"")
    (tmp_path / "a.jsonl").symlink_to(tmp_path / "elsewhere")
    file, _ = opened(tmp_path / "a.jsonl")
    with pytest.raises(OSError, match="link"):
        file.add([b"one"])
    assert (tmp_path / "elsewhere").read_bytes() == b""


@pytest.mark.parametrize("lines", [[], [b"one"]], ids=["never begun", "begun"])
def test_a_removed_file_is_gone_and_may_be_begun_again(tmp_path, lines):
    file, _ = opened(tmp_path / "a.jsonl")
    if lines:
        file.add(lines)
    file.remove()
    assert not file.path.exists()
    file.add([b"new"])
    assert file.path.read_bytes() == b"new\n"
    file.close()


@pytest.mark.parametrize(
    ("content", "is_begun"), [(b"", False), (b"half", False), (b"one\n", True), (b"one\nhalf", True)]
)
def test_begun_is_a_file_with_a_whole_line(tmp_path, content, is_begun):
    (tmp_path / "a").write_bytes(content)
    assert begun(tmp_path / "a") is is_begun
