"""The role plays that a class can play: every set of cards that can be read, in the language that is spoken now."""

from collections.abc import Mapping
from functools import lru_cache

from course.cardbook import Card, card_names, load_card
from course.document import DocumentError
from course.language import in_words_of, language


def deck() -> Mapping[str, Card]:
    """The cards by their names, which are the same in every language. Read once: a thousand phones ask for them."""
    return _deck(language())


@lru_cache(maxsize=4)
def _deck(_code: str) -> Mapping[str, Card]:
    return {name: card for name in card_names() if (card := _readable(in_words_of("cards", name)))}


def _readable(name: str) -> Card | None:
    """None for cards with an author's mistake: no class stops for those, and `course check` names it."""
    try:
        return load_card(name)
    except DocumentError:
        return None
