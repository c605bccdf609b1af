"""`play`: a conversation with one customer, to read and to answer."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from course.attempts import Attempt
from course.conversation import Conversation, open_conversation
from course.dialogue import State
from course.views.page import Page, source
from course.views.report import told
from course.views.scene import scene


@told
def play(name: str, key: str | None = None, graded: bool = False) -> "ConversationPage":  # noqa: FBT001, FBT002
    """Show the conversation with a customer, where it was left; the same key is the same conversation.

    `graded`: the journal stands beside the notebook, and help opens at the end. Nothing is written before
    the first reply. Raises as `load_scenario` does.
    """
    return ConversationPage(open_conversation(name, key, Path.cwd() if graded else None), graded=graded)


def earlier_try(state: State, attempts: Iterable[Attempt]) -> tuple[State | None, int]:
    """The last finished try with the same start that went another way, and the turn (from 0) where they part."""
    others = [one.state for one in attempts if one.finished and one.current and one.state.seed == state.seed]
    others = [other for other in others if other.replies != state.replies]
    if not others:
        return None, 0
    pairs = zip(state.replies, others[-1].replies, strict=False)
    parted = (turn for turn, (ours, theirs) in enumerate(pairs) if ours != theirs)
    return others[-1], next(parted, len(state.turns))


class ConversationPage(Page):
    """The widget that `play` returns."""

    _esm = source("page.js", "debrief.js", "conversation.js")
    _css = source("page.css", "conversation.css")

    def __init__(self, conversation: Conversation, *, graded: bool) -> None:
        self._conversation, self._graded = conversation, graded
        super().__init__()
        self.follow(conversation)

    def look(self) -> dict[str, Any]:
        """The conversation as it stands, beside the try before it if there is one."""
        talk = self._conversation
        before, fork = earlier_try(talk.state, talk.attempts().attempts)
        return scene(talk.state, before=before, fork=fork, graded=self._graded, notice=" ".join(talk.notices))

    def act(self, message: dict[str, Any]) -> None:
        """Do `say` (a choice), `pause`, `back` (to a turn) or `restart`, if `turn` is still the current one."""
        talk, turn = self._conversation, message["turn"]
        match message["do"]:
            case "say":
                talk.say(message["choice"], turn)
            case "pause":
                talk.pause(turn)
            case "back" if turn == len(talk.state.turns) and talk.state.ended:
                talk.back(message["to"])
            case "restart" if turn == len(talk.state.turns) and talk.state.ended:
                talk.again()
