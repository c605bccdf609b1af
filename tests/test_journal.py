import errno
import os
import re
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_up import escaped

from course import pen
from course.history import read
from course.journal import Journal, open_journal, practice_folder
from course.record import Record

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from course.journal import Journal
journal, parent, number = Journal(Path(sys.argv[1])), None, 0
while number < int(sys.argv[2]):
    kind = "reply" if parent else "start"
    parent = journal.append(kind, {"number": number, "who": sys.argv[3]}, parent).digest
    assert not journal.trouble
    print(number, flush=True)
    number += 1
"""


def writer(folder: Path, count: int, who: str = "me") -> subprocess.Popen:
    command = [sys.executable, "-c", WRITER, str(folder), str(count), who]
    root = Path(__file__).parent.parent
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("journal-*.jsonl"))


def fill(journal: Journal, count: int) -> list[Record]:
    records = [journal.append("start", {"number": 0})]
    for number in range(1, count):
        records.append(journal.append("reply", {"number": number}, records[-1].digest))
    return records


def on_disk(folder: Path) -> list[Record]:
    history = read(folder)
    assert history.problems == ()
    return list(history.records.values())


def test_opening_leaves_no_trace(tmp_path):
    assert Journal(tmp_path / "new").history.records == {}
    assert not (tmp_path / "new").exists()


def test_what_was_appended_is_on_disk(tmp_path):
    journal = Journal(tmp_path / "new" / "folder")
    for count in range(1, 5):
        record = journal.append("start", {"words": "Ça\nva"})
        assert on_disk(journal.folder)[-1] == record
        assert len(on_disk(journal.folder)) == count
    assert len(files(journal.folder)) == 1
    assert journal.trouble == ""
    assert list(Journal(journal.folder).history.records.values()) == list(journal.history.records.values())


def test_a_line_is_synced_before_append_returns(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fsync", lambda file: synced.append(os.fstat(file)))
    journal = Journal(tmp_path)
    journal.append("start", {})
    first = files(tmp_path)[0].stat()
    journal.append("start", {})
    second = files(tmp_path)[0].stat()
    sizes = [(stat.st_ino, stat.st_size) for stat in synced if stat.st_ino == first.st_ino]
    assert sizes == [(first.st_ino, first.st_size), (first.st_ino, second.st_size)]
    assert os.name != "posix" or tmp_path.stat().st_ino in [stat.st_ino for stat in synced]


def test_a_caller_is_told_of_its_own_mistakes(tmp_path):
    journal = Journal(tmp_path)
    with pytest.raises(KeyError):
        journal.append("reply", {}, "unknown")
    with pytest.raises(ValueError, match="not JSON compliant"):
        journal.append("start", {"x": float("inf")})
    assert files(tmp_path) == []
    assert journal.history.records == {}


def test_where_practice_is_kept(monkeypatch, tmp_path):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    assert practice_folder() == tmp_path / "journals"
    monkeypatch.delenv("MODULE_NINE_DATA")
    assert practice_folder().name == "journals"
    assert "module-nine" in str(practice_folder())


def test_a_folder_has_one_live_journal(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert open_journal(Path()) is open_journal(tmp_path)
    assert open_journal(tmp_path) is not open_journal(tmp_path / "other")


@POSIX
def test_a_killed_process_loses_nothing_acknowledged(tmp_path):
    for attempt in range(30):
        folder = tmp_path / str(attempt)
        with writer(folder, 1_000_000) as process:
            acknowledged = [process.stdout.readline()]
            time.sleep(attempt * 0.0007)
            process.send_signal(signal.SIGKILL)
            acknowledged += process.stdout.read().splitlines()
        records = list(read(folder).records.values())
        assert [record.data["number"] for record in records] == list(range(len(records)))
        assert len(acknowledged) <= len(records) <= len(acknowledged) + 1


def test_two_processes_never_mix_their_lines(tmp_path):
    processes = [writer(tmp_path, 100, who) for who in ("one", "two")]
    assert [process.wait() for process in processes if process.stdout.read()] == [0, 0]
    assert len(files(tmp_path)) == 2
    history = read(tmp_path)
    assert history.problems == ()
    for tip in history.tips():
        path = history.path(tip.digest)
        assert [record.data["number"] for record in path] == list(range(100))
        assert len({record.data["who"] for record in path}) == 1
    assert len(history.tips()) == 2


def test_a_second_journal_sees_the_first_after_refresh(tmp_path):
    first, second = Journal(tmp_path), Journal(tmp_path)
    start = first.append("start", {})
    assert second.history.records == {}
    second.refresh()
    reply = second.append("reply", {}, start.digest)
    first.refresh()
    assert first.history.path(reply.digest) == [start, reply]
    assert len(files(tmp_path)) == 2


def test_threads_wait_for_one_another(tmp_path):
    journal = Journal(tmp_path)
    threads = [threading.Thread(target=fill, args=(journal, 20)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(on_disk(tmp_path)) == 80
    assert len(files(tmp_path)) == 1


def test_a_reader_is_not_disturbed_by_a_writer(tmp_path):
    journal = Journal(tmp_path)
    thread = threading.Thread(target=fill, args=(journal, 300))
    thread.start()
    sizes = set()
    while thread.is_alive():
        sizes.add(sum(1 for _ in journal.history.records.values()))
    thread.join()
    assert len(sizes) > 3
    journal.refresh()
    assert list(journal.history.records.values()) == on_disk(tmp_path)


@POSIX
def test_a_forked_process_writes_a_file_of_its_own(tmp_path):
    journal = Journal(tmp_path)
    start = journal.append("start", {})
    child = os.fork()
    if not child:
        journal.append("reply", {"who": "child"}, start.digest)
        os._exit(0)
    os.waitpid(child, 0)
    journal.append("reply", {"who": "parent"}, start.digest)
    assert len(files(tmp_path)) == 2
    history = read(tmp_path)
    assert [record.data["who"] for record in history.children(start.digest)] == ["child", "parent"]


class Disk:
    """Stands in for os.write: it has room for so many bytes, and is full after that."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
        self.room, self.write = room, os.write
        monkeypatch.setattr(os, "write", self)

    def __call__(self, file: int, content: bytes) -> int:
        if not self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = self.write(file, content[: self.room])
        self.room -= written
        return written


