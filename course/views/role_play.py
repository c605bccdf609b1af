"""`role_play`: cards for three people (or one), with the observer's list to tick."""

from typing import Any

from course.answers import Answers, open_answers
from course.cardbook import Card, load_card
from course.journal import open_journal, practice_folder
from course.language import in_words_of
from course.views.page import Page, source
from course.views.told import told


@told
def role_play(name: str) -> "RolePlayPage":
    """Show the cards of a role play; what was ticked last stands ticked."""
    card = load_card(in_words_of("cards", name))
    about = {"card": card.name, "digest": card.digest}
    return RolePlayPage(card, open_answers(open_journal(practice_folder()), "card", about))


class RolePlayPage(Page):
    """The widget that `role_play` returns."""

    _esm = source("page.js", "role_play.js")
    _css = source("page.css", "role_play.css")

    def __init__(self, card: Card, answers: Answers) -> None:
        self._card, self._answers = card, answers
        super().__init__()
        self.follow(answers)

    def look(self) -> dict[str, Any]:
        """The cards, which of the observer's lines were seen (from 0), and what there is to say about keeping that."""
        told = self._card.model_dump(exclude={"name", "teaches"}, by_alias=True)
        return {**told, "seen": self._seen(), "notice": self._answers.notice}

    def act(self, message: dict[str, Any]) -> None:
        """Tick or untick a line of the observer's: `{line, seen}`."""
        line, seen = message["line"], message["seen"]
        if not (type(line) is int and 0 <= line < len(self._card.observer.watch) and isinstance(seen, bool)):
            raise ValueError(line)
        others = [one for one in self._seen() if one != line]
        self._answers.give("seen", sorted([*others, line]) if seen else others)

    def _seen(self) -> list[int]:
        ticked = self._answers.given.get("seen")
        count = len(self._card.observer.watch)
        return [one for one in ticked if type(one) is int and 0 <= one < count] if isinstance(ticked, list) else []
