"""A class as it is served, in a process of its own, with a desk that a test leads it from."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from browser import ROOT
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from course.classroom.running import note_of

PATIENCE = 30.0  # seconds for a server on a busy machine


class LiveClass:
    """A server of its own data, with one room. `url` and `code` are how one gets in."""

    def __init__(self, data: Path, customer: str, *options: str) -> None:
        self._data, self._options = data, options
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._sent = 0
        self.start()
        secret = json.loads(note_of(data).read_text(encoding="utf-8"))["secret"]
        asked = urllib.request.Request(
            f"{self.url}/rooms",
            json.dumps({"scenario": customer}).encode(),
            {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(asked) as answer:
            room = json.load(answer)
        self.code, self.key = room["code"], room["key"]

    def start(self) -> None:
        """Serve, as before if it was served before."""
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

    def lead(self, do: str, **fields: object) -> dict[str, object]:
        """Do something at the desk, and return the desk's next scene."""
        with connect(f"ws://127.0.0.1:{self.port}/live") as line:
            line.send(json.dumps({"do": "desk", "code": self.code, "key": self.key}))
            self._sent += 1
            message = {"id": f"{self.code}-lead-{self._sent}", "do": do, **fields}
            line.send(json.dumps(message))
            verdict, scene = "", None
            while not verdict or scene is None:
                heard = json.loads(line.recv(PATIENCE))
                verdict = heard["verdict"] if heard.get("id") == message["id"] else verdict
                scene = heard.get("scene", scene) if verdict else scene
                assert "error" not in heard
            assert verdict == "counted", message
            return scene

    def scene(self) -> dict[str, object]:
        """What the desk shows now."""
        return self._hear({"do": "desk", "code": self.code, "key": self.key}, "scene")

    def bot(self, phone: str, *answers: dict[str, object]) -> list[str]:
        """Somebody who joins and answers; what became of each answer."""
        verdicts = []
        with connect(f"ws://127.0.0.1:{self.port}/live") as line:
            line.send(json.dumps({"do": "join", "code": self.code, "phone": phone}))
            for at, answer in enumerate(answers):
                line.send(json.dumps({"id": f"{phone[:16]}-{answer['round']}-{at}", "do": "answer", **answer}))
            while len(verdicts) < len(answers) or not answers:
                heard = json.loads(line.recv(PATIENCE))
                verdicts += [heard["verdict"]] if "verdict" in heard else []
                if "you" in heard and not answers:
                    break
        return verdicts

    def _hear(self, first: dict[str, object], kind: str) -> dict[str, object]:
        with connect(f"ws://127.0.0.1:{self.port}/live") as line:
            line.send(json.dumps(first))
            while True:
                try:
                    heard = json.loads(line.recv(PATIENCE))
                except ConnectionClosed:
                    raise AssertionError("not let in") from None
                if kind in heard:
                    return heard[kind]
