"""What all views share: the scene they show, the messages they take, how they acknowledge them."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import anywidget
import traitlets
from IPython import get_ipython

from course.language import ENGLISH, _, language

_HERE = Path(__file__).parent
_SENTENCE = re.compile(r'\bN?_\(("(?:[^"\\\n]|\\.)*")')  # as page.js has them


# By cell: the run of it that made pages, and how each of them stops to follow what it shows.
_following: dict[str, tuple[str, list[Callable[[], None]]]] = {}


def _running() -> tuple[str, str]:
    """The cell that runs now and this run of it; the cell is "" where nobody says."""
    request: dict[str, Any] = getattr(get_ipython(), "get_parent", dict)()
    return request.get("metadata", {}).get("cellId", ""), request.get("header", {}).get("msg_id", "")


def source(*names: str) -> str:
    """The text of files beside this one, joined: a widget's module is one text."""
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)


def sentences(module: str) -> set[str]:
    """The English sentences that a widget's module has marked to be translated."""
    return {json.loads(found) for found in _SENTENCE.findall(module)}


class Observable(Protocol):
    """What a page shows, and who tells it of changes."""

    def observe(self, callback: Callable[[], None], /) -> Callable[[], None]:
        """Have a function called after each change. Returns a function that ends this."""


class Page(anywidget.AnyWidget):
    """A view. It shows `scene`, plain JSON; each thing the learner does comes in as a message.

    The id of a message comes back in the scene as `ack`, once what it did is on disk.
    """

    scene = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)  # by English sentence of the module: the same in that language

    def __init__(self) -> None:
        said = {sentence: _(sentence) for sentence in sentences(self._esm)} if language() != ENGLISH else {}
        super().__init__(language=language(), words=said)
        self._ack: str | None = None
        self._leaves: list[Callable[[], None]] = []
        self.on_msg(self._hear)
        self.refresh()

    def follow(self, shown: Observable) -> None:
        """Refresh with every change of what is shown, until the cell that made this page is run again."""
        cell, run = _running()
        leave = shown.observe(self.refresh)
        self._leaves.append(leave)
        if cell:
            last, following = _following.get(cell, (run, []))
            for stop in following if last != run else ():
                stop()
            _following[cell] = run, [*(following if last == run else ()), leave]

    def close(self) -> None:
        """Take the page off the screen: it follows nothing any more."""
        for leave in self.__dict__.get("_leaves", ()):  # a page that couldn't be made is closed, too
            leave()
        super().close()

    def look(self) -> dict[str, Any]:
        """The scene as things stand."""
        raise NotImplementedError

    def act(self, message: dict[str, Any]) -> None:
        """Do what a message asks. Raises KeyError, TypeError or ValueError for one that makes no sense."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Show how things stand now."""
        self.scene = {**self.look(), "ack": self._ack}

    def _hear(self, _widget: "Page", message: Any, _buffers: Any) -> None:
        if not isinstance(message, dict):
            return
        with self.hold_sync():  # one update tells what happened and that it is on disk
            # No view of ours sends what can't be done: then nothing changes, and the scene says so.
            with suppress(KeyError, TypeError, ValueError):
                self.act(message)
            self._ack = str(message.get("id"))
            self.refresh()

    def __repr__(self) -> str:
        return _("An activity is shown here in JupyterLab. If you see only this line: Run ▸ Run All Cells.")
