"""Who marks a class: this process, or processes beside it. One that dies is survived, and nothing is counted twice."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from threading import Thread

from autograder.graded import Graded, Submission, grade
from autograder.paper import Paper

DIED = (
    "Marking this hand-in ends the process that does it, as when memory runs out, so nothing of it was marked. "
    "See what is unusual about its files, mend them, and grade it again."
)


class WorkersError(ValueError):
    """There is nobody to mark a hand-in; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Ungraded:
    """A hand-in that couldn't be marked at all, and why, in words."""

    student: str
    why: str


Batch = Sequence[Submission]
Results = Sequence[Graded | Ungraded]
Marked = Iterator[tuple[Batch, Results]]
#: Marks batches of hand-ins, few at a time, and gives back each with what came of it, in whatever order.
Workers = Callable[[Paper, Iterable[Batch]], Marked]


def mark_batch(paper: Paper, batch: Batch) -> Results:
    """Mark some hand-ins, each for itself; nothing is raised."""
    return [_mark(paper, submission) for submission in batch]


def in_this_process(paper: Paper, batches: Iterable[Batch]) -> Marked:
    """Mark one batch after the other, here."""
    for batch in batches:
        yield batch, mark_batch(paper, batch)


def in_processes(count: int) -> Workers:
    """Workers that are so many processes of this machine. They raise WorkersError."""

    def work(paper: Paper, batches: Iterable[Batch]) -> Marked:
        ahead = iter(batches)
        while True:
            lost: list[Batch] = []
            yield from _until_one_dies(paper, count, ahead, lost)
            if not lost:
                return
            yield from _one_by_one(paper, chain.from_iterable(lost))

    return work


def _mark(paper: Paper, submission: Submission) -> Graded | Ungraded:
    try:
        return grade(paper, submission)
    except Exception as error:  # noqa: BLE001 - what no test foresaw is one student's, never a class's
        return Ungraded(submission.student, f"This hand-in couldn't be marked ({type(error).__name__}: {error}).")


def _until_one_dies(paper: Paper, count: int, ahead: Iterator[Batch], lost: list[Batch]) -> Marked:
    """Mark what is ahead until there is no more; if a process dies, `lost` has what was under way then."""
    under_way: dict[Future[Results], Batch] = {}
    with _pool(paper, count) as pool:
        while True:
            for batch in islice(ahead, 0 if lost else count + 1 - len(under_way)):
                under_way[_submitted(pool, *batch)] = batch
            if not under_way:
                return
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                batch = under_way.pop(future)
                if future.exception():
                    lost.append(batch)
                else:
                    yield batch, future.result()


def _one_by_one(paper: Paper, submissions: Iterable[Submission]) -> Marked:
    """Mark hand-ins of which one has ended a process, so that it is known which; the others are marked."""
    ahead = deque(submissions)
    while ahead:
        with _pool(paper, 1) as pool:
            if _submitted(pool).exception():
                raise WorkersError("No process can be started here to mark in. Mark in this one: --workers 1")
            broken = False
            while ahead and not broken:
                submission = ahead.popleft()
                future = _submitted(pool, submission)
                broken = future.exception() is not None
                yield [submission], [Ungraded(submission.student, DIED)] if broken else future.result()


_papers: list[Paper] = []  # in a process beside: the one that it marks by


@contextmanager
def _pool(paper: Paper, count: int) -> Iterator[ProcessPoolExecutor]:
    spawn = multiprocessing.get_context("spawn")  # the same on every system, and safe beside threads
    pool = ProcessPoolExecutor(count, spawn, _begin, (paper,))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(paper: Paper) -> None:
    """Get a process ready: whoever started it stops it, and it doesn't outlive them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_follow, daemon=True).start()
    _papers.append(paper)


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _mark_here(*batch: Submission) -> Results:
    return mark_batch(_papers[0], batch)


def _submitted(pool: ProcessPoolExecutor, *batch: Submission) -> Future[Results]:
    """Hand a batch to a process; where none is alive any more, the future says so. Raises WorkersError."""
    try:
        with _undisturbed():
            return pool.submit(_mark_here, *batch)
    except BrokenProcessPool as error:
        broken: Future[Results] = Future()
        broken.set_exception(error)
        return broken
    except OSError as error:
        raise WorkersError(f"No process can be started here ({error.strerror}). Try fewer: --workers 1") from error


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A block in which Ctrl-C waits: a process that starts meanwhile never hears of it, so it says nothing about it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
