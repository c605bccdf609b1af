"""A real server, as `python -m course open` starts it, asked what it would show and which kernel it starts."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from jupyter_client import BlockingKernelClient

import course

CHECKOUT = Path(course.__file__).parents[1]
OPEN = "import sys; from course.workspace import open_course; sys.exit(open_course(None, sys.argv[1:]))"
WRONG = json.dumps({"argv": ["no-such-python"], "display_name": "Another kernel", "language": "python"})


class Server:
    """The course opened in a process of its own, with nothing of its environment on PATH."""

    def __init__(self, home: Path) -> None:
        for place in ("user/kernels", "path/kernels"):  # kernels that somebody registered before
            (home / place / "python3").mkdir(parents=True)
            (home / place / "python3" / "kernel.json").write_text(WRONG, encoding="utf-8")
        self.data, self.runtime = home / "where I learn, ä", home / "runtime"
        places = {
            "HOME": home,
            "JUPYTER_CONFIG_DIR": home / "config",
            "JUPYTER_DATA_DIR": home / "user",
            "JUPYTER_PATH": home / "path",
            "JUPYTER_RUNTIME_DIR": self.runtime,
            "JUPYTER_PREFER_ENV_PATH": 0,
            "MODULE_NINE_DATA": self.data,
            "PATH": os.defpath,
            "PYTHONPATH": "",
        }
        self.terminal = _terminal()
        self.process = subprocess.Popen(
            [sys.executable, "-c", OPEN, "--no-browser", "--port=0"],
            cwd=CHECKOUT,
            env={**os.environ, **{name: str(value) for name, value in places.items()}},
            stdin=self.terminal,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.about = self._answers(self.runtime / f"jpserver-{self.process.pid}.json")

    def _answers(self, note: Path) -> dict:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                about = json.loads(note.read_text(encoding="utf-8"))
                urlopen(about["url"] + "api", timeout=60).close()
            except (OSError, ValueError):
                time.sleep(0.1)
            else:
                return about
        self.process.kill()
        pytest.fail(f"the server did not start; it said: {self.process.communicate()[0]}")

    def get(self, path: str, data: bytes | None = None) -> str:
        request = Request(self.about["url"] + path, data, {"Authorization": f"token {self.about['token']}"})
        return urlopen(request, timeout=60).read().decode()

    def run(self, code: str) -> str:
        """Return what code prints in a kernel that the server starts for a lesson."""
        lesson = json.dumps({"path": "03_angry_customers.ipynb"}).encode()
        name = json.loads(self.get("api/kernels", lesson))["id"]
        client = BlockingKernelClient(connection_file=str(self.runtime / f"kernel-{name}.json"))
        client.load_connection_file()
        client.start_channels()
        client.hb_channel.time_to_dead = 30  # a machine under load may take its time
        client.wait_for_ready(timeout=60)
        said = []
        client.execute_interactive(code, timeout=60, output_hook=lambda message: said.append(message["content"]))
        client.stop_channels()
        return "".join(content.get("text", content.get("evalue", "")) for content in said)


def _terminal():
    if sys.platform == "win32":
        return subprocess.DEVNULL
    import pty

    return pty.openpty()[1]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("home"))
    yield server
    server.process.kill()
    server.process.communicate()


def test_it_opens_on_the_lesson(server):
    page = server.get("lab/tree/03_angry_customers.ipynb")
    assert '"treePath": "03_angry_customers.ipynb"' in page
    assert json.loads(server.get("api/contents/03_angry_customers.ipynb"))["type"] == "notebook"


def test_nothing_asks_about_news_or_updates_or_goes_out(server):
    page = server.get("lab")
    config = json.loads(re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)[1])
    assert "@jupyterlab/apputils-extension:announcements" in config["disabledExtensions"]
    assert config["news"]["disabled"]
    assert config["extensionManager"]["can_install"] is False
    assert json.loads(server.get("lab/api/update")) == {"notification": None}


def test_the_only_kernel_is_this_python_and_it_finds_the_course_and_the_data(server):
    specs = json.loads(server.get("api/kernelspecs"))["kernelspecs"]
    assert list(specs) == ["python3"]
    seen = server.run("import os, sys, course; print(sys.executable, course.__file__, os.environ['MODULE_NINE_DATA'])")
    assert seen.split("\n")[0] == f"{Path(sys.executable).absolute()} {course.__file__} {server.data}"


@pytest.mark.skipif(sys.platform == "win32", reason="a signal of this kind needs a POSIX terminal")
def test_ctrl_c_ends_it_with_a_sentence_and_no_traceback(server):
    server.process.send_signal(signal.SIGINT)
    said, _ = server.process.communicate(timeout=60)
    assert server.process.returncode == 0
    assert "Module Nine is closed. Your work is kept." in said
    assert "Traceback" not in said
