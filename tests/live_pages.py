"""A class as it is served, in a process of its own; the test leads it as a desk does, and cuts lines as weather does."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from browser import ROOT
from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute
from websockets.sync.client import ClientConnection, connect

from course.classroom.running import note_of

PATIENCE = 60.0  # seconds for a server on a busy machine
Json = dict[str, Any]


class Server:
    """A server with data of its own. It may be killed, and started again on the same port."""

    def __init__(self, data: Path, *options: str) -> None:
        self._data, self._options = data, options
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """Serve, and return once it does."""
        program = [sys.executable, "-m", "course.classroom", "--bind", "127.0.0.1", "--port", str(self.port)]
        with (self._data / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*program, "--data", str(self._data), *self._options], cwd=ROOT, stdout=log, stderr=log
            )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self._process.poll() is None:
            try:
                urllib.request.urlopen(self.url).close()
                if note_of(self._data).exists():
                    return
            except OSError:
                time.sleep(0.1)
        self.kill()
        raise RuntimeError((self._data / "server.log").read_text(encoding="utf-8"))

    def kill(self) -> None:
        """Have the server gone at once, as by a power cut."""
        self._process.kill()
        self._process.wait()

    def open(self, customer: str) -> "Room":
        """A new room with a customer."""
        secret = json.loads(note_of(self._data).read_text(encoding="utf-8"))["secret"]
        asked = urllib.request.Request(
            f"{self.url}/rooms",
            json.dumps({"scenario": customer, "new": True}).encode(),
            {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(asked) as answer:
            room = json.load(answer)
        return Room(self, room["code"], room["key"])


class Room:
    """A room of a server, led by the test."""

    def __init__(self, server: Server, code: str, key: str) -> None:
        self.server, self.code, self.key = server, code, key
        self.join = f"{server.url}/#{code}"
        self.projector = f"{server.url}/projector#{code}"
        self._sent = 0

    def lead(self, do: str, **fields: object) -> None:
        """Do something at the desk."""
        self._sent += 1
        with self._desk() as line:
            assert _said(line, {"id": f"lead-{self.code}-{self._sent}", "do": do, **fields}) == "counted"

    def scene(self) -> Json:
        """What the desk shows now."""
        with self._desk() as line:
            return _heard(line, "scene")

    def counts(self) -> dict[str, int]:
        """By option, how many chose it in the last round, as the desk sees it."""
        scene = self.scene()
        return {choice["id"]: choice["counted"] for choice in scene["choices"] if choice["counted"]}

    def bots(self, *answers: Mapping[str, object]) -> list[str]:
        """People with phones of their own, always the same ones, who answer one each; what became of it."""
        return [self._bot(f"{at:032x}", answer) for at, answer in enumerate(answers, 1)]

    def _bot(self, phone: str, answer: Mapping[str, object]) -> str:
        with connect(f"ws://127.0.0.1:{self.server.port}/live") as line:
            line.send(json.dumps({"do": "join", "code": self.code, "phone": phone}))
            return _said(line, {"id": f"bot-{time.monotonic_ns()}", "do": "answer", **answer})

    @contextmanager
    def _desk(self) -> Iterator[ClientConnection]:
        with connect(f"ws://127.0.0.1:{self.server.port}/live") as line:
            line.send(json.dumps({"do": "desk", "code": self.code, "key": self.key}))
            yield line


@contextmanager
def class_pages(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens addresses, each in a browser of its own; whatever goes wrong in their scripts fails the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(address: str, size: Any, before: Callable[[Page], None] | None = None, **options: Any) -> Page:
        context = chromium.new_context(viewport=size, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if "Policy" in message.text else None)
        if before:
            before(page)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


class Weather:
    """The air between a page and its server: `down` breaks the line and lets none through until `up`."""

    def __init__(self, page: Page) -> None:
        self._fine, self._lines = True, []
        page.route_web_socket("**/live", self._opened)

    def _opened(self, line: WebSocketRoute) -> None:
        if not self._fine:
            line.close()
            return
        self._lines.append((line, line.connect_to_server()))

    def down(self) -> None:
        self._fine = False
        for line, server in self._lines:
            line.close()
            server.close()
        self._lines = []

    def up(self) -> None:
        self._fine = True


def _said(line: ClientConnection, message: Json) -> str:
    line.send(json.dumps(message))
    while True:
        heard = json.loads(line.recv(PATIENCE))
        assert "error" not in heard
        if heard.get("id") == message["id"]:
            return heard["verdict"]


def _heard(line: ClientConnection, kind: str) -> Json:
    while True:
        heard = json.loads(line.recv(PATIENCE))
        assert "error" not in heard
        if kind in heard:
            return heard[kind]
