"""A real Redis of our own, which keeps every entry on disk: nobody else reaches it, and it is gone after the tests."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest


def find_redis() -> str:
    """The program. Without it: a skip on a laptop, a failure where CI is set."""
    found = shutil.which("redis-server")
    if found:
        return found
    reason = "no redis-server here: install Redis to run the tests of a class that many servers share"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


class RedisServer:
    """A server with its files in a folder, which can be killed, and started again where it was."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"redis://127.0.0.1:{self.port}/0"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        words = f"--port {self.port} --bind 127.0.0.1 --appendonly yes --appendfsync always".split()
        command = [find_redis(), *words, "--save", "", "--dir", str(self._folder)]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(command, **quiet)
        until = time.monotonic() + 30
        while self._process.poll() is None and time.monotonic() < until:
            if self._answers():
                return
            time.sleep(0.02)
        self.kill()
        pytest.fail("redis-server doesn't answer")

    def kill(self) -> None:
        """End it as a power cut would: no goodbye."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(5) == b"+PONG"
        except OSError:
            return False


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A server that runs; what other tests of the file left there has other prefixes."""
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.kill()
