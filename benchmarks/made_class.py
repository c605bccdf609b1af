"""A class of any size, made up: what a few learners did, put together anew for each, in words of everybody's own."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "benchmarks" / "replies"), str(ROOT / "tests"), str(ROOT)]

from corpus import read_corpus  # noqa: E402
from students import hand_in  # noqa: E402

from autograder.assignment import load_assignment  # noqa: E402
from course.drillbook import load_drill  # noqa: E402
from course.history import read  # noqa: E402
from course.questions import Write  # noqa: E402
from course.record import Record  # noqa: E402

NAME = "angry"
RECORDED = 24  # learners who really do the exercise, from hardly any skill to nearly all
_NAMES = "Ana Ben Cleo Dag Edna Finn Gil Hope Ines Jack Kim Lou Moe Nia Olga Pete Quinn Rae Sid Tess".split()  # noqa: SIM905

Thread = Sequence[Record]


def make_course(folder: Path) -> None:
    """A copy of `exercises`, with the exercise released and in the gradebook."""
    exercises = ROOT / "exercises"
    folder.mkdir(parents=True)
    shutil.copy(exercises / "nbgrader_config.py", folder)
    for part in ("keys", "source"):
        shutil.copytree(exercises / part, folder / part)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", NAME]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@dataclass(frozen=True)
class MadeClass:
    """What learners did, part by part: each is a thread of records, to be written again as somebody else's."""

    page: dict[str, Any]
    parts: Mapping[str, Sequence[Thread]]
    written: frozenset[str]
    words: Sequence[str]

    def write(self, submitted: Path, count: int, seed: int = 0) -> None:
        """Write so many hand-ins, as nbgrader collects them. The same seed makes the same class, but for the clock."""
        for number in range(count):
            folder = submitted / f"s{number:05}" / NAME
            folder.mkdir(parents=True)
            self._hand_in(folder, random.Random(f"{seed}-{number}"))

    def _hand_in(self, folder: Path, chance: random.Random) -> None:
        records = [record for threads in self.parts.values() for record in self._again(chance.choice(threads), chance)]
        journal = b"".join(record.line + b"\n" for record in records)
        (folder / f"journal-{chance.randrange(16**12):012x}.jsonl").write_bytes(journal)
        for cell in self.page["cells"]:
            if cell["id"] == f"{NAME}-reflection":
                cell["source"] = " ".join(self._own_words(chance) for _ in range(3))
        (folder / f"{NAME}.ipynb").write_text(json.dumps(self.page, indent=1), encoding="utf-8", newline="\n")
        (folder / "timestamp.txt").write_text("2026-05-01 12:00:00 UTC", encoding="utf-8", newline="\n")

    def _again(self, thread: Thread, chance: random.Random) -> list[Record]:
        made: dict[str, Record] = {}
        for old in thread:
            own = {"answer": self._own_words(chance)} if old.data.get("item") in self.written else {}
            parent = made[old.parent].digest if old.parent else None
            made[old.digest] = Record.new(old.kind, old.data | own, parent)
        return list(made.values())

    def _own_words(self, chance: random.Random) -> str:
        """Words that nobody else has."""
        return f"{chance.choice(self.words)} I'm {chance.choice(_NAMES)}, at desk {chance.randrange(10**6)}."


def learn_class(course: Path, place: Path, recorded: int = RECORDED) -> MadeClass:
    """Have some learners of different skill do the exercise of a course, in folders at a place, and take that apart."""
    parts: dict[str, list[Thread]] = {}
    for seed in range(recorded):
        folder = place / str(seed)
        hand_in(folder, NAME, seed, seed / recorded)
        for thread in _threads(folder):
            about = thread[0].data
            parts.setdefault(about.get("drill") or about["scenario"], []).append(thread)
    drills = [load_drill(task.drill) for task in load_assignment(NAME).values() if task.drill]
    written = frozenset(item.id for drill in drills for item in drill.items if isinstance(item, Write))
    page = json.loads((course / "release" / NAME / f"{NAME}.ipynb").read_bytes())
    return MadeClass(page, parts, written, [row.reply for row in read_corpus()])


def _threads(folder: Path) -> list[Thread]:
    """What each part of a hand-in was done with: a header and all that follows from it, in order."""
    records = read(folder).records
    threads: dict[str, list[Record]] = {}
    for record in records.values():
        thread = threads[record.parent] if record.parent else []
        thread.append(record)
        threads[record.digest] = thread
    return [thread for digest, thread in threads.items() if records[digest].parent is None]
