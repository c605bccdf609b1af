import asyncio
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from memory_class import MORNING, SCENARIO, MemoryChannel, quiet, run
from tiny import tiny

from course.classroom.events import Answered, Asked, Ended, Joined, Opened, Paused, Said
from course.classroom.keys import id_of
from course.classroom.room import Room
from course.classroom.visitors import Desk, Phone, Projector, Visitor, labels_of
from course.replies import Judgement

SEAT, OTHER = "a" * 16, "b" * 16
WORDS = "I'm sorry about the drive."
ALIVE = {"id": "message-1"}


def judge(reply, **_about):
    """Hears an apology in `sorry`."""
    return Judgement(frozenset({"apologize"} if "sorry" in reply else ()), {}, frozenset())


def made(*events):
    room = Room(lambda _name: tiny(), lambda _name: False)
    opening = {"scenario": SCENARIO, "digest": "d", "house_rules": "h", "judge": "j", "seed": 1}
    for number, event in enumerate([Opened(id="opening-0", **opening), *events]):
        assert room.apply(event.model_copy(update={"at": MORNING})) == "counted", number
    return room


def answered(id, seat=SEAT, text=WORDS):
    return Answered(id=id, seat=seat, round=1, text=text)


def typing():
    return made(
        Joined(id="joining-1", seat=SEAT),
        Joined(id="joining-2", seat=OTHER),
        Asked(id="asking-1", round=1, way="type"),
        answered("answer-1"),
        answered("answer-2", OTHER, "Hm."),
    )


def shown(visitor, *looks):
    """What a visitor is sent when it looks at rooms, one after the other."""

    async def story():
        task = asyncio.create_task(visitor.outbox.deliver())
        for look in looks:
            look()
            await quiet()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    run(story())
    return [json.loads(message) for message in visitor.channel.sent]


def a_phone(seat=SEAT):
    return Phone(MemoryChannel(), seat)


def a_desk():
    return Desk(MemoryChannel(), lambda: 7, judge)


def test_a_phone_sees_what_everybody_sees_and_its_own():
    room = typing()
    phone = a_phone()
    scene, you = shown(phone, lambda: phone.look(room))
    assert scene["scene"]["round"]["way"] == "type"
    assert "typed" not in json.dumps(scene)
    assert WORDS not in json.dumps(scene)
    assert you == {"you": {"number": 1, "answered": {"text": WORDS}, "play": None}}


def test_a_phone_is_sent_the_scene_again_only_when_it_changed():
    room = typing()
    phone = a_phone()
    sent = shown(
        phone,
        lambda: phone.look(room),
        lambda: phone.look(room),
        lambda: (room.apply(Paused(id="pausing-1", at=MORNING, on=True)), phone.look(room)),
    )
    assert [key for message in sent for key in message] == ["scene", "you", "you", "scene", "you"]


def test_all_phones_are_sent_the_same_words_put_together_once(monkeypatch):
    built = []
    everybody = __import__("course.classroom.visitors", fromlist=["everybody"]).everybody
    monkeypatch.setattr("course.classroom.visitors.everybody", lambda room: built.append(1) or everybody(room))
    room = typing()
    phones = [a_phone(), a_phone(OTHER), a_phone("c" * 16)]
    scenes = [shown(phone, lambda phone=phone: phone.look(room))[0] for phone in phones]
    assert scenes[0] == scenes[1] == scenes[2]
    assert built == [1]


def test_the_projector_sees_how_many_and_not_what():
    room = typing()
    projector = Projector(MemoryChannel())
    (sent,) = shown(projector, lambda: projector.look(room))
    assert (sent["scene"]["answered"], sent["scene"]["seats"]) == (2, 2)
    assert WORDS not in json.dumps(sent)


def test_the_desk_sees_typed_words_by_what_they_do():
    room = typing()
    desk = a_desk()
    (sent,) = shown(desk, lambda: desk.look(room))
    assert sent["scene"]["here"] == 7
    replies = {reply["text"] for group in sent["scene"]["typed"] for reply in group["replies"]}
    assert replies == {WORDS, "Hm."}


def test_a_phone_may_answer_from_its_own_seat_and_at_the_servers_time():
    sent = {
        "id": "message-1",
        "do": "answer",
        "round": 1,
        "text": "Hello.",
        "seat": OTHER,
        "at": "2020-01-01T00:00:00Z",
    }
    event = a_phone().event(sent, MORNING, typing())
    assert event == Answered(id=id_of(SEAT, "message-1"), at=MORNING, seat=SEAT, round=1, text="Hello.")


LEADS = [
    {"do": "ask", "round": 1, "way": "vote"},
    {"do": "close", "round": 1},
    {"do": "hands", "round": 1, "counts": {"A": 3}},
    {"do": "hide", "answer": "answer-1"},
    {"do": "say", "turn": 0, "choice": "A"},
    {"do": "back", "turn": 0},
    {"do": "pause", "on": True},
    {"do": "timer", "seconds": 60},
    {"do": "end"},
]
SERVERS = [
    {"do": "join", "seat": SEAT},
    {"do": "open", "scenario": SCENARIO, "digest": "d", "house_rules": "h", "judge": "j", "seed": 1},
]
TELLS = {"do": "judge", "digest": "another"}
ANSWERS = {"do": "answer", "round": 1, "text": "Hello."}


