"""What was sent for, as the activity that a page opens below itself and follows: a talk with a customer, or a drill."""

from collections.abc import Callable
from dataclasses import dataclass

from course.conversation import open_conversation
from course.document import DocumentError
from course.drillbook import load_drill
from course.journal import Journal
from course.language import in_words_of
from course.scenario import NoCustomerError
from course.views.page import Page
from course.views.play import ConversationPage
from course.views.quiz import sit, sittings
from course.visits import Visit


@dataclass(frozen=True, slots=True)
class Visitor:
    """An activity: its page, its name for the learner, and whether it has been finished by now."""

    page: Page
    name: str
    finished: Callable[[], bool]


class Below:
    """The place below a page where a visitor stands, until another is let in.

    `over` is whether what was sent for is done, at which `done` is called; `gone`, whether it couldn't be opened.
    """

    def __init__(self, journal: Journal, done: Callable[[], None]) -> None:
        self.visitor: Visitor | None = None
        self.over = self.gone = False
        self._journal, self._done = journal, done

    @property
    def waiting(self) -> bool:
        """Whether somebody is here who isn't done."""
        return self.visitor is not None and not self.over

    def let_in(self, visit: Visit, *, again: bool = False) -> Page | None:
        """Open what was sent for and return its page; after a reload, `again`, only if it isn't done by then."""
        self.visitor, self.over, self.gone = None, False, False
        try:
            found = visitor(visit, self._journal)
        except (NoCustomerError, DocumentError):
            self.gone = not again
            return None
        self.over = again and found.finished()
        if self.over:
            found.page.close()
            return None
        self.visitor = found
        found.page.observe(self._go_on, "scene")
        return found.page

    def _go_on(self, _change: object) -> None:
        if self.visitor and not self.over and self.visitor.finished():
            self.over = True
            self._done()


def visitor(visit: Visit, journal: Journal) -> Visitor:
    """Open what was sent for, where it was left, in the language that is spoken now.

    Raises NoCustomerError or DocumentError if it is there no longer.
    """
    return _talk(visit, journal) if visit.customer else _drill(visit, journal)


def _talk(visit: Visit, journal: Journal) -> Visitor:
    talk = open_conversation(in_words_of("scenarios", visit.customer), visit.key, journal.folder)

    def finished() -> bool:
        return any(one.finished for one in talk.attempts().attempts)

    return Visitor(ConversationPage(talk), talk.state.name, finished)


def _drill(visit: Visit, journal: Journal) -> Visitor:
    questions = load_drill(in_words_of("drills", visit.drill))

    def finished() -> bool:
        return sittings(journal.history, questions)[0] > visit.sitting

    return Visitor(sit(questions, journal), questions.title, finished)
