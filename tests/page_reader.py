"""`python -m course pages` in a process of its own, for tests that read its pages."""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


class Pages:
    """The course as plain pages, opened on a lesson; `data` is where practice is kept."""

    def __init__(self, home: Path, lesson: str) -> None:
        self.data = home / "where I learn, ä"
        with socket.create_server(("127.0.0.1", 0)) as here:
            free = here.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "course", "pages", lesson, "--no-browser", f"--port={free}"],
            cwd=ROOT,
            env={**os.environ, "MODULE_NINE_DATA": str(self.data), "JUPYTER_CONFIG_DIR": str(home / "config")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.said = ""
        until = time.monotonic() + 120
        while "http" not in self.said and time.monotonic() < until and self.process.poll() is None:
            self.said += self.process.stdout.readline()
        if "http" not in self.said:
            self.process.kill()
            pytest.fail(f"no page came; it said: {self.said} {self.process.communicate()[0]}")
        self.address = re.search(r"http\S+", self.said)[0]

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.communicate(timeout=60)
