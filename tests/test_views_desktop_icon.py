"""The button for the icon: it says where the icon is, or in a sentence why there is none."""

from pathlib import Path
from unittest.mock import Mock

import pytest
from made_up import escaped

from course.shortcut import NoIconError
from course.views import desktop_icon as view
from course.views.desktop_icon import desktop_icon


@pytest.fixture
def page():
    return desktop_icon()


def press(page, **message):
    page._handle_custom_msg({"id": "m1", **message}, [])
    return page.scene


def test_nothing_is_made_before_the_button_is_pressed(page, monkeypatch):
    monkeypatch.setattr(view, "make_shortcut", lambda: pytest.fail("nobody asked for it"))
    assert page.scene["said"] == []
    for message in ({"do": "look"}, {"do": ["make"]}, {}):
        assert press(page, **message) == {"said": [], "ack": "m1"}


def test_it_says_where_the_icon_is(page, monkeypatch):
    icon = Path("somewhere", "Desktop", "Module-Nine.desktop")
    monkeypatch.setattr(view, "make_shortcut", lambda: icon)
    said = press(page, do="make")["said"]
    assert said[0] == f"The icon “Module-Nine” is on your desktop now: {icon}"
    assert said[-1] == "To stop, close that window. Your work is kept."


def test_why_there_is_none_is_a_sentence(page, monkeypatch):
    def make():
        raise NoIconError("The icon can't be made: no desktop.\nYou can still open the course.")

    monkeypatch.setattr(view, "make_shortcut", make)
    assert press(page, do="make")["said"] == ["The icon can't be made: no desktop.", "You can still open the course."]


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize("fails", [False, True])
def test_every_sentence_can_be_translated(page, monkeypatch, fails):
    made = Mock(desktop_dir="Desktop", target="Module-Nine.desktop")
    monkeypatch.setattr(
        "pyshortcuts.make_shortcut", Mock(return_value=made, side_effect=OSError("no") if fails else None)
    )
    said = " ".join(press(page, do="make")["said"])
    assert ("“Module-Nine”" in said) is not fails
    assert escaped(said) == set()
