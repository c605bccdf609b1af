"""A real JupyterLab in a real Chromium: one server for the whole run, one browser for each test module."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).parent.parent
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
READY = """() => {
  const app = window.jupyterapp, panel = app?.shell.currentWidget;
  const kernel = panel?.sessionContext?.session?.kernel;
  return kernel?.status === "idle" && app.commands.isEnabled("notebook:run-all-cells");
}"""
expect.set_options(timeout=45_000)  # a kernel on a busy machine takes its time to start
NO_NEWS = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}


def find_chromium() -> str:
    """The browser of this machine. Without one: a skip on a laptop, a failure where CI is set."""
    for program in PROGRAMS:
        if path := shutil.which(program):
            return path
    reason = "no Chromium here: install one to run the tests that drive a browser"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


class Jupyter:
    """A JupyterLab server with folders of its own: `folder` is what it shows, `data` where practice is kept."""

    def __init__(self, home: Path) -> None:
        self.folder, self.data, self._home = home / "notebooks", home / "data", home
        self.token = secrets.token_hex(16)
        settings = home / "config" / "labconfig" / "default_setting_overrides.json"
        for folder in (self.folder, settings.parent):
            folder.mkdir(parents=True)
        settings.write_text(json.dumps(NO_NEWS), encoding="utf-8")
        with (home / "server.log").open("wb") as log:
            self.process = subprocess.Popen(self._command(), env=self._environment(), stdout=log, stderr=log)
        self.url = self._wait()

    def _command(self) -> list[str]:
        options = {
            "ServerApp.port": 0,
            "ServerApp.root_dir": self.folder,
            "ServerApp.allow_root": True,
            "IdentityProvider.token": self.token,
            "LabApp.expose_app_in_browser": True,
            "LabApp.extension_manager": "readonly",
        }
        flags = [f"--{name}={value}" for name, value in options.items()]
        return [sys.executable, "-m", "jupyterlab", "--no-browser", *flags]

    def _environment(self) -> dict[str, str]:
        homes = {"CONFIG_DIR": "config", "DATA_DIR": "share", "RUNTIME_DIR": "runtime"}
        own = {f"JUPYTER_{name}": str(self._home / folder) for name, folder in homes.items()}
        lab = {f"JUPYTERLAB_{name}_DIR": str(self._home / name) for name in ("SETTINGS", "WORKSPACES")}
        return os.environ | own | lab | {
            "IPYTHONDIR": str(self._home / "ipython"),
            "MODULE_NINE_DATA": str(self.data),
            "PYTHONPATH": str(ROOT),
        }  # fmt: skip

    def _wait(self) -> str:
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            for file in (self._home / "runtime").glob("jpserver-*.json"):
                text = file.read_text(encoding="utf-8")
                if text.endswith("}"):
                    return json.loads(text)["url"]
            time.sleep(0.1)
        self.stop()
        raise RuntimeError((self._home / "server.log").read_text(encoding="utf-8"))

    def stop(self) -> None:
        """End the server and its kernels."""
        self.process.terminate()
        self.process.wait(20)


class Lab:
    """One notebook open in JupyterLab."""

    def __init__(self, jupyter: Jupyter, page: Page, name: str) -> None:
        self.jupyter, self.page, self.name = jupyter, page, name
        self.open()

    def open(self) -> None:
        """Load the page, as a learner who comes back does."""
        path = f"lab/workspaces/{secrets.token_hex(4)}/tree/{self.name}?token={self.jupyter.token}"
        self.page.goto(self.jupyter.url + path)
        self.page.wait_for_function(READY)

    def command(self, name: str, **arguments: object) -> None:
        """Run one of JupyterLab's commands, as its menu would."""
        self.page.evaluate("([name, args]) => window.jupyterapp.commands.execute(name, args)", [name, arguments])

    def run_all(self) -> None:
        """Run ▸ Run All Cells."""
        self.command("notebook:run-all-cells")

    def restart(self) -> None:
        """Kernel ▸ Restart Kernel, with its question answered."""
        self.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:restart-kernel') }")
        self.page.get_by_role("button", name="Confirm Kernel Restart").click()
        self.page.wait_for_timeout(200)
        self.page.wait_for_function(READY)

    def theme(self, name: str) -> None:
        """Change the theme: JupyterLab Light or JupyterLab Dark."""
        self.command("apputils:change-theme", theme=name)
        light = "true" if name.endswith("Light") else "false"
        self.page.wait_for_selector(f"body[data-jp-theme-name='{name}'][data-jp-theme-light={light}]", state="attached")

    def view(self, which: int = 0) -> Locator:
        """One of the course's views on the page, when it is there."""
        view = self.page.locator("section.m9").nth(which)
        expect(view).to_be_visible(timeout=60_000)
        return view


def violations(page: Page, within: str = ".m9, .m9-report") -> list[str]:
    """What axe finds against WCAG 2.2 AA inside the course's views, or something else, one line each."""
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": WCAG}}
    found = Axe().run(page, context=within, options=options).response["violations"]
    return [f"{rule['id']}: {node['html']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def sound(lab: Lab) -> None:
    """No violation in light and in dark, and nothing wider than the place it has."""
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        lab.theme(theme)
        assert violations(lab.page) == []
    cut = """() => [...document.querySelectorAll(".m9, .m9 *, .m9-report, .m9-report *")]
      .filter((node) => node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 1
        && getComputedStyle(node).display !== "inline" && !node.closest("svg"))
      .map((node) => node.outerHTML.slice(0, 200))"""
    assert lab.page.evaluate(cut) == []
    for view in lab.page.locator("section.m9").all():
        box = view.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= lab.page.viewport_size["width"]


def write_notebook(folder: Path, name: str, *cells: str) -> None:
    """A notebook of these code cells."""
    written = [
        {
            "cell_type": "code",
            "id": f"cell-{place}",
            "metadata": {},
            "source": cell,
            "outputs": [],
            "execution_count": None,
        }
        for place, cell in enumerate(cells)
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    notebook = {"cells": written, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (folder / name).write_text(json.dumps(notebook), encoding="utf-8")


def activity(data: Path, call: str) -> str:
    """A cell with an activity of the course, such as `review()`; practice is kept in a folder of one's own."""
    return f"import os\nos.environ['MODULE_NINE_DATA'] = {str(data)!r}\nimport course\ncourse.{call}"


@pytest.fixture(scope="session")
def jupyter(tmp_path_factory) -> Iterator[Jupyter]:
    find_chromium()
    server = Jupyter(tmp_path_factory.mktemp("jupyter"))
    yield server
    server.stop()


# Not for the whole run: while Playwright is open, no other test could use asyncio.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    program = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def open_lab(jupyter, chromium):
    """Open a notebook of some cells, or one that is there, in a fresh window: `open_lab("play()")`."""
    contexts = []

    def opened(*cells: str, name: str | None = None, width: int = 1280) -> Lab:
        if name is None:
            name = f"{secrets.token_hex(4)}.ipynb"
            write_notebook(jupyter.folder, name, *cells)
        context = chromium.new_context(viewport={"width": width, "height": 800})
        contexts.append(context)
        context.set_default_timeout(45_000)
        return Lab(jupyter, context.new_page(), name)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def run_lab(open_lab):
    """Open a notebook as `open_lab` does, and run all of it."""

    def run(*cells: str, name: str | None = None, width: int = 1280) -> Lab:
        lab = open_lab(*cells, name=name, width=width)
        lab.run_all()
        return lab

    return run
