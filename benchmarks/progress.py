"""What a learner waits for before progress and review are shown: a long history read, folded and scheduled.

    python benchmarks/progress.py

Every customer of the lessons is talked with over and over, every third time badly, every other time in typed words.
A file is one day, and there are as many days as it takes. Beside it: `json.loads` on every line.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from time import process_time
from typing import TypeVar

sys.path[:0] = [str(Path(__file__).parents[1] / "tests"), str(Path(__file__).parents[1])]

from past import MONDAY, Past  # noqa: E402
from way_through import way_through  # noqa: E402

from course import dialogue  # noqa: E402
from course.agenda import Stock, what_next  # noqa: E402
from course.fading import standings  # noqa: E402
from course.growth import growth  # noqa: E402
from course.history import History, read  # noqa: E402
from course.labels import PAUSE  # noqa: E402
from course.practice import Practice, practice_in  # noqa: E402
from course.record import Record  # noqa: E402
from course.rehearsal import rehearsals_in  # noqa: E402
from course.roster import practice_customers  # noqa: E402
from course.scenario import Scenario, load_scenario  # noqa: E402

SIZES, ROUNDS, A_DAY = (10_000, 20_000), 5, 4  # records, times each is measured, talks a day
Result = TypeVar("Result")


def made(records: int) -> list[Record]:
    """The records of somebody who keeps at it."""
    past, customers = Past(), [load_scenario(name) for name in practice_customers()]
    for number in count():
        scenario = customers[number % len(customers)]
        again = number // len(customers)
        steps = way_through(scenario, well=again % 3 != 2)
        past.talk(scenario, typed(scenario, steps) if again % 2 else steps, number / A_DAY, seed=number)
        if len(past.records) >= records:
            return past.records[:records]
    raise AssertionError


def typed(scenario: Scenario, steps: list[str]) -> list[str | frozenset[str]]:
    """The same talk in words that do what the choices do."""
    turns = dialogue.rehearse(scenario, tuple(steps)).turns
    return [PAUSE if turn.reply.pause else turn.labels for turn in turns]


def write(folder: Path, records: Iterable[Record]) -> None:
    """Write them, a file a day."""
    for record in records:
        with (folder / f"journal-{record.at:%Y%m%d}.jsonl").open("ab") as file:
            file.write(record.line + b"\n")


def timed(act: Callable[[], Result]) -> tuple[float, Result]:
    """The median of the processor seconds that it takes, and what comes of it."""
    seconds = []
    for _ in range(ROUNDS):
        begin = process_time()
        result = act()
        seconds.append(process_time() - begin)
    return median(seconds), result


def measure(folder: Path) -> tuple[dict[str, float], History, Practice]:
    """Seconds of each step, and of the bare parsing, for the journal in a folder."""
    lines = b"".join(path.read_bytes() for path in folder.iterdir()).splitlines()
    bare, _ = timed(lambda: [json.loads(line) for line in lines])
    reading, history = timed(lambda: read(folder))
    assert len(history.records) == len(lines)
    folding, practice = timed(lambda: practice_in(history))
    now = history.newest + timedelta(days=3) if history.newest else MONDAY
    growing, _ = timed(lambda: growth(practice, practice_customers(), UTC))
    scheduling, skills = timed(lambda: standings(practice, now, rehearsals_in(history)))
    choosing, _ = timed(lambda: what_next(practice, skills, now, Stock(practice_customers())))
    steps = {"read": reading, "fold": folding, "grow": growing, "schedule": scheduling, "choose what is next": choosing}
    return {"json.loads, each line": bare, **steps, "all five": sum(steps.values())}, history, practice


def cold(names: Iterable[str]) -> float:
    """Seconds to read these customers from their files, as the first look after a start has to."""
    load_scenario.cache_clear()
    begin = process_time()
    for name in names:
        load_scenario(name)
    return process_time() - begin


def main() -> None:
    """Print a table in Markdown: seconds for each size, and how much longer twice as much takes."""
    columns, records = [], made(max(SIZES))
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            write(Path(name), records[:size])
            found, history, practice = measure(Path(name))
        columns.append(found)
        last = history.newest or MONDAY
        days = (last - MONDAY).days
        print(f"{size:,} records: {len(practice.talks):,} talks and {len(practice.needs):,} needs in {days} days")
    heads = ["", *(f"{size:,} records" for size in SIZES), "times as long"]
    print(f"\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for step in columns[0]:
        small, large = (column[step] for column in columns)
        print(f"| {step} | {small:.3f} s | {large:.3f} s | {large / small:.2f} |")
    names = practice_customers()
    print(f"\n{len(names)} customers read from their files, once after a start: {cold(names):.2f} s")


if __name__ == "__main__":
    main()
