"""`drill`: short questions with a reason after each answer, one at a time."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course.answers import Answers, open_answers
from course.drillbook import load_drill
from course.journal import open_journal, practice_folder
from course.labels import LABELS
from course.questions import Choose, Drill, Transcript
from course.views.page import Page, source


def drill(name: str, graded: bool = False) -> "DrillPage":  # noqa: FBT001, FBT002 (it reads well in a lesson)
    """Show a drill of the course. `graded`: no feedback, and the answers are kept beside the notebook."""
    questions = load_drill(name)
    graded = graded or questions.graded
    journal = open_journal(Path.cwd() if graded else practice_folder())
    answers = open_answers(journal, "drill", {"drill": name, "digest": questions.digest})
    return DrillPage(questions, answers, graded=graded)


def drill_scene(questions: Drill, given: Mapping[str, Any], *, graded: bool, notice: str = "") -> dict[str, Any]:
    """Everything that a drill's page shows, as JSON; `given` are the answers so far by item."""
    items = [_item(item, given.get(item.id), graded=graded) for item in questions.items]
    return {
        "title": questions.title,
        "introduction": questions.introduction,
        "graded": graded,
        "items": items,
        "notice": notice,
    }


class DrillPage(Page):
    """The widget that `drill` returns."""

    _esm = source("page.js", "drill.js")
    _css = source("page.css", "drill.css")

    def __init__(self, questions: Drill, answers: Answers, *, graded: bool) -> None:
        self._questions, self._answers, self._graded = questions, answers, graded
        super().__init__()
        self.follow(answers)

    def look(self) -> dict[str, Any]:
        """The questions, what was answered, and what there is to say about it."""
        return drill_scene(self._questions, self._answers.given, graded=self._graded, notice=self._answers.notice)

    def act(self, message: dict[str, Any]) -> None:
        """Take an answer: `{item, answer}`."""
        item = {item.id: item for item in self._questions.items}[message["item"]]
        if not _sound(item, message["answer"]):
            raise ValueError(message["answer"])
        self._answers.give(item.id, message["answer"])


def _item(item: Choose | Transcript, answer: Any, *, graded: bool) -> dict[str, Any]:
    known = answer if _sound(item, answer) else None
    shown = {"id": item.id, "kind": item.kind, "situation": item.situation, "ask": item.ask, "answer": known}
    shown["feedback"] = None if graded or known is None else _feedback(item, known)
    if isinstance(item, Choose):
        return {**shown, "options": [{"place": place, "text": option.text} for place, option in item.places.items()]}
    lines = [
        {"place": str(at), "who": line.who, "text": line.text, "markable": str(at) in item.places}
        for at, line in enumerate(item.lines, 1)
    ]
    labels = [{"name": name, "title": LABELS[name].title.capitalize()} for name in item.labels]
    return {**shown, "lines": lines, "labels": labels}


def _feedback(item: Choose | Transcript, answer: Any) -> dict[str, Any]:
    marks = item.mark(answer, item.key)
    reasons = {reason.place: {"points": reason.points, "text": reason.text} for reason in marks.reasons}
    return {"earned": marks.earned, "possible": marks.possible, "reasons": reasons}


def _sound(item: Choose | Transcript, answer: Any) -> bool:
    """Whether this is an answer that the page could have sent."""
    if isinstance(item, Choose):
        return isinstance(answer, str) and answer in item.places
    return isinstance(answer, dict) and all(
        place in item.places and label in item.labels for place, label in answer.items()
    )
