"""`host`: the facilitator's desk in a notebook, for a class that talks to one customer together."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from course.classroom.running import Door, NoRoom, NoServer, Server, Starting, running
from course.language import N_, _, in_words_of
from course.learners import data_folder
from course.scenario import load_scenario
from course.views.page import Page, source
from course.views.told import told

_HERE = Path(__file__).parent
_NONE = N_(
    "No class server runs on this computer yet. Start it here, or type “make class” in a terminal, "
    "in the folder of the course."
)
_COMING = N_("The class server is starting…")
_NOT_OPENED = N_(
    "The class server opened no room (it said: {why}). Stop it, start it again, and look again: nothing is lost."
)
_FAILED = N_("The class server couldn’t start. It said: {why}")


@told
def host(name: str, new: bool = False) -> "HostPage":  # noqa: FBT001, FBT002 (it reads well in a notebook)
    """Show the desk of the room that talks to a customer; the room that is open goes on, unless it shall be `new`.

    Raises as `load_scenario` does.
    """
    name = in_words_of("scenarios", name)
    return HostPage(name, load_scenario(name).title, data_folder(), new=new)


class HostPage(Page):
    """The widget that `host` returns.

    Where the desk is goes to a browser that asks, in a message: what is saved with a notebook never holds its key.
    """

    _esm = source("page.js", str(_HERE / "host.js"))
    _css = source("page.css", str(_HERE / "host.css"))

    def __init__(
        self, name: str, title: str, data: Path, *, new: bool, start: Callable[[Path], Starting] = Starting
    ) -> None:
        self._name, self._title, self._data, self._new, self._start = name, title, data, new, start
        self._door: Door | None = None
        self._server: Server | None = None
        self._starting: Starting | None = None
        self._said = ""
        self._find()
        super().__init__()

    def look(self) -> dict[str, Any]:
        """Whether the desk can be shown (`here`), a server is `coming`, and what there is to say."""
        return {
            "title": self._title,
            "here": self._server is not None,
            "coming": self._starting is not None,
            "said": self._said,
        }

    def act(self, message: dict[str, Any]) -> None:
        """Do `look` (for the server; who asks is sent where the desk is), `start` or `stop` (the server)."""
        match message["do"]:
            case "look":
                self._find()
            case "start":
                self._begin()
            case "stop" if self._server:
                self._server.stop()
                self._server, self._said = None, _(_NONE)
            case _:
                raise ValueError(message)
        if self._server and self._door:
            self.send({"desk": self._server.desk(self._door)})

    def _find(self) -> None:
        """Ask the server for a room, once: it stays ours, even when its class has ended."""
        server, self._server = running(self._data), None
        try:
            here = server is not None and self._comes_in(server)
        except NoRoom as why:
            self._said = _(_NOT_OPENED).format(why=why)
            return
        if here:
            self._server, self._starting, self._said = server, None, ""
        else:
            self._said = self._why_none()

    def _comes_in(self, server: Server) -> bool:
        """Whether the server answers, and by now we have a room. Raises NoRoom."""
        if self._door:
            return server.answers()
        with suppress(NoServer):
            self._door = server.room(self._name, new=self._new)
        return self._door is not None

    def _why_none(self) -> str:
        why = self._starting.failed() if self._starting else None
        if why is not None:
            self._starting = None
            return _(_FAILED).format(why=why)
        return _(_COMING) if self._starting else _(_NONE)

    def _begin(self) -> None:
        self._find()
        if self._server or self._starting:
            return
        try:
            self._starting, self._said = self._start(self._data), _(_COMING)
        except OSError as why:
            self._said = _(_FAILED).format(why=why.strerror)
