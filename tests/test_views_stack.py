"""A page, and the one activity below it."""

import pytest

from course.observers import Observers
from course.views.page import Page
from course.views.stack import Stack


class Shown:
    """Something that a page follows."""

    def __init__(self):
        self.observers = Observers()
        self.observe = self.observers.add


class Plain(Page):
    """A page with nothing to do."""

    def __init__(self, shown=None):
        super().__init__()
        if shown:
            self.follow(shown)

    def look(self):
        return {}


def test_there_is_one_activity_below_the_page_or_none():
    top, first, second = Plain(), Plain(), Plain()
    stack = Stack(top)
    assert stack.children == (top,)
    stack.show(first)
    assert stack.children == (top, first)
    stack.show(second)
    assert stack.children == (top, second)
    stack.show(None)
    assert stack.children == (top,)


def test_what_is_taken_off_the_screen_follows_nothing_any_more():
    shown = Shown()
    stack = Stack(Plain())
    stack.show(Plain(shown))
    assert len(shown.observers) == 1
    stack.show(Plain(shown))
    assert len(shown.observers) == 1
    stack.show(None)
    assert len(shown.observers) == 0


def test_a_page_that_could_not_be_made_is_closed_without_a_word():
    class Broken(Page):
        def look(self):
            raise ValueError("nothing to show")

    with pytest.raises(ValueError, match="nothing to show"):
        Broken()
    Broken.__new__(Broken).close()


def test_where_nothing_can_be_shown_it_says_so():
    assert "Run ▸ Run All Cells" in repr(Stack(Plain()))
