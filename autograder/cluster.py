"""A class marked by a Dask cluster that is there already. Hand-ins travel with the work, so nobody shares a disk."""

from __future__ import annotations  # what `_errand` is annotated with doesn't travel with it

import logging
import pickle
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from itertools import chain, islice

from distributed import Client, Future, KilledWorker, wait

from autograder.desk import take_paper
from autograder.graded import Submission
from autograder.paper import Paper
from autograder.workers import DIED, Batch, Marked, Results, Ungraded, Workers, WorkersError
from course.history import shown

Tell = Callable[[str], None]

_PATIENCE = 30.0  # seconds that a cluster may be without a worker
_TICK = 1.0  # seconds after which to look who is there


def on_cluster(address: str, tell: Tell) -> Workers:
    """Workers that a Dask scheduler has, at an address such as tcp://10.0.0.5:8786. They raise WorkersError.

    Whoever can't take part, as another version of the course is there, is told about.
    """

    def work(paper: Paper, batches: Iterable[Batch]) -> Marked:
        try:
            with _connected(address) as client:
                yield from _Cluster(client, address, paper, tell).marked(batches)
        except (OSError, CancelledError) as error:  # a TimeoutError is an OSError
            raise WorkersError(
                f"There is no answer from a Dask scheduler at {address}. See that it runs and can be reached from "
                "here, then grade again: what is done stays done."
            ) from error

    return work


def _errand() -> Callable[[str, bytes], Results | None]:
    """What a worker is sent to do. It travels whole: a scheduler unpacks it, and needn't have the course."""

    def errand(paper: str, packed: bytes) -> Results | None:
        from autograder.desk import mark_packed

        return mark_packed(paper, packed)

    return errand


class _Cluster:
    """The workers of one scheduler, and what is under way at them."""

    def __init__(self, client: Client, address: str, paper: Paper, tell: Tell) -> None:
        self._client, self._address, self._paper, self._tell = client, address, paper, tell
        self._errand = _errand()
        self._threads: dict[str, int] = {}  # of each worker that has the paper …
        self._unfit: set[str] = set()  # … and those that can't mark by it
        self._under_way: dict[Future[Results | None], tuple[Batch, set[str]]] = {}

    def marked(self, batches: Iterable[Batch]) -> Marked:
        """Mark what is ahead, as many batches at a time as there are workers for. Raises WorkersError.

        What was under way where a worker died is marked last, one by one, so that it is known who ends workers.
        """
        ahead, again, suspects = iter(batches), deque[Batch](), deque[Submission]()
        alone: Batch = ()
        while True:
            self._meet_workers(again)
            room = sum(self._threads.values()) + len(self._threads) - len(self._under_way)
            for batch in islice(chain(_drained(again), ahead), max(room, 0)):
                self._send(batch)
            if not self._under_way:
                if not suspects:
                    return
                alone = (suspects.popleft(),)
                self._send(alone)
            for batch, results in self._come_back():
                if results:
                    yield batch, results
                elif results is None:
                    again.append(batch)
                elif batch == alone:
                    yield batch, [Ungraded(batch[0].student, DIED)]
                else:
                    suspects.extend(batch)

    def _meet_workers(self, again: deque[Batch]) -> None:
        """Give the paper to whoever is new, and take back what lies with those who are gone."""
        until = time.monotonic() + _PATIENCE
        while not self._look():
            if time.monotonic() > until:
                raise WorkersError(
                    f"No worker at {self._address} can mark. Start some there with this version of the course: "
                    f"dask worker {self._address}"
                )
            time.sleep(_TICK)
        for future, (batch, workers) in [*self._under_way.items()]:
            if not workers & self._threads.keys() and not future.done():
                future.cancel()
                del self._under_way[future]
                again.append(batch)

    def _look(self) -> bool:
        """See who is there. Returns whether somebody can mark. Raises OSError without a scheduler."""
        here = self._client.scheduler_info().get("workers") if self._client.status == "running" else None
        if here is None:
            raise ConnectionError(self._address)
        self._threads = {worker: threads for worker, threads in self._threads.items() if worker in here}
        new = here.keys() - self._threads.keys() - self._unfit
        answers = self._client.run(take_paper, self._paper, workers=[*new], on_error="return") if new else {}
        for worker, answer in answers.items():
            if answer == self._paper.course:
                self._threads[worker] = here[worker]["nthreads"]
            elif not isinstance(answer, OSError):  # which is one that went while it was asked
                self._unfit.add(worker)
                name = shown(str(here[worker]["name"]))
                self._tell(f"The worker {name} at {worker} hasn't this version of the course, so it marked nothing.")
        return bool(self._threads)

    def _send(self, batch: Batch) -> None:
        fit = set(self._threads)
        packed = pickle.dumps([*batch])
        future = self._client.submit(self._errand, self._paper.digest, packed, workers=[*fit], pure=False)
        self._under_way[future] = batch, fit

    def _come_back(self) -> Iterator[tuple[Batch, Results | None]]:
        """What is done by now: None where it has to be done again, nothing where its worker died.

        Raises CancelledError without a scheduler.
        """
        with suppress(TimeoutError):
            wait([*self._under_way], timeout=_TICK, return_when="FIRST_COMPLETED")
        for future in [future for future in self._under_way if future.done()]:
            batch, workers = self._under_way.pop(future)
            try:
                results = future.result(timeout=_PATIENCE)
            except KilledWorker:
                yield batch, ()
            except TimeoutError:  # it went with its worker after it was done
                yield batch, None
            except (RuntimeError, ImportError, AttributeError) as error:  # what travelled isn't understood there
                why = shown(str(error).partition(". ")[0])
                raise WorkersError(
                    f"The cluster at {self._address} can't take work from here ({why}). Give its scheduler and its "
                    "workers the same Python and the same packages as are here."
                ) from error
            else:
                if results is None:  # it came to a worker that was started anew: give them all the paper again
                    self._threads = {worker: of for worker, of in self._threads.items() if worker not in workers}
                yield batch, results


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A block with a scheduler to talk to, of which nothing is logged: what matters is told. Raises OSError."""
    for name in ("distributed", "distributed.client", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = _Client(address, timeout=_PATIENCE)
    except ValueError as error:
        raise WorkersError(f"'{address}' isn't the address of a Dask scheduler, such as tcp://10.0.0.5:8786") from error
    try:
        yield client
    finally:
        with suppress(TimeoutError):
            client.close(timeout=_TICK)


class _Client(Client):
    """A client that is never closed by the garbage collector.

    That comes at any moment, and hangs where Dask itself is at work with the lock that closing takes.
    """

    def start(self, **options: float) -> None:
        """Connect. Whoever finds no scheduler is closed at once; raises OSError."""
        try:
            super().start(**options)
        except BaseException:
            with suppress(TimeoutError):
                self.close(timeout=_TICK)
            self._loop_runner.stop()  # `close` leaves it to the collector where connecting has failed already
            raise

    def __del__(self) -> None:
        pass


def _drained(batches: deque[Batch]) -> Iterator[Batch]:
    while batches:
        yield batches.popleft()
