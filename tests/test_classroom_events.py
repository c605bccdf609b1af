"""An event is what its line says, on every server; whatever else somebody sends is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_room import NOW, seat

from course.classroom import events
from course.classroom.events import EventError, line_of, read_event
from course.classroom.log import LONGEST
from course.reply import JUDGED

ID = "event-0001"
ALL = [
    events.Opened(id=ID, at=NOW, scenario="angry/tiny", digest="d", house_rules="h", judge="j", seed=7),
    events.Joined(id=ID, at=NOW, seat=seat(1)),
    events.Asked(id=ID, at=NOW, round=1, way="predict", of="A", again=0),
    events.Answered(id=ID, at=NOW, seat=seat(1), round=1, option="A"),
    events.Answered(id=ID, at=NOW, seat=seat(1), round=1, text="Two\nlines, “ünd” 🙂\u2028\x00"),
    events.Answered(id=ID, at=NOW, seat=seat(1), round=1, ticks=(0, 5)),
    events.Closed(id=ID, at=NOW, round=1),
    events.Hands(id=ID, at=NOW, round=1, counts={"A": 3, "pause": 0}),
    events.Hidden(id=ID, at=NOW, answer="answer-0001"),
    events.Said(id=ID, at=NOW, turn=0, choice="A"),
    events.Said(id=ID, at=NOW, turn=0, answer="answer-0001", labels=("greet",)),
    events.Back(id=ID, at=NOW, turn=0),
    events.Paused(id=ID, at=NOW, on=True),
    events.Timed(id=ID, at=NOW, seconds=90),
    events.Judged(id=ID, at=NOW, digest="another"),
    events.Ended(id=ID, at=NOW),
]


@pytest.mark.parametrize("event", ALL, ids=lambda event: f"{event.do} {sorted(event.model_dump(exclude_none=True))}")
def test_an_event_is_read_as_it_was_written(event):
    line = line_of(event)
    assert read_event(line) == read_event(line.decode()) == event
    assert b"\n" not in line
    assert event.when == NOW


def test_every_kind_of_event_is_looked_at_here():
    assert {type(event) for event in ALL} == set(events.Event.__args__)


def sent(**changes):
    return {"do": "answer", "id": ID, "seat": seat(1), "round": 1, "text": "Hello"} | changes


def test_a_client_says_what_it_does_and_a_server_when():
    assert read_event(json.dumps(sent())).at is None
    assert read_event(json.dumps(sent(at="2026-03-09T14:05:06Z"))).when == NOW


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"do": "erase"}, id="no such thing to do"),
        pytest.param({"do": None}, id="nothing to do"),
        pytest.param({"more": 1}, id="a key too many"),
        pytest.param({"id": "short"}, id="id too short"),
        pytest.param({"id": "x" * 65}, id="id too long"),
        pytest.param({"id": "event-0001\n"}, id="a line break after the id"),
        pytest.param({"id": "événement"}, id="letters that no id has"),
        pytest.param({"id": 12345678}, id="a number for an id"),
        pytest.param({"seat": "A" * 16}, id="a seat in capitals"),
        pytest.param({"seat": "a" * 16 + "\n"}, id="a line break after the seat"),
        pytest.param({"seat": None}, id="no seat"),
        pytest.param({"round": -1}, id="a round below 0"),
        pytest.param({"round": 1.0}, id="a round with a point"),
        pytest.param({"round": True}, id="a round that is true"),
        pytest.param({"round": "1"}, id="a round in quotes"),
        pytest.param({"round": 10**30}, id="a round beyond counting"),
        pytest.param({"text": ""}, id="no words"),
        pytest.param({"text": "x" * (JUDGED + 1)}, id="more words than are judged"),
        pytest.param({"text": "\ud800"}, id="half a character"),
        pytest.param({"option": "x" * 65}, id="a long option"),
        pytest.param({"ticks": [6]}, id="a line that no observer has"),
        pytest.param({"ticks": [0] * 7}, id="more ticks than lines"),
        pytest.param({"ticks": {"0": 0}}, id="ticks in a mapping"),
        pytest.param({"at": "2026-03-09T14:05:06"}, id="a time of nowhere"),
        pytest.param({"at": "soon"}, id="no time"),
        pytest.param({"do": "hands", "counts": {str(n): 1 for n in range(11)}}, id="hands for too many options"),
    ],
)
def test_what_no_client_of_ours_sends_is_refused(changes):
    read_event(json.dumps(sent()))
    with pytest.raises(EventError):
        read_event(json.dumps(sent(**changes)))


@pytest.mark.parametrize(
    "line",
    [b"", b"null", b"[]", b"{}", b"1", b"\xff\xfe", b'{"do": "end", "id": NaN}', b"[" * 100_000, b'{"do":' * 50_000],
    ids=["empty", "null", "list", "mapping", "number", "no UTF-8", "no JSON", "deep list", "deep mapping"],
)
def test_what_is_no_event_at_all_is_refused(line):
    with pytest.raises(EventError):
        read_event(line)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*sent(), "x"]), inner, max_size=4),
    max_leaves=8,
)


@given(
    st.binary()
    | st.text()
    | st.dictionaries(st.sampled_from([*sent(), "at"]), JSON).map(lambda d: json.dumps(sent(**d)))
)
def test_anything_is_an_event_or_is_refused(line):
    try:
        event = read_event(line)
    except EventError:
        return
    assert read_event(line_of(event)) == event


@pytest.mark.parametrize("character", ["\x00", "🙂", '"'])
def test_the_longest_answer_fits_into_a_log(character):
    event = events.Answered(
        id="x" * 64, at=NOW, seat=seat(1), round=99_999, text=character * JUDGED, option="\x00" * 64
    )
    assert len(line_of(event)) < LONGEST
