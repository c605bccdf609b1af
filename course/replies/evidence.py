"""The exact words of a reply that speak for a label: the clauses that a reader would underline."""

import re
from collections.abc import Iterator

from course.replies.model import Reading, Stretch

_CLAUSE = re.compile(r"(?:[^,;:—–]|(?<=\d)[,:](?=\d))+")  # neither 10:30 nor 1,000 ends one
_EDGE = " \t\n\"'“”‘’()"
_LONG = 12  # words of a sentence from which only the clause that does it is quoted
_NEAR = 300  # below the clearest sentence's score: a sentence that speaks about as clearly
_SILENT = -10_000  # how loud it is where the network heard no word


def spans(reading: Reading, place: int, reply: str) -> tuple[str, ...]:
    """The words for the label at a place in the vocabulary; all of the reply where none stands out."""
    told = [
        (stretch.scores[place] + _loudest(reading, place, start, start + len(stretch.text)), start, stretch.text)
        for start, stretch in _placed(reading)
    ]
    clearest = max((strength for strength, _, _ in told), default=0)
    quoted = [_clause(reading, place, start, text) for strength, start, text in told if strength >= clearest - _NEAR]
    return tuple(dict.fromkeys(text for text in quoted if text and text in reply)) or (reply.strip() or reply,)


def _placed(reading: Reading) -> Iterator[tuple[int, Stretch]]:
    """Each sentence with where it begins."""
    end = 0
    for stretch in reading.stretches:
        start = max(reading.text.find(stretch.text, end), 0)
        end = start + len(stretch.text)
        yield start, stretch


def _loudest(reading: Reading, place: int, start: int, end: int) -> int:
    """How much the loudest word between two places says for a label; without a network all words are as loud."""
    if reading.heard is None:
        return 0
    heard = zip(reading.heard.pieces, reading.heard.places, strict=True)
    return max((said[place] for piece, said in heard if start <= piece.start < end), default=_SILENT)


def _clause(reading: Reading, place: int, start: int, sentence: str) -> str:
    """The clause of a long sentence that speaks loudest; a short sentence as it is."""
    if len(sentence.split()) < _LONG or reading.heard is None:
        return sentence
    clauses = list(_CLAUSE.finditer(sentence))
    best = max(clauses, key=lambda one: _loudest(reading, place, start + one.start(), start + one.end()), default=None)
    return (best[0].strip(_EDGE) if best else "") or sentence
