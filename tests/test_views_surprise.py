"""A customer of whom nothing is said before they come in."""

import json
from unittest.mock import Mock

import pytest
from made_up import escaped
from sent import send

from course.document import DocumentError
from course.journal import open_journal, practice_folder
from course.practice import practice_in
from course.roster import practice_customers
from course.scenario import load_scenario
from course.views import surprise as surprises
from course.views import visitor as visitors
from course.views.surprise import surprise


@pytest.fixture(autouse=True)
def _own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))


def opened():
    """The door, and its stack."""
    stack = surprise()
    return stack.children[0], stack


def finish(talk):
    while not talk.scene["ended"]:
        send(talk, do="say", choice=talk.scene["choices"][0]["id"], turn=talk.scene["turn"])


def test_nothing_is_said_of_who_will_come_and_nothing_is_kept(tmp_path):
    door, stack = opened()
    assert (door.scene["button"], door.scene["open"], len(stack.children)) == ("Call the next customer", False, 1)
    shown = json.dumps(door.scene)
    assert not any(load_scenario(name).customer.name in shown for name in practice_customers())
    assert list(tmp_path.rglob("*.jsonl")) == []


def test_whoever_is_called_comes_in_and_is_there_after_a_reload():
    door, stack = opened()
    scene = send(door, do="call")
    talk = stack.children[1]
    name = talk.scene["customer"]["name"]
    assert scene["said"] == [f"{name} has come in. Your talk is below."]
    assert (scene["button"], scene["main"], scene["open"]) == ("Call somebody else", False, True)
    again, other = opened()
    assert again.scene["said"] == scene["said"]
    assert other.children[1].scene["title"] == talk.scene["title"]


def test_the_first_who_comes_to_a_newcomer_is_friendly():
    door, stack = opened()
    send(door, do="call")
    assert stack.children[1]._conversation.scenario.type == "positive"


def test_somebody_else_is_another():
    door, stack = opened()
    send(door, do="call")
    first = stack.children[1]._conversation.scenario.name
    for _ in range(5):
        send(door, do="call")
        name = stack.children[1]._conversation.scenario.name
        assert name != first
        first = name


def test_a_talk_that_is_over_makes_room_for_the_next_and_is_not_shown_after_a_reload():
    door, stack = opened()
    send(door, do="call")
    finish(stack.children[1])
    assert door.scene["said"][0].startswith("That talk is over.")
    assert (door.scene["button"], door.scene["main"]) == ("Call the next customer", True)
    assert len(opened()[1].children) == 1
    practice = practice_in(open_journal(practice_folder()).history)
    send(door, do="call")
    assert stack.children[1]._conversation.scenario.name not in {need.customer for need in practice.needs}


def test_who_knows_them_all_is_told_so(monkeypatch):
    monkeypatch.setattr(surprises, "practice_customers", lambda: {"positive/kite": "positive"})
    door, stack = opened()
    assert "haven’t met" in door.scene["said"][0]
    send(door, do="call")
    finish(stack.children[1])
    assert "met everybody" in door.scene["said"][1]
    send(door, do="call")
    assert stack.children[1].scene["turn"] == 0


def test_a_customer_with_a_mistake_is_no_traceback(monkeypatch):
    def broken(_visit, _journal):
        raise DocumentError("kite.yaml", 1, "title", "is missing")

    door, stack = opened()
    send(door, do="call")
    monkeypatch.setattr(visitors, "visitor", broken)
    assert len(opened()[1].children) == 1
    scene = send(door, do="call")
    assert "can’t come in" in scene["said"][0]
    assert (scene["button"], len(stack.children)) == ("Call the next customer", 1)


@pytest.mark.parametrize("message", [{}, {"do": "shout"}, {"do": None}], ids=str)
def test_a_message_that_makes_no_sense_calls_nobody(message):
    door, stack = opened()
    assert send(door, **message)["ack"] == "m1"
    assert len(stack.children) == 1


def test_a_full_disk_is_told_and_the_customer_comes_all_the_same(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path / "file"))
    door, stack = opened()
    assert door.scene["notice"] == ""
    assert "aren't being saved" in send(door, do="call")["notice"]
    assert stack.children[1].scene["choices"]


@pytest.mark.usefixtures("bracketed")
def test_every_sentence_can_be_translated(monkeypatch):
    door, stack = opened()
    scenes = [door.scene, send(door, do="call")]
    talk = stack.children[1]
    finish(talk)
    scenes.append(door.scene)
    everybody = {talk._conversation.scenario.name: "positive"}
    monkeypatch.setattr(surprises, "practice_customers", lambda: everybody)
    scenes.append(surprise().children[0].scene)
    monkeypatch.setattr(visitors, "visitor", Mock(side_effect=DocumentError("x", 1, "y", "z")))
    scenes.append(send(door, do="call"))
    assert len({str(scene["said"]) for scene in scenes}) == 5
    assert escaped(scenes) == set()
