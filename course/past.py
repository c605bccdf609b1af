"""Every past talk with every customer, as the journal has it."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from course import dialogue
from course.attempts import Attempt
from course.dialogue import State
from course.document import DocumentError
from course.history import History
from course.own_shelf import find_in
from course.practice import Find, tries_in
from course.scenario import NoCustomerError, Scenario


@dataclass(frozen=True, slots=True)
class PastTalk:
    """One try with a customer, up to where it was left; `key` is what it is kept under.

    `number` is the how many-th try with this customer it was, from 1; one who comes in hotter is the same customer.
    """

    attempt: Attempt
    key: str
    number: int

    @property
    def tip(self) -> str:
        """The digest of its last record, by which it is known."""
        return self.attempt.tip

    @property
    def at(self) -> datetime:
        """When it was left."""
        return self.attempt.at

    @property
    def state(self) -> State:
        """Where it was left; typed words have the labels that they were heard with then, and no evidence."""
        return self.attempt.state

    @property
    def customer(self) -> Scenario:
        """Whom it was with."""
        return self.state.scenario


def past_talks(history: History, find: Find | None = None) -> tuple[PastTalk, ...]:
    """Every talk of a journal with a customer who is known, as in `practice_in`, the one that was left last first."""
    tried = tries_in(history, find).values()
    told = [
        PastTalk(attempt, history.path(attempt.tip)[0].data["key"], number)
        for tries in tried
        for number, attempt in enumerate(tries, 1)
    ]
    return tuple(sorted(told, key=lambda talk: talk.at, reverse=True))


def missing(history: History, find: Find | None = None) -> int:
    """How many talks can't be shown, because the customer isn't there any more or can't be read."""
    begun = (
        header.data.get("scenario") for header in history.headers("conversation") if history.children(header.digest)
    )
    names = [name for name in begun if isinstance(name, str)]
    known = find or find_in(history)
    gone = {name for name in set(names) if not _known(name, known)}
    return sum(name in gone for name in names)


def with_notes(talk: PastTalk) -> State:
    """A past talk for reading: its typed words judged, so that a coach can say which of them did what."""
    return dialogue.rejudged(talk.state, dialogue.assessed)


def _known(name: str, find: Find) -> bool:
    with suppress(NoCustomerError, DocumentError):
        find(name)
        return True
    return False
