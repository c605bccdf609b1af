import json
import re
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress

import pytest
from memory_class import SCENARIO, SECRET, MemoryLog
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from course.classroom import server as module
from course.classroom.hall import Hall
from course.classroom.keys import desk_key
from course.classroom.server import PAGES, Classroom, note

HOST = "192.168.1.5:8899"
LINE = f"ws://{HOST}/live"
PUBLIC = "https://class.example"
PHONE = "0123456789abcdef0123456789abcdef"
SHOWN = ["/", "/projector", "/desk", "/minutes", "/words.js", "/join.svg?code=k7q2px", "/address?code=k7q2px"]
PARTS = [f"/{path.name}" for path in sorted(PAGES.iterdir()) if path.suffix != ".html"]


@contextmanager
def served(origins=(), base=f"http://{HOST}", log=None):
    """A client of a server with a log in memory, at an address of its network."""
    hall = Hall(log or MemoryLog())
    app = Classroom(hall, SECRET, 8899, origins).app
    with TestClient(app, base_url=base, follow_redirects=False) as client:
        yield client
        client.portal.call(hall.close)


@pytest.fixture
def client():
    with served() as client:
        yield client


@contextmanager
def a_line(client, **headers):
    """A line to the server. The client cancels what answers it when it ends."""
    with suppress(CancelledError), client.websocket_connect(LINE, headers=headers) as line:
        yield line


