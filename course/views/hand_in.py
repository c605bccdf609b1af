"""The last cell of an exercise: a button that tells what is missing, and one that makes the file to hand in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from course.bundle import HandIn, NothingToHandIn, Standing, notebook_of, pack, saved_at
from course.document import DocumentError
from course.journal import open_journal
from course.language import N_, _, ngettext
from course.phrases import second
from course.views.page import Page, source

_UNSAVED = N_(
    "The notebook couldn't be saved just now, so what you wrote last isn't in this. "
    "Choose File ▸ Save, then press the button again."
)
_AFTER = N_("Then give the file to your instructor in the way they asked you to.")
_SINCE = N_("Did you write or choose something since then? Press the button again.")


class Missing(Protocol):
    """Says how each part of an exercise stands in a folder. Raises NothingToHandIn or DocumentError."""

    def __call__(self, assignment: str, folder: Path, /, *, marks: bool = False) -> Sequence[Standing]: ...


def hand_in(assignment: str, missing: Missing | None = None, *, marks: bool = False) -> "HandInPage":
    """Show a button that makes one zip of this notebook and its journals, and before it one that checks it.

    Without `missing` nothing can be checked. With `marks` the check also tells the marks that can be given here.
    """
    return HandInPage(assignment, Path.cwd(), missing, marks=marks)


class HandInPage(Page):
    """The widget that `hand_in` returns."""

    _esm = source("page.js", "download.js", "hand_in.js")
    _css = source("page.css", "hand_in.css")

    def __init__(self, assignment: str, folder: Path, missing: Missing | None = None, *, marks: bool = False) -> None:
        self._assignment, self._folder, self._missing, self._marks = assignment, folder, missing, marks
        self._answer: dict[str, Any] = {}
        super().__init__()

    def look(self) -> dict[str, Any]:
        """Which buttons there are, and what the last one that was pressed found."""
        return {"checks": self._missing is not None, "marks": self._marks, "answer": self._answer}

    def act(self, message: dict[str, Any]) -> None:
        """Do `check` or `make`; `unsaved` says that the page couldn't save the notebook before."""
        found = {"check": self._checked, "make": self._made}[message["do"]]
        journal = open_journal(self._folder)
        journal.refresh()  # the last answer of all may still wait to be saved, and no other one takes it along
        try:
            answer = found()
        except (NothingToHandIn, DocumentError, OSError) as reason:
            answer = {"said": str(reason), "notes": []}
        unsaved = _(_UNSAVED) if message.get("unsaved") is True else ""
        notes = [unsaved, journal.trouble, *answer["notes"]]
        self._answer = {**answer, "notes": [words for words in notes if words]}

    def _checked(self) -> dict[str, Any]:
        if self._missing is None:
            raise ValueError("nothing can be checked")
        parts = self._missing(self._assignment, self._folder, marks=self._marks)
        saved = saved_at(notebook_of(self._assignment, self._folder))
        looked = _("This is how things stood when the notebook was last saved, on {moment}.")
        rows = [{"name": part.part, "done": not part.missing, "text": part.missing or part.told} for part in parts]
        problems = open_journal(self._folder).history.problems
        return {"said": _summary(parts), "rows": rows, "notes": [*problems, looked.format(moment=second(saved))]}

    def _made(self) -> dict[str, Any]:
        made: HandIn = pack(self._assignment, self._folder)
        name = made.path.name
        return {
            "said": _("{file} is ready.").format(file=name),
            "file": name,
            "inside": made.in_words(),
            "notes": [_(_SINCE), _(_AFTER)],
        }


def _summary(parts: Sequence[Standing]) -> str:
    left = sum(bool(part.missing) for part in parts)
    if not left:
        return _("Everything is there. You can make your hand-in file.")
    said = ngettext(
        "1 part still needs something. The list below says what. You can hand in without it if you want to.",
        "{n} parts still need something. The list below says what. You can hand in without it if you want to.",
        left,
    )
    return said.format(n=left)
