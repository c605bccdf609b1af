"""What was sent for, as the activity that a page opens below itself: a talk with a customer, or a drill."""

from collections.abc import Callable
from dataclasses import dataclass

from course.conversation import open_conversation
from course.drillbook import load_drill
from course.journal import Journal
from course.language import in_words_of
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
