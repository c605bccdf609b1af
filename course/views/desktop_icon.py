"""`desktop_icon`: a button that puts an icon on the desktop, so that the second visit needs no typing."""

from typing import Any

from course.shortcut import NoIconError, make_shortcut, where
from course.views.page import Page, source


def desktop_icon() -> "DesktopIconPage":
    """Show the button."""
    return DesktopIconPage()


class DesktopIconPage(Page):
    """The widget that `desktop_icon` returns."""

    _esm = source("page.js", "desktop_icon.js")
    _css = source("page.css", "desktop_icon.css")

    def __init__(self) -> None:
        self._said: list[str] = []
        super().__init__()

    def look(self) -> dict[str, Any]:
        """What came of it, in sentences; nothing before the button was pressed."""
        return {"said": self._said}

    def act(self, message: dict[str, Any]) -> None:
        """Make the icon: `{do: "make"}`."""
        if message["do"] != "make":
            raise ValueError(message)
        try:
            self._said = where(make_shortcut())
        except NoIconError as reason:
            self._said = str(reason).splitlines()
