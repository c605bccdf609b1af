"""`next_shift`: a plan for work in one sentence, "Next shift, when …, I'll …"."""

from typing import Any

from course.answers import Answers, open_answers
from course.journal import open_journal, practice_folder
from course.views.page import Page, source
from course.views.told import told

LONGEST = 500  # characters of one half; a plan that is longer isn't one


@told
def next_shift(topic: str) -> "NextShiftPage":
    """Show the two boxes of one's plan for a topic; what was saved last stands in them."""
    return NextShiftPage(topic, open_answers(open_journal(practice_folder()), "plan", {"plan": topic}))


class NextShiftPage(Page):
    """The widget that `next_shift` returns."""

    _esm = source("page.js", "next_shift.js")
    _css = source("page.css", "next_shift.css")

    def __init__(self, topic: str, answers: Answers) -> None:
        self._topic, self._answers = topic, answers
        super().__init__()
        self.follow(answers)

    def look(self) -> dict[str, Any]:
        """The plan as it was saved last."""
        plan = self._answers.given.get("plan")
        known = {half: str(plan.get(half, "")) for half in ("when", "then")} if isinstance(plan, dict) else None
        kept, notice = self._answers.kept, self._answers.notice
        return {"topic": self._topic, "plan": known, "kept": kept, "longest": LONGEST, "notice": notice}

    def act(self, message: dict[str, Any]) -> None:
        """Save a plan: `{when, then}`, two texts."""
        when, then = message["when"], message["then"]
        if not (isinstance(when, str) and isinstance(then, str) and when.strip() and then.strip()):
            raise ValueError("half a plan")
        when, then = when.strip()[:LONGEST], then.strip()[:LONGEST]
        self._answers.give("plan", {"when": when, "then": then})
