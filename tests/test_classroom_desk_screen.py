"""The desk sees votes as they come, typed replies by what they do, and what can be done next."""

import json
from dataclasses import replace

import pytest
from plain_judge import plain_judge
from small_room import CARDS, CUSTOMER, SmallRoom, find, seat

from course import replies
from course.classroom.deck import deck
from course.classroom.desk_screen import desk, judged
from course.classroom.events import Answered, Ended, Hands, Hidden, Judged, Paused, Said
from course.classroom.room import Room
from course.classroom.screens import projector
from course.classroom.tally import ahead
from course.dialogue import assessed, setting
from course.labels import PAUSE
from course.replies import Judgement


def look(room, judge=plain_judge, here=0):
    shown = desk(room, judge, here)
    assert json.loads(json.dumps(shown)) == shown
    return shown


def votes(shown):
    return {choice["id"]: choice["counted"] for choice in shown["choices"]}


def test_a_room_that_was_never_opened_has_no_desk():
    with pytest.raises(ValueError, match="never opened"):
        desk(Room(find, lambda _name: True), plain_judge, 0)


def test_the_desk_sees_what_the_projector_shows_and_more():
    room = SmallRoom(2)
    shown = look(room, here=1)
    assert {name: shown[name] for name in projector(room)} == projector(room)
    assert (shown["here"], shown["seats"]) == (1, 2)
    assert (shown["heat"]["value"], shown["heat"]["word"]) == (8, "Hot")
    assert shown["needs"] == ["a moment of silence", "naming the feeling", "sorry for the experience"]
    assert (shown["turns"], shown["roads"], shown["typed"], shown["live"], shown["ahead"]) == ([], 0, [], [], [])
    assert shown["cards"] == [{"id": name, "title": card.title} for name, card in deck().items()]


def test_what_can_be_said_comes_with_what_it_does():
    room = SmallRoom()
    shown = {choice["id"]: choice for choice in look(room)["choices"]}
    assert list(shown) == [*(choice.id for choice in room.talk.choices), PAUSE]
    assert shown["A"] == {
        "id": "A",
        "text": "After that drive I'd be steaming. I'm sorry about it.",
        "labels": ["naming the feeling", "sorry for the experience"],
        "why": "Slow",
        "counted": None,
    }
    assert (shown[PAUSE]["text"], shown[PAUSE]["labels"]) == ("Say nothing for a moment", ["a moment of silence"])
    while not room.talk.ended:
        room.say("A")
    assert look(room)["choices"] == []


def test_votes_are_counted_at_the_desk_as_they_come():
    room = SmallRoom(3)
    room.ask("vote")
    assert votes(look(room)) == {"A": 0, "B": 0, "C": 0, PAUSE: 0}
    assert look(room)["ahead"] == []
    room.answer(1, "B")
    room.answer(2, PAUSE)
    shown = look(room)
    assert shown["round"]["counts"] is None
    assert votes(shown) == {one["id"]: one["count"] for one in shown["live"]} == {"A": 0, "B": 1, "C": 0, PAUSE: 1}
    assert set(shown["ahead"]) == {"B", PAUSE}
    room.do(Hands, round=1, counts={"B": 9})
    assert (votes(look(room))["B"], look(room)["ahead"]) == (10, ["B"])


def test_votes_stay_beside_the_choices_until_the_talk_goes_on_and_are_there_again_after_going_back():
    room = SmallRoom(1)
    room.ask("vote")
    room.answer(1, "B")
    room.ask("predict", "B")
    room.answer(1, "hotter")
    shown = look(room)
    assert (votes(shown)["B"], shown["ahead"]) == (1, ["B"])
    assert [one["count"] for one in shown["live"]] == [0, 0, 1]
    room.say("C")
    shown = look(room)
    assert (set(votes(shown).values()), shown["ahead"]) == ({None}, [])
    room.back(0)
    assert votes(look(room))["B"] == 1


def room_that_typed(*words):
    room = SmallRoom(len(words))
    room.ask("type")
    for number, text in enumerate(words, 1):
        assert room.answer(number, text=text) == "counted"
    return room


def test_typed_replies_are_put_together_by_what_they_do_first():
    room = room_that_typed(
        "greet first", "snap apologize acknowledge_feeling", "blah", "apologize greet", "acknowledge_feeling apologize",
        "offer_choices ask_question", "apologize again",
    )  # fmt: skip
    groups = [
        (group["label"], group["pitfall"], [one["text"] for one in group["replies"]]) for group in look(room)["typed"]
    ]
    assert groups == [
        ("naming the feeling", False, ["acknowledge_feeling apologize"]),
        ("sorry for the experience", False, ["apologize greet", "apologize again"]),
        ("a warm welcome or thanks", False, ["greet first"]),
        ("a real question", False, ["offer_choices ask_question"]),
        ("snapping", True, ["snap apologize acknowledge_feeling"]),
        ("", False, ["blah"]),
    ]


def test_a_typed_reply_comes_with_its_labels_with_what_is_unsure_and_without_a_name():
    room = room_that_typed("apologize greet snap?")
    assert look(room)["typed"][0]["replies"] == [
        {
            "id": room.typed(1),
            "text": "apologize greet snap?",
            "labels": ["a warm welcome or thanks", "sorry for the experience"],
            "unsure": ["snapping"],
        }
    ]
    assert seat(1) not in json.dumps(look(room))


def test_what_was_given_already_is_not_what_is_needed_first():
    room = SmallRoom(1)
    room.say(PAUSE)
    assert look(room)["needs"] == ["naming the feeling", "sorry for the experience"]