@pytest.mark.parametrize("kept", [0, 3])
@pytest.mark.parametrize("room", [0, 1, 50])
def test_a_full_disk_is_told_in_words_and_nothing_is_lost(tmp_path, monkeypatch, kept, room):
    journal = Journal(tmp_path)
    records = fill(journal, kept) if kept else []
    disk = Disk(monkeypatch, room)
    records += fill(journal, 2)
    assert "Your replies aren't being saved: the disk is full. You can go on." in journal.trouble
    assert on_disk(tmp_path) == records[:kept]
    assert len(files(tmp_path)) == bool(kept)
    assert list(journal.history.records.values()) == records
    disk.room = 1 << 20
    journal.refresh()
    assert journal.trouble == ""
    assert on_disk(tmp_path) == records
    records.append(journal.append("reply", {"number": 2}, records[-1].digest))
    assert journal.trouble == ""
    assert on_disk(tmp_path) == records
    assert len(files(tmp_path)) == 1


def test_when_the_torn_line_cannot_be_cut_off_a_new_file_begins(tmp_path, monkeypatch):
    journal = Journal(tmp_path)
    records = fill(journal, 2)
    disk = Disk(monkeypatch, 30)
    with monkeypatch.context() as patch:
        patch.setattr(os, "ftruncate", fail(errno.EIO))
        records.append(journal.append("reply", {}, records[-1].digest))
    disk.room = 1 << 20
    records.append(journal.append("reply", {}, records[-1].digest))
    assert journal.trouble == ""
    assert len(files(tmp_path)) == 2
    history = read(tmp_path)
    assert list(history.records.values()) == records
    assert "cut off" in history.problems[0]
    assert len(history.problems) == 1


