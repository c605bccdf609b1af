"""The cards of a role play: what they show, what they take, what they keep."""

import pytest
from small_card import write

from course.answers import Answers
from course.cardbook import card_names, load_card
from course.journal import Journal
from course.views.role_play import RolePlayPage, role_play


@pytest.fixture
def open_page(tmp_path):
    write(tmp_path)
    card = load_card("calm/eyes", tmp_path)
    return lambda: RolePlayPage(card, Answers(Journal(tmp_path / "kept"), "card", {"card": card.name}))


def send(page, **message):
    page._handle_custom_msg({"id": "m1", **message}, [])
    return page.scene


def test_what_was_seen_is_kept_and_can_be_taken_back(open_page):
    page = open_page()
    assert page.scene["seen"] == []
    assert send(page, line=2, seen=True)["seen"] == [2]
    assert send(page, line=0, seen=True)["seen"] == [0, 2]
    assert send(page, line=0, seen=True)["seen"] == [0, 2]
    assert open_page().scene["seen"] == [0, 2]
    assert send(page, line=2, seen=False)["seen"] == [0]


@pytest.mark.parametrize(
    "message",
    [{}, {"line": 3, "seen": True}, {"line": -1, "seen": True}, {"line": True, "seen": True}, {"line": 0, "seen": 1}],
)
def test_a_message_that_makes_no_sense_changes_nothing(open_page, message):
    scene = send(open_page(), **message)
    assert (scene["seen"], scene["ack"]) == ([], "m1")


def test_what_no_page_wrote_is_not_shown_as_seen(open_page):
    page = open_page()
    for wrong in ("0", [9, "1", None], {"0": True}):
        page._answers.give("seen", wrong)
        assert page.scene["seen"] == []


def test_without_a_tick_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    for name in card_names():
        assert role_play(name).scene["title"] == load_card(name).title
    assert list(tmp_path.iterdir()) == []
