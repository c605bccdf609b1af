"""The desk in a notebook: where a server runs it is asked for a room; where none does, a sentence says how to start one."""

import json

import pytest
from test_classroom_running import KEY, Fake, note

import course
from course.classroom import host as module
from course.classroom.host import HostPage, host
from course.language import ENGLISH, speak
from course.views.report import Report


class Start:
    """A server that somebody started; `why` is what it said when it ended."""

    def __init__(self):
        self.folders, self.why, self.error = [], None, None

    def __call__(self, data):
        if self.error:
            raise self.error
        self.folders.append(data)
        return self

    def failed(self):
        return self.why


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def fake(data):
    fake = Fake()
    note(data, address=fake.address, secret="s", pid=0)
    yield fake
    fake.stop()


@pytest.fixture
def start():
    return Start()


@pytest.fixture
def sent(monkeypatch):
    """What pages send to their browsers."""
    messages = []
    monkeypatch.setattr(HostPage, "send", lambda _page, content, *_: messages.append(content))
    return messages


def page(data, start):
    return HostPage("angry/wrong-part", "The wrong part", data, new=False, start=start)


def press(page, do):
    page._handle_custom_msg({"id": "m1", "do": do}, [])
    return page.scene


def test_a_notebook_imports_it_from_the_course():
    assert course.host is host


def test_a_room_is_asked_for_and_the_desk_is_sent_to_a_browser_that_looks(fake, sent):
    shown = host("angry/wrong-part")
    assert shown.scene == {"title": shown.scene["title"], "here": True, "coming": False, "said": "", "ack": None}
    assert [told for path, _, told in fake.asked if path == "/rooms"] == [
        {"scenario": "angry/wrong-part", "new": False}
    ]
    assert sent == []
    press(shown, "look")
    press(shown, "look")
    assert sent == [{"desk": f"{fake.address}/desk#k7q2px.{KEY}"}] * 2
    assert len([path for path, _, _ in fake.asked if path == "/rooms"]) == 1


def test_what_a_notebook_keeps_holds_no_key(fake, sent):
    shown = host("angry/wrong-part")
    press(shown, "look")
    kept = json.dumps([shown.get_state(), shown._repr_mimebundle_()], default=str)
    assert KEY not in kept
    assert "k7q2px" not in kept
    assert fake.address not in kept


def test_a_new_room_is_one(fake):
    host("angry/wrong-part", new=True)
    assert fake.asked[0][2] == {"scenario": "angry/wrong-part", "new": True}


def test_the_customer_comes_in_the_language_of_the_notebook(fake):
    speak("es")
    try:
        host("angry/wrong-part")
    finally:
        speak(ENGLISH)
    assert fake.asked[0][2]["scenario"] == "angry/wrong-part+es"


def test_a_server_that_moved_is_found_again_with_the_same_room(data, fake, sent):
    shown = host("angry/wrong-part")
    other = Fake()
    note(data, address=other.address, secret="s")
    press(shown, "look")
    assert sent == [{"desk": f"{other.address}/desk#k7q2px.{KEY}"}]
    assert [path for path, _, _ in other.asked] == ["/desk"]
    other.stop()


@pytest.mark.parametrize("noted", [False, True], ids=["no note", "a note of one that is gone"])
def test_without_a_server_a_sentence_says_how_to_start_one(data, start, sent, noted):
    if noted:
        note(data, address="http://127.0.0.1:9", secret="s")
    shown = page(data, start)
    assert not shown.scene["here"]
    assert "make class" in shown.scene["said"]
    assert press(shown, "look")["said"] == shown.scene["said"]
    assert sent == []


def test_one_press_starts_a_server_and_shows_the_desk_once_it_answers(data, start, sent):
    shown = page(data, start)
    assert press(shown, "start") | {"title": ""} == {
        "title": "",
        "here": False,
        "coming": True,
        "said": "The class server is starting…",
        "ack": "m1",
    }
    press(shown, "start")
    assert start.folders == [data]  # a second press starts no second one
    assert press(shown, "look")["coming"]
    fake = Fake()
    note(data, address=fake.address, secret="s")
    assert press(shown, "look")["here"]
    assert sent == [{"desk": f"{fake.address}/desk#k7q2px.{KEY}"}]
    fake.stop()


def test_one_that_runs_by_now_isnt_started_again(data, start, sent):
    shown = page(data, start)
    fake = Fake()
    note(data, address=fake.address, secret="s")
    assert press(shown, "start")["here"]
    assert start.folders == []
    assert len(sent) == 1
    fake.stop()


def test_why_it_couldnt_start_is_said_and_it_can_be_tried_again(data, start):
    shown = page(data, start)
    press(shown, "start")
    start.why = "No port is free."
    scene = press(shown, "look")
    assert not scene["coming"]
    assert scene["said"] == "The class server couldn’t start. It said: No port is free."
    start.why = None
    assert press(shown, "start")["coming"]
    assert start.folders == [data, data]


def test_a_computer_that_cant_start_it_says_why(data, start):
    start.error = PermissionError(13, "Permission denied")
    assert press(page(data, start), "start")["said"] == "The class server couldn’t start. It said: Permission denied"


def test_a_server_that_opens_no_room_is_told_of(data, fake, start):
    fake.status = 401
    scene = page(data, start).scene
    assert not scene["here"]
    assert "401" in scene["said"]


def test_the_server_can_be_stopped(data, fake, start, monkeypatch):
    stopped = []
    monkeypatch.setattr(module.Server, "stop", lambda server: stopped.append(server.address))
    shown = page(data, start)
    scene = press(shown, "stop")
    assert stopped == [fake.address]
    assert not scene["here"]
    assert "make class" in scene["said"]
    press(shown, "stop")
    assert len(stopped) == 1


@pytest.mark.parametrize("do", ["open", "", None, ["look"], {}], ids=str)
def test_what_makes_no_sense_changes_nothing(data, start, sent, do):
    shown = page(data, start)
    assert press(shown, do) | {"ack": None} == page(data, start).scene
    assert sent == []


def test_a_customer_that_nobody_knows_is_a_sentence(data):
    shown = host("angry/nobody")
    assert isinstance(shown, Report)
    assert "nobody" in str(shown)
