"""A class marked on a Dask cluster: a real scheduler and real workers, and what can go wrong with them."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

pytest.importorskip("distributed")

from graded_class import STUDENTS, copy_of, left_by, run
from solutions import EXERCISES, TASKS, talk
from test_workers import by_student, in_batches

from autograder import cluster
from autograder.cluster import on_cluster
from autograder.graded import Submission, grade
from autograder.paper import load_paper
from autograder.workers import DIED, Ungraded, WorkersError

PAPER = load_paper(EXERCISES, "angry")
OTHER = "import autograder.desk; autograder.desk.course_digest = lambda tasks: 'another'"
NONE = "import sys; sys.modules['autograder'] = None"


@dataclass
class Dask:
    """A scheduler of our own, with the workers that are started for it; each is one process."""

    folder: Path
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def scheduler(self) -> str:
        """Start one that has no course: Dask unpacks there whatever it hands on."""
        place, bare = self.folder / "scheduler.json", self.folder / "bare.py"
        bare.write_text(NONE, encoding="utf-8")
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", place, "--preload", bare)
        while not place.exists():
            assert self.started[0].poll() is None
            time.sleep(0.1)
        self.address = json.loads(place.read_text(encoding="utf-8"))["address"]
        return self.address

    def worker(self, *more: str) -> subprocess.Popen[bytes]:
        settled = ("--nthreads", "1", "--host", "127.0.0.1", "--death-timeout", "60", "--local-directory", self.folder)
        return self._start("worker", self.address, *settled, *more)

    def _start(self, what: str, *arguments: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard", *map(str, arguments)]
        path = os.pathsep.join(map(str, (EXERCISES.parent, Path(__file__).parent)))
        env = os.environ | {"PYTHONPATH": path, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
        with (self.folder / f"{what}.log").open("ab") as log:
            process = subprocess.Popen(command, cwd=self.folder, env=env, stdout=log, stderr=log)
        self.started.append(process)
        return process

    def stop(self) -> None:
        for process in reversed(self.started):
            process.terminate()
        for process in self.started:
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture
def dask(tmp_path):
    here = Dask(tmp_path)
    here.scheduler()
    yield here
    here.stop()


@pytest.fixture
def told():
    return []


@pytest.fixture(scope="module")
def hand_ins(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hand-in")
    talk(folder, TASKS["angry-new"])
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    return [Submission(f"s{number}", files) for number in range(12)]


def rightly(hand_ins):
    return {one.student: grade(PAPER, one) for one in hand_ins}


class Killer(str):
    """A student's name that ends a worker in which it is unpacked, as no marking could foresee."""

    def __reduce__(self):
        return unpack, (str(self),)


def unpack(name):
    from distributed.worker import Worker

    if Worker._instances:
        os.kill(os.getpid(), signal.SIGKILL)
    return Killer(name)


def test_two_workers_leave_what_one_process_leaves(dask, course, tmp_path, told):
    dask.worker("--no-nanny"), dask.worker("--no-nanny")
    alone = copy_of(course, tmp_path / "alone")
    run(alone)
    outcomes = run(course, workers=on_cluster(dask.address, told.append))
    assert set(outcomes) == set(STUDENTS)
    assert left_by(course) == left_by(alone)
    assert told == []


def test_a_worker_that_dies_is_survived(dask, hand_ins, told):
    first, _ = dask.worker("--no-nanny"), dask.worker("--no-nanny")
    marked = on_cluster(dask.address, told.append)(PAPER, in_batches(hand_ins, 1))
    found = [next(marked)]
    first.kill()
    found += marked
    assert by_student(found) == rightly(hand_ins)


def test_all_workers_may_be_others_after_a_while(dask, hand_ins, told, monkeypatch):
    monkeypatch.setattr(cluster, "_PATIENCE", 12)
    first = dask.worker("--no-nanny")
    marked = on_cluster(dask.address, told.append)(PAPER, in_batches(hand_ins, 1))
    found = [next(marked)]
    first.kill()
    dask.worker("--no-nanny")
    found += marked
    assert by_student(found) == rightly(hand_ins)


@pytest.mark.skipif(os.name == "nt", reason="another way to end a process")
def test_whoever_ends_workers_is_told_and_all_others_are_marked(dask, hand_ins, told):
    dask.worker("--nworkers", "2")
    mixed = [*hand_ins[:3], Submission(Killer("eve"), {}), *hand_ins[3:]]
    found = by_student(on_cluster(dask.address, told.append)(PAPER, in_batches(mixed, 4)))
    assert found.pop("eve") == Ungraded("eve", DIED)
    assert found == rightly(hand_ins)


@pytest.mark.parametrize("trouble", [OTHER, NONE], ids=["another course", "no course"])
def test_a_worker_without_our_course_is_told_by_name_and_marks_nothing(dask, hand_ins, told, trouble):
    dask.worker("--no-nanny", "--name", "old", "--preload", trouble)
    dask.worker("--no-nanny", "--name", "new")
    marked = by_student(on_cluster(dask.address, told.append)(PAPER, in_batches(hand_ins)))
    assert marked == rightly(hand_ins)
    assert len(told) == 1
    assert "old" in told[0]


def test_without_a_worker_that_can_mark_it_is_told_how_to_start_one(dask, hand_ins, told, monkeypatch):
    monkeypatch.setattr(cluster, "_PATIENCE", 6)
    dask.worker("--no-nanny", "--preload", OTHER)
    with pytest.raises(WorkersError, match=f"dask worker {dask.address}"):
        list(on_cluster(dask.address, told.append)(PAPER, in_batches(hand_ins)))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "127.0.0.1:9", "nowhere", "http://x", "tcp://", ""])
def test_an_address_without_a_scheduler_is_a_sentence(address, hand_ins, told, monkeypatch):
    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)
    with pytest.raises(WorkersError, match="Dask scheduler"):
        list(on_cluster(address, told.append)(PAPER, in_batches(hand_ins)))


def test_who_finds_no_scheduler_leaves_nothing_for_the_garbage_collector_to_close(hand_ins, told, monkeypatch):
    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)
    threads = set(threading.enumerate())
    with pytest.raises(WorkersError) as kept:  # which holds on to all that led to it
        list(on_cluster("tcp://127.0.0.1:9", told.append)(PAPER, in_batches(hand_ins)))
    assert kept
    assert {thread for thread in threading.enumerate() if thread.name == "IO loop"} <= threads


def test_a_cluster_that_does_not_understand_us_is_a_sentence(dask, hand_ins, told, monkeypatch):
    dask.worker("--no-nanny")
    foreign = type("Foreign", (), {"__call__": lambda *_: None, "__module__": "autograder.cluster"})
    monkeypatch.setattr(cluster, "_errand", foreign)
    monkeypatch.setattr(cluster, "Foreign", foreign, raising=False)
    with pytest.raises(WorkersError, match="the same packages"):
        list(on_cluster(dask.address, told.append)(PAPER, in_batches(hand_ins)))


def test_a_scheduler_that_goes_away_is_a_sentence_and_what_came_is_kept(dask, hand_ins, told, monkeypatch):
    dask.worker("--no-nanny")
    marked = on_cluster(dask.address, told.append)(PAPER, in_batches(hand_ins, 1))
    found = [next(marked)]
    monkeypatch.setattr(cluster, "_PATIENCE", 2)
    dask.started[0].kill()
    with pytest.raises(WorkersError, match="what is done stays done"):
        found += marked
    assert by_student(found).items() <= rightly(hand_ins).items()
