import asyncio
import errno
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from course.classroom.file_log import FileLog
from course.classroom.log import LogError

ROOT = Path(__file__).parents[1]

# A server with fifty people who add as fast as they can. Each line that it prints was acknowledged. It writes in
# small pieces, slowly, so that a kill often falls into the middle of a line.
SERVER = """
import asyncio, os, sys, time
from pathlib import Path
from course.classroom.file_log import FileLog

write = os.write

def dribble(file, content):
    if file == 1:
        return write(file, content)
    time.sleep(0.0002)
    return write(file, content[:17])

async def add(log, who):
    number = 0
    while True:
        entry = b"%s-%d-%d" % (sys.argv[2].encode(), who, number)
        await log.append("blue", entry)
        os.write(1, entry + b"\\n")
        number += 1

async def main():
    log = FileLog(Path(sys.argv[1]))
    await asyncio.gather(*(add(log, who) for who in range(50)))

os.write = dribble
asyncio.run(main())
"""


async def everything(log, room="blue"):
    """All entries that a room has now."""
    follower = log.follow(room)
    try:
        return list(await asyncio.wait_for(anext(follower), 0.2))
    except TimeoutError:
        return []


def read(folder, room="blue"):
    """All entries that a server finds which starts now."""

    async def story():
        log = FileLog(folder)
        found = await everything(log, room)
        await log.close()
        return found

    return asyncio.run(story())


def killed_server(folder, name, acknowledged, wait):
    """Start a server, kill it some time after its first acknowledgement, and return what it acknowledged."""
    with acknowledged.open("wb") as out:
        process = subprocess.Popen([sys.executable, "-c", SERVER, str(folder), name], cwd=ROOT, stdout=out)
    until = time.monotonic() + 60
    while not acknowledged.stat().st_size and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(wait)
    process.kill()
    assert process.wait() in {-9, 1}
    return acknowledged.read_bytes().split(b"\n")[:-1]


def test_killed_at_any_moment_it_keeps_all_that_it_acknowledged(tmp_path):
    chance, told, torn = random.Random(7), [], 0
    for moment in range(24):
        told += killed_server(tmp_path / "class", f"{moment}", tmp_path / "told", chance.uniform(0, 0.1))
        torn += not (tmp_path / "class" / "blue.jsonl").read_bytes().endswith(b"\n")
        kept = read(tmp_path / "class")
        assert set(told) - set(kept) == set()
        assert len(kept) == len(set(kept))
        assert all(entry.count(b"-") == 2 for entry in kept)
    assert len(told) > 24 * 20
    assert torn, "no kill fell into the middle of a line: this test shows too little"
    for name in {entry.rpartition(b"-")[0] for entry in kept}:
        numbers = [int(entry.rpartition(b"-")[2]) for entry in kept if entry.rpartition(b"-")[0] == name]
        assert numbers == list(range(len(numbers)))


def test_half_a_line_that_a_crash_left_is_no_entry(tmp_path):
    (tmp_path / "blue.jsonl").write_bytes(b"one\ntwo\nthr")
    (tmp_path / "red.jsonl").write_bytes(b"ha")

    async def story():
        log = FileLog(tmp_path)
        assert await log.rooms() == ("blue",)
        await log.append("blue", b"three")
        await log.append("red", b"one")
        assert await everything(log) == [b"one", b"two", b"three"]
        assert await everything(log, "red") == [b"one"]
        await log.close()

    asyncio.run(story())
    assert (tmp_path / "blue.jsonl").read_bytes() == b"one\ntwo\nthree\n"


def test_it_is_one_file_a_room_with_an_entry_a_line_for_nobody_else(tmp_path):
    async def story():
        log = FileLog(tmp_path / "a" / "b")
        await log.append("blue", b'{"vote":1}')
        await log.append("blue", b'{"vote":2}')
        await log.close()

    asyncio.run(story())
    assert (tmp_path / "a" / "b" / "blue.jsonl").read_bytes() == b'{"vote":1}\n{"vote":2}\n'
    if os.name == "posix":
        assert (tmp_path / "a" / "b").stat().st_mode & 0o077 == 0