def room(client, **asked):
    answer = client.post(
        "/rooms", json={"scenario": SCENARIO, **asked}, headers={"Authorization": f"Bearer {SECRET.decode()}"}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()["code"], answer.json()["key"]


@pytest.mark.parametrize("path", SHOWN + PARTS)
def test_each_page_and_part_is_served_as_what_it_is(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    kinds = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
    kind = kinds.get(
        path.partition("?")[0].rpartition(".")[2], "application/json" if "address" in path else "text/html"
    )
    assert answer.headers["content-type"].startswith(kind)


@pytest.mark.parametrize("path", [*SHOWN, *PARTS, "/nothing-there", "/rooms", "/desk/", "/pages/../server.py"])
def test_every_answer_carries_the_policy_and_sets_no_cookie(client, path):
    for answer in (client.get(path), client.head(path), client.post(path)):
        policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == "'self'"
        assert policy["connect-src"] == f"'self' ws://{HOST}"
        assert policy["base-uri"] == policy["form-action"] == "'none'"
        assert "*" not in policy["frame-ancestors"].replace("http://localhost:*", "").replace("http://127.0.0.1:*", "")
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in answer.headers
        assert "access-control-allow-origin" not in answer.headers


def test_no_page_holds_script_or_style_of_its_own():
    for path in PAGES.glob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|javascript:", page), path.name
        assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", page), path.name
    for path in PAGES.glob("*.js"):
        assert not re.search(
            r"\.innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|document\.cookie",
            path.read_text(encoding="utf-8"),
        ), path.name


OURS = [
    "192.168.1.5",
    "192.168.1.5:8899",
    "127.0.0.1:8899",
    "localhost",
    "localhost:8899",
    "LOCALHOST:1",
    "[::1]:8899",
    "[fe80::1]",
]
THEIRS = [
    "evil.example", "evil.example:8899", "192.168.1.5.evil.example", "localhost.evil.example", "", "localhost@evil.example",
    "evil.example@localhost", "192.168.1.5:8899; script-src *", "127.0.0.1:x", "127.0.0.1:99999", "[::1", "::1", "0x7f000001.", "127.0.0.1/x", "127.0.0.1?x",
    "127.0.0.1#x",
]  # fmt: skip


@pytest.mark.parametrize("host", OURS)
def test_it_answers_under_an_address_in_numbers(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", THEIRS)
def test_it_answers_under_no_name_that_points_here(client, host):
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.headers["content-security-policy"] == "default-src 'none'"
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(LINE, headers={"Host": host}):
        pass


FOREIGN = [
    "http://evil.example", "https://evil.example", "null", "", "http://192.168.1.5", "http://192.168.1.5:8898", f"http://{HOST}.evil.example",
    f"ftp://{HOST}", f"http://{HOST}/", "http://[", f"http://user@{HOST}", f"HTTP://{HOST}",
]  # fmt: skip


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_page_of_somebody_elses_gets_no_line_and_no_answer(client, origin):
    assert client.get("/address?code=k7q2px", headers={"Origin": origin}).status_code == 421
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(LINE, headers={"Origin": origin}):
        pass


@pytest.mark.parametrize("origin", [f"http://{HOST}", f"https://{HOST}", None], ids=str)
def test_its_own_page_gets_a_line(client, origin):
    code, _key = room(client)
    with a_line(client, **({"Origin": origin} if origin else {})) as line:
        line.send_text(json.dumps({"do": "join", "code": code, "phone": PHONE}))
        assert line.receive_json() == {"hello": {"code": code}}


def test_behind_a_proxy_only_the_given_name_and_numbers_are_known():
    with served([PUBLIC], PUBLIC) as client:
        assert client.get("/", headers={"Origin": PUBLIC}).status_code == 200
        assert "wss://class.example" in client.get("/").headers["content-security-policy"]
        assert (
            f"frame-ancestors 'self' http://localhost:* http://127.0.0.1:* {PUBLIC}"
            in client.get("/").headers["content-security-policy"]
        )
        for origin in ("http://class.example", "https://class.example.evil", "null", "https://other.example"):
            assert client.get("/", headers={"Origin": origin}).status_code == 421
        assert client.get("/", headers={"Host": "other.example"}).status_code == 421
        assert client.get("/", headers={"Host": "127.0.0.1:8899"}).status_code == 200
        assert client.get("/address?code=k7q2px").json()["addresses"] == [f"{PUBLIC}/#k7q2px"]


@pytest.mark.parametrize("taken_off", [True, False], ids=["taken off", "left on"])
def test_its_address_may_have_a_path_which_a_proxy_takes_off_or_not(taken_off):
    base = f"{PUBLIC}/services/class"
    begin = "" if taken_off else "/services/class"
    with served([base], PUBLIC) as client:
        for path in SHOWN:
            answer = client.get(f"{begin}{path}", headers={"Origin": PUBLIC})
            assert (path, answer.status_code) == (path, 200)
            assert answer.headers["content-security-policy"].endswith(f" {PUBLIC}")
        told = client.get(f"{begin}/address?code=k7q2px").json()
        assert told == {"addresses": [f"{base}/#k7q2px"], "note": ""}
        with client.websocket_connect(f"wss://class.example{begin}/live", headers={"Origin": PUBLIC}) as line:
            line.send_json({"do": "look", "code": "k7q2px"})
            assert line.receive_json() == {"error": "code"}
        assert client.get("/services/class").headers["location"].endswith("/services/class/")
        assert client.get("/services/classes/").status_code == 404
        assert client.get("/", headers={"Origin": base}).status_code == 421


def test_a_line_that_says_bytes_or_nonsense_is_ended(client):
    for sent in (b"\x00\xff", "nonsense"):
        with a_line(client) as line:
            (line.send_bytes if isinstance(sent, bytes) else line.send_text)(sent)
            with pytest.raises(WebSocketDisconnect) as ended:
                to_the_end(line)
        assert ended.value.code == 1008


def test_a_class_is_held_over_the_line(client):
    code, key = room(client)
    with a_line(client) as desk, a_line(client) as phone:
        desk.send_json({"do": "desk", "code": code, "key": key})
        phone.send_json({"do": "join", "code": code, "phone": PHONE})
        desk.send_json({"id": "the-asking", "do": "ask", "round": 1, "way": "vote"})
        until(desk, lambda sent: sent == {"id": "the-asking", "verdict": "counted"})
        phone.send_json({"id": "the-answer", "do": "answer", "round": 1, "option": "pause"})
        until(phone, lambda sent: sent == {"id": "the-answer", "verdict": "counted"})
        until(desk, lambda sent: sent.get("scene", {}).get("answered") == 1)


def to_the_end(line):
    while True:
        line.receive_text()


def until(line, so):
    for _ in range(50):
        if so(line.receive_json()):
            return
    pytest.fail("it didn't come")


def test_only_who_holds_the_secret_opens_rooms(client):
    code, key = room(client)
    assert key == desk_key(SECRET, code)
    assert room(client) == (code, key)
    assert room(client, new=True)[0] != code
    for header in ("", "Bearer ", "Bearer wrong", f"Basic {SECRET.decode()}", SECRET.decode(), f"Bearer {key}"):
        answer = client.post("/rooms", json={"scenario": SCENARIO}, headers={"Authorization": header})
        assert (answer.status_code, answer.json()) == (403, {"error": "secret"})
    assert client.get("/rooms").status_code == 405


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"nonsense", 400),
        (b"\xff", 400),
        (b"[]", 400),
        (b"3", 400),
        (b"{}", 400),
        (b"[" * 100_000, 400),
        (b'{"scenario": "angry/nobody-at-all"}', 404),
        (b'{"scenario": "../../etc/passwd"}', 404),
        (b'{"scenario": null}', 404),
        (b'{"scenario": "\\ud800"}', 404),
    ],
    ids=[
        "nothing",
        "nonsense",
        "no text",
        "a list",
        "a number",
        "no scenario",
        "deep",
        "nobody",
        "a path",
        "null",
        "half a letter",
    ],
)
def test_who_asks_for_no_customer_gets_no_room(client, body, status):
    answer = client.post("/rooms", content=body, headers={"Authorization": f"Bearer {SECRET.decode()}"})
    assert answer.status_code == status
    assert answer.json()["error"]


