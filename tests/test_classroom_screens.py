"""Phones and projector show the talk and the round, and nothing that would sway an answer or name anybody."""

import json

import pytest
from small_room import CARDS, CUSTOMER, NOW, SmallRoom, find, seat

from course.classroom.deck import deck
from course.classroom.events import Ended, Hands, Hidden, Joined, Paused, Said, Timed
from course.classroom.room import Room
from course.classroom.screens import everybody, projector, your_own
from course.labels import PAUSE

CARD = deck()[CARDS]


def lines(room):
    return [(line["turn"], line["from"], line["text"]) for line in everybody(room)["lines"]]


def counts(shown):
    return {one["id"]: one["count"] for one in shown if one["count"]}


def test_a_room_that_was_never_opened_shows_nothing():
    for screen in (everybody, projector):
        with pytest.raises(ValueError, match="never opened"):
            screen(Room(find, lambda _name: True))


def test_everybody_sees_who_stands_there_and_whom_the_room_plays():
    shown = everybody(SmallRoom(2))
    assert shown == {
        "title": "The dented tin",
        "place": "A hardware counter, closing time",
        "notice": "",
        "customer": {"name": "Ines", "who": "A painter with a ladder still on the van"},
        "you": "You are on the till.",
        "lines": shown["lines"],
        "round": None,
        "paused": False,
        "over": False,
        "ended": None,
        "timer": None,
        "revision": 1,
    }
    assert json.loads(json.dumps(shown)) == shown


def test_everybody_reads_what_was_said_so_far():
    room = SmallRoom()
    room.say(PAUSE)
    room.say("A")
    opening = [(0, "stage", "A tin lands on the counter."), (0, "customer", "Look at it! Look!")]
    assert lines(room)[:2] == opening
    assert lines(room)[2:] == [
        (0, "stage", "The clerk says nothing for a moment."),
        (1, "customer", "Say something!"),
        (1, "clerk", "After that drive I'd be steaming. I'm sorry about it."),
        (2, "customer", "I am steaming. And now?"),
    ]
    room.back(0)
    assert lines(room) == opening


def test_a_vote_is_shown_in_the_words_of_the_talk_and_counted_when_it_is_closed():
    room = SmallRoom(3)
    room.ask("vote")
    options = everybody(room)["round"]["options"]
    words = [(choice.id, choice.text) for choice in room.talk.choices]
    assert [(one["id"], one["text"]) for one in options] == [*words, (PAUSE, "Say nothing for a moment")]
    room.answer(1, "B")
    room.answer(2, "B")
    room.do(Hands, round=1, counts={"A": 1})
    assert everybody(room)["round"]["counts"] is None
    assert "count" not in json.dumps(everybody(room)["round"]["options"])
    room.close()
    shown = everybody(room)["round"]
    assert [(one["id"], one["text"]) for one in shown["counts"]] == [(one["id"], one["text"]) for one in options]
    assert (counts(shown["counts"]), shown["before"]) == ({"A": 1, "B": 2}, None)


def test_the_vote_before_is_shown_beside_the_vote_after_and_not_while_that_is_open():
    room = SmallRoom(2)
    room.ask("vote")
    room.answer(1, "C")
    room.ask("vote", again=1)
    room.answer(1, "A")
    room.answer(2, "A")
    shown = everybody(room)["round"]
    assert (shown["again"], shown["counts"], shown["before"]) == (1, None, None)
    room.close()
    shown = everybody(room)["round"]
    assert (counts(shown["before"]), counts(shown["counts"])) == ({"C": 1}, {"A": 2})


def test_a_closed_vote_keeps_its_words_when_the_talk_has_gone_on():
    room = SmallRoom(1)
    room.ask("vote")
    room.answer(1, "A")
    before = everybody(room)["round"]
    room.say("A")
    after = everybody(room)["round"]
    assert after["options"] == before["options"]
    assert (after["open"], counts(after["counts"])) == (False, {"A": 1})


def test_a_prediction_says_in_words_what_about_and_what_came():
    room = SmallRoom(1)
    room.ask("predict", "C")
    shown = everybody(room)["round"]
    assert shown["of"] == "I only work here, you know, I don't dent the tins."
    assert [(one["id"], one["text"]) for one in shown["options"]] == [
        ("cooler", "Ines cools down."),
        ("same", "Ines stays the same."),
        ("hotter", "Ines gets hotter."),
    ]
    assert shown["came"] == ""
    room.say("C")
    assert everybody(room)["round"]["came"] == "hotter"
    room.ask("predict", PAUSE)
    assert everybody(room)["round"]["of"] == "Say nothing for a moment"


def test_typed_words_are_shown_to_all_only_once_they_are_said():
    room = SmallRoom(2)
    room.ask("type")
    room.answer(1, text="A word that nobody else typed")
    room.answer(2, text="Another one entirely")
    for end in (room.close, lambda: room.do(Hidden, answer=room.typed(2))):
        end()
        assert "typed" not in json.dumps([everybody(room), projector(room)])
    assert everybody(room)["round"]["options"] == everybody(room)["round"]["counts"] == []
    room.do(Said, turn=0, answer=room.typed(1), labels=("apologize",))
    assert (0, "clerk", "A word that nobody else typed") in lines(room)
    assert "Another one entirely" not in json.dumps(projector(room))


@pytest.mark.parametrize("secret", ["heat", "labels", "coach", "why", "marks", "needs", "hint", "seat"])
def test_nothing_that_sways_or_names_is_on_a_phone(secret):
    room = SmallRoom(2)
    for way, of in (("vote", ""), ("type", ""), ("predict", "A"), ("cards", CARDS)):
        room.ask(way, of)
        room.answer(1, "A", text="words")
        assert f'"{secret}"' not in json.dumps([everybody(room), your_own(room, seat(1))])
        assert seat(1) not in json.dumps(projector(room))
    room.say("A")
    assert f'"{secret}"' not in json.dumps(everybody(room))


