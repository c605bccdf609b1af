"""The server that a notebook finds: its note is read with care, and its answers too; the secret goes to it alone."""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from course.classroom import running as module
from course.classroom.running import Door, NoRoom, NoServer, Server, Starting, note_of, running
from course.language import ENGLISH, speak

KEY = "f" * 32


class Fake:
    """A server that remembers what it was asked, and answers as it was told to."""

    def __init__(self) -> None:
        self.asked, self.status, self.answer, self.headers = [], 200, {"code": "k7q2px", "key": KEY}, {}
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                fake.asked.append((self.path, self.headers["Authorization"], told))
                self.send_response(fake.status)
                for name, value in fake.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                answer = fake.answer if isinstance(fake.answer, bytes) else json.dumps(fake.answer).encode()
                self.wfile.write(answer)

            def do_GET(self) -> None:
                fake.asked.append((self.path, self.headers["Authorization"], None))
                self.send_response(fake.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def fake():
    fake = Fake()
    yield fake
    fake.stop()


def note(data, **noted):
    note_of(data).parent.mkdir(parents=True, exist_ok=True)
    note_of(data).write_text(json.dumps(noted), encoding="utf-8")


def test_a_room_is_asked_for_with_the_secret(fake):
    assert Server(fake.address, "s3cret").room("angry/wrong-part", new=False) == Door("k7q2px", KEY)
    assert fake.asked == [("/rooms", "Bearer s3cret", {"scenario": "angry/wrong-part", "new": False})]


def test_a_new_room_is_asked_for_as_one(fake):
    Server(fake.address, "s3cret").room("angry/wrong-part", new=True)
    assert fake.asked[0][2]["new"] is True


def test_the_desk_has_its_key_where_no_server_and_no_log_of_one_sees_it():
    assert Server("http://127.0.0.1:1", "s").desk(Door("k7q2px", KEY)) == f"http://127.0.0.1:1/desk#k7q2px.{KEY}"


def test_the_secret_isnt_shown_by_accident():
    assert "s3cret" not in repr(Server("http://127.0.0.1:1", "s3cret"))


@pytest.mark.parametrize("status", [401, 404, 500])
def test_a_server_that_refuses_is_told_of_with_what_it_said(fake, status):
    fake.status = status
    with pytest.raises(NoRoom, match=str(status)):
        Server(fake.address, "s").room("angry/wrong-part", new=False)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>",
        b"[1]",
        b"[" * 5000,
        b"\xff",
        {},
        {"code": "k7q2px"},
        {"code": 5, "key": KEY},
        {"code": "k7q2px", "key": "short"},
        {"code": "k7q2px", "key": "/../" * 9},
        {"code": "<b>", "key": KEY},
    ],
    ids=range(11),
)
def test_an_answer_that_is_none_is_no_room(fake, answer):
    fake.answer = answer
    with pytest.raises(NoRoom):
        Server(fake.address, "s").room("angry/wrong-part", new=False)


def test_where_nobody_listens_there_is_no_server(fake):
    fake.stop()
    with pytest.raises(NoServer):
        Server(fake.address, "s").room("angry/wrong-part", new=False)
    assert not Server(fake.address, "s").answers()


def test_whether_somebody_answers_is_asked_without_the_secret(fake):
    assert Server(fake.address, "s3cret").answers()
    fake.status = 404
    assert Server(fake.address, "s3cret").answers()
    assert {(path, sent) for path, sent, _ in fake.asked} == {("/desk", None)}


def test_the_secret_follows_no_redirection(fake):
    other = Fake()
    fake.status, fake.headers = 302, {"Location": f"{other.address}/rooms"}
    with pytest.raises(NoRoom):
        Server(fake.address, "s").room("angry/wrong-part", new=False)
    assert other.asked == []
    other.stop()


def test_no_proxy_stands_between(fake, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    assert Server(fake.address, "s").room("angry/wrong-part", new=False).code == "k7q2px"


def test_a_note_is_read(tmp_path):
    note(tmp_path, address="http://127.0.0.1:8009/", secret="s", pid=4242)
    assert running(tmp_path) == Server("http://127.0.0.1:8009", "s", 4242)


def test_without_a_note_nothing_runs(tmp_path):
    assert running(tmp_path) is None
    note_of(tmp_path).mkdir(parents=True)
    assert running(tmp_path) is None


@pytest.mark.parametrize(
    "noted",
    [
        {"address": "http://127.0.0.1:1"},
        {"secret": "s"},
        {"address": 5, "secret": "s"},
        {"address": "http://127.0.0.1:1", "secret": ["s"]},
        {"address": "file:///etc/passwd", "secret": "s"},
        {"address": "javascript:alert(1)", "secret": "s"},
        {"address": "http://", "secret": "s"},
        {"address": "http://[::1", "secret": "s"},
        {"address": "http://127.0.0.1:99999", "secret": "s"},
        {"address": "http://127.0.0.1:1", "secret": "ß"},
    ],
    ids=range(10),
)
def test_a_note_that_makes_no_sense_is_none(tmp_path, noted):
    note(tmp_path, **noted)
    assert running(tmp_path) is None


@pytest.mark.parametrize("content", [b"", b"{", b"null", b"\xff\xfe", b"[" * 9000], ids=range(5))
def test_a_broken_note_is_none(tmp_path, content):
    note(tmp_path)
    note_of(tmp_path).write_bytes(content)
    assert running(tmp_path) is None


@pytest.mark.parametrize("pid", [True, "4242", None, 1.5])
def test_a_process_that_isnt_known_is_never_stopped(tmp_path, pid, monkeypatch):
    note(tmp_path, address="http://127.0.0.1:1", secret="s", pid=pid)
    monkeypatch.setattr(module.os, "kill", lambda *_: pytest.fail("nobody knows whose process that is"))
    running(tmp_path).stop()


def test_a_process_that_is_gone_is_stopped_already(monkeypatch):
    asked = []

    def kill(pid, _signal):
        asked.append(pid)
        raise ProcessLookupError

    monkeypatch.setattr(module.os, "kill", kill)
    Server("http://127.0.0.1:1", "s", 4242).stop()
    assert asked == [4242]


def test_one_that_ends_at_once_says_why(tmp_path):
    starting = started(tmp_path / "data", "print('a'); print('No port is free, ä.'); print()")
    starting._process.wait(30)
    assert starting.failed() == "No port is free, ä."


def test_one_that_runs_has_not_failed(tmp_path):
    starting = started(tmp_path, "import time; time.sleep(60)")
    assert starting.failed() is None
    starting._process.kill()
    starting._process.wait(30)
    assert starting.failed() == ""


def test_it_keeps_its_rooms_where_the_notebook_keeps_practice(tmp_path):
    starting = started(tmp_path / "data", "import os; print(os.environ['MODULE_NINE_DATA'])")
    starting._process.wait(30)
    assert starting.failed() == str(tmp_path / "data")


def test_it_speaks_the_language_of_the_notebook(tmp_path):
    speak("es")
    try:
        starting = started(tmp_path, "import sys; print(sys.argv[1:])")
    finally:
        speak(ENGLISH)
    starting._process.wait(30)
    assert starting.failed() == "['--language', 'es']"


def started(data, code):
    return Starting(data, (sys.executable, "-c", code))
