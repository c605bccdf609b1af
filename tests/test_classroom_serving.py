"""One run of the server, as a process: what it keeps, what it says, and how it ends."""

import asyncio
import json
import socket
import stat
import subprocess
import sys
from contextlib import contextmanager, suppress

import pytest
from bots import ClassServer, desk, free_port, phone
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from course.classroom import serving
from course.classroom.running import running

SCENARIO = "angry/wrong-part"
PHONE = "0123456789abcdef0123456789abcdef"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server that runs while this file's tests do."""
    server = ClassServer(tmp_path_factory.mktemp("class"))
    server.start()
    server.wait()
    yield server
    server.kill()
    assert "Traceback" not in server.output.read_text(encoding="utf-8")


def line(server, **headers):
    return connect(f"{server.line}/live", proxy=None, additional_headers=headers, open_timeout=10)


@contextmanager
def joined(server, code):
    """A phone's line, let in and seated."""
    with line(server) as opened:
        opened.send(json.dumps({"do": "join", "code": code, "phone": PHONE}))
        assert json.loads(opened.recv(10)) == {"hello": {"code": code}}
        yield opened


def closed(opened):
    """The code with which the server ended a line."""
    with pytest.raises(ConnectionClosed) as ended:
        to_the_end(opened)
    return ended.value.rcvd.code if ended.value.rcvd else 1006


def to_the_end(opened):
    while True:
        opened.recv(10)


def test_a_notebook_finds_it_and_nobody_else_can_read_where(server):
    found = running(server.data)
    assert found.address == f"http://127.0.0.1:{server.port}"
    assert found.pid == server.process.pid
    assert found.answers()
    door = found.room(SCENARIO, new=False)
    assert tuple(door) == server.room(SCENARIO)
    if sys.platform != "win32":
        for path in (server.note, server.data / "classroom" / "secret"):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE((server.data / "classroom").stat().st_mode) == 0o700


def test_it_says_where_phones_join_and_no_secret(server):
    code, key = server.room(SCENARIO)
    with joined(server, code):
        said = server.output.read_text(encoding="utf-8")
    assert "Phones join at:" in said
    secret = (server.data / "classroom" / "secret").read_text(encoding="utf-8")
    assert len(secret) >= 32
    assert not [word for word in (secret, key, PHONE, code) if word in said]


@pytest.mark.parametrize("sent", ["x" * 8193, "é" * 5000, b"x" * 8193], ids=["letters", "bytes of letters", "bytes"])
def test_what_is_too_large_ends_the_line(server, sent):
    code, _key = server.room(SCENARIO)
    with joined(server, code) as opened:
        opened.send(sent)
        assert closed(opened) in (1008, 1009)


def test_many_parts_are_no_way_around_it(server):
    code, _key = server.room(SCENARIO)
    with joined(server, code) as opened:
        with pytest.raises(ConnectionClosed):
            opened.send(iter(["x" * 1000] * 100_000))
        assert closed(opened) in (1006, 1008, 1009)


def test_the_longest_that_is_allowed_is_heard(server):
    code, _key = server.room(SCENARIO)
    with joined(server, code) as opened:
        message = {"id": "message-1", "do": "answer", "round": 1, "text": ""}
        message["text"] = "x" * (8192 - len(json.dumps(message)))
        opened.send(json.dumps(message))
        answers = (json.loads(opened.recv(10)) for _ in range(10))
        assert next(one for one in answers if "verdict" in one) == {"id": "message-1", "verdict": "no"}


def test_a_flood_is_cut_off(server):
    code, _key = server.room(SCENARIO)
    with joined(server, code) as opened:
        with suppress(ConnectionClosed):
            for number in range(10_000):
                opened.send(json.dumps({"id": f"message-{number}", "do": "answer", "round": 1, "option": "A"}))
        assert closed(opened) in (1006, 1008)


def test_a_page_of_somebody_elses_gets_no_line(server):
    with pytest.raises(InvalidStatus, match="403"), line(server, Origin="http://evil.example"):
        pass


def test_a_page_that_is_gone_is_no_longer_here(server):
    code, key = server.room(SCENARIO, new=True)

    async def story():
        bots = [desk([server.line], code, key), phone([server.line], code), phone([server.line], code)]
        staying = [asyncio.create_task(one.stay()) for one in bots]
        async with asyncio.timeout(30):
            await bots[0].until(lambda: bots[0].scene.get("here") == 2)
            staying[2].cancel()
            await bots[0].until(lambda: bots[0].scene["here"] == 1)
        for task in staying:
            task.cancel()
        await asyncio.gather(*staying, return_exceptions=True)

    asyncio.run(story())


