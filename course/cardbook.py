"""Cards for a role play in threes, read from their files and checked."""

import hashlib
from pathlib import Path
from typing import Annotated

from pydantic import Field

from course.document import Document, Part
from course.questions import Points, Words
from course.shelf import names_on, take

CARDS = Path(__file__).parent / "cards"


class CustomerCard(Part):
    """What the customer's player reads: the first line as it is said, and what changes the mood."""

    who: Words
    opening: Words
    moods: tuple[Words, ...] = Field(min_length=2, max_length=5)


class ClerkCard(Part):
    """What the clerk's player reads: whom they play, what they are after, what they might try."""

    who: Words
    task: Words
    tries: tuple[Words, ...] = Field(alias="try", min_length=2, max_length=5)


class ObserverCard(Part):
    """What whoever looks on ticks when they see it, and asks afterwards."""

    watch: tuple[Words, ...] = Field(min_length=3, max_length=6)
    ask: tuple[Words, ...] = Field(min_length=1, max_length=3)


class Card(Part):
    """One role play: three cards, about so many minutes, and a way to do it alone."""

    name: str
    title: Words
    teaches: Points = Field(min_length=1)
    minutes: Annotated[int, Field(ge=1, le=30)]
    situation: Words
    customer: CustomerCard
    clerk: ClerkCard
    observer: ObserverCard
    alone: Words

    @property
    def digest(self) -> str:
        """SHA-256 of the content, whatever the file's layout."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def card_names(folder: Path = CARDS) -> tuple[str, ...]:
    """List the names that `load_card` takes."""
    return names_on(folder)


def load_card(name: str, folder: Path = CARDS) -> Card:
    """Read the cards in `folder`/`name`.yaml. Raises DocumentError, with file, line, key and mend."""
    document = take(name, folder)
    if not isinstance(document.data, dict):
        raise document.error((), "a role play is a mapping (keys with colons): title, teaches, minutes …")
    return Document(document.file, {**document.data, "name": name}, document.lines).parse(Card)
