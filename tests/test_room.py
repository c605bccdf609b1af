import os

import pytest

from autograder.room import AsideError, Limit, Room


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"[1,\n2]\n")
    return path


def test_a_plain_file_is_read_as_it_is(file):
    assert Room(Limit(7, 2, 2)).take(file) == b"[1,\n2]\n"


@pytest.mark.parametrize(
    ("limit", "why"),
    [
        (Limit(6), "is too large (it may have 6 bytes)"),
        (Limit(7, lines=1), "has too many lines (it may have 1)"),
        (Limit(7, parts=1), "has too many parts (it may have 1 commas and brackets)"),
    ],
)
def test_nothing_is_read_beyond_a_limit(file, limit, why):
    with pytest.raises(AsideError) as told:
        Room(limit).take(file)
    assert str(told.value) == why


def test_files_share_a_room_and_what_is_left_out_takes_none(file, tmp_path):
    room, small = Room(Limit(10), "together they"), tmp_path / "small"
    small.write_bytes(b"abc")
    room.take(file)
    with pytest.raises(AsideError, match="together they may have 10 bytes"):
        room.take(file)
    assert room.take(small) == b"abc"


def test_a_sparse_file_is_measured_before_it_is_read(tmp_path):
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(AsideError, match="is too large"):
        Room(Limit(1 << 20)).take(tmp_path / "sparse")


def test_a_second_name_of_a_file_is_not_read(file, tmp_path):
    os.link(file, tmp_path / "second")
    with pytest.raises(AsideError, match="is a second name of a file"):
        Room(Limit(100)).take(tmp_path / "second")


def test_a_folder_is_not_read(tmp_path):
    with pytest.raises(AsideError, match="is not a plain file"):
        Room(Limit(100)).take(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
@pytest.mark.parametrize("becomes", ["link", "pipe", "second name"])
def test_what_takes_a_files_place_after_it_was_looked_at_is_not_read(file, tmp_path, monkeypatch, becomes):
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    make = {
        "link": lambda: file.symlink_to(secret),
        "pipe": lambda: os.mkfifo(file),
        "second name": lambda: os.link(secret, file),
    }
    really = os.open

    def swapped(name, flags):
        file.unlink()
        make[becomes]()
        return really(name, flags)

    monkeypatch.setattr("autograder.room.os.open", swapped)
    with pytest.raises((AsideError, OSError)):
        Room(Limit(100)).take(file)


@pytest.mark.parametrize("more", [b"[1,\n2]\nmore", b"", b"[9,\n9]\n"], ids=["grew", "was cut", "was rewritten"])
def test_a_file_that_changes_while_it_is_read_is_not_believed(file, monkeypatch, more):
    really, looks = os.fstat, []

    def changed(number):
        if looks:
            file.write_bytes(more)
            os.utime(file, ns=(1, 1))
        looks.append(number)
        return really(number)

    monkeypatch.setattr("autograder.room.os.fstat", changed)
    with pytest.raises(AsideError, match="changed while it was read"):
        Room(Limit(100)).take(file)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_says_so(file):
    file.chmod(0)
    with pytest.raises(PermissionError):
        Room(Limit(100)).take(file)
