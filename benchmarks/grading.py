"""A class graded: ours beside stock nbgrader, then ours alone on classes that grow.

    python benchmarks/grading.py [--quick]

All runs are commands, each started anew on a course of its own that nothing was graded in. Processor time is that of
the command and all that it started. What a command costs before its first hand-in (its start) is told apart from what
each hand-in adds to it by a run with one hand-in beside a run with many. Prints tables in Markdown.
"""

import os
import platform
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from subprocess import PIPE, Popen, run
from threading import Event, Thread
from time import perf_counter

import psutil
from made_class import NAME, MadeClass, learn_class, make_course

CLASS = 300
OURS = ["-m", "autograder", "grade", NAME, "--workers"]
STOCK = ["-m", "nbgrader", "autograde", NAME]
_PAUSE = 0.1  # seconds from one look at memory to the next


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: processor seconds, seconds, and at most, in MB, its own memory and that of any other."""

    cpu: float
    wall: float
    memory: float
    beside: float


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large the classes are, and how often the smaller ones are graded."""

    stock: int
    classes: tuple[int, ...]
    rounds: int


FULL = Sizes(40, (CLASS, 1_000, 10_000), 3)
QUICK = Sizes(8, (CLASS, 600), 1)


def main() -> None:
    """Make the classes, grade them, and print what that took."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small classes, once")
    sizes = QUICK if parser.parse_args().quick else FULL
    print(_machine())
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        stock, ours = beside_stock(bench, sizes)
        print(stock, ours, sep="\n")
        print(bench.shares(CLASS))
        print(growing(bench, sizes))


class Bench:
    """Courses with made-up classes, and what it takes to grade them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._course = folder / "course"
        make_course(self._course)
        self._class: MadeClass = learn_class(self._course, folder / "learners")

    def cost(self, command: Sequence[str], count: int) -> Cost:
        """What a command takes that grades a class of so many, each of whom has to be graded then."""
        with self._class_of(count) as course:
            cost = _cost([sys.executable, *command], course)
            graded = len(list(course.glob(f"autograded/*/{NAME}/{NAME}.ipynb")))
            assert graded == count, f"{graded} of {count} were graded"
        print(f"{' '.join(command[1:])}, {count}: {cost}, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
        return cost

    def shares(self, count: int) -> str:
        """Where the time of a class of so many goes, as a table."""
        with self._class_of(count) as course:
            program = Path(__file__).with_name("grading_shares.py")
            command = [sys.executable, str(program), str(course), NAME]
            return run(command, check=True, capture_output=True, encoding="utf-8").stdout

    @contextmanager
    def _class_of(self, count: int) -> Iterator[Path]:
        course = self._folder / "class"
        shutil.copytree(self._course, course)
        self._class.write(course / "submitted", count)
        try:
            yield course
        finally:
            shutil.rmtree(course)


def beside_stock(bench: Bench, sizes: Sizes) -> tuple[str, str]:
    """Both on the same classes, in turns: the medians as a table, and a sentence with the ratio for a whole class."""
    rows, whole = [], {}
    runs = {"nbgrader autograde": (STOCK, sizes.stock), "autograder grade": ([*OURS, "1"], CLASS)}
    few, many = ({name: [] for name in runs} for _ in range(2))
    for _ in range(sizes.rounds):
        for name, (command, count) in runs.items():
            few[name].append(bench.cost(command, 1))
            many[name].append(bench.cost(command, count))
    for name, (_, count) in runs.items():
        one, all_ = _middle(few[name]), _middle(many[name])
        each = [(after - before) / (count - 1) for before, after in ((one.cpu, all_.cpu), (one.wall, all_.wall))]
        start = [one.cpu - each[0], one.wall - each[1]]
        memory = f"{all_.memory:.0f} MB, {all_.beside:.0f} MB"
        rows.append(
            [f"{name}, {count}", f"{start[0]:.2f} s, {start[1]:.2f} s", f"{_ms(each[0])}, {_ms(each[1])}", memory]
        )
        whole[name] = start[0] + CLASS * each[0]
    heads = ["command, hand-ins", "start: CPU, wall", "each hand-in: CPU, wall", "peak memory: itself, any other"]
    stock, ours = whole.values()
    told = (
        f"\nA class of {CLASS}, start included, on one core: stock {stock:.0f} s of CPU (its start and {CLASS} times a "
        f"hand-in), ours {ours:.2f} s (measured): **{stock / ours:.0f} times** as fast.\n"
    )
    return _table(heads, rows), told


def growing(bench: Bench, sizes: Sizes) -> str:
    """Ours on larger and larger classes, in one process and in two beside the one that writes."""
    rows = []
    starts = {workers: _middle([bench.cost([*OURS, workers], 1) for _ in range(sizes.rounds)]) for workers in "12"}
    for count in sizes.classes:
        rounds = sizes.rounds if count <= 1_000 else 1
        wall = {}
        for workers in "12":
            cost = _middle([bench.cost([*OURS, workers], count) for _ in range(rounds)])
            each = (cost.cpu - starts[workers].cpu) / (count - 1)
            wall[workers] = cost.wall
            faster = f"{wall['1'] / cost.wall:.2f}" if workers == "2" else ""
            memory = f"{cost.memory:.0f} MB, {cost.beside:.0f} MB"
            rows.append([f"{count:,}", workers, f"{cost.cpu:.1f} s", f"{cost.wall:.1f} s", _ms(each), memory, faster])
    heads = ["hand-ins", "workers", "CPU", "wall", "CPU each", "peak memory: itself, a worker", "times one worker"]
    return _table(heads, rows)


def _cost(command: Sequence[str], folder: Path) -> Cost:
    before, begin = getrusage(RUSAGE_CHILDREN), perf_counter()
    with Popen(command, cwd=folder, stdout=PIPE, stderr=PIPE) as running, _memory_of(running.pid) as peaks:
        _, said = running.communicate()
    wall, after = perf_counter() - begin, getrusage(RUSAGE_CHILDREN)
    assert running.returncode in (0, 1), said.decode()
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    own = peaks.pop(running.pid, 0)
    return Cost(cpu, wall, own / 1e6, max(peaks.values(), default=0) / 1e6)


@contextmanager
def _memory_of(pid: int) -> Iterator[dict[int, int]]:
    """The most memory, in bytes, that a process and each that it starts have held while the block ran, by id."""
    peaks: dict[int, int] = {}
    over = Event()

    def look() -> None:
        while not over.wait(_PAUSE):
            try:
                process = psutil.Process(pid)
                for one in (process, *process.children(recursive=True)):
                    peaks[one.pid] = max(peaks.get(one.pid, 0), one.memory_info().rss)
            except psutil.Error:
                continue

    looking = Thread(target=look, daemon=True)
    looking.start()
    try:
        yield peaks
    finally:
        over.set()
        looking.join()


def _middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    figures = zip(*((one.cpu, one.wall, one.memory, one.beside) for one in costs), strict=True)
    return Cost(*map(median, figures))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _machine() -> str:
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text(encoding="utf-8").splitlines() if cpus.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    used = f"Python {platform.python_version()}, nbgrader {version('nbgrader')}"
    return f"{platform.platform()}, {model or platform.machine()}, {os.cpu_count()} processors; {used}.\n"


if __name__ == "__main__":
    main()
