"""A page, and below it the one activity that was opened from it."""

from ipywidgets import DOMWidget, VBox

from course.views.page import Page


class Stack(VBox):
    """A page on top, and below it nothing yet."""

    def __init__(self, top: Page) -> None:
        self._top = top
        self._below: DOMWidget | None = None
        super().__init__([top])

    def show(self, below: DOMWidget | None) -> None:
        """Show an activity below the page, or none; the one that was there is closed."""
        former, self._below = self._below, below
        self.children = (self._top,) if below is None else (self._top, below)
        if former is not None:
            former.close()

    def __repr__(self) -> str:
        return repr(self._top)
