import os
import socket
import sys

import pytest

from autograder.folder import FILES, JOURNALS, NOTEBOOK, notices, read_submission, submissions
from autograder.room import Room

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="a name, or a kind of file, that Windows hasn't")


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "submitted" / "ada" / "angry"
    path.mkdir(parents=True)
    return path


def hand_in(course, student, name="angry"):
    (course / "submitted" / student / name).mkdir(parents=True)


def read(folder):
    return read_submission(folder, "ada", "angry")


def test_who_handed_in_is_listed_in_order(tmp_path):
    for student in ("grace", "ada", "lin.yu@example.org", "José", "o'neil", "de la Cruz"):
        hand_in(tmp_path, student)
    hand_in(tmp_path, "una", "calm")
    (tmp_path / "submitted" / "README.md").write_text("notes", encoding="utf-8", newline="\n")
    assert submissions(tmp_path, "angry") == ("José", "ada", "de la Cruz", "grace", "lin.yu@example.org", "o'neil")
    assert notices(tmp_path, "angry") == ()


def test_nobody_has_handed_in_yet(tmp_path):
    assert (submissions(tmp_path, "angry"), notices(tmp_path, "angry")) == ((), ())


@on_posix
@pytest.mark.parametrize(
    "student",
    ["a\nb", "a\tb", "a\x1b[2J", "\u202egnp.exe", b"\xff\xfe", "x" * 129, ".hidden", "ada.", "ada ", "a\\..\\b", "c:", "a*", "con", "NUL.txt", "com1", "LPT9.x"],
)  # fmt: skip
def test_a_name_that_could_do_harm_is_left_out_and_told(tmp_path, student):
    hand_in(tmp_path, "ada")
    (tmp_path / "submitted" / os.fsdecode(student) / "angry").mkdir(parents=True)
    assert submissions(tmp_path, "angry") == ("ada",)
    (told,) = notices(tmp_path, "angry")
    assert told.endswith("so it was left out.")
    assert told.isprintable()
    assert len(told) < 300
    (wrong,) = read_submission(
        tmp_path / "submitted" / os.fsdecode(student) / "angry", os.fsdecode(student), "angry"
    ).problems
    assert wrong.isprintable()


@pytest.mark.parametrize("student", ["", ".", "..", "../ada", "/etc", "a/b"])
def test_a_name_that_leads_elsewhere_is_not_followed(folder, student):
    (folder / "angry.ipynb").write_bytes(b"{}")
    assert read_submission(folder, student, "angry").files == {}


@on_posix
def test_names_that_some_systems_take_for_one_are_told_and_both_graded(tmp_path):
    for student in ("ada", "Ada", "jose\u0301", "jos\u00e9", "una"):
        hand_in(tmp_path, student)
    if len(list((tmp_path / "submitted").iterdir())) < 5:
        pytest.skip("this file system takes them for one")
    assert len(submissions(tmp_path, "angry")) == 5
    (told,) = notices(tmp_path, "angry")
    assert told.startswith("Are these different people?")
    assert "una" not in told


@on_posix
def test_a_folder_that_is_a_link_is_left_out_and_told(tmp_path):
    hand_in(tmp_path, "ada")
    (tmp_path / "submitted" / "eve").symlink_to("ada")
    assert submissions(tmp_path, "angry") == ("ada",)
    assert notices(tmp_path, "angry") == ("“eve” in submitted/ is a link to another place, so it was left out.",)
    read = read_submission(tmp_path / "submitted" / "eve" / "angry", "eve", "angry")
    assert (read.files, read.problems) == (
        {}, ("“submitted/eve/angry” is a link to another place, or lies in one, so nothing in it was read.",)
    )  # fmt: skip


@on_posix
def test_an_exercises_folder_that_is_a_link_is_not_followed(folder, tmp_path):
    (folder / "angry.ipynb").write_bytes(b"{}")
    (tmp_path / "submitted" / "eve").mkdir()
    (tmp_path / "submitted" / "eve" / "angry").symlink_to(folder)
    assert submissions(tmp_path, "angry") == ("ada", "eve")
    assert read_submission(tmp_path / "submitted" / "eve" / "angry", "eve", "angry").files == {}


def test_what_a_mark_comes_from_is_read_and_nothing_else(folder):
    wanted = {"angry.ipynb": b"{}", "journal-1.jsonl": b"a", "journal-.jsonl": b"b", "timestamp.txt": b"now"}
    others = dict.fromkeys(["calm.ipynb", "autograder.py", "journal.jsonl", "journal-1.jsonl.bak", "me.png"], b"x")
    for name, content in (wanted | others).items():
        (folder / name).write_bytes(content)
    assert read(folder).files == wanted
    assert read(folder).problems == ()