def test_other_files_are_not_rooms_and_stay(tmp_path):
    for name in ("Notes.jsonl", "read-me.jsonl", "blue.txt"):
        (tmp_path / name).write_bytes(b"mine\n")

    async def story():
        log = FileLog(tmp_path)
        assert await log.rooms() == ()
        await log.append("red", b"one")
        await log.erase("red")
        await log.close()

    asyncio.run(story())
    assert {path.name for path in tmp_path.glob("*.*") if path.name[0] != "."} == {
        "Notes.jsonl",
        "read-me.jsonl",
        "blue.txt",
    }


def test_a_second_server_is_told_so_and_changes_nothing(tmp_path):
    (tmp_path / "blue.jsonl").write_bytes(b"one\nha")
    first = FileLog(tmp_path)
    with pytest.raises(LogError, match="Another server already keeps its classes in"):
        FileLog(tmp_path)
    assert (tmp_path / "blue.jsonl").read_bytes() == b"one\nha"
    asyncio.run(first.close())
    asyncio.run(FileLog(tmp_path).close())


def test_a_server_in_another_process_has_the_folder_until_it_is_killed(tmp_path):
    held = "import sys, time; from pathlib import Path; from course.classroom.file_log import FileLog; log = FileLog(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", held, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline().strip() == b"held"
        with pytest.raises(LogError, match="Stop it, or choose another folder"):
            FileLog(tmp_path)
        process.kill()
    asyncio.run(FileLog(tmp_path).close())


def counted(monkeypatch, name):
    """Count the calls of a function of `os`."""
    calls, real = [], getattr(os, name)

    def counting(*args):
        calls.append(threading.get_ident())
        return real(*args)

    monkeypatch.setattr(os, name, counting)
    return calls


def test_many_at_once_cost_few_syncs_and_one_alone_costs_one(tmp_path, monkeypatch):
    async def story():
        log = FileLog(tmp_path)
        await log.append("blue", b"first")  # syncs the folder, too
        writes, syncs = counted(monkeypatch, "write"), counted(monkeypatch, "fsync")
        await log.append("blue", b"alone")
        assert (len(writes), len(syncs)) == (1, 1)
        await asyncio.gather(*(log.append("blue", b"%d" % number) for number in range(1000)))
        assert len(await everything(log)) == 1002
        assert len(syncs) <= 4
        assert threading.get_ident() not in {*writes, *syncs}, "others wait while the disk is busy"
        await log.close()

    asyncio.run(story())


def test_nobody_hears_of_an_entry_before_it_is_on_disk(tmp_path, monkeypatch):
    async def story():
        log, on_disk, sync = FileLog(tmp_path), threading.Event(), os.fsync

        def slow(file):
            on_disk.wait(10)
            sync(file)

        await log.append("blue", b"one")
        follower = log.follow("blue")
        assert await anext(follower) == [b"one"]
        monkeypatch.setattr(os, "fsync", slow)
        adding, hearing = asyncio.create_task(log.append("blue", b"two")), asyncio.create_task(anext(follower))
        await asyncio.sleep(0.1)
        assert not adding.done()
        assert not hearing.done()
        on_disk.set()
        await adding
        assert await hearing == [b"two"]
        await log.close()

    asyncio.run(story())


