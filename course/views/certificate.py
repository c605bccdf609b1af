"""`certificate`: what a learner may say of their practice, on a page to print and as a PDF."""

from pathlib import Path
from typing import Any

from course.certificate_facts import KIND, LONGEST, Measure, certified, entry, facts_in, left_to_do, measure, plain_name
from course.certificate_html import to_html
from course.certificate_pdf import CannotPrint, to_pdf
from course.certificate_words import LIMITS, sheet
from course.journal import Journal, open_journal, practice_folder
from course.language import N_, _
from course.learners import data_folder, learning
from course.parcel import CannotPut, put
from course.views.page import Page, source
from course.views.told import told

_PAGE = N_("for a screen, a screen reader, and to print: open it, then press Ctrl+P")
_SHEET = N_("one sheet of paper")
_KEEP = N_(
    "Whoever wants to check the certificate needs your practice record, too. A backup holds it, with every word "
    "you said: keep one, and decide whom you give it to."
)


@told
def certificate() -> "CertificatePage":
    """Show what is left to do, and once that is nothing, a box for the name to print and a button."""
    name = learning(data_folder()).name
    return CertificatePage(open_journal(practice_folder()), Path.cwd(), measure(), name)


class CertificatePage(Page):
    """The widget that `certificate` returns. Files go into `folder`; `name` is what the learner calls themselves."""

    _esm = source("page.js", "download.js", "made.js", "certificate.js")
    _css = source("page.css", "certificate.css")

    def __init__(self, journal: Journal, folder: Path, by: Measure, name: str) -> None:
        self._journal, self._folder, self._by, self._name = journal, folder, by, name
        self._answer: dict[str, Any] = {}
        self._count()
        super().__init__()

    def look(self) -> dict[str, Any]:
        """How far the learner is, what the boxes begin with, and what came of the button."""
        facts = self._facts
        return {
            "left": list(left_to_do(facts)),
            "held": facts.held,
            "recommended": facts.recommended,
            "limits": _(LIMITS),
            "name": self._name_before(),
            "longest": LONGEST,
            "answer": self._answer,
            "notice": self._journal.trouble,
        }

    def act(self, message: dict[str, Any]) -> None:
        """Do `look`, which counts anew, or `make`: `{name, tests}`, whom it is for and whether tests are printed."""
        self._count()
        if message["do"] == "look":
            return
        name = plain_name(str.strip(message["name"]))
        record = self._journal.append(KIND, entry(name, self._facts, tests=message["tests"] is True))
        made = certified(record, self._facts)
        stem = f"module-nine-certificate-{made.code[:4]}"
        files, notes = {f"{stem}.html": to_html(made).encode()}, [_(_KEEP)]
        told = [{"name": f"{stem}.html", "text": _(_PAGE)}]
        try:
            files[f"{stem}.pdf"] = to_pdf(made)
            told.append({"name": f"{stem}.pdf", "text": _(_SHEET)})
        except CannotPrint as reason:
            notes = [str(reason), *notes]
        try:
            put(self._folder, files)
        except CannotPut as reason:
            self._answer = {"said": str(reason), "lines": [], "files": [], "notes": []}
            return
        said = _("Your certificate is ready, {name}.").format(name=made.name)
        where = _("On this computer it is in {folder}").format(folder=self._folder)
        self._answer = {"said": said, "lines": [sheet(made).statement], "files": told, "notes": [where, *notes]}

    def _count(self) -> None:
        self._journal.refresh()
        self._facts = facts_in(self._journal.history, self._by)

    def _name_before(self) -> str:
        """The name on the certificate that was made last, else what the learner calls themselves."""
        made = self._journal.history.headers(KIND)
        return plain_name(str(made[-1].data.get("name", ""))) if made else self._name
