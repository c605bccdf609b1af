"""One run at a time grades an exercise, and a run that was killed holds up nobody."""

import json
import os
import platform
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

from autograder import lock
from autograder.lock import LockedError, locked

ROOT = Path(__file__).parents[1]
HELD = """
import sys, time
from pathlib import Path
from autograder.lock import locked
with locked(Path(sys.argv[1]), "angry"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def other(tmp_path):
    """Another process, which holds the lock."""
    command = [sys.executable, "-c", HELD, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline().strip() == b"held"
        yield process
        process.kill()


def written(course, process, host):
    file = course / ".grading-angry.lock"
    file.write_text(json.dumps({"process": process, "host": host, "since": "2026-05-01"}), encoding="utf-8")
    return file


def test_it_is_there_for_as_long_as_a_run(tmp_path):
    with locked(tmp_path, "angry"):
        assert [path.name for path in tmp_path.iterdir()] == [".grading-angry.lock"]
        with locked(tmp_path, "calm"):
            pass
    assert not [*tmp_path.iterdir()]
    with pytest.raises(KeyboardInterrupt), locked(tmp_path, "angry"):
        raise KeyboardInterrupt
    assert not [*tmp_path.iterdir()]


def test_a_second_run_is_told_of_the_first(tmp_path, other):
    for _ in range(2):
        with pytest.raises(LockedError, match=r"Another grading of angry is at work.* Wait"), locked(tmp_path, "angry"):
            pytest.fail("both are at work")


def test_the_lock_of_a_killed_run_is_taken_over(tmp_path, other):
    other.kill()
    other.wait()
    assert [*tmp_path.iterdir()]
    with locked(tmp_path, "angry"):
        pass
    assert not [*tmp_path.iterdir()]


def test_of_another_machine_nobody_knows_so_the_file_to_delete_is_named(tmp_path):
    file = written(tmp_path, 1, "elsewhere")
    with pytest.raises(LockedError) as told, locked(tmp_path, "angry"):
        pytest.fail("both may be at work")
    for words in ("since 2026-05-01", "process 1 on elsewhere", f"delete {file}"):
        assert words in str(told.value)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"process": -1, "host": "%s", "since": ""}'])
def test_what_is_no_lock_of_a_run_is_taken_over(tmp_path, monkeypatch, content):
    monkeypatch.setattr(lock, "_PATIENCE", 0.1)
    (tmp_path / ".grading-angry.lock").write_bytes(content.replace(b"%s", platform.node().encode()))
    with locked(tmp_path, "angry"):
        pass
    assert not [*tmp_path.iterdir()]


def test_a_lock_that_another_run_has_made_by_then_is_not_removed(tmp_path):
    with locked(tmp_path, "angry"):
        theirs = written(tmp_path, os.getppid(), "elsewhere")
    assert theirs.exists()


def test_it_is_no_part_of_the_course():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert any(fnmatch("/exercises/.grading-angry.lock", line) for line in ignored)
    assert '".grading-*"' in (ROOT / "exercises" / "nbgrader_config.py").read_text(encoding="utf-8")
