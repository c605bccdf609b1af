"""How one part of an exercise is marked: from what its learner did, the answers and a judge, with the reasons."""

from collections.abc import Mapping

from autograder.assignment import Task
from autograder.mark import Marked
from autograder.report import conversation_report, drill_report
from autograder.talk import Talk, talk_in
from course.answers import newest, older
from course.attempts import Attempt
from course.dialogue import Judge
from course.drillbook import load_drill
from course.history import History
from course.marking import AnswerKey
from course.questions import Drill

Keys = Mapping[str, AnswerKey]

_NOTHING = (
    "No answers to this part came with the hand-in. If it was left out, the mark is 0. If it was done, ask for the "
    "files beside the notebook whose names begin with “journal”, put them with the hand-in, and grade it again."
)

_CHANGED = "Some answers were given to another version of these questions than today's, so they don't count."
_DOUBT = (
    "The course isn't sure what some of these words do. What is certain is counted; below it says what isn't, and a "
    "person decides that."
)


def mark_part(task: Task, history: History, keys: Keys | None, judge: Judge) -> Marked:
    """Mark a part. Without `keys`, as on a learner's own page, it stays open. Raises DocumentError."""
    mark = _drill if task.drill else _conversation
    return mark(task, history, keys, judge)


def in_words(error: Exception, points: int) -> Marked:
    """A mark that couldn't be given is a person's, never a lost class."""
    return Marked(points, attention=f"This part couldn't be marked ({type(error).__name__}: {error}).")


def _drill(task: Task, history: History, keys: Keys | None, judge: Judge) -> Marked:
    drill = load_drill(task.drill)
    about = {"drill": drill.name, "digest": drill.digest}
    answers = newest(history, "drill", about)
    changed = (_CHANGED,) if older(history, "drill", about) else ()
    notes = (*history.problems, *changed)
    if keys is None:
        return Marked(task.points, notes=(*notes, _progress(drill, answers)), open=True)
    if not answers.keys() & {item.id for item in drill.items}:
        return Marked(task.points, notes=history.problems, attention=" ".join(changed) or _NOTHING)
    report = drill_report(drill, answers, keys, judge)
    earned = task.points * report.earned / report.possible
    return Marked(task.points, earned, notes, report.html, doubt=_DOUBT if report.doubtful else "")


def _progress(drill: Drill, answers: dict[str, object]) -> str:
    done = sum(item.id in answers for item in drill.items)
    return f"{done} of {len(drill.items)} answered when this page was last run."


def _conversation(task: Task, history: History, keys: Keys | None, judge: Judge) -> Marked:
    talk = talk_in(task, history, judge)
    if keys is None:
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
