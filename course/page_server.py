"""The lessons as plain pages: Voilà on a learner's folder, without JupyterLab around them."""

import logging
import os
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tornado.ioloop import IOLoop
from traitlets import Unicode
from traitlets.config import Config
from voila.app import Voila

from course.plain_page import as_page

_TEMPLATES = Path(__file__).resolve().parent / "pages"
_NEEDED = ("@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget")


def serve_pages(folder: Path, notebook: str, options: Sequence[str] = ()) -> None:
    """Serve a folder's notebooks as pages, opened on one of them, until Ctrl-C.

    `options` go to Voilà, such as --no-browser.
    """
    others = os.environ.get("JUPYTER_PATH")
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(_TEMPLATES), others]))
    settings = Config()
    settings.VoilaConfiguration.template = "module-nine"
    settings.VoilaConfiguration.prelaunch_hook = _prepared
    settings.VoilaConfiguration.allow_template_override = "NO"
    settings.VoilaConfiguration.allow_theme_override = "NO"
    settings.VoilaConfiguration.file_allowlist = []
    settings.VoilaConfiguration.extension_allowlist = [*_NEEDED]  # what else is installed can't get in the way
    settings.KernelManager.transport_encryption = "auto"  # else each kernel warns that nothing is encrypted
    pages = Pages(config=settings, log_level=logging.ERROR, auto_token=True, config_file_paths=[], first=notebook)
    pages.initialize([str(folder), *options])
    pages.start()


class Pages(Voila):
    """Voilà that opens on its `first` page and starts the Python that it runs in."""

    first = Unicode()

    def init_settings(self) -> dict[str, Any]:
        """Voilà's settings; a kernel registered elsewhere doesn't win: only ours is left."""
        settings: dict[str, Any] = super().init_settings()
        self.kernel_spec_manager.kernel_dirs = []
        return settings

    @property
    def address(self) -> str:
        """Where the first page is, with what lets its reader in."""
        return f"{self.connection_url}voila/render/{quote(self.first)}?token={self.identity_provider.token}"

    def listen(self) -> None:
        """Serve the pages, and say where they are: the port is known once the loop runs."""
        IOLoop.current().add_callback(lambda: print(f"If no page opens, go to {self.address}", flush=True))
        super().listen()

    def launch_browser(self) -> None:
        """Open the first page."""
        webbrowser.open(self.address)


def _prepared(request: object, notebook: Any, cwd: str) -> Any:  # names that Voilà gives
    as_page(notebook)
    return notebook
