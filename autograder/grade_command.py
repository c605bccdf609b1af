"""The command `grade`, at a terminal: what it is asked, how far it has come, and what came of it."""

import os
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.class_gradebook import ClassGradebook, GradebookError
from autograder.command import CommandError
from autograder.folder import notices, submissions
from autograder.grading import Grading, GradingError
from autograder.lock import LockedError
from autograder.options import MOST_WORKERS
from autograder.overrules import OverrulesError
from autograder.paper import PaperError, load_paper
from autograder.tally import Tally
from autograder.workers import Workers, WorkersError, in_processes, in_this_process
from course.document import DocumentError, nearest
from course.history import shown

_TOLD = (
    CommandError,
    PaperError,
    DocumentError,
    OverrulesError,
    GradebookError,
    WorkersError,
    GradingError,
    LockedError,
)
_INTERRUPTED = 130  # what a shell says of a command that Ctrl-C has ended


def grade_class(options: Namespace, console: Console) -> int:
    """Grade an exercise of a class, and say what came of it.

    Returns the exit status: 0, or 1 where there is more to look at than marks that wait for a person, 2 where nothing
    was graded, 130 after Ctrl-C.
    """
    tally, status = Tally(options.name), 2
    try:
        _fill(tally, options)
    except KeyboardInterrupt:
        tally.stopped, status = (
            "Stopped by Ctrl-C. What was graded is kept; the same command does the rest.",
            _INTERRUPTED,
        )
    except _TOLD as error:
        tally.stopped = str(error)
    except OSError as error:
        tally.stopped = f"{error.filename} can't be read or written ({error.strerror})."
    if tally.outcomes and status == 2:
        status = int(tally.needs_attention)
    _tell(tally, options, console)
    return status


def _fill(tally: Tally, options: Namespace) -> None:
    """Grade, and note each outcome. Raises OSError, and what is told."""
    course: Path = options.course_dir
    paper = load_paper(course, options.name)
    with ClassGradebook(course, options.name, options.db) as gradebook, _progress() as progress:
        tally.notes += notices(course, options.name)
        students = _students(course, options.name, options.student)
        grading = Grading(paper, _workers(options, tally.notes.append), gradebook)
        task = progress.add_task(f"Grading {options.name}", total=len(students))
        for outcome in grading.outcomes(students, force=options.force):
            tally.outcomes.append(outcome)
            progress.advance(task)


def _tell(tally: Tally, options: Namespace, console: Console) -> None:
    if options.json:
        console.print(tally.to_json(), markup=False, highlight=False, soft_wrap=True)
        return
    if table := tally.table():
        console.print(table)
    said = [*tally.notes, tally.sentences() if tally.outcomes else "", tally.stopped]
    for sentence in filter(None, said):
        console.print(shown(sentence), markup=False, highlight=False, soft_wrap=True)


def _students(course: Path, name: str, asked: list[str] | None) -> tuple[str, ...]:
    handed_in = submissions(course, name)
    if not handed_in:
        raise CommandError(f"Nobody has handed in {name}: no folder {course / 'submitted' / '…' / name} is there.")
    for student in asked or ():
        if student not in handed_in:
            raise CommandError(f"'{student}' hasn't handed in {name}." + nearest(student, list(handed_in)))
    return tuple(student for student in handed_in if not asked or student in asked)


def _workers(options: Namespace, tell: Callable[[str], None]) -> Workers:
    if options.cluster:
        from autograder.cluster import on_cluster

        return on_cluster(options.cluster, tell)
    return in_this_process if options.workers == 1 else in_processes(options.workers or _cores())


def _cores() -> int:
    """The cores that this process may use; Windows has no more than 61 processes in one pool."""
    may_use = getattr(os, "sched_getaffinity", None)
    return min(len(may_use(0)) if may_use else os.cpu_count() or 1, MOST_WORKERS)


def _progress() -> Progress:
    """A bar with the time left; nothing where nobody is looking."""
    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
