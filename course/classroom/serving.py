"""One run of the class server: its log, its secret, its note for notebooks, and what it says in the terminal."""

import argparse
import gc
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import uvicorn
from filelock import FileLock

from course.classroom.addresses import addresses
from course.classroom.file_log import FileLog
from course.classroom.hall import Hall
from course.classroom.log import Log
from course.classroom.running import note_of
from course.classroom.server import LONGEST, Classroom, note
from course.language import _

_SECRET = "secret"  # noqa: S105 (a file's name)
_GIVEN = "MODULE_NINE_CLASS_SECRET"
_SHORTEST = 16  # characters of a secret


async def serve(options: argparse.Namespace, data: Path) -> None:
    """Serve until somebody stops it. Raises LogError or OSError where that can't begin."""
    folder = data / "classroom"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret = _secret(folder / _SECRET)
    listening = _listening(options.bind, options.port)
    port = listening.getsockname()[1]
    async with _log(options.redis, folder / "rooms") as log:
        hall = Hall(log)
        app = Classroom(hall, secret, port, options.origin).app
        config = uvicorn.Config(
            app,
            log_level="warning",
            ws="websockets-sansio",
            ws_max_size=LONGEST,
            ws_per_message_deflate=False,  # what is sent is short; a phone's share of memory would double
            ws_ping_interval=20,
            ws_ping_timeout=30,
            timeout_graceful_shutdown=3,
            proxy_headers=bool(options.origin),
            server_header=False,
        )
        signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn heeds it, and repeats it before all is closed
        with _noted(data, port, secret), _notebook(options.open):
            _tell(options, port)
            gc.collect()
            gc.freeze()  # what is loaded by now stays: to look through it again would hold up the class each time
            await uvicorn.Server(config).serve(sockets=[listening])
            await hall.close()


def _listening(address: str, port: int) -> socket.socket:
    """A socket that phones come to, and that sends each message at once.

    asyncio sees to that where a socket says that it speaks TCP. Else a message waits, for up to 40 ms, until the other
    side says that it has the one before.
    """
    plain = socket.create_server((address, port), backlog=2048)
    return socket.socket(plain.family, plain.type, socket.IPPROTO_TCP, fileno=plain.detach())


@asynccontextmanager
async def _log(redis: str | None, folder: Path) -> AsyncIterator[Log]:
    if redis is None:
        log: Log = FileLog(folder)
    else:
        from course.classroom.redis_log import RedisLog

        shared = RedisLog(redis)
        await shared.connect()
        for warning in shared.warnings:
            print(warning, file=sys.stderr)
        log = shared
    try:
        yield log
    finally:
        await log.close()


def _secret(path: Path) -> bytes:
    """The secret of the servers of a data folder: MODULE_NINE_CLASS_SECRET, else kept there from the first run on."""
    secret, where = os.environ.get(_GIVEN, ""), _GIVEN
    if not secret:
        secret, where = _kept(path), str(path)
    if len(secret) < _SHORTEST:
        raise OSError(_("The secret in {where} is too short for a secret.").format(where=where))
    return secret.encode()


def _kept(path: Path) -> str:
    """The secret in a file, which is made where there is none."""
    with FileLock(path.with_name(f".{path.name}.lock")):
        if not path.is_file():
            _write(path, secrets.token_hex(24))
        return path.read_text(encoding="utf-8").strip()


def _write(path: Path, words: str) -> None:
    """Write a file that only its owner can read: whole, or not at all."""
    half = path.with_name(f".{path.name}.new")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(words)
    half.replace(path)


@contextmanager
def _noted(data: Path, port: int, secret: bytes) -> Iterator[None]:
    """While it lasts, notebooks of this computer find the server."""
    path = note_of(data)
    mine = {"address": f"http://127.0.0.1:{port}", "secret": secret.decode(), "pid": os.getpid()}
    _write(path, json.dumps(mine))
    try:
        yield
    finally:
        with suppress(OSError, ValueError):
            if json.loads(path.read_text(encoding="utf-8")) == mine:
                path.unlink()


@contextmanager
def _notebook(lesson: str | None) -> Iterator[None]:
    """While it lasts, JupyterLab shows a notebook, if one was asked for."""
    lab = subprocess.Popen([sys.executable, "-m", "course", "open", lesson]) if lesson else None  # noqa: S603 (our own)
    try:
        yield
    finally:
        if lab:
            lab.terminate()
            lab.wait()


def _tell(options: argparse.Namespace, port: int) -> None:
    bases = options.origin or [f"http://{address}:{port}" for address in addresses()]
    print(_("The live class is served. Phones join at:"))
    for base in bases or ["–"]:
        print(f"    {base}")
    if not options.origin:
        print(note(bases))
    print(
        _("Open a class notebook and run it: the desk shows the code to join by. To stop, press Ctrl-C here."),
        flush=True,
    )