@pytest.mark.parametrize("message", [*LEADS, *SERVERS, TELLS], ids=lambda message: message["do"])
def test_a_phone_may_nothing_but_answer(message):
    assert a_phone().event({**ALIVE, **message}, MORNING, typing()) is None


@pytest.mark.parametrize("message", LEADS, ids=lambda message: message["do"])
def test_the_desk_leads(message):
    event = a_desk().event({**ALIVE, **message}, MORNING, typing())
    assert event is not None
    assert (event.do, event.id, event.at) == (message["do"], id_of("desk", "message-1"), MORNING)


@pytest.mark.parametrize("message", [*SERVERS, TELLS, {**ANSWERS, "seat": SEAT}], ids=lambda message: message["do"])
def test_the_desk_takes_no_seat_opens_nothing_and_judges_nobody(message):
    assert a_desk().event({**ALIVE, **message}, MORNING, typing()) is None


@pytest.mark.parametrize("message", [*LEADS, *SERVERS, TELLS, ANSWERS], ids=lambda message: message["do"])
def test_a_projector_may_nothing(message):
    assert Projector(MemoryChannel()).event({**ALIVE, **message}, MORNING, typing()) is None


def test_typed_words_are_said_with_the_judges_labels_and_not_with_those_that_were_sent():
    said = a_desk().event(
        {**ALIVE, "do": "say", "turn": 0, "answer": "answer-1", "labels": ["threaten"]}, MORNING, typing()
    )
    assert isinstance(said, Said)
    assert said.labels == ("apologize",)
    unheard = a_desk().event({**ALIVE, "do": "say", "turn": 0, "answer": "answer-2"}, MORNING, typing())
    assert unheard.labels == ()


def test_a_choice_that_is_said_carries_no_labels():
    said = a_desk().event({**ALIVE, "do": "say", "turn": 0, "choice": "A", "labels": ["threaten"]}, MORNING, typing())
    assert said.labels == ()
    assert typing().apply(said) == "counted"


def test_words_that_arent_there_have_no_labels():
    assert labels_of(typing(), "answer-9", judge) == ()
    room = Room(lambda _name: tiny(), lambda _name: False)
    assert labels_of(room, "answer-1", judge) == ()


NO_MESSAGES = {
    "no id": {"do": "answer", "round": 1, "text": "x"},
    "an id that is a number": {"id": 12345678, "do": "answer", "round": 1, "text": "x"},
    "nothing to do": {"id": "message-1"},
    "a list to do": {"id": "message-1", "do": ["answer"]},
    "something else to do": {"id": "message-1", "do": "fly"},
    "a field too many": {"id": "message-1", "do": "answer", "round": 1, "text": "x", "admin": True},
    "a round that is no number": {"id": "message-1", "do": "answer", "round": "1", "text": "x"},
    "not a number": {"id": "message-1", "do": "answer", "round": float("nan"), "text": "x"},
    "too many words": {"id": "message-1", "do": "answer", "round": 1, "text": "x" * 100_000},
    "no words": {"id": "message-1", "do": "answer", "round": 1, "text": ""},
    "half a letter": {"id": "message-1", "do": "answer", "round": 1, "text": "\ud800"},
    "ticks for ever": {"id": "message-1", "do": "answer", "round": 1, "ticks": [0] * 1000},
    "a negative tick": {"id": "message-1", "do": "answer", "round": 1, "ticks": [-1]},
}


@pytest.mark.parametrize("message", NO_MESSAGES.values(), ids=NO_MESSAGES)
def test_what_is_no_message_is_none(message):
    room = typing()
    assert a_phone().event(message, MORNING, room) is None
    assert a_desk().event(message, MORNING, room) is None


def test_no_depth_is_too_deep():
    room, text = typing(), ""
    for depth in [*range(1, 60), *range(60, 3000, 37)]:
        text = "[" * depth + "]" * depth
        try:
            sent = json.loads(f'{{"id": "message-1", "do": "answer", "round": 1, "text": {text}}}')
        except RecursionError:
            break
        assert a_phone().event(sent, MORNING, room) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    [
        "id",
        "do",
        "at",
        "seat",
        "round",
        "option",
        "text",
        "ticks",
        "way",
        "of",
        "again",
        "counts",
        "answer",
        "hidden",
        "turn",
        "choice",
        "labels",
        "on",
        "seconds",
        "digest",
    ]
)
DEEDS = st.sampled_from(
    ["open", "join", "ask", "answer", "close", "hands", "hide", "say", "back", "pause", "timer", "judge", "end"]
)


@given(st.dictionaries(FIELDS, JSON, max_size=6), DEEDS, st.sampled_from([a_phone, a_desk]))
def test_whatever_is_sent_is_an_event_or_nothing(message, do, who):
    room = typing()
    event = who().event({**message, "id": "message-1", "do": do}, MORNING, room)
    if event is not None:
        assert event.at == MORNING
        assert room.apply(event) in ("counted", "late", "no")


def test_a_class_that_is_over_still_shows():
    room = typing()
    room.apply(Ended(id="ending-1", at=MORNING))
    for visitor in (a_phone(), a_desk(), Projector(MemoryChannel())):
        assert shown(visitor, lambda visitor=visitor: visitor.look(room))[0]["scene"]["over"]


def test_whoever_comes_has_a_look_of_their_own():
    async def story():
        visitor = Visitor(MemoryChannel())
        with pytest.raises(NotImplementedError):
            visitor.look(typing())
        assert visitor.event({}, MORNING, typing()) is None

    run(story())
