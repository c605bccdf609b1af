"""`take_along`: all that a learner did in the course, as files for themselves and for a learning system."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from course.certificate_facts import KIND, measure, plain_name
from course.export import BadMailError, actor_of, export
from course.journal import Journal, open_journal, practice_folder
from course.language import N_, _, ngettext
from course.learners import data_folder, learning
from course.own_shelf import find_in
from course.parcel import CannotPut, put
from course.views.page import Page, source
from course.views.told import told

LONGEST = 200  # characters of an e-mail address
_NOTHING = N_("There is nothing to take along yet. Have a conversation or answer some questions first.")
_STAYS = N_(
    "Nothing was sent to anybody. On this computer the files lie beside the lessons, in {folder}. "
    "If others use it, too, delete them there once you have saved them elsewhere."
)


@told
def take_along() -> "TakeAlongPage":
    """Show a button that makes two files: everything in words, and statements for an employer's learning system."""
    return TakeAlongPage(open_journal(practice_folder()), Path.cwd(), learning(data_folder()).name)


class TakeAlongPage(Page):
    """The widget that `take_along` returns. Files go into `folder`; `name` is what the learner calls themselves."""

    _esm = source("page.js", "download.js", "made.js", "take_along.js")
    _css = source("page.css", "certificate.css")

    def __init__(self, journal: Journal, folder: Path, name: str) -> None:
        self._journal, self._folder, self._name = journal, folder, name
        self._answer: dict[str, Any] = {}
        super().__init__()

    def look(self) -> dict[str, Any]:
        """What came of the button."""
        return {"longest": LONGEST, "answer": self._answer, "notice": self._journal.trouble}

    def act(self, message: dict[str, Any]) -> None:
        """Do `make`: `{mail, words}`, by which address a learning system knows them, and if it gets their words."""
        if message["do"] != "make":
            raise ValueError(message["do"])
        mail, words = str.strip(message["mail"])[:LONGEST], message["words"] is True
        self._journal.refresh()
        try:
            self._answer = self._made(mail, words=words)
        except (BadMailError, CannotPut) as reason:
            self._answer = {"said": str(reason), "files": [], "notes": []}

    def _made(self, mail: str, *, words: bool) -> dict[str, Any]:
        history = self._journal.history
        if not history.records:
            return {"said": _(_NOTHING), "files": [], "notes": []}
        actor, by = actor_of(history, self._known(), mail), replace(measure(), find=find_in(history))
        made = export(history, actor, by, datetime.now(UTC), words=words)
        put(self._folder, made.files)
        everything = _("everything you said, wrote and chose. For you, and whom you trust")
        files = [
            {"name": made.everything[0], "text": everything},
            {"name": made.statements[0], "text": _statements(made.told, words=words)},
        ]
        return {
            "said": _("Your two files are ready."),
            "files": files,
            "notes": [*history.problems, _(_STAYS).format(folder=self._folder)],
        }

    def _known(self) -> str:
        """What to call them: as on their newest certificate, else as they called themselves."""
        made = self._journal.history.headers(KIND)
        return plain_name(str(made[-1].data.get("name", ""))) if made else self._name


def _statements(count: int, *, words: bool) -> str:
    """What the file for a learning system holds."""
    if words:
        said = ngettext(
            "1 statement for a learning system (xAPI 1.0.3), with your own words",
            "{n} statements for a learning system (xAPI 1.0.3), with your own words",
            count,
        )
    else:
        said = ngettext(
            "1 statement for a learning system (xAPI 1.0.3), without your own words",
            "{n} statements for a learning system (xAPI 1.0.3), without your own words",
            count,
        )
    return said.format(n=count)
