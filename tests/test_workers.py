"""Whoever marks, the marks are the same; a process that dies takes one hand-in with it, and no other."""

import errno
import multiprocessing
import os
import signal

import pytest
from solutions import EXERCISES, TASKS, answer, right_answers, talk

from autograder import workers
from autograder.graded import Graded, Submission, grade
from autograder.paper import load_paper
from autograder.workers import DIED, Ungraded, WorkersError, in_processes, in_this_process, mark_batch

PAPER = load_paper(EXERCISES, "angry")


@pytest.fixture(scope="module")
def hand_ins(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hand-ins")
    for student in ("ada", "bo"):
        answer(folder / student, TASKS["angry-concepts"], right_answers("angry-concepts"))
    talk(folder / "bo", TASKS["angry-new"])
    files = {
        student: {path.name: path.read_bytes() for path in (folder / student).iterdir()} for student in ("ada", "bo")
    }
    return [Submission(f"{student}{number}", files[student]) for number in range(6) for student in files]


def in_batches(hand_ins, size=2):
    return [hand_ins[start : start + size] for start in range(0, len(hand_ins), size)]


def by_student(marked):
    """What came of each; nobody came twice."""
    marked = [result for batch, results in marked for result in results]
    found = {result.student: result for result in marked}
    assert len(found) == len(marked)
    return found


class Killer(str):
    """A student's name that ends any other process in which it is unpacked, as no marking could foresee."""

    def __reduce__(self):
        return unpack, (os.getpid(), str(self))


def unpack(parent, name):
    if os.getpid() != parent:
        os._exit(1) if os.name == "nt" else os.kill(os.getpid(), signal.SIGKILL)
    return Killer(name)


def children():
    return multiprocessing.active_children()


def test_processes_mark_as_this_one_does(hand_ins):
    here = by_student(in_this_process(PAPER, in_batches(hand_ins)))
    assert here == {one.student: grade(PAPER, one) for one in hand_ins}
    assert by_student(in_processes(2)(PAPER, in_batches(hand_ins))) == here
    assert children() == []


def test_each_hand_in_comes_back_with_what_came_of_it(hand_ins):
    for batch, results in in_processes(2)(PAPER, in_batches(hand_ins, 3)):
        assert [one.student for one in batch] == [result.student for result in results]


def test_nobody_to_mark_is_no_work():
    assert list(in_processes(2)(PAPER, [])) == []


def test_few_batches_are_under_way_at_a_time(hand_ins):
    taken, back = 0, 0

    def batches():
        nonlocal taken
        for one in hand_ins:
            taken += 1
            assert taken - back <= 3
            yield [one]

    for _ in in_processes(2)(PAPER, batches()):
        back += 1
    assert (taken, back) == (12, 12)


def test_whoever_ends_processes_is_told_and_all_others_are_marked(hand_ins):
    first, second = (Submission(Killer(name), {}) for name in ("eve", "mallory"))
    mixed = [first, *hand_ins[:7], second, *hand_ins[7:]]
    found = by_student(in_processes(2)(PAPER, in_batches(mixed, 3)))
    assert [found.pop(name) for name in ("eve", "mallory")] == [Ungraded("eve", DIED), Ungraded("mallory", DIED)]
    assert found == {one.student: grade(PAPER, one) for one in hand_ins}
    assert children() == []


@pytest.mark.skipif(os.name == "nt", reason="another way to end a process")
def test_a_process_that_is_killed_from_outside_costs_nothing(hand_ins):
    marked = in_processes(2)(PAPER, in_batches(hand_ins))
    found = [next(marked)]
    os.kill(children()[0].pid, signal.SIGKILL)
    found += marked
    assert by_student(found) == {one.student: grade(PAPER, one) for one in hand_ins}


def test_where_no_process_can_start_a_way_out_is_told(hand_ins, monkeypatch):
    monkeypatch.setattr(workers, "_begin", os._exit)
    with pytest.raises(WorkersError, match="--workers 1"):
        list(in_processes(2)(PAPER, in_batches(hand_ins)))


def test_where_the_system_gives_no_process_it_is_told(hand_ins, monkeypatch):
    def submit(*_):
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(workers.ProcessPoolExecutor, "submit", submit)
    with pytest.raises(WorkersError, match=r"\(Resource temporarily unavailable\).*--workers 1"):
        list(in_processes(2)(PAPER, in_batches(hand_ins)))


def test_whoever_stops_in_the_middle_leaves_no_process_behind(hand_ins):
    marked = in_processes(2)(PAPER, in_batches(hand_ins))
    next(marked)
    marked.close()
    assert children() == []


def test_what_nobody_foresaw_is_one_hand_ins(hand_ins, monkeypatch):
    def out_of_memory(paper, submission):
        if submission.student == "bo0":
            raise MemoryError
        return grade(paper, submission)

    monkeypatch.setattr(workers, "grade", out_of_memory)
    first, second = mark_batch(PAPER, hand_ins[:2])
    assert isinstance(first, Graded)
    assert (second.student, "MemoryError" in second.why) == ("bo0", True)