def test_a_pause_a_clock_and_the_end_are_shown():
    room = SmallRoom()
    room.do(Paused, on=True)
    room.do(Timed, seconds=90)
    shown = everybody(room)
    assert (shown["paused"], shown["timer"]) == (True, {"seconds": 90, "since": "2026-03-09T14:05:08+00:00"})
    assert shown["timer"]["since"] == room.timer.at.isoformat() > NOW.isoformat()
    room.do(Timed, seconds=0)
    while not room.talk.ended:
        room.say("A")
    ending = CUSTOMER.endings[room.talk.ending]
    assert everybody(room)["ended"] == {"title": ending.title, "text": ending.text}
    assert (everybody(room)["timer"], everybody(room)["over"]) == (None, False)
    room.do(Ended)
    assert everybody(room)["over"]


def test_the_projector_also_says_how_many_have_answered():
    room = SmallRoom(3)
    assert (projector(room)["answered"], projector(room)["seats"]) == (0, 3)
    room.ask("vote")
    room.answer(1, "A")
    room.answer(1, "B")
    room.answer(2, "B")
    assert (projector(room)["answered"], projector(room)["seats"]) == (2, 3)
    assert {name: projector(room)[name] for name in everybody(room)} == everybody(room)
    room.ask("cards", CARDS)
    room.answer(1, "in")
    assert projector(room)["answered"] == 1


@pytest.mark.parametrize(
    ("way", "data", "answered"),
    [
        ("vote", {"option": "A"}, {"option": "A"}),
        ("predict", {"option": "same"}, {"option": "same"}),
        ("type", {"text": " Sorry. "}, {"text": "Sorry."}),
        ("cards", {"option": "in"}, {"option": "in"}),
    ],
    ids=["vote", "predict", "type", "cards"],
)
def test_a_phone_knows_its_own_answer_and_nobody_elses(way, data, answered):
    room = SmallRoom(2)
    assert your_own(room, seat(1)) == {"number": 1, "answered": None, "play": None}
    room.ask(way, CARDS if way == "cards" else "A")
    room.answer(1, **data)
    assert your_own(room, seat(1))["answered"] == answered
    assert your_own(room, seat(2)) == {"number": 2, "answered": None, "play": None}
    assert your_own(room, seat(9)) == {"number": 0, "answered": None, "play": None}
    room.ask("vote")
    assert your_own(room, seat(1))["answered"] is None


def test_who_is_in_a_role_play_has_one_card_and_the_lines_of_the_group():
    room = SmallRoom(6)
    room.ask("cards", CARDS)
    assert everybody(room)["round"]["of"] == CARD.title
    assert everybody(room)["round"]["options"] == [{"id": "in", "text": "I’ll take part"}]
    for number in range(1, 7):
        room.answer(number, "in")
    room.answer(1, text="Is anyone here?")
    room.answer(4, text="Hello?")
    room.answer(3, ticks=(1,))
    plays = [your_own(room, seat(number))["play"] for number in range(1, 7)]
    assert [(play["group"], play["role"]) for play in plays] == [
        (group, role) for group in (1, 2) for role in ("customer", "clerk", "observer")
    ]
    assert plays[0] == {
        "group": 1,
        "role": "customer",
        "card": {"who": CARD.customer.who, "opening": CARD.customer.opening, "moods": list(CARD.customer.moods)},
        "situation": CARD.situation,
        "lines": [{"role": "customer", "text": "Is anyone here?"}],
        "ticks": [],
        "waiting": 0,
    }
    assert plays[1]["card"]["try"] == list(CARD.clerk.tries)
    assert plays[2]["card"] == {"watch": list(CARD.observer.watch), "ask": list(CARD.observer.ask)}
    assert [play["ticks"] for play in plays] == [[], [], [1], [], [], []]
    assert [play["lines"][0]["text"] for play in plays] == ["Is anyone here?"] * 3 + ["Hello?"] * 3
    assert "Hello?" not in json.dumps(everybody(room))


@pytest.mark.parametrize(("people", "waiting"), [(1, 2), (2, 1), (3, 0), (4, 0), (5, 0)])
def test_a_phone_says_who_is_still_missing(people, waiting):
    room = SmallRoom(people)
    room.ask("cards", CARDS)
    for number in range(1, people + 1):
        room.answer(number, "in")
    assert {your_own(room, seat(number))["play"]["waiting"] for number in range(1, people + 1)} == {waiting}


def test_cards_that_are_gone_leave_a_round_without_words(monkeypatch):
    room = SmallRoom(1)
    room.ask("cards", CARDS)
    room.answer(1, "in")
    monkeypatch.setattr("course.classroom.screens.deck", dict)
    assert everybody(room)["round"]["of"] == ""
    assert (your_own(room, seat(1))["play"]["card"], your_own(room, seat(1))["play"]["situation"]) == ({}, "")


def test_what_everybody_sees_does_not_grow_with_the_people():
    def shown(people):
        room = SmallRoom(people)
        room.ask("vote")
        for number in range(1, people + 1):
            room.answer(number, "A")
        return len(json.dumps(everybody(room)))

    assert shown(1000) == shown(1)


def test_somebody_who_comes_late_sees_what_all_see():
    room = SmallRoom(1)
    room.say("A")
    room.ask("vote")
    before = everybody(room)
    room.do(Joined, seat=seat(7))
    assert everybody(room) == before
    assert room.answer(7, "A") == "counted"
