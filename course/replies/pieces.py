"""A text as the pieces that the network knows: whole words, and for rarer words their parts."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from course.replies.words import LONGEST

MOST = 400  # pieces that are read of one text
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_LETTERS = 30  # of a word that is taken apart; a longer one is unknown


@dataclass(frozen=True, slots=True)
class Piece:
    """A known piece by its number, and where in the text the word that holds it begins and ends."""

    number: int
    start: int
    end: int


def pieces(text: str, numbers: Mapping[str, int]) -> list[Piece]:
    """The pieces of a text, by a vocabulary in which what continues a word begins with ##; 0 is what isn't known."""
    found: list[Piece] = []
    for match in _TOKEN.finditer(text[:LONGEST].replace("’", "'").replace("‘", "'")):
        found += (Piece(number, match.start(), match.end()) for number in _parts(_folded(match[0]), numbers))
        if len(found) >= MOST:
            break
    return found[:MOST]


def _folded(word: str) -> str:
    """A word in small letters without accents."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(letter)
    )


def _parts(word: str, numbers: Mapping[str, int]) -> list[int]:
    """The longest known beginning of a word, then the longest known part after it, and so on."""
    if len(word) > _LETTERS:
        return [0]
    parts, start = [], 0
    while start < len(word):
        mark = "##" if start else ""
        end = next((end for end in range(len(word), start, -1) if mark + word[start:end] in numbers), None)
        if end is None:
            return [0]
        parts.append(numbers[mark + word[start:end]])
        start = end
    return parts
