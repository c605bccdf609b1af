"""`harder`: a talk with a customer of one's choice, made harder in ways of one's choice."""

from typing import Any

from course.conversation import open_conversation
from course.hotter import NOT_HOTTER, comes_hotter
from course.journal import open_journal, practice_folder
from course.language import _, in_words_of
from course.past import past_talks
from course.roster import KINDS, practice_customers
from course.scenario import HOTTER, load_scenario
from course.views.page import Page, source
from course.views.play import ConversationPage
from course.views.stack import Stack
from course.views.told import told


@told
def harder() -> Stack:
    """Show the choice of a customer and of what makes it harder; the talk shows below."""
    journal = open_journal(practice_folder())
    journal.refresh()
    return HarderPage([talk.customer.plain for talk in past_talks(journal.history)]).stack


class HarderPage(Page):
    """The choice that `harder` shows; the talk stands below it, in `stack`. `met` are customers, the last one first."""

    _esm = source("page.js", "harder.js")
    _css = source("page.css", "harder.css")

    def __init__(self, met: list[str]) -> None:
        self._met, self._begun = met, ""
        super().__init__()
        self.stack = Stack(self)

    def look(self) -> dict[str, Any]:
        """The customers by kind, who is chosen at first, and what there is to say."""
        customers = practice_customers()
        kinds = [
            {"title": _(title), "customers": [self._named(name) for name in customers if customers[name] == kind]}
            for kind, title in KINDS.items()
        ]
        first = next((name for name in self._met if name in customers), next(iter(customers)))
        return {"kinds": kinds, "first": first, "not_hotter": _(NOT_HOTTER), "begun": self._begun}

    def act(self, message: dict[str, Any]) -> None:
        """Begin a talk, or go on with one that wasn't finished: `{customer, hotter, hints, typed}`."""
        name, ways = message["customer"], [message[way] for way in ("hotter", "hints", "typed")]
        if name not in practice_customers() or not all(isinstance(way, bool) for way in ways):
            raise ValueError(name)
        hotter, hints, typed = ways
        if hotter and not comes_hotter(name):
            raise ValueError(name)
        there = in_words_of("scenarios", name)
        talk = open_conversation(there + HOTTER if hotter else there, f"{name} made harder")
        if talk.state.ended:
            talk.again()
        begun = _("{name} is below.") if hints else _("{name} is below. The coach is silent until the end.")
        self._begun = begun.format(name=talk.state.name)
        self.stack.show(ConversationPage(talk, hints=hints, typed=typed))

    def _named(self, name: str) -> dict[str, Any]:
        scenario = load_scenario(in_words_of("scenarios", name))
        said = _("{name}: {title} (you’ve met)") if name in self._met else _("{name}: {title}")
        text = said.format(name=scenario.customer.name, title=scenario.title)
        return {"name": name, "text": text, "hotter": comes_hotter(name)}
