"""The class server that runs on this computer: how a notebook finds it, starts it, and asks it for a room."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from course.language import language

PATIENCE = 5.0  # seconds that a server on this computer may take to answer
_COMMAND = (sys.executable, "-m", "course.classroom")
_LONGEST = 1 << 16  # bytes that are read of a file or an answer
_CODE, _KEY = re.compile(r"[0-9a-z]{4,16}"), re.compile(r"[0-9A-Za-z_-]{16,128}")


class NoServer(Exception):
    """Nobody answers where the class server should be."""


class NoRoom(Exception):
    """The server answered, and opened no room; the message is what it said."""


class Door(NamedTuple):
    """A room's code, which everybody may know, and the key to its desk, which nobody but the facilitator may."""

    code: str
    key: str


@dataclass(frozen=True, slots=True)
class Server:
    """A class server as it noted itself down: its address, the secret that lets us ask it, its process (0: unknown)."""

    address: str
    secret: str = field(repr=False)
    pid: int = 0

    def room(self, scenario: str, *, new: bool) -> Door:
        """The room for a customer: the one that is open, unless it shall be `new`. Raises NoServer, NoRoom."""
        asked = Request(  # noqa: S310 (`running` takes http and https alone)
            f"{self.address}/rooms",
            data=json.dumps({"scenario": scenario, "new": new}).encode(),
            headers={"Authorization": f"Bearer {self.secret}", "Content-Type": "application/json"},
        )
        try:
            with _opener().open(asked, timeout=PATIENCE) as answer:
                told = _mapping(answer.read(_LONGEST))
        except HTTPError as refused:
            raise NoRoom(f"{refused.code} {refused.reason}") from None
        except (OSError, HTTPException, ValueError):
            raise NoServer from None
        code, key = told.get("code"), told.get("key")
        if not (isinstance(code, str) and _CODE.fullmatch(code) and isinstance(key, str) and _KEY.fullmatch(key)):
            raise NoRoom("?")
        return Door(code, key)

    def answers(self) -> bool:
        """Whether somebody answers at its address."""
        try:
            with _opener().open(f"{self.address}/desk", timeout=PATIENCE):
                return True
        except HTTPError:
            return True
        except (OSError, HTTPException, ValueError):
            return False

    def desk(self, door: Door) -> str:
        """The address of a room's desk. Whoever has it leads the class."""
        return f"{self.address}/desk#{door.code}.{door.key}"

    def stop(self) -> None:
        """Ask the server's process to end; nothing where it isn't known or is gone."""
        if self.pid > 1:
            with suppress(OSError):
                os.kill(self.pid, signal.SIGTERM)


def note_of(data: Path) -> Path:
    """The file in which the server of a data folder notes itself down."""
    return data / "classroom" / "server.json"


def running(data: Path) -> Server | None:
    """The server that noted itself down; None if none did. Whether it still runs shows when it is asked."""
    try:
        with note_of(data).open("rb") as file:
            noted = _mapping(file.read(_LONGEST))
    except OSError:
        return None
    address, secret, pid = noted.get("address"), noted.get("secret"), noted.get("pid")
    if not (isinstance(address, str) and isinstance(secret, str) and _is_address(address) and secret.isascii()):
        return None
    return Server(address.rstrip("/"), secret.strip(), pid if type(pid) is int else 0)


class Starting:
    """A server that was started from here: a process of its own, which goes on when the notebook is closed."""

    def __init__(self, data: Path, command: Sequence[str] = _COMMAND) -> None:
        """Start it for a data folder, in the language of the notebook. Raises OSError where that can't be done."""
        self._said = data / "classroom" / "server.log"
        self._said.parent.mkdir(parents=True, exist_ok=True)
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(  # noqa: S603 (our own Python, our own server)
                [*command, "--language", language()],
                cwd=Path(__file__).resolve().parents[2],
                env={**os.environ, "MODULE_NINE_DATA": str(data.absolute()), "PYTHONUTF8": "1"},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def failed(self) -> str | None:
        """The last line that it said, if it has ended; None while it runs."""
        if self._process.poll() is None:
            return None
        with suppress(OSError):
            lines = self._said.read_text(encoding="utf-8", errors="replace").split("\n")
            return next((line.strip() for line in reversed(lines) if line.strip()), "")
        return ""


class _NoOtherPlace(HTTPRedirectHandler):
    """The secret goes where it was noted down to go, and nowhere else."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


def _opener() -> OpenerDirector:
    return build_opener(ProxyHandler({}), _NoOtherPlace())  # no proxy stands between a computer and itself


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and text.isascii()
    except ValueError:
        return False


def _mapping(content: bytes) -> dict[str, Any]:
    try:
        read = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}
