"""`play`: a conversation with one customer, to read and to answer."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from course.attempts import Attempt
from course.conversation import Conversation, open_conversation
from course.dialogue import State
from course.hotter import NOT_HOTTER, comes_hotter
from course.language import ENGLISH, _, in_words_of
from course.scenario import HOTTER
from course.views.page import Page, source
from course.views.report import Report, element, page
from course.views.scene import scene
from course.views.told import told


@told
def play(  # noqa: PLR0913 (each is one word in a lesson)
    name: str,
    key: str | None = None,
    graded: bool = False,  # noqa: FBT001, FBT002 (it reads well in a lesson)
    typed: bool = False,  # noqa: FBT001, FBT002
    *,
    hints: bool = True,
    hotter: bool = False,
) -> "ConversationPage | Report":
    """Show the conversation with a customer, where it was left; the same key is the same conversation.

    `graded`: the journal stands beside the notebook, and help opens at the end. Nothing is written before
    the first reply. The harder ways: `typed`, with no reply to pick; `hints=False`, where coach and heat show at
    the end; `hotter`, where the customer comes in hotter, or a sentence why not. In another language than English
    replies are picked, for nobody judges typed ones. Raises as `load_scenario` does.
    """
    if hotter and not comes_hotter(name):
        return _not_hotter(name)
    name, key = name if graded else in_words_of("scenarios", name), name if key is None else key
    talk = open_conversation(name + HOTTER if hotter else name, key, Path.cwd() if graded else None)
    return ConversationPage(talk, graded=graded, typed=typed, hints=hints)


def _not_hotter(name: str) -> Report:
    customer = open_conversation(name).scenario.customer
    words = _("{name} can’t come in hotter.").format(name=customer.name) + " " + _(NOT_HOTTER)
    return Report(page(element("p", words)), words)


def earlier_try(state: State, attempts: Iterable[Attempt]) -> tuple[State | None, int]:
    """The finished try with the same start that went another way the latest, and the turn (from 0) where they part.

    It is the one that somebody went back on; of two that part at the same turn, the one that was left last.
    """
    others = [one.state for one in attempts if one.finished and one.current and one.state.seed == state.seed]
    parted = [(_parted(state, other), other) for other in others if other.replies != state.replies]
    fork, before = max(reversed(parted), key=lambda one: one[0], default=(0, None))
    return before, fork


def _parted(state: State, other: State) -> int:
    """The turn (from 0) where two talks part."""
    pairs = zip(state.replies, other.replies, strict=False)
    return next((turn for turn, (ours, theirs) in enumerate(pairs) if ours != theirs), len(state.turns))


class ConversationPage(Page):
    """The widget that `play` returns."""

    _esm = source("page.js", "debrief.js", "coach.js", "own_words.js", "conversation.js")
    _css = source("page.css", "conversation.css")

    def __init__(
        self, conversation: Conversation, *, graded: bool = False, typed: bool = False, hints: bool = True
    ) -> None:
        self._conversation, self._graded, self._hints = conversation, graded, hints
        self._judged = conversation.scenario.language == ENGLISH
        self._typed = typed and self._judged
        super().__init__()
        self.follow(conversation)

    def look(self) -> dict[str, Any]:
        """The conversation as it stands, beside the try before it if there is one."""
        talk, offered = self._conversation, self._offered()
        before, fork = earlier_try(talk.state, talk.attempts().attempts)
        help_at_end = {"graded": self._graded, "hints": self._hints}
        shown = scene(talk.state, before=before, fork=fork, notice=" ".join(talk.notices), **help_at_end)
        meant = {str(at): label for at in range(len(talk.state.turns)) if (label := talk.meant_at(at)) is not None}
        return {
            **shown,
            "choices": [choice for choice in shown["choices"] if choice["id"] in offered],
            "typed": self._typed,
            "judged": self._judged,
            "meant": meant,
            "draft": f"{talk.scenario.name} {talk.key} {self._graded}",
            "saved": not talk.journal.trouble,
        }

    def act(self, message: dict[str, Any]) -> None:
        """Do `say` (a choice or a text), `pause`, `meant` (at a turn), `back` (to a turn) or `restart`.

        Nothing is done unless `turn` is still the current one.
        """
        talk, turn = self._conversation, message["turn"]
        now = turn == len(talk.state.turns)
        match message:
            case {"do": "say", "text": str(text)} if self._judged:
                talk.say(turn=turn, text=text)
            case {"do": "say", "choice": str(choice)} if choice in self._offered():
                talk.say(choice, turn)
            case {"do": "pause"}:
                talk.pause(turn)
            case {"do": "meant", "at": int(at), "label": str(label)} if now:
                talk.meant(at, label)
            case {"do": "back", "to": to} if now and talk.state.ended:
                talk.back(to)
            case {"do": "restart"} if now and talk.state.ended:
                talk.again()

    def _offered(self) -> list[str]:
        """The ids of the choices to pick from: where words have to be typed, those alone that do something."""
        return [choice.id for choice in self._conversation.state.choices if choice.action or not self._typed]
