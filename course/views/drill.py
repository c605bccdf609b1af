"""`drill`: short questions with a reason after each answer, one at a time."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course.answers import Answers, older, open_answers
from course.drillbook import load_drill
from course.hearing import title
from course.journal import open_journal, practice_folder
from course.language import N_, _, in_words_of
from course.questions import LONGEST, Choose, Drill, Item, Order, Sort, Transcript, Write
from course.views.page import Page, source
from course.views.told import told

_CHANGED = N_("These questions have changed since you answered them. Your answers are kept, but please answer again.")


@told
def drill(name: str, graded: bool = False) -> "DrillPage":  # noqa: FBT001, FBT002 (it reads well in a lesson)
    """Show a drill of the course. `graded`: no feedback, and the answers are kept beside the notebook."""
    questions = load_drill(in_words_of("drills", name))
    graded = graded or questions.graded
    journal = open_journal(Path.cwd() if graded else practice_folder())
    about = {"drill": questions.name, "digest": questions.digest}
    answers = open_answers(journal, "drill", about)
    changed = not answers.given and older(journal.history, "drill", about)
    return DrillPage(questions, answers, graded=graded, before=_(_CHANGED) if changed else "")


def drill_scene(
    questions: Drill, given: Mapping[str, Any], *, graded: bool, notice: str = "", before: str = ""
) -> dict[str, Any]:
    """Everything that a drill's page shows, as JSON; `given` are the answers so far by item.

    `before` says how an earlier sitting went, if there was one.
    """
    items = [_item(item, given.get(item.id), graded=graded) for item in questions.items]
    return {
        "name": questions.name,
        "title": questions.title,
        "introduction": " ".join(filter(None, [questions.introduction, before])),
        "graded": graded,
        "items": items,
        "notice": notice,
    }


class DrillPage(Page):
    """The widget that `drill` returns."""

    _esm = source("page.js", "questions.js", "drill.js")
    _css = source("page.css", "drill.css")

    def __init__(self, questions: Drill, answers: Answers, *, graded: bool, before: str = "") -> None:
        self._questions, self._answers, self._graded, self._before = questions, answers, graded, before
        super().__init__()
        self.follow(answers)

    def look(self) -> dict[str, Any]:
        """The questions, what was answered, and what there is to say about it."""
        given, notice = self._answers.given, self._answers.notice
        return drill_scene(self._questions, given, graded=self._graded, notice=notice, before=self._before)

    def act(self, message: dict[str, Any]) -> None:
        """Take an answer: `{item, answer}`."""
        item = {item.id: item for item in self._questions.items}[message["item"]]
        if not item.sound(message["answer"]):
            raise ValueError(message["answer"])
        self._answers.give(item.id, message["answer"])


def _item(item: Item, answer: Any, *, graded: bool) -> dict[str, Any]:
    known = answer if item.sound(answer) else None
    feedback = None if graded or known is None else _feedback(item, known)
    shown = {"id": item.id, "kind": item.kind, "situation": item.situation, "ask": item.ask}
    return {**shown, **_body(item), "answer": known, "feedback": feedback}


def _body(item: Item) -> dict[str, Any]:
    match item:
        case Choose():
            return {"options": [{"place": place, "text": option.text} for place, option in item.places.items()]}
        case Transcript():
            labels = [{"name": name, "title": title(name).capitalize()} for name in item.labels]
            return {"lines": [_line(item, at) for at in range(len(item.lines))], "labels": labels}
        case Sort():
            lines = [{"place": place, "text": line.text} for place, line in item.places.items()]
            return {"lines": lines, "bins": [{"name": name, "title": told} for name, told in item.bins.items()]}
        case Order():
            return {"steps": [{"place": place, "text": step.text} for place, step in item.places.items()]}
        case Write():
            return {"longest": LONGEST}


def _line(item: Transcript, at: int) -> dict[str, Any]:
    line, place = item.lines[at], str(at + 1)
    return {"place": place, "who": line.who, "text": line.text, "markable": place in item.places}


def _feedback(item: Item, answer: Any) -> dict[str, Any]:
    marks = item.mark(answer, item.key)
    reasons = {reason.place: {"points": reason.points, "text": reason.text} for reason in marks.reasons}
    return {"earned": marks.earned, "possible": marks.possible, "reasons": reasons}
