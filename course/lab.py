"""JupyterLab on a learner's folder: this Python's own, quiet, opened on one lesson."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

_SETTINGS = [
    "--Application.log_level=ERROR",  # the address to open is still shown
    "--KernelManager.transport_encryption=auto",  # else each kernel warns that nothing is encrypted
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",  # asks no registry
    "--LabApp.news_url=None",
    "--ServerApp.allow_root=True",  # in a container one often is root; it listens to this machine alone
    "--ServerApp.answer_yes=True",  # Ctrl-C ends it: what learners do is on disk already
    "--ServerApp.kernel_spec_manager_class=jupyter_client.kernelspec.KernelSpecManager",
]
_OFF = [
    "@jupyter/nbgrader",  # an instructor's menus
    "@jupyterlab/apputils-extension:announcements",  # asks whether one wants news
    "jupyterlab-jupytext",  # an author's tool
]


def serve(folder: Path, notebook: str, layout: Path, options: Sequence[str] = ()) -> None:
    """Serve a folder, opened on one of its notebooks, until Ctrl-C.

    `layout` is the folder in which JupyterLab notes how its window was arranged; `options` go to JupyterLab.
    """
    from jupyterlab.labapp import LabApp

    where = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.workspaces_dir={layout}",
        f"--LabApp.default_url=/lab/tree/{quote(notebook)}",
    ]
    LabApp.load_other_extensions = False  # what else is installed can't get in the way
    server = LabApp.initialize_server(argv=[*_SETTINGS, *where, *options])
    server.kernel_spec_manager.kernel_dirs = []  # a kernel registered elsewhere doesn't win: only ours is left
    server.web_app.settings["page_config_hook"] = _quiet
    server.start()


def _quiet(_handler: object, page: dict[str, Any]) -> dict[str, Any]:
    return {**page, "disabledExtensions": [*page["disabledExtensions"], *_OFF]}
