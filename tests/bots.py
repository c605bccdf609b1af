"""Pages of a live class without a browser: bots over real WebSockets, and a server that can be killed."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from itertools import count
from pathlib import Path
from typing import Any
from urllib.request import OpenerDirector, ProxyHandler, Request, build_opener

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

Json = dict[str, Any]

ROOT = Path(__file__).parents[1]
BEFORE_AGAIN = 0.05  # seconds
_AWAY = (OSError, ConnectionClosed, InvalidHandshake, InvalidMessage, TimeoutError)


class Bot:
    """A page: it says who it is, shows what it is sent, and sends again under its id what nobody answered.

    `addresses` are those of the servers; each time it comes back, it comes to the next one.
    """

    def __init__(self, addresses: list[str], first: Json) -> None:
        self.scene: Json = {}
        self.you: Json = {}
        self.seats: set[int] = set()  # every number that its seat was ever said to have
        self.verdicts: dict[str, str] = {}
        self.errors: list[str] = []
        self.lines = 0  # that it has had
        self.news = asyncio.Event()
        self._addresses, self._first = addresses, first
        self._unanswered: dict[str, Json] = {}
        self._line: ClientConnection | None = None
        self._ids = count()
        self._name = os.urandom(6).hex()

    async def stay(self) -> None:
        """Be there for ever: come, and come back."""
        while True:
            address = self._addresses[self.lines % len(self._addresses)]
            with suppress(*_AWAY):
                async with connect(f"{address}/live", compression=None, proxy=None, open_timeout=5) as line:
                    await self._attend(line)
            self._line = None
            self.lines += 1
            await asyncio.sleep(BEFORE_AGAIN)

    async def ask(self, do: str, **what: Any) -> str:
        """Send something, and return what became of it, however often the line breaks meanwhile."""
        id_ = f"{self._name}-{next(self._ids)}"
        self._unanswered[id_] = {"id": id_, "do": do, **what}
        await self._send(id_)
        await self.until(lambda: id_ in self.verdicts)
        return self.verdicts[id_]

    async def until(self, so: Callable[[], object]) -> None:
        """Return once something is so."""
        while not so():
            await self.news.wait()

    @property
    def sent(self) -> list[str]:
        """The ids of all that was answered."""
        return [*self.verdicts]

    async def _attend(self, line: ClientConnection) -> None:
        await line.send(json.dumps(self._first))
        async for message in line:
            await self._take(line, json.loads(message))
            self.news.set()
            self.news = asyncio.Event()

    async def _take(self, line: ClientConnection, told: Json) -> None:
        match told:
            case {"hello": _}:
                self._line = line
                for id_ in [*self._unanswered]:
                    await self._send(id_)
            case {"error": str(why)}:
                self.errors.append(why)
            case {"verdict": "busy", "id": str(id_)}:
                await asyncio.sleep(BEFORE_AGAIN)
                await self._send(id_)
            case {"verdict": str(verdict), "id": str(id_)}:
                assert self.verdicts.setdefault(id_, verdict) == verdict, "one answer, two verdicts"
                self._unanswered.pop(id_, None)
            case {"scene": scene}:
                self.scene = scene
            case {"you": you}:
                self.you = you
                self.seats |= {you["number"]} - {0}

    async def _send(self, id_: str) -> None:
        if self._line and id_ in self._unanswered:
            with suppress(*_AWAY):
                await self._line.send(json.dumps(self._unanswered[id_]))


def phone(addresses: list[str], code: str) -> Bot:
    """A participant's page, in a seat of its own."""
    return Bot(addresses, {"do": "join", "code": code, "phone": os.urandom(16).hex()})


def desk(addresses: list[str], code: str, key: str) -> Bot:
    """The facilitator's page."""
    return Bot(addresses, {"do": "desk", "code": code, "key": key})


def _opener() -> OpenerDirector:
    return build_opener(ProxyHandler({}))  # never by way of a proxy


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


class ClassServer:
    """`python -m course.classroom` as a process, always on the same port and data."""

    def __init__(self, data: Path, *options: str, secret: str = "") -> None:
        self.port = free_port()
        self.data = data
        self.line = f"ws://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        words = ("--port", str(self.port), "--bind", "127.0.0.1", "--data", str(data), *options)
        self._command = [sys.executable, "-m", "course.classroom", *words]
        self._secret = secret

    def start(self) -> None:
        """Begin; `wait` until it answers. What it says goes into `output`."""
        self.data.mkdir(parents=True, exist_ok=True)
        env = os.environ | ({"MODULE_NINE_CLASS_SECRET": self._secret} if self._secret else {})
        with self.output.open("ab") as out:
            self.process = subprocess.Popen(self._command, cwd=ROOT, env=env, stdout=out, stderr=out)

    def wait(self, patience: float = 60) -> None:
        """Return once it answers."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            assert self.process is not None
            assert self.process.poll() is None, "the server ended by itself"
            with suppress(OSError, HTTPException), _opener().open(f"http://127.0.0.1:{self.port}/desk", timeout=5):
                return
            time.sleep(0.02)
        raise AssertionError("the server doesn't answer")

    def kill(self) -> None:
        """End it as a power cut would: no goodbye."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Ask it to end, and return how it did."""
        return self._end(signal.SIGTERM)

    def room(self, scenario: str, *, new: bool = False) -> tuple[str, str]:
        """The code of a room and the key to its desk, asked for as a notebook asks."""
        secret = self._secret or json.loads(self.note.read_text(encoding="utf-8"))["secret"]
        asked = Request(
            f"http://127.0.0.1:{self.port}/rooms",
            json.dumps({"scenario": scenario, "new": new}).encode(),
            {"Authorization": f"Bearer {secret}"},
        )
        with _opener().open(asked, timeout=30) as answer:
            told = json.load(answer)
        return told["code"], told["key"]

    @property
    def output(self) -> Path:
        return self.data / f"output-{self.port}.txt"

    @property
    def note(self) -> Path:
        return self.data / "classroom" / "server.json"

    def _end(self, how: signal.Signals) -> int:
        if self.process is None:
            return 0
        self.process.send_signal(how)
        status = self.process.wait(30)
        self.process = None
        return status
