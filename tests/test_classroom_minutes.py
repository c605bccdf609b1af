"""The minutes of a class: what was chosen, said, heard and left untried, and nobody in it."""

import csv
import io
import json

import pytest
from plain_judge import plain_judge
from small_room import CARDS, CUSTOMER, SmallRoom, find, seat

from course.classroom.events import Hidden
from course.classroom.minutes import as_csv, minutes
from course.classroom.room import Room


def told(room):
    return minutes(room, plain_judge)


def counts(asked):
    return {option["id"]: option["count"] for option in asked["counts"] if option["count"]}


@pytest.fixture
def voted():
    """A class that votes, talks, votes again, has B said, goes back and has A said; three people."""
    room = SmallRoom(3)
    room.ask("vote")
    for number, option in enumerate("CCA", 1):
        room.answer(number, option)
    room.close()
    room.ask("vote", again=1)
    for number, option in enumerate("CAA", 1):
        room.answer(number, option)
    room.close()
    room.say("C")
    room.back(0)
    room.say("A")
    return room


def test_a_room_that_was_never_opened_has_no_minutes():
    with pytest.raises(ValueError, match="never opened"):
        told(Room(find, lambda name: name == CARDS))


def test_a_class_that_asked_nothing_has_minutes():
    shown = told(SmallRoom(2))
    assert (shown["people"], shown["moments"], shown["heard"], shown["cards"], shown["typed"]) == (2, [], [], [], [])
    assert (shown["customer"], shown["day"], shown["over"], shown["ending"]) == (
        "angry/tiny",
        "2026-03-09",
        False,
        None,
    )


def test_votes_stand_at_their_moment_before_and_after_talking(voted):
    (first, *_others) = told(voted)["moments"]
    assert (first["turn"], first["line"], first["heat"]["value"]) == (1, "Look at it! Look!", 8)
    assert [(asked["round"], asked["again"], counts(asked)) for asked in first["rounds"]] == [
        (1, 0, {"C": 2, "A": 1}),
        (2, 1, {"C": 1, "A": 2}),
    ]


def test_what_was_said_and_what_was_tried_before_going_back(voted):
    (first, *_others) = told(voted)["moments"]
    choices = CUSTOMER.beats["storm"].choices
    assert first["said"] == choices["A"].text
    assert first["coach"] == choices["A"].why
    assert first["elsewhere"] == [choices["C"].text]


def test_a_road_not_taken_tells_what_it_would_have_done_and_who_wanted_it(voted):
    (first, *_others) = told(voted)["moments"]
    (untried,) = first["untried"]
    assert untried == {"id": "B", "text": CUSTOMER.beats["storm"].choices["B"].text, "why": "Brisk", "count": 0}


def test_a_moment_on_a_road_that_was_left_is_kept():
    room = SmallRoom(1)
    room.say("C")
    room.ask("vote")
    room.answer(1, "B")
    room.back(0)
    room.say("A")
    moments = told(room)["moments"]
    assert [moment["number"] for moment in moments] == list(range(1, len(moments) + 1))
    left = next(moment for moment in moments if moment["rounds"])
    assert (left["turn"], left["said"], counts(left["rounds"][0])) == (2, "", {"B": 1})


def test_a_silence_is_said_in_words():
    room = SmallRoom()
    room.say("pause")
    (first,) = told(room)["moments"]
    assert first["said"] == "Say nothing for a moment"


def test_a_prediction_tells_what_came():
    room = SmallRoom(2)
    room.ask("predict", of="C")
    room.answer(1, "hotter")
    room.answer(2, "cooler")
    room.say("C")
    ((asked,),) = (moment["rounds"] for moment in told(room)["moments"] if moment["rounds"])
    assert (asked["way"], asked["of"], asked["came"]) == (
        "predict",
        CUSTOMER.beats["storm"].choices["C"].text,
        "hotter",
    )


def test_labels_are_counted_in_what_was_said_once_a_road_and_in_what_was_typed(voted):
    voted.ask("type")
    voted.answer(1, text="apologize snap")
    voted.answer(2, text="apologize")
    hidden = voted.typed(2)
    shown = {one["label"]: (one["said"], one["typed"], one["pitfall"]) for one in told(voted)["heard"]}
    assert shown["apologize"] == (1, 2, False)
    assert shown["defensive"] == (1, 0, True)
    assert shown["snap"] == (0, 1, True)
    voted.do(Hidden, answer=hidden)
    assert {one["label"]: one["typed"] for one in told(voted)["heard"]}["apologize"] == 1


def test_typed_words_are_in_no_order_that_tells_whose_they_are_and_hidden_ones_are_not_there():
    room = SmallRoom(3)
    room.ask("type")
    for number, words in enumerate(["zebra", "apple", "rude"], 1):
        room.answer(number, text=words)
    room.do(Hidden, answer=room.typed(3))
    assert told(room)["typed"] == ["apple", "zebra"]


def test_a_role_play_is_told_by_what_was_seen():
    room = SmallRoom(3)
    room.ask("cards", of=CARDS)
    for number in (1, 2, 3):
        room.answer(number, "in")
    room.answer(3, ticks=[0, 2])
    (played,) = told(room)["cards"]
    assert played["people"] == 3
    assert [tick["count"] for tick in played["ticks"]][:3] == [1, 0, 1]


def test_no_seat_is_in_the_minutes(voted):
    written = json.dumps(told(voted)) + as_csv(told(voted))
    assert not any(seat(number) in written for number in (1, 2, 3))


def test_the_table_has_a_row_for_each_option_of_each_round(voted):
    rows = list(csv.DictReader(io.StringIO(as_csv(told(voted)))))
    assert len(rows) == 8  # three choices and silence, twice
    again = [row for row in rows if row["after talking"] == "yes"]
    chosen = {row["option"]: (row["count"], row["was said"]) for row in again if row["count"] != "0"}
    choices = CUSTOMER.beats["storm"].choices
    assert chosen == {choices["A"].text: ("2", "yes"), choices["C"].text: ("1", "no")}
    assert {row["asked to"] for row in rows} == {"vote"}


def test_no_cell_is_a_formula():
    shown = told(SmallRoom())
    option = {"id": "A", "text": "=HYPERLINK(1)", "count": 1}
    asked = {"round": 1, "way": "vote", "again": 0, "of": "", "counts": [option], "came": ""}
    moment = {"number": 1, "turn": 1, "line": "+1", "said": "", "rounds": [asked]}
    (row,) = csv.DictReader(io.StringIO(as_csv({**shown, "moments": [moment]})))
    assert (row["option"], row["customer said"], row["count"]) == ("'=HYPERLINK(1)", "'+1", "1")
