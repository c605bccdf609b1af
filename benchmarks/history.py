"""A year's history read back: ours beside `json.loads` on every line, which checks and orders nothing.

    python benchmarks/history.py

The history has 200 conversations of 99 replies, each in a file of its own: 20,000 lines.
"""

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from course.history import read
from course.record import Record

CONVERSATIONS, REPLIES, ROUNDS = 200, 99, 5


def write(folder: Path) -> None:
    """Write the history."""
    reply = {"reply": {"choice": "A", "labels": ["apologize"], "text": "I can hear how long this has gone on. " * 3}}
    for number in range(CONVERSATIONS):
        records = [Record.new("conversation", {"scenario": "angry/wrong-part", "seed": number, "digest": "0" * 64})]
        for _ in range(REPLIES):
            records.append(Record.new("reply", reply, records[-1].digest))
        lines = b"".join(record.line + b"\n" for record in records)
        (folder / f"journal-{number:012x}.jsonl").write_bytes(lines)


def plain(folder: Path) -> int:
    """Parse every line as JSON, and nothing else."""
    return sum(len([json.loads(line) for line in path.read_bytes().splitlines()]) for path in folder.iterdir())


def seconds(act: Callable[[], int]) -> float:
    """Processor seconds of one call, which has to find every line."""
    begin = time.process_time()
    assert act() == CONVERSATIONS * (REPLIES + 1)
    return time.process_time() - begin


def main() -> None:
    """Print both medians and their ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder)
        pairs = [(seconds(lambda: len(read(folder).records)), seconds(lambda: plain(folder))) for _ in range(ROUNDS)]
    ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"course.history.read     {ours:.3f} s for {CONVERSATIONS * (REPLIES + 1):,} lines")
    print(f"json.loads, each line   {bare:.3f} s")
    print(f"ratio of the medians    {ours / bare:.1f}")


if __name__ == "__main__":
    main()