def test_hidden_replies_are_apart():
    room = room_that_typed("greet one", "greet two")
    room.do(Hidden, answer=room.typed(1))
    shown = look(room)
    assert [[one["text"] for one in group["replies"]] for group in shown["typed"]] == [["greet two"]]
    assert [(one["id"], one["labels"]) for one in shown["hidden"]] == [(room.typed(1), ["a warm welcome or thanks"])]
    room.do(Hidden, answer=room.typed(1), hidden=False)
    assert look(room)["hidden"] == []


def test_words_are_judged_as_an_answer_to_what_the_customer_said_when_they_were_typed():
    asked = []

    def judge(reply, *, customer, type, setting):
        asked.append((reply, customer, type, setting))
        return Judgement()

    room = room_that_typed("Hello")
    was = room.talk
    look(room, judge)
    room.say("A")
    look(room, judge)
    assert asked == [("Hello", "Look at it! Look!", "angry", setting(was))] * 2
    judged(room.talk, "And now?", judge)
    assert asked[-1] == ("And now?", room.talk.line, "angry", setting(room.talk))
    room.ask("vote")
    look(room, judge)
    assert len(asked) == 3, "words of a round that is over are not judged again"


def test_the_course_s_own_judge_hears_what_an_author_wrote():
    room = room_that_typed("I only work here, you know, I don't dent the tins.")
    (group,) = look(room, assessed)["typed"]
    assert (group["label"], group["pitfall"]) == ("getting defensive", True)


def test_the_desk_can_go_back_to_each_turn():
    room = room_that_typed("I’m sorry.")
    room.do(Said, turn=0, answer=room.typed(1), labels=("apologize",))
    room.say(PAUSE)
    shown = look(room)["turns"]
    assert [(turn["turn"], turn["line"], turn["reply"]) for turn in shown] == [
        (0, "Look at it! Look!", "I’m sorry."),
        (1, room.talk.turns[1].line, "The clerk says nothing for a moment."),
    ]
    assert shown[0]["coach"] == "What this moment needed, and you gave: sorry for the experience."
    room.back(1)
    assert (len(look(room)["turns"]), look(room)["roads"]) == (1, 1)


def test_what_observers_saw_is_counted_by_group_and_together():
    room = SmallRoom(8)
    room.ask("cards", CARDS)
    for number in range(1, 9):
        room.answer(number, "in")
    for number, ticks in ((3, (0, 1)), (6, (1,)), (7, (1, 5)), (8, ())):
        assert room.do(Answered, seat=seat(number), round=1, ticks=ticks) == "counted"
    watch = deck()[CARDS].observer.watch
    shown = look(room)
    assert [(one["group"], one["people"]) for one in shown["groups"]] == [(1, 3), (2, 5)]
    assert list(shown["ticks"]) == list(watch)
    assert [one["ticks"][watch[1]] for one in shown["groups"]] == [1, 2]
    assert (shown["ticks"][watch[0]], shown["ticks"][watch[1]]) == (1, 3)
    room.ask("vote")
    assert (look(room)["groups"], look(room)["ticks"]) == ([], {})


def test_the_desk_is_told_when_customer_or_judge_are_not_those_of_the_opening():
    room = SmallRoom()
    assert (look(room)["changed"], look(room)["judge_changed"]) == (False, True)
    room.do(Judged, digest=replies.digest())
    assert look(room)["judge_changed"] is False
    room.changed = True
    assert look(room)["changed"]


ASKS = {"vote", "type", "predict", "cards"}


@pytest.mark.parametrize(
    ("steps", "can"),
    [
        ([], {*ASKS, "say", "pause", "timer", "end"}),
        ([("ask", "vote")], {*ASKS, "say", "pause", "timer", "end", "again", "close", "hands"}),
        ([("ask", "vote"), ("close",)], {*ASKS, "say", "pause", "timer", "end", "again", "hands"}),
        ([("ask", "type")], {*ASKS, "say", "pause", "timer", "end", "again", "close"}),
        ([("ask", "vote"), ("say", "C")], {*ASKS, "say", "pause", "timer", "end", "hands", "back"}),
        ([("ask", "cards", CARDS), ("say", "C")], {*ASKS, "say", "pause", "timer", "end", "again", "back"}),
        ([("do", Paused, True)], {*ASKS, "say", "resume", "timer", "end"}),
        ([("say", "A"), ("say", "A")], {"cards", "back", "pause", "timer", "end"}),
        ([("ask", "vote"), ("do", Ended, None)], set()),
    ],
    ids=[
        "at first",
        "a vote",
        "a closed vote",
        "words",
        "later",
        "cards",
        "paused",
        "the talk ended",
        "the class ended",
    ],
)
def test_what_can_be_done_now(steps, can):
    room = SmallRoom(1)
    for name, *what in steps:
        if name == "do":
            kind, on = what
            verdict = room.do(kind, **({} if on is None else {"on": on}))
        else:
            verdict = getattr(room, name)(*what)
        assert verdict == "counted"
    shown = look(room)
    assert set(shown["can"]) == can
    assert len(shown["can"]) == len(can)
    assert (shown["repeat"] is not None) == ("again" in can)


def test_nobody_types_where_nobody_judges_what_is_typed():
    room = SmallRoom()
    room.talk = replace(room.talk, scenario=CUSTOMER.model_copy(update={"name": "angry/tiny+es"}))
    assert "type" not in look(room)["can"]
    assert "vote" in look(room)["can"]


def test_a_round_that_can_be_repeated_is_repeated_as_it_was_asked():
    room = SmallRoom()
    room.ask("predict", "C")
    assert look(room)["repeat"] == {"way": "predict", "of": "C", "again": 1}
    assert room.ask(**look(room)["repeat"]) == "counted"
    assert ahead(room.round.counts) == ()
