"""`quiz`: the questions that look back over a lesson. Unlike a drill it starts afresh once it was finished."""

from collections.abc import Mapping
from typing import Any

from course.answers import newest, open_answers
from course.drillbook import load_drill
from course.history import History
from course.journal import Journal, open_journal, practice_folder
from course.language import _, in_words_of
from course.questions import Drill
from course.views.drill import DrillPage
from course.views.told import told


@told
def quiz(name: str) -> DrillPage:
    """Show a quiz: one that was left midway goes on, else a new sitting begins and says how the last went."""
    return sit(load_drill(in_words_of("drills", name)), open_journal(practice_folder()))


def sit(questions: Drill, journal: Journal) -> DrillPage:
    """The page of the sitting that is open in a journal, or of the one to come."""
    journal.refresh()
    sitting, before = sittings(journal.history, questions)
    answers = open_answers(journal, "quiz", {**_about(questions), "sitting": sitting})
    return DrillPage(questions, answers, graded=False, before=before)


def sittings(history: History, questions: Drill) -> tuple[int, str]:
    """The number (from 1) of the sitting that is open or to come, and how the one before it went, in a sentence."""
    known = (
        header.data.get("sitting")
        for header in history.headers("quiz")
        if _about(questions).items() <= header.data.items()
    )
    last = max((number for number in known if type(number) is int and number > 0), default=0)
    given = newest(history, "quiz", {**_about(questions), "sitting": last})
    if last and not all(item.sound(given.get(item.id)) for item in questions.items):
        last -= 1
        given = newest(history, "quiz", {**_about(questions), "sitting": last})
    return last + 1, _result(questions, given) if last else ""


def _about(questions: Drill) -> dict[str, str]:
    return {"quiz": questions.name, "digest": questions.digest}


def _result(questions: Drill, given: Mapping[str, Any]) -> str:
    marks = [item.mark(given.get(item.id), item.key) for item in questions.items]
    earned, possible = sum(one.earned for one in marks), sum(one.possible for one in marks)
    return _("Last time: {earned} of {possible} right.").format(earned=earned, possible=possible)