def test_it_ends_when_it_is_told_and_takes_its_note_along(tmp_path):
    server = ClassServer(tmp_path)
    server.start()
    server.wait()
    code, key = server.room(SCENARIO)
    with joined(server, code):
        assert server.stop() == 0
    assert running(tmp_path) is None
    assert "The class is closed. Its rooms are kept." in server.output.read_text(encoding="utf-8")
    server.start()
    server.wait()
    assert server.room(SCENARIO) == (code, key)
    assert server.stop() == 0


def test_a_second_server_doesnt_take_the_firsts_rooms_or_port(server):
    for second in (ClassServer(server.data), ClassServer(server.data.with_name("another"))):
        if second.data != server.data:
            second._command[second._command.index("--port") + 1] = str(server.port)
        second.start()
        assert second.process.wait(60) == 1
        said = second.output.read_text(encoding="utf-8")
        assert said.startswith("The class can't be served: ")
        assert "Traceback" not in said
    assert running(server.data).pid == server.process.pid


def test_a_redis_that_isnt_there_is_said_at_once(tmp_path):
    server = ClassServer(tmp_path, "--redis", f"redis://127.0.0.1:{free_port()}")
    server.start()
    assert server.process.wait(60) == 1
    assert "The class can't be served: " in server.output.read_text(encoding="utf-8")


def test_each_message_is_sent_at_once():
    async def story():
        accepted = asyncio.get_running_loop().create_future()

        class Line(asyncio.Protocol):
            def connection_made(self, transport):
                line = transport.get_extra_info("socket")
                accepted.set_result(line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
                transport.close()

        listening = serving._listening("127.0.0.1", 0)
        server = await asyncio.get_running_loop().create_server(Line, sock=listening)
        _reader, writer = await asyncio.open_connection(*listening.getsockname())
        assert await accepted
        writer.close()
        server.close()

    asyncio.run(story())


@pytest.mark.parametrize("kept", ["", "short", " \n"], ids=["empty", "short", "blank"])
def test_a_secret_that_isnt_one_opens_no_class(tmp_path, monkeypatch, kept):
    monkeypatch.delenv("MODULE_NINE_CLASS_SECRET", raising=False)
    path = tmp_path / "secret"
    path.write_text(kept, encoding="utf-8", newline="\n")
    with pytest.raises(OSError, match="too short"):
        serving._secret(path)


def test_a_secret_is_made_once_or_given(tmp_path, monkeypatch):
    monkeypatch.delenv("MODULE_NINE_CLASS_SECRET", raising=False)
    path = tmp_path / "secret"
    made = serving._secret(path)
    assert len(made) == 48
    assert serving._secret(path) == made != serving._secret(tmp_path / "other")
    monkeypatch.setenv("MODULE_NINE_CLASS_SECRET", "x" * 20)
    assert serving._secret(path) == b"x" * 20
    monkeypatch.setenv("MODULE_NINE_CLASS_SECRET", "x" * 15)
    with pytest.raises(OSError, match="MODULE_NINE_CLASS_SECRET is too short"):
        serving._secret(path)


def test_a_note_of_another_server_stays(tmp_path):
    note = serving.note_of(tmp_path)
    note.parent.mkdir()
    with serving._noted(tmp_path, 1, b"secret"):
        note.write_text('{"pid": 1}', encoding="utf-8", newline="\n")
    assert note.exists()
    with serving._noted(tmp_path, 1, b"secret"):
        assert json.loads(note.read_text(encoding="utf-8"))["address"] == "http://127.0.0.1:1"
    assert not note.exists()


def test_jupyterlab_is_opened_beside_it_and_ends_with_it(monkeypatch):
    begun = []

    def instead(command):
        begun.append((command, subprocess_popen([sys.executable, "-c", "import time; time.sleep(60)"])))
        return begun[-1][1]

    subprocess_popen = subprocess.Popen
    monkeypatch.setattr(serving.subprocess, "Popen", instead)
    with serving._notebook(None):
        assert begun == []
    with serving._notebook("class_90"):
        ((command, lab),) = begun
        assert command[1:] == ["-m", "course", "open", "class_90"]
        assert lab.poll() is None
    assert lab.poll() is not None