def test_a_full_disk_is_said_and_a_later_entry_is_kept(tmp_path, monkeypatch):
    async def story():
        log, write = FileLog(tmp_path), os.write
        await log.append("blue", b"one")
        left = [5]

        def full(file, content):
            if not left[0]:
                raise OSError(errno.ENOSPC, "No space left on device")
            written = write(file, content[: left[0]])
            left[0] -= written
            return written

        with monkeypatch.context() as patch:
            patch.setattr(os, "write", full)
            ends = await asyncio.gather(*(log.append("blue", b"no %d" % n) for n in range(3)), return_exceptions=True)
        sentence = f"What people do in class can't be kept in {tmp_path} now: the disk is full."
        assert [(type(end), str(end)) for end in ends] == [(LogError, sentence)] * 3
        assert (tmp_path / "blue.jsonl").read_bytes() == b"one\n"
        await log.append("blue", b"two")
        assert await everything(log) == [b"one", b"two"]
        await log.close()

    asyncio.run(story())
    assert read(tmp_path) == [b"one", b"two"]


def test_trouble_without_words_of_ours_is_in_those_of_the_system(tmp_path, monkeypatch):
    async def story():
        log = FileLog(tmp_path)

        def broken(file, content):
            raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr(os, "write", broken)
        with pytest.raises(LogError, match=r"now: Input/output error\."):
            await log.append("blue", b"one")
        await log.close()

    asyncio.run(story())


def test_a_folder_that_is_a_file_is_said(tmp_path):
    (tmp_path / "class").write_bytes(b"")
    with pytest.raises(LogError, match="that is not a folder"):
        FileLog(tmp_path / "class")
    with pytest.raises(LogError, match="that is not in a folder"):
        FileLog(tmp_path / "class" / "room")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a file that is in use")
def test_a_file_taken_away_is_said(tmp_path):
    async def story():
        log = FileLog(tmp_path)
        await log.append("blue", b"one")
        (tmp_path / "blue.jsonl").unlink()
        with pytest.raises(LogError, match="somebody took the file away"):
            await log.append("blue", b"two")
        await log.close()

    asyncio.run(story())


def test_a_room_that_cannot_be_erased_goes_on(tmp_path, monkeypatch):
    async def story():
        log = FileLog(tmp_path)
        await log.append("blue", b"one")

        def refuse(path, **_):
            raise PermissionError(errno.EACCES, "no")

        with monkeypatch.context() as patch:
            patch.setattr(Path, "unlink", refuse)
            with pytest.raises(LogError, match="can't be written to"):
                await log.erase("blue")
        await log.append("blue", b"two")
        assert await everything(log) == [b"one", b"two"]
        await log.erase("blue")
        assert list(tmp_path.glob("*.jsonl")) == []
        await log.close()

    asyncio.run(story())


def test_rooms_do_not_wait_for_each_other(tmp_path, monkeypatch):
    async def story():
        log, sync, stuck = FileLog(tmp_path), os.fsync, threading.Event()
        await log.append("blue", b"one")
        await log.append("red", b"one")
        blue = (tmp_path / "blue.jsonl").stat().st_ino

        def slow(file):
            if os.fstat(file).st_ino == blue:
                stuck.wait(10)
            sync(file)

        monkeypatch.setattr(os, "fsync", slow)
        adding = asyncio.create_task(log.append("blue", b"two"))
        await asyncio.wait_for(log.append("red", b"two"), 5)
        assert not adding.done()
        stuck.set()
        await adding
        await log.close()

    asyncio.run(story())


def test_erasing_waits_for_what_is_being_written(tmp_path, monkeypatch):
    async def story():
        log, sync, stuck = FileLog(tmp_path), os.fsync, threading.Event()
        await log.append("blue", b"one")

        def slow(file):
            stuck.wait(10)
            sync(file)

        monkeypatch.setattr(os, "fsync", slow)
        adding = asyncio.create_task(log.append("blue", b"two"))
        await asyncio.sleep(0.05)
        erasing, late = asyncio.create_task(log.erase("blue")), asyncio.create_task(log.append("blue", b"late"))
        await asyncio.sleep(0.05)
        assert (tmp_path / "blue.jsonl").exists()
        stuck.set()
        await asyncio.gather(adding, erasing)
        with pytest.raises(LogError, match="erased"):
            await late
        assert list(tmp_path.glob("*.jsonl")) == []
        await log.close()

    asyncio.run(story())