def test_a_folder_that_is_not_there_or_is_none_is_told(folder):
    assert read(folder / "no").problems[0].startswith("“ada/angry/no” can't be read (")
    assert read(folder / "no").unread
    (folder / "file").write_bytes(b"")
    assert not read(folder / "file").unread
    assert read(folder / "file").problems == ("“ada/angry/file” is no folder, so nothing in it was read.",)


@on_posix
def test_nothing_but_plain_files_is_read(folder, tmp_path, monkeypatch):
    secret = tmp_path / "gradebook.db"
    secret.write_bytes(b"secret")
    (folder / "angry.ipynb").symlink_to(secret)
    (folder / "journal-folder.jsonl").mkdir()
    (folder / "journal-gone.jsonl").symlink_to("nowhere")
    (folder / "journal-loop.jsonl").symlink_to("journal-loop.jsonl")
    os.link(secret, folder / "journal-hard.jsonl")
    os.mkfifo(folder / "journal-pipe.jsonl")
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("journal-socket.jsonl")
    (folder / "journal-zero.jsonl").symlink_to("/dev/zero")
    (folder / "journal-well.jsonl").write_bytes(b"well")
    assert read(folder).files == {"journal-well.jsonl": b"well"}
    assert len(read(folder).problems) == 8
    assert all(problem.endswith(", so it was set aside.") for problem in read(folder).problems)


@on_posix
def test_a_device_is_not_opened(folder):
    try:
        os.mknod(folder / "angry.ipynb", 0o20666, os.makedev(1, 5))
    except OSError:
        pytest.skip("not allowed to make devices")
    assert read(folder).problems == ("angry.ipynb is not a plain file, so it was set aside.",)


def test_files_beyond_the_limits_are_set_aside_and_the_rest_is_read(folder):
    for name, size in {"angry.ipynb": NOTEBOOK.size + 1, "journal-1.jsonl": 1 << 30, "journal-2.jsonl": 5}.items():
        with (folder / name).open("wb") as file:
            file.truncate(size)
    (folder / "journal-3.jsonl").write_bytes(b"\n" * (JOURNALS.lines + 1))
    (folder / "journal-4.jsonl").write_bytes(b"[" * (JOURNALS.parts + 1))
    assert list(read(folder).files) == ["journal-2.jsonl"]
    assert read(folder).problems == (
        "angry.ipynb is too large (it may have 33,554,432 bytes), so it was set aside.",
        "journal-1.jsonl is too large (all journals together may have 33,554,432 bytes), so it was set aside.",
        "journal-3.jsonl has too many lines (all journals together may have 50,000), so it was set aside.",
        "journal-4.jsonl has too many parts (all journals together may have 1,000,000 commas and brackets), so it was set aside.",
    )


def test_thousands_of_files_do_not_crowd_out_the_notebook(folder):
    for number in range(FILES + 5):
        (folder / f"journal-{number}.jsonl").write_bytes(b"")
    (folder / "angry.ipynb").write_bytes(b"{}")
    (folder / "timestamp.txt").write_bytes(b"")
    here = read(folder)
    assert len(here.files) == FILES
    assert here.files.keys() >= {"angry.ipynb", "timestamp.txt"}
    assert here.problems == ("There are more than 1,000 files. Only the first of them were read.",)


@on_posix
def test_thousands_of_links_are_told_in_a_few_lines(folder):
    for number in range(500):
        (folder / f"journal-{number}.jsonl").symlink_to("/etc/passwd")
    assert read(folder).files == {}
    assert len(read(folder).problems) == 21
    assert read(folder).problems[-1] == "480 more files were set aside."


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux alone")
def test_a_file_with_a_name_that_is_no_text_is_set_aside(folder):
    (folder / os.fsdecode(b"journal-\xff.jsonl")).write_bytes(b"x")
    (folder / "journal-\n\x1b[2J.jsonl").write_bytes(b"y")
    (folder / f"journal-{'x' * 241}.jsonl").write_bytes(b"z")
    assert sorted(read(folder).files.values()) == [b"y", b"z"]
    assert read(folder).problems == ("journal-?.jsonl has a name that isn't UTF-8, so it was set aside.",)


def test_a_file_that_cannot_be_read_is_told(folder, monkeypatch):
    def broken(room, path):
        raise OSError(5, "Input/output error")

    (folder / "angry.ipynb").write_bytes(b"{}")
    monkeypatch.setattr(Room, "take", broken)
    found = read(folder)
    assert found.unread  # it may be readable tomorrow: marks without it would be wrong
    assert found.problems == ("angry.ipynb can't be read (Input/output error).",)
