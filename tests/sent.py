"""What a view sends when a learner does something."""

from typing import Any

from course.views.page import Page


def send(page: Page, **message: Any) -> dict[str, Any]:
    """Have a page hear a message as if its view had sent it; returns what it shows then."""
    page._handle_custom_msg({"id": "m1", **message}, [])
    return page.scene