def fail(code: int):
    def failing(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    return failing


def test_a_sync_that_fails_is_not_believed(tmp_path, monkeypatch):
    journal = Journal(tmp_path)
    records = fill(journal, 2)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail(errno.EIO))
        records.append(journal.append("reply", {}, records[-1].digest))
        assert "the computer says" in journal.trouble
        assert on_disk(tmp_path) == records[:2]
    records.append(journal.append("reply", {}, records[-1].digest))
    assert journal.trouble == ""
    assert on_disk(tmp_path) == records


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="needs a small disk of its own")
def test_a_disk_that_is_really_full(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("can't mount a small disk here")
    try:
        ballast = disk / "ballast"
        ballast.write_bytes(b"x" * 40_000)
        journal = Journal(disk)
        records = fill(journal, 300)
        assert "the disk is full" in journal.trouble
        saved = on_disk(disk)
        assert 50 < len(saved) < 300
        assert saved == records[: len(saved)]
        ballast.unlink()
        records.append(journal.append("reply", {}, records[-1].digest))
        assert journal.trouble == ""
        assert on_disk(disk) == records
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_a_folder_that_cannot_be_written_to(tmp_path, monkeypatch, code):
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", fail(code))
        journal = Journal(tmp_path)
        records = fill(journal, 2)
        assert f"the folder {tmp_path} can't be written to" in journal.trouble
    records.append(journal.append("reply", {}, records[-1].digest))
    assert journal.trouble == ""
    assert on_disk(tmp_path) == records


def test_a_file_in_place_of_the_folder(tmp_path):
    (tmp_path / "file").write_text("hello")
    for folder in (tmp_path / "file", tmp_path / "file" / "journals"):
        journal = Journal(folder)
        fill(journal, 2)
        assert "Your replies aren't being saved" in journal.trouble
        assert "folder" in journal.trouble
        assert len(journal.history.records) == 2


def test_a_journal_that_somebody_deletes_or_changes_is_written_again(tmp_path):
    journal, other = Journal(tmp_path), Journal(tmp_path)
    first = other.append("start", {"number": 0})
    journal.refresh()
    records = [first, journal.append("reply", {"number": 1}, first.digest)]
    for file in files(tmp_path):
        file.unlink()
    records.append(journal.append("reply", {"number": 2}, records[-1].digest))
    assert on_disk(tmp_path) == records
    files(tmp_path)[0].write_bytes(records[0].line + b"\n")
    records.append(journal.append("reply", {"number": 3}, records[-1].digest))
    assert on_disk(tmp_path) == records
    assert journal.trouble == ""


def test_a_long_file_is_followed_by_another(tmp_path, monkeypatch):
    monkeypatch.setattr(pen, "FULL", 1000)
    journal = Journal(tmp_path)
    records = fill(journal, 20)
    assert on_disk(tmp_path) == records
    assert len(files(tmp_path)) > 1
    assert max(file.stat().st_size for file in files(tmp_path)) < 1300


def test_an_interrupted_append_leaves_a_whole_journal(tmp_path, monkeypatch):
    journal = Journal(tmp_path)
    records = fill(journal, 2)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: signal.raise_signal(signal.SIGINT))
        with pytest.raises(KeyboardInterrupt):
            journal.append("reply", {}, records[-1].digest)
    assert on_disk(tmp_path) == records
    records.append(journal.append("reply", {"again": 1}, records[-1].digest))
    assert on_disk(tmp_path) == records
    assert journal.trouble == ""


def test_a_clock_that_is_set_back_brings_nothing_old_back(tmp_path):
    ahead = Record.new("plan", {"plan": "x"}, after=datetime(2999, 1, 1, tzinfo=UTC))
    (tmp_path / "journal-0.jsonl").write_bytes(ahead.line + b"\n")
    journal = Journal(tmp_path)
    first = journal.append("answer", {"item": "a", "answer": 1}, ahead.digest)
    second = journal.append("answer", {"item": "a", "answer": 2}, ahead.digest)
    assert ahead.at < first.at < second.at
    assert list(Journal(tmp_path).history.records) == [ahead.digest, first.digest, second.digest]


def test_the_end_of_time_stops_nobody(tmp_path):
    last = Record.new("plan", {}).line
    (tmp_path / "journal-0.jsonl").write_bytes(
        re.sub(rb'"at":"[^"]*"', b'"at":"9999-12-31T23:59:59.999999+00:00"', last) + b"\n"
    )
    assert Journal(tmp_path).append("plan", {}).at.year < 9999


@pytest.mark.usefixtures("bracketed")
def test_trouble_is_told_in_the_language_that_is_spoken(tmp_path):
    (tmp_path / "file").touch()
    journal = Journal(tmp_path / "file")
    journal.append("drill", {})
    assert journal.trouble.startswith("[Your replies aren't being saved: [")
    assert escaped(journal.trouble) == set()
