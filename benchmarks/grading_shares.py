"""Where the time of a graded class goes: python benchmarks/grading_shares.py COURSE NAME.

Grades an exercise of a course folder again, in this process, with a clock around each step: each has the processor time
that no step inside it has. Prints a table in Markdown.
"""

import sys
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from time import process_time
from typing import Any

BEGAN = process_time()
REST = "the command itself"
# What is timed, by where it is called from, and of which step it is part.
STEPS = {
    "paper, settings and gradebook opened": (
        "autograder.grade_command:load_paper",
        "autograder.class_gradebook:read_settings",
        "autograder.class_gradebook:ClassGradebook.__enter__",
    ),
    "the judge of typed words read": ("course.replies:load_model",),
    "files read": ("autograder.grade_command:submissions", "autograder.grading:read_submission"),
    "journals read": ("autograder.graded:read_files",),
    "notebooks read, restored and written": ("autograder.graded:_restored", "autograder.graded:write_notebook"),
    "typed words judged": ("autograder.overrules:Overruling.__call__",),
    "drills marked and shown": ("autograder.part:drill_report",),
    "talks replayed": ("autograder.part:talk_in",),
    "talks shown": ("autograder.part:conversation_report",),
    "rows read and written": (
        "autograder.grading:ClassGradebook.standing",
        "autograder.grading:ClassGradebook.write",
    ),
    "files written": (
        "autograder.grading:Autograded.mend",
        "autograder.grading:Autograded.prepare",
        "autograder.grading:Autograded.replace",
    ),
    "fingerprints": ("autograder.grading:fingerprint",),
}


class Clock:
    """Processor time by step; a step that runs inside another takes its time from that one."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = defaultdict(float)
        self._steps, self._last = [REST], BEGAN

    def lap(self, *now: str) -> None:
        """What ran until now took its time; from now on a new step runs, or the one before it goes on."""
        time = process_time()
        self.taken[self._steps[-1]] += time - self._last
        self._last = time
        self._steps = [*self._steps, *now] if now else self._steps[:-1]

    def around(self, place: str, step: str) -> None:
        """Have a function timed as part of a step."""
        module, path = place.split(":")
        *owners, name = path.split(".")
        owner = attrgetter(".".join(owners))(import_module(module)) if owners else import_module(module)
        setattr(owner, name, self._timed(getattr(owner, name), step))

    def _timed(self, act: Callable[..., Any], step: str) -> Callable[..., Any]:
        def timed(*args: Any, **named: Any) -> Any:
            self.lap(step)
            try:
                return act(*args, **named)
            finally:
                self.lap()

        return timed


def main() -> None:
    """Grade, and print how the time is shared out."""
    course, name = sys.argv[1:]
    clock = Clock()
    clock.lap("imports")
    from autograder.__main__ import main as command

    import_module("autograder.grade_command")
    clock.lap()
    for step, places in STEPS.items():
        for place in places:
            clock.around(place, step)
    command(["grade", name, "--course-dir", course, "--workers", "1", "--force", "--json"], Quiet())
    clock.lap("")
    count = len(list(Path(course, "submitted").glob(f"*/{name}")))
    all_ = sum(clock.taken.values())
    print(f"| a class of {count} | CPU | share | each hand-in |\n| --- | --- | --- | --- |")
    for step in ("imports", *STEPS, REST):
        taken = clock.taken[step]
        print(f"| {step} | {taken:.2f} s | {taken / all_:.0%} | {taken / count * 1000:.2f} ms |")
    print(f"| together | {all_:.2f} s | | {all_ / count * 1000:.2f} ms |")


class Quiet:
    """A console that shows nothing."""

    print = partial(lambda *_, **__: None)


if __name__ == "__main__":
    main()
