"""`check`: what one test cell of an exercise marks, from the journal beside the notebook and nothing else."""

import warnings
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

from autograder.assignment import Task, load_assignment
from autograder.key import keys_are_here, load_key
from autograder.mark import Mark, Marked
from autograder.overrules import judge_here
from autograder.report import conversation_report, drill_report
from autograder.talk import Talk, read_talk
from course.answers import newest, older
from course.attempts import Attempt
from course.drillbook import load_drill
from course.history import read
from course.questions import Drill

_NOTHING = (
    "No answers to this part came with the hand-in. If it was left out, the mark is 0. If it was done, ask for the "
    "files beside the notebook whose names begin with “journal”, put them with the hand-in, and grade it again."
)

_CHANGED = "Some answers were given to another version of these questions than today's, so they don't count."
_DOUBT = (
    "The course isn't sure what some of these words do. What is certain is counted; below it says what isn't, and a "
    "person decides that."
)


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
    report = drill_report(drill, answers, load_key(grade_id, drill), judge_here())
    earned = task.points * report.earned / report.possible
    return Marked(task.points, earned, notes, report.html, doubt=_DOUBT if report.doubtful else "")


def _progress(drill: Drill, answers: dict[str, object]) -> str:
    done = sum(item.id in answers for item in drill.items)
    return f"{done} of {len(drill.items)} answered when this page was last run."


def _conversation(_: str, task: Task, folder: Path) -> Marked:
    talk = read_talk(task, folder, judge_here())
    if not keys_are_here():
        return Marked(task.points, notes=(*talk.problems, _standing(talk.counts)), open=True)
    if talk.counts is None:
        html = conversation_report(None, talk.others)
        why = _NOTHING if not talk.others else "There is no talk that counts."
        return Marked(task.points, notes=talk.problems, html=html, attention=why)
    possible = talk.counts.state.marks.possible
    up_to = f" For certain; it could be up to {talk.at_most}." if talk.doubtful else ""
    earned = f"{talk.earned} of {possible} marks in the talk.{up_to}"
    notes = (*talk.problems, _which(talk), earned)
    html = conversation_report(talk.counts, talk.others)
    doubt = _DOUBT if talk.doubtful else ""
    return Marked(task.points, task.points * talk.earned / possible, notes, html, doubt=doubt)


def _standing(counts: Attempt | None) -> str:
    if counts is None:
        return "No talk yet when this page was last run."
    if counts.finished:
        return "Your first finished talk is saved. It's the one that counts."
    return "Your talk is saved. It wasn't finished when this page was last run."


def _which(talk: Talk) -> str:
    if talk.counts and not talk.counts.finished:
        return "No talk was finished. These are the marks that the words so far have earned."
    return "The first finished talk counts." if talk.others else "There was one talk."
