"""`surprise`: a customer who wasn't met before, and of whom nothing is said until they come in."""

import secrets
from typing import Any

from course.agenda import surprise as somebody
from course.attempts import SEEDS
from course.journal import Journal, open_journal, practice_folder
from course.language import N_, _
from course.practice import Practice, practice_in
from course.roster import practice_customers
from course.views.page import Page, source
from course.views.stack import Stack
from course.views.told import told
from course.views.visitor import Below
from course.visits import last_visit, send_for

_NEW = N_(
    "The next customer is somebody you haven’t met. Nobody says who it is, or what they want, until they come in."
)
_KNOWN = N_("You have met everybody there is. So whoever you met longest ago comes in again.")
_GONE = N_("That customer can’t come in, because their file has a mistake. Call somebody else.")


@told
def surprise() -> Stack:
    """Show a door, and below it whoever was called in and hasn't been talked with to the end."""
    return SurprisePage(open_journal(practice_folder())).stack


class SurprisePage(Page):
    """The door that `surprise` shows; whoever comes in stands below it, in `stack`."""

    _esm = source("page.js", "door.js", "surprise.js")
    _css = source("page.css", "door.css")

    def __init__(self, journal: Journal) -> None:
        journal.refresh()
        self._journal = journal
        self._practice = practice_in(journal.history)
        self._visit = last_visit(journal.history, "surprise")
        self._below = Below(journal, self._finish)
        shown = self._below.let_in(self._visit, again=True) if self._visit else None
        super().__init__()
        self.stack = Stack(self)
        self.stack.show(shown)

    def look(self) -> dict[str, Any]:
        """What stands at the door."""
        return {
            "title": _("A surprise customer"),
            "said": self._said(),
            "button": _("Call somebody else") if self._below.waiting else _("Call the next customer"),
            "main": not self._below.waiting,
            "open": self._below.visitor is not None,
            "notice": self._journal.trouble,
        }

    def act(self, message: dict[str, Any]) -> None:
        """Do `call`: have the next customer come in."""
        if message["do"] == "call":
            self._journal.refresh()
            self._practice = practice_in(self._journal.history)
            last = self._visit.customer if self._visit else ""
            name = somebody(self._practice, practice_customers(), secrets.randbelow(SEEDS), apart=last)
            self._visit = send_for(self._journal, "surprise", customer=name)
            self.stack.show(self._below.let_in(self._visit))

    def _said(self) -> list[str]:
        next_one = _(_NEW) if _all_but(self._practice) else _(_KNOWN)
        if self._below.gone:
            return [_(_GONE)]
        if self._below.visitor is None:
            return [next_one]
        if self._below.over:
            return [_("That talk is over. You can read it once more below."), next_one]
        return [_("{name} has come in. Your talk is below.").format(name=self._below.visitor.name)]

    def _finish(self) -> None:
        self._practice = practice_in(self._journal.history)
        self.refresh()


def _all_but(practice: Practice) -> bool:
    """Whether there is somebody left who wasn't met."""
    return bool(practice_customers().keys() - {need.customer for need in practice.needs})
