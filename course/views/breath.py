"""`breath`: one slow breath, with a circle to follow and the same in words; nothing is timed that isn't wanted."""

from typing import Any

from course.views.page import Page, source

STEPS = (
    "Put down what is in your hands. Let your shoulders drop.",
    "Breathe in through your nose, without any hurry.",
    "Let the air out, more slowly than it came in.",
    "Do it twice more, if that feels good. Then look up.",
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
        return {"steps": list(STEPS)}

    def act(self, message: dict[str, Any]) -> None:
        """Take nothing: a breath is nobody else's business."""
        raise ValueError(message)
