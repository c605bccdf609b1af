"""`check`: what one test cell of an exercise marks, from the journal beside the notebook and nothing else."""

import warnings
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

from autograder.assignment import Task, load_assignment
from autograder.key import keys_are_here, load_key
from autograder.mark import Mark, Marked
from autograder.report import conversation_report, drill_report
from course.answers import newest, older
from course.attempts import Attempt, read_attempts
from course.drillbook import load_drill
from course.history import read
from course.questions import Drill
from course.scenario import load_scenario

_NOTHING = (
    "No answers to this part came with the hand-in. If it was left out, the mark is 0. If it was done, ask for the "
    "files beside the notebook whose names begin with “journal”, put them with the hand-in, and grade it again."
)

_CHANGED = "Some answers were given to another version of these questions than today's, so they don't count."
_OWN_WORDS = "This part is in the learner’s own words, which a person reads."


def check(grade_id: str) -> Mark:
    """Show how one part went, and return its mark: a number from 0 to its points.

    Whatever a hand-in holds, nothing is raised and nothing goes to stderr, which nbgrader would take for a failure.
    """
    with warnings.catch_warnings(), redirect_stderr(StringIO()):
        warnings.simplefilter("ignore")
        return _marked(grade_id, Path.cwd()).show()


def _marked(grade_id: str, folder: Path) -> Marked:
    task = None
    try:
        task = load_assignment(grade_id.rpartition("-")[0])[grade_id]
        mark = _drill if task.drill else _conversation
        return mark(grade_id, task, folder)
    except Exception as error:  # noqa: BLE001 - a mark that can't be given is a person's, never a lost class
        why = f"This part couldn't be marked ({type(error).__name__}: {error})."
        return Marked(task.points if task else 0, attention=why)


def _drill(grade_id: str, task: Task, folder: Path) -> Marked:
    drill = load_drill(task.drill)
    history = read(folder)
    about = {"drill": drill.name, "digest": drill.digest}
    answers = newest(history, "drill", about)
    changed = (_CHANGED,) if older(history, "drill", about) else ()
    notes = (*history.problems, *changed)
    if not keys_are_here():
        return Marked(task.points, notes=(*notes, _progress(drill, answers)), open=True)
    if not answers.keys() & {item.id for item in drill.items}:
        return Marked(task.points, notes=history.problems, attention=" ".join(changed) or _NOTHING)
    marks, html = drill_report(drill, answers, load_key(grade_id, drill))
    if drill.by_hand:
        return Marked(task.points, notes=notes, html=html, attention=_OWN_WORDS)
    return Marked(task.points, task.points * marks.earned / marks.possible, notes, html)


def _progress(drill: Drill, answers: dict[str, object]) -> str:
    done = sum(item.id in answers for item in drill.items)
    return f"{done} of {len(drill.items)} answered when this page was last run."


def _conversation(_: str, task: Task, folder: Path) -> Marked:
    scenario = load_scenario(task.scenario)
    found = read_attempts(scenario, folder, task.key)
    counts = found.first_finished or found.latest or next(iter(found.attempts), None)
    if not keys_are_here():
        return Marked(task.points, notes=(*found.problems, _standing(counts)), open=True)
    if counts is None:
        return Marked(task.points, notes=found.problems, attention=_NOTHING)
    marks = counts.state.marks
    earned = f"{marks.earned} of {marks.possible} marks in the talk."
    notes = (*found.problems, _which(counts, len(found.attempts)), earned)
    others = [other for other in found.attempts if other is not counts]
    html = conversation_report(counts, others)
    return Marked(task.points, task.points * marks.earned / marks.possible, notes, html)


def _standing(counts: Attempt | None) -> str:
    if counts is None:
        return "No talk yet when this page was last run."
    if counts.finished:
        return "Your first finished talk is saved. It's the one that counts."
    return "Your talk is saved. It wasn't finished when this page was last run."


def _which(counts: Attempt, tries: int) -> str:
    if not counts.finished:
        return "No talk was finished. These are the marks that the words so far have earned."
    return "The first finished talk counts." if tries > 1 else "There was one talk."