def test_a_log_that_is_away_opens_no_room():
    log = MemoryLog()
    log.away = True
    with served(log=log) as client:
        answer = client.post(
            "/rooms", json={"scenario": SCENARIO}, headers={"Authorization": f"Bearer {SECRET.decode()}"}
        )
        assert (answer.status_code, answer.json()) == (503, {"error": "the log is away"})


def test_nothing_that_is_served_holds_a_secret(client):
    code, key = room(client)
    for path in [*SHOWN, *PARTS, f"/address?code={code}", f"/join.svg?code={code}"]:
        served = client.get(path).text
        assert key not in served
        assert SECRET.decode() not in served


def test_phones_are_told_every_address_of_the_machine(client, monkeypatch):
    monkeypatch.setattr(module, "addresses", lambda: ("192.168.1.5", "10.0.0.5"))
    told = client.get("/address?code=K7Q-2PX").json()
    assert told["addresses"] == ["http://192.168.1.5:8899/#k7q2px", "http://10.0.0.5:8899/#k7q2px"]
    assert "same Wi-Fi" in told["note"]
    drawn = client.get("/join.svg?code=k7q2px")
    assert drawn.text.startswith(("<svg", "<?xml"))
    assert drawn.text != client.get("/join.svg?code=k7q2py").text
    monkeypatch.setattr(module, "addresses", lambda: ())
    told = client.get("/address?code=k7q2px").json()
    assert told["addresses"] == []
    assert "no network" in told["note"] == note([])
    assert client.get("/join.svg?code=k7q2px").status_code == 404


def test_a_code_that_is_none_goes_into_no_address(client, monkeypatch):
    monkeypatch.setattr(module, "addresses", lambda: ("192.168.1.5",))
    for code in ("<script>", "../..", "k7q2px'", "%00"):
        assert client.get("/address", params={"code": code}).json()["addresses"] == ["http://192.168.1.5:8899/#"]


def test_the_words_are_a_module(client):
    module_ = client.get("/words.js").text
    language, words = module_.splitlines()
    assert language == 'export const language = "en";'
    assert json.loads(words.removeprefix("export const words = ").removesuffix(";")) == {}


@pytest.mark.usefixtures("bracketed")
def test_the_words_are_said_in_the_servers_language(client):
    language, words = client.get("/words.js").text.splitlines()
    assert language == 'export const language = "zz";'
    said = json.loads(words.removeprefix("export const words = ").removesuffix(";"))
    assert said
    assert all(word == f"[{sentence}]" for sentence, word in said.items())
