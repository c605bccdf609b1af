"""A room is what its log says: each event counts, comes too late, or makes no sense; and no event breaks it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_judge import plain_judge
from small_room import CARDS, CUSTOMER, NOW, SmallRoom, find, folded, seat, told
from tiny import tiny

from course.classroom import events
from course.classroom.desk_screen import desk
from course.classroom.events import (
    Answered,
    Asked,
    Closed,
    Ended,
    Hands,
    Hidden,
    Joined,
    Judged,
    Opened,
    Paused,
    Said,
    Timed,
    line_of,
)
from course.classroom.room import Room
from course.classroom.screens import everybody, projector, your_own
from course.labels import PAUSE


def empty():
    return Room(find, lambda name: name == CARDS)


def opening(**changes):
    data = {"scenario": "angry/tiny", "digest": CUSTOMER.digest, "house_rules": "h", "judge": "j", "seed": 0}
    return Opened(**{"id": "opening-1", "at": NOW, **data, **changes})


# Opening, and coming in


def test_nothing_happens_in_a_room_before_it_is_opened():
    room = empty()
    assert room.apply(Joined(id="join-0001", at=NOW, seat=seat(1))) == "no"
    assert room.apply(Ended(id="ended-001", at=NOW)) == "no"
    assert (room.talk, room.seats, room.ended, room.round, room.replies) == (None, {}, False, None, ())


def test_a_room_opens_once():
    room = empty()
    assert room.apply(opening()) == "counted"
    assert room.apply(opening(id="opening-2", seed=9)) == "late"
    assert (room.talk.scenario, room.talk.seed, room.judge, room.changed) == (CUSTOMER, 0, "j", False)


@pytest.mark.parametrize("error", [LookupError, ValueError])
def test_a_room_does_not_open_for_a_customer_who_cannot_be_found(error):
    def nobody(name):
        raise error(name)

    room = Room(nobody, lambda _name: False)
    assert room.apply(opening()) == "no"
    assert room.opened is room.talk is None


def test_an_event_that_no_server_took_in_counts_nowhere_and_uses_up_no_id():
    room = empty()
    assert room.apply(opening(at=None)) == "no"
    assert room.verdict("opening-1") is None
    assert room.apply(opening()) == "counted"


def test_seats_are_numbered_as_people_come_and_stay_theirs():
    room = SmallRoom(3)
    assert room.do(Joined, seat=seat(2)) == "counted"
    assert room.do(Joined, seat=seat(8)) == "counted"
    assert room.seats == {seat(1): 1, seat(2): 2, seat(3): 3, seat(8): 4}


def test_a_repeated_id_changes_nothing_whatever_it_says():
    room = SmallRoom(2)
    room.ask("vote")
    vote = Answered(id="vote-0001", at=NOW, seat=seat(1), round=1, option="A")
    assert room.apply(vote) == "counted"
    before = json.dumps(desk(room, plain_judge, 0))
    assert room.apply(vote) == "counted"
    assert room.apply(vote.model_copy(update={"option": "B"})) == "counted"
    assert room.apply(Ended(id="vote-0001", at=NOW)) == "counted"
    assert json.dumps(desk(room, plain_judge, 0)) == before
    room.close()
    assert room.apply(vote) == room.verdict("vote-0001") == "counted"
    assert room.verdict("vote-0002") is None


# Rounds


@pytest.mark.parametrize(
    ("way", "of", "options"),
    [
        ("vote", "", ("A", "B", "C", PAUSE)),
        ("type", "", ()),
        ("predict", "C", ("cooler", "same", "hotter")),
        ("predict", PAUSE, ("cooler", "same", "hotter")),
        ("cards", CARDS, ("in",)),
    ],
)
def test_a_room_is_asked_in_four_ways(way, of, options):
    room = SmallRoom()
    assert room.ask(way, of) == "counted"
    assert sorted(room.round.options) == sorted(options)
    assert (room.round.number, room.round.turn, room.round.open) == (1, 0, True)


def test_votes_are_offered_in_the_order_of_the_talk():
    room = SmallRoom()
    room.ask("vote")
    assert room.round.options == (*(choice.id for choice in room.talk.choices), PAUSE)


@pytest.mark.parametrize(
    ("way", "of", "again"),
    [
        ("predict", "Z", 0),
        ("predict", "", 0),
        ("cards", "no/such", 0),
        ("cards", "", 0),
        ("vote", "", 2),
        ("vote", "", 7),
        ("type", "", 1),
        ("cards", CARDS, 1),
    ],
)
def test_what_cannot_be_asked_is_no_round(way, of, again):
    room = SmallRoom()
    room.ask("vote")
    assert room.ask(way, of, again) == "no"
    assert len(room.rounds) == 1
    assert room.round.open


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_second_press_asks_no_second_round(number):
    room = SmallRoom()
    room.ask("vote")
    assert room.do(Asked, round=number, way="vote") == "late"
    assert len(room.rounds) == 1


def test_vote_talk_in_pairs_vote_again():
    room = SmallRoom(3)
    room.ask("vote")
    for number, option in enumerate("CCA", 1):
        assert room.answer(number, option) == "counted"
    assert room.close() == "counted"
    assert room.ask("vote", again=1) == "counted"
    for number, option in enumerate("AAA", 1):
        room.answer(number, option)
    assert room.answer(2, PAUSE) == "counted"
    first, second = room.rounds
    assert {name: count for name, count in first.counts.items() if count} == {"C": 2, "A": 1}
    assert {name: count for name, count in second.counts.items() if count} == {"A": 2, PAUSE: 1}
    assert second.again == 1


def test_a_prediction_is_repeated_only_about_the_same():
    room = SmallRoom()
    room.ask("predict", "A")
    assert room.ask("predict", "C", again=1) == "no"
    assert room.ask("predict", "A", again=1) == "counted"


def test_a_vote_is_repeated_only_where_it_was_asked():
    room = SmallRoom()
    room.ask("vote")
    room.say("B")
    assert room.ask("vote", again=1) == "no"
    room.back(0)
    assert room.ask("vote", again=1) == "counted"


@pytest.mark.parametrize(
    "end",
    [
        lambda room: room.close(),
        lambda room: room.ask("type"),
        lambda room: room.say("A"),
        lambda room: room.do(Paused, on=True),
        lambda room: room.do(Ended),
    ],
    ids=["closed", "the next round", "said", "paused", "ended"],
)
def test_an_answer_may_come_too_late(end):
    room = SmallRoom(1)
    room.ask("vote")
    assert end(room) == "counted"
    assert room.answer(1, "A", round=1) == "late"
    assert sum(room.rounds[0].counts.values()) == 0


def test_going_back_closes_a_round():
    room = SmallRoom(1)
    room.say("B")
    room.ask("vote")
    room.back(0)
    assert room.answer(1, "A") == "late"


def test_after_a_pause_the_room_goes_on():
    room = SmallRoom(1)
    room.ask("vote")
    room.do(Paused, on=True)
    assert room.do(Joined, seat=seat(2)) == "counted"
    room.do(Paused, on=False)
    assert room.answer(2, "A") == room.answer(1, "A") == "counted"


@pytest.mark.parametrize(
    ("number", "data"),
    [(1, {"option": "Z"}), (1, {"text": "A"}), (9, {"option": "A"}), (1, {"option": "A", "round": 2})],
    ids=["not an option", "words for a vote", "no seat", "a round that isn't there yet"],
)
def test_an_answer_that_makes_no_sense(number, data):
    room = SmallRoom(1)
    room.ask("vote")
    assert room.answer(number, **data) == "no"
    assert room.round.answers == {}


def test_nothing_was_asked_yet():
    room = SmallRoom(1)
    assert room.answer(1, "A", round=0) == room.answer(1, "A", round=1) == "no"
    assert room.close() == "late"


@pytest.mark.parametrize("number", [0, 1, 3])
def test_only_the_open_round_is_closed(number):
    room = SmallRoom()
    room.ask("vote")
    room.ask("vote")
    assert room.do(Closed, round=number) == "late"
    assert room.close() == "counted"
    assert room.close() == "late"


def test_hands_take_the_place_of_those_counted_before_at_any_time():
    room = SmallRoom(1)
    room.ask("vote")
    room.answer(1, "A")
    assert room.do(Hands, round=1, counts={"A": 4, "B": 2}) == "counted"
    room.ask("predict", "A")
    assert room.do(Hands, round=1, counts={"B": 3}) == "counted"
    assert room.do(Hands, round=2, counts={"cooler": 5}) == "counted"
    assert (room.rounds[0].counts["A"], room.rounds[0].counts["B"]) == (1, 3)
    assert room.rounds[1].counts["cooler"] == 5


@pytest.mark.parametrize(
    ("way", "number", "counts"),
    [("vote", 1, {"Z": 1}), ("vote", 2, {"A": 1}), ("vote", 0, {}), ("type", 1, {}), ("cards", 1, {"in": 3})],
)
def test_hands_that_make_no_sense(way, number, counts):
    room = SmallRoom()
    room.ask(way, CARDS)
    assert room.do(Hands, round=number, counts=counts) == "no"
    assert room.round.hands == {}


# What was typed


def room_that_types(*words):
    room = SmallRoom(len(words))
    room.ask("type")
    for number, text in enumerate(words, 1):
        assert room.answer(number, text=text) == "counted"
    return room


def test_a_typed_answer_is_hidden_and_shown_again():
    room = room_that_types("One", "Two")
    assert room.do(Hidden, answer=room.typed(1)) == "counted"
    assert [one.text for one in room.round.typed] == ["Two"]
    assert room.do(Hidden, answer=room.typed(1), hidden=False) == "counted"
    assert [one.text for one in room.round.typed] == ["One", "Two"]
    assert room.do(Hidden, answer="no-such-answer") == "no"


def test_words_that_somebody_typed_are_said():
    room = room_that_types("I’m sorry.")
    said = {"turn": 0, "answer": room.typed(1), "labels": ("apologize", "acknowledge_feeling")}
    assert room.do(Said, **said) == "counted"
    (reply,) = room.replies
    assert (reply.text, reply.labels, reply.typed) == ("I’m sorry.", {"apologize", "acknowledge_feeling"}, True)
    assert room.talk.heat == 6
    assert room.do(Said, **said) == "late"


@pytest.mark.parametrize(
    "said",
    [
        {"answer": "no-such-answer"},
        {"answer": "no-such-answer", "choice": "A"},
        {"answer": "event-0003", "choice": "A"},
        {"answer": "event-0003", "labels": ("kind",)},
        {"choice": "Z"},
        {},
    ],
    ids=str,
)
def test_what_cannot_be_said_is_not_said(said):
    room = room_that_types("I’m sorry.")
    assert room.typed(1) == "event-0003"
    assert room.do(Said, turn=0, **said) == "no"
    assert room.replies == ()
    assert room.round.open


def test_words_that_were_typed_anew_cannot_be_said_as_they_were():
    room = room_that_types("I’m sorry.")
    old = room.typed(1)
    room.answer(1, text="I’m very sorry.")
    assert room.words(old) is None
    assert room.do(Said, turn=0, answer=old) == "no"
    assert room.words(room.typed(1)) == "I’m very sorry."


# The talk


def test_a_second_press_says_nothing_twice():
    room = SmallRoom()
    assert room.do(Said, turn=0, choice="A") == "counted"
    assert room.do(Said, turn=0, choice="A") == "late"
    assert room.do(Said, turn=2, choice="A") == "late"
    assert [reply.choice for reply in room.replies] == ["A"]


def test_nothing_is_said_or_asked_once_the_talk_has_ended_but_cards_are_played():
    room = SmallRoom()
    while not room.talk.ended:
        room.say("A")
    assert room.say("A") == "late"
    assert [room.ask("vote"), room.ask("type"), room.ask("predict", "A")] == ["no"] * 3
    assert room.ask("cards", CARDS) == "counted"


@pytest.mark.parametrize(("of", "came"), [("A", "cooler"), ("C", "hotter"), (PAUSE, "cooler")])
def test_what_was_predicted_comes(of, came):
    room = SmallRoom()
    room.ask("predict", of)
    assert room.round.came == ""
    room.say(of)
    assert room.round.came == came


def test_a_second_silence_changes_nothing():
    room = SmallRoom()
    room.say(PAUSE)
    room.ask("predict", PAUSE)
    room.say(PAUSE)
    assert room.round.came == "same"


def test_what_nobody_predicted_about_does_not_come():
    room = SmallRoom()
    room.ask("predict", "C")
    room.say("A")
    assert room.round.came == ""
    room.back(0)
    room.say("C")
    assert room.rounds[0].came == "hotter"


def test_what_comes_on_another_road_is_not_what_was_predicted_on_this():
    room = SmallRoom()
    room.say("A")
    room.ask("predict", "A")
    room.back(0)
    room.say("C")
    room.say("A")
    assert room.rounds[0].came == ""


def test_going_back_keeps_the_road_that_was_left():
    room = SmallRoom()
    room.say("C")
    room.say("A")
    left = room.talk
    assert room.back(1) == "counted"
    assert room.roads == [left]
    assert [reply.choice for reply in room.replies] == ["C"]
    assert room.back(0) == "counted"
    assert room.roads == [left], "what is only its beginning is no other road"
    room.say("A")
    room.back(0)
    assert [[reply.choice for reply in road.replies] for road in room.roads] == [["C", "A"], ["A"]]
    assert room.talk == SmallRoom().talk


@pytest.mark.parametrize("turn", [1, 2])
def test_there_is_no_way_back_to_what_has_not_been_said(turn):
    room = SmallRoom()
    room.say("C")
    assert room.back(turn) == "no"
    assert room.roads == []


# Role play, clock, judge, end


def test_a_role_play_goes_on_with_the_next_roles():
    room = SmallRoom(4)
    room.ask("cards", CARDS)
    for number in (1, 2, 3):
        assert room.answer(number, "in") == "counted"
    assert room.answer(1, text="It’s broken!") == "counted"
    assert room.answer(2, ticks=(0,)) == "no"
    assert room.answer(3, ticks=(0,)) == "counted"
    room.ask("cards", CARDS, again=1)
    assert [room.round.role(seat(number)) for number in (1, 2, 3, 4)] == ["clerk", "observer", "customer", None]
    assert (room.round.lines, room.round.ticks) == ({}, {})
    assert room.answer(4, "in") == "counted"
    room.ask("cards", CARDS, again=2)
    assert [room.round.role(seat(number)) for number in (1, 2, 3, 4)] == ["observer", "customer", "clerk", "observer"]
    assert len(room.rounds[0].order) == 3


def test_who_is_touched_by_an_event():
    room = SmallRoom(7)
    joined = Joined(id="join-0009", at=NOW, seat=seat(1))
    room.ask("cards", CARDS)
    for number in (1, 2, 3, 4, 5, 6):
        room.answer(number, "in")
    answer = Answered(id="answer-01", at=NOW, seat=seat(5), round=1, text="Hm.")
    assert room.touched(answer) == {seat(4), seat(5), seat(6)}
    assert room.touched(answer.model_copy(update={"seat": seat(7)})) == {seat(7)}
    assert room.touched(Ended(id="ended-001", at=NOW)) == set()
    room.ask("vote")
    assert room.touched(joined) == {seat(1)}


def test_a_clock_is_set_and_taken_away():
    room = SmallRoom()
    room.do(Timed, seconds=90)
    assert room.timer.seconds == 90
    room.do(Timed, seconds=0)
    assert room.timer is None


def test_another_judge_takes_over():
    room = SmallRoom()
    room.do(Judged, digest="another judge")
    assert room.judge == "another judge"


def test_after_the_end_nothing_is_added():
    room = SmallRoom(1)
    room.ask("vote")
    room.answer(1, "A")
    assert room.do(Ended) == "counted"
    late = [room.answer(1, "B"), room.do(Joined, seat=seat(5)), room.say("A"), room.ask("vote"), room.do(Ended)]
    assert late == ["late"] * 5
    assert room.round.counts["A"] == 1
    assert (len(room.seats), room.round.open) == (1, False)


def test_the_revision_goes_up_with_what_everybody_sees_and_with_no_answer():
    room = SmallRoom(1)
    before = room.revision
    room.ask("vote")
    assert room.revision == before + 1
    room.answer(1, "A")
    room.do(Joined, seat=seat(2))
    room.say("Z")
    assert room.revision == before + 1
    room.close()
    assert room.revision == before + 2


# A customer who was changed meanwhile


def test_a_customer_who_changed_is_named_and_the_room_goes_on():
    room = SmallRoom(1)
    room.say("A")
    room.ask("vote")
    room.answer(1, "B")
    today = tiny(("heat: 8", "heat: 9"))
    other = folded(room.log, Room(lambda _name: today, lambda _name: True))
    assert other.changed
    assert not room.changed
    assert (len(other.replies), other.round.counts["B"]) == (1, 1)


def test_what_the_changed_customer_no_longer_offers_was_not_said():
    room = SmallRoom(1)
    room.say("C")
    room.say("A")
    today = tiny(('      C: {words: "I only', '      D: {words: "I only'))
    other = folded(room.log, Room(lambda _name: today, lambda _name: True))
    assert other.replies == ()
    other.apply(Asked(id="asked-001", at=NOW, round=1, way="vote"))
    assert set(other.round.options) == {"A", "B", "D", PAUSE}


# Any log at all

KINDS = [kind.model_fields["do"].default for kind in events.Event.__args__]
WORDS = [f"secret{number} {label}" for number, label in enumerate(("greet", "snap", "apologize", "x", "greet snap"))]
# Mostly what fits, so that talks get somewhere; now and then a number that doesn't.
NEAR = st.sampled_from([0] * 12 + [-1, 1, 5])
SMALL = st.integers(0, 9)
STEP = st.tuples(st.sampled_from([*KINDS, *["answer"] * 6, *["ask", "say"] * 3]), NEAR, SMALL, SMALL, st.booleans())


def event_of(room, step, number):
    """An event that a step of a made-up class stands for, more or less fit for the room as it is."""
    do, off, one, other, often = step
    turn, asked = max(0, len(room.replies) + off), max(0, len(room.rounds) + off)
    options = [*(room.round.options if room.round else ()), "A", "B", "C", PAUSE, "in", "Z"]
    typed = [answer.id for one in room.rounds for answer in one.answers.values()] or ["no-such-answer"]
    data = {
        "open": lambda: {"scenario": "angry/tiny" if one else "no/body", "digest": "d", "house_rules": "h", "judge": "j", "seed": other},
        "join": lambda: {"seat": seat(one)},
        "ask": lambda: {
            "round": asked + 1,
            "way": ("vote", "type", "predict", "cards")[one % 4],
            "of": CARDS if one % 4 == 3 else options[other % len(options)],
            "again": other % (len(room.rounds) + 2) if often else 0,
        },
        "answer": lambda: {
            "seat": seat(one),
            "round": asked,
            "option": None if often else options[other % len(options)],
            "text": WORDS[other % len(WORDS)] if other % 2 else None,
            "ticks": (other % 6,) if other % 3 == 0 else None,
        },
        "close": lambda: {"round": asked},
        "hands": lambda: {"round": asked, "counts": {options[other % len(options)]: one}},
        "hide": lambda: {"answer": typed[one % len(typed)], "hidden": often},
        "say": lambda: {"turn": turn, "answer": typed[one % len(typed)], "labels": ("greet",)[: other % 2]}
        if often
        else {"turn": turn, "choice": options[other % len(options)]},
        "back": lambda: {"turn": other % (len(room.replies) + 1)},
        "pause": lambda: {"on": one > 7},
        "timer": lambda: {"seconds": one},
        "judge": lambda: {"digest": "another"},
        "end": dict,
    }[do]()  # fmt: skip
    kind = next(kind for kind in events.Event.__args__ if kind.model_fields["do"].default == do)
    return kind(id=f"event-{number:04}" if one or other else "event-0003", at=NOW, **data)


@settings(max_examples=150)
@given(st.lists(STEP, max_size=40))
def test_any_log_is_a_room_and_the_same_room_everywhere(steps):
    room, log = (
        empty(),
        [line_of(opening()), *(line_of(Joined(id=f"join-{n:05}", at=NOW, seat=seat(n))) for n in range(6))],
    )
    folded(log, room)
    for number, step in enumerate(steps):
        if room.ended and step[0] == "end":
            break
        event = event_of(room, step, number)
        known, before, revision = room.verdict(event.id), told_as_json(room), room.revision
        verdict = room.apply(event)
        assert verdict in ("counted", "late", "no")
        if known or verdict != "counted":
            assert told_as_json(room) == before
            assert room.revision == revision
            assert known in (None, verdict)
        log.append(line_of(event))
        look_at(room)
    assert told(folded(log)) == told(room)
    assert told(folded([line for line in log for _ in range(2)])) == told(room)


def told_as_json(room):
    """All that anybody is shown, as it goes over the line."""
    seats = {name: your_own(room, name) for name in room.seats}
    return json.dumps([desk(room, plain_judge, 0), seats])


def look_at(room):
    """What holds of a room at any time."""
    shown = json.dumps([everybody(room), projector(room)])
    said = " ".join(reply.text for reply in room.replies)
    assert all(word.split()[0] in said for word in WORDS if word.split()[0] in shown)
    assert sum(asked.open for asked in room.rounds[:-1]) == 0
    if room.round:
        assert (everybody(room)["round"]["counts"] is None) == room.round.open
        assert len(room.round.answers) <= len(room.seats)
        assert room.round.hands or sum(room.round.counts.values()) <= len(room.seats)
