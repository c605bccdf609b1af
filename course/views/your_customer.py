"""`your_customer`: a form in which learners write a customer they once had, check them, play them, hand them in."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import traitlets
from ipywidgets import DOMWidget

from course.answers import Answers, open_answers
from course.conversation import open_conversation
from course.journal import Journal, open_journal, practice_folder
from course.language import N_, _, ngettext
from course.own_check import Findings, findings
from course.own_customer import as_yaml, own_customer
from course.own_form import BOXES, LONGEST, filled, meanings, missing, mistakes, sections
from course.own_shelf import ABOUT, KIND, OWN, READY, as_form, own_forms, short_name
from course.views.page import Page, source
from course.views.play import ConversationPage
from course.views.stack import Stack
from course.views.told import told

MOST = 50  # customers that one learner can begin
_IDS = frozenset(box.id for box in BOXES)
_FAIR = N_("{name} is fair: no trick gets through, and whoever gives what each moment needs always does.")
_UNFAIR = N_("{name} can be played. Here is what would make the talk fairer:")
_FULL = N_("There are as many customers here as the course keeps. Open one of them and write it anew.")
_GIVE = N_(
    "It holds this customer and nothing else that you did. Give it to your instructor in the way they asked you to. "
    "If you change the customer, make the file again."
)


@told
def your_customer() -> Stack:
    """Show the list of one's own customers and the form; the one that is played shows below it."""
    top = YourCustomerPage(open_journal(practice_folder()), Path.cwd())
    stack = Stack(top)
    top.show = stack.show
    return stack


class YourCustomerPage(Page):
    """The form that `your_customer` shows. What is played is handed to `show`; a file to hand in goes into `folder`."""

    _esm = source("page.js", "download.js", "your_customer.js")
    _css = source("page.css", "your_customer.css")
    form = traitlets.Dict().tag(sync=True)

    def __init__(self, journal: Journal, folder: Path) -> None:
        self._journal, self._folder = journal, folder
        self._open: str | None = None
        self._answers: dict[str, Answers] = {}  # by short name: those that were opened here
        self._found: dict[str, Any] = {}
        self.show: Callable[[DOMWidget | None], None] = lambda _below: None
        journal.refresh()
        super().__init__()
        asked = [asdict(section) for section in sections()]
        self.form = {"sections": asked, "meanings": meanings(), "longest": LONGEST}

    def look(self) -> dict[str, Any]:
        """All customers, what was written of the one that is open, and what the last button found."""
        forms = own_forms(self._journal.history)
        opened = {"short": self._open, "given": self._written(self._open)} if self._open else None
        problems = self._journal.history.problems
        return {
            "customers": [_row(short, as_form(answers)) for short, answers in forms.items()],
            "open": opened,
            "found": self._found,
            "kept": not self._journal.trouble,
            "notice": " ".join(filter(None, [self._journal.trouble, *problems])),
        }

    def act(self, message: dict[str, Any]) -> None:
        """Do `begin` (a name), `open` (a short name), `close`, `write` (boxes), `check`, `play` or `file`."""
        match message:
            case {"do": "begin", "name": str(name)} if name.strip():
                self._begin(name.strip()[:LONGEST])
            case {"do": "open", "customer": str(short)}:
                self._journal.refresh()
                if short not in own_forms(self._journal.history):
                    raise ValueError(short)
                self._turn_to(short)
            case {"do": "close"}:
                self._turn_to(None)
            case {"do": "write", "customer": str(short), "boxes": dict(boxes)} if short == self._open:
                self._write(short, boxes)
            case {"do": "check" | "play" | "file" as what, "customer": str(short)} if short == self._open:
                form = self._written(short)
                self._found = _unfinished(form) or {"check": _checked, "play": self._played, "file": self._made}[what](
                    form, short
                )

    def _begin(self, name: str) -> None:
        self._journal.refresh()
        known = own_forms(self._journal.history)
        if len(known) >= MOST:
            self._found = {"said": _(_FULL)}
            return
        short = short_name(name, known)
        self._about(short).give("name", name)
        self._turn_to(short)

    def _turn_to(self, short: str | None) -> None:
        self._open, self._found = short, {}
        self.show(None)

    def _about(self, short: str) -> Answers:
        """What was written of a customer; this page shows whatever another one adds to it."""
        if short not in self._answers:
            self._answers[short] = open_answers(self._journal, KIND, {ABOUT: short})
            self.follow(self._answers[short])
        return self._answers[short]

    def _written(self, short: str) -> dict[str, str]:
        return {item: words for item, words in as_form(self._about(short).given).items() if item in _IDS}

    def _write(self, short: str, boxes: Mapping[str, Any]) -> None:
        if not all(item in _IDS and isinstance(words, str) for item, words in boxes.items()):
            raise ValueError("no such box")
        answers = self._about(short)
        for item, words in boxes.items():
            if answers.given.get(item, "") != words[:LONGEST]:
                answers.give(item, words[:LONGEST])
                self._found = {**self._found, "old": True} if self._found else {}

    def _played(self, form: dict[str, str], short: str) -> dict[str, Any]:
        answers, ready = self._about(short), filled(form)
        if as_form(answers.given.get(READY)) != ready:
            answers.give(READY, ready)
        self.show(ConversationPage(open_conversation(OWN + short, folder=self._journal.folder)))
        return {"said": _("{name} is waiting for you below.").format(name=ready["name"])}

    def _made(self, form: dict[str, str], short: str) -> dict[str, Any]:
        name = f"my-customer-{short}.yaml"
        try:
            (self._folder / name).write_text(as_yaml(form), encoding="utf-8", newline="\n")
        except OSError as reason:
            said = _(
                "{file} can’t be made in this folder ({why}). "
                "Make room or open this page from another folder, and try again."
            )
            return {"said": said.format(file=name, why=reason.strerror)}
        return {"said": _("{file} is ready.").format(file=name), "file": name, "notes": [_(_GIVE)]}


def _row(short: str, form: dict[str, str]) -> dict[str, Any]:
    left = len(missing(form)) + len(mistakes(form))
    to_do = ngettext("{n} thing still to do", "{n} things still to do", left).format(n=left)
    state = to_do if left else _("ready to play")
    return {"short": short, "name": form.get("name") or short, "state": state}


def _unfinished(form: dict[str, str]) -> dict[str, Any]:
    """What keeps a form from being played: empty boxes and mistakes; nothing if there is none."""
    left, wrong = missing(form), mistakes(form)
    if not left and not wrong:
        return {}
    boxes = dict.fromkeys(left, _("Fill this in.")) | dict(wrong)
    said = ngettext(
        "One box still needs something. You’re in the first one now.",
        "{n} boxes still need something. You’re in the first one now.",
        len(boxes),
    )
    return {"said": said.format(n=len(boxes)), "boxes": boxes}


def _checked(form: dict[str, str], short: str) -> dict[str, Any]:
    found: Findings = findings(own_customer(form, OWN + short))
    said = (_(_UNFAIR) if found.problems else _(_FAIR)).format(name=form["name"].strip())
    return {"said": said, "mend": found.problems, "players": found.players, "unheard": found.unheard}
