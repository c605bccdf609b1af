"""What a reply is made of: its sentences, and the runs of words and letters that are looked up in the model.

The same code reads replies when the model is trained and when it is used, so the two can't drift apart.
"""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 2000  # characters that are read; nobody says more than that across a counter

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[?!]")
_BREAK = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n+|\s[—–-]{1,2}\s|;\s+")
_EDGE = " \t\n\"'“”‘’()-–—,;"
_COMMON = frozenset(
    """
    the a an and or but of to in on at for with is are was were be been am i you he she it we they me my your our his
    her their this that these those do does did not no so if then there here as by from up out just have has had will
    would can could what who how when where why all any some one get got go
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Grams:
    """Runs of one to three words (some with a gap), and of three to five letters, in one stretch of text."""

    words: frozenset[str]
    letters: frozenset[str]

    def __or__(self, other: "Grams") -> "Grams":
        return Grams(self.words | other.words, self.letters | other.letters)


def plain(text: str) -> str:
    """A text in small letters with plain apostrophes and single spaces, at most LONGEST characters of it."""
    text = unicodedata.normalize("NFKC", text[:LONGEST]).replace("’", "'").replace("‘", "'")
    return " ".join(text.lower().split())


def words(text: str) -> list[str]:
    """The words of a text in small letters, `?` and `!` among them."""
    return _WORD.findall(plain(text))


def sentences(text: str) -> list[str]:
    """The sentences of a reply as they stand in it; what holds no word is left out."""
    parts = (part.strip(_EDGE) for part in _BREAK.split(text[:LONGEST]))
    return [part for part in parts if _WORD.search(part)]


def grams(text: str) -> Grams:
    """The runs of words and letters in one stretch of text."""
    said = words(text)
    row = ["<", *said, ">"]
    runs = {" ".join(row[at : at + size]) for size in (1, 2, 3) for at in range(len(row) - size + 1)}
    gaps = {f"{row[at]} _ {row[at + 2]}" for at in range(len(row) - 2)}
    padded = [f" {word} " for word in set(said)]
    letters = {word[at : at + size] for word in padded for size in (3, 4, 5) for at in range(len(word) - size + 1)}
    return Grams(frozenset(runs | gaps), frozenset(letters))


def about(text: str, theirs: frozenset[str], kind: str, place: int, count: int) -> frozenset[str]:
    """What else is known of a stretch: what it takes up of the customer's content, where it stands, how long it is."""
    own = content(text)
    shared = len(own & theirs)
    known = {
        f"shared {min(3, shared)}",
        f"share {4 * shared // max(1, len(own))}",
        f"type {kind}",
        f"length {min(6, len(words(text)) // 4)}",
    }
    known |= {"first"} if place == 0 else set()
    known |= {"last"} if place == count - 1 else set()
    return frozenset(known)


def stem(word: str) -> str:
    """The first five letters of a word that carries sense; "" of any other."""
    return word[:5] if len(word) > 2 and word not in _COMMON and word[0].isalnum() else ""


def content(text: str) -> frozenset[str]:
    """The stems of the words that carry the sense of a text."""
    return frozenset(stem(word) for word in words(text)) - {""}
