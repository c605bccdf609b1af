"""`breath`: one slow breath, with a circle to follow and the same in words; nothing is timed that isn't wanted."""

from typing import Any

from course.language import N_, _
from course.views.page import Page, source

STEPS = (
    N_("Put down what is in your hands. Let your shoulders drop."),
    N_("Breathe in through your nose, without any hurry."),
    N_("Let the air out, more slowly than it came in."),
    N_("Do it twice more, if that feels good. Then look up."),
)


def breath() -> "BreathPage":
    """Show a breath to follow, at one's own pace."""
    return BreathPage()


class BreathPage(Page):
    """The widget that `breath` returns."""

    _esm = source("page.js", "breath.js")
    _css = source("page.css", "breath.css")

    def look(self) -> dict[str, Any]:
        """The breath in words."""
        return {"steps": [_(step) for step in STEPS]}

    def act(self, message: dict[str, Any]) -> None:
        """Take nothing: a breath is nobody else's business."""
        raise ValueError(message)
