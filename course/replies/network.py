"""A small convolutional network over word pieces, in whole numbers and pure Python.

Each piece has a vector. Each place in a reply hears itself and two neighbors on either side as a row of features; then
each place says how much it speaks for each label, and the loudest place counts, with the loudest of every feature.
What a piece says to its neighbors is worked out once and kept, so that hearing a reply is mostly additions.
"""

from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Any

from course.replies.lanes import HALF, LANE, capped, halves, larger, pack, positive, scaled, unpack, weigh
from course.replies.pieces import Piece, pieces
from course.replies.words import stem

REACH = 2  # neighbors on either side
ONE = 64  # how a feature of 1 is written
_AROUND = 2 * REACH + 1
_LOUDEST = 4096  # no feature gets there, so that no sum outgrows its lane, whatever was typed


@dataclass(frozen=True, slots=True)
class Heard:
    """What the network makes of a reply: a score for each label in thousandths, and the same for each of its pieces."""

    scores: tuple[int, ...]
    pieces: tuple[Piece, ...] = ()
    places: tuple[tuple[int, ...], ...] = ()


class Network:
    """The network, ready to hear replies; made of its plain JSON."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._labels: int = data["labels"]
        self._width: int = data["width"]
        self._names: list[str] = data["pieces"].split(" ")
        self._numbers = {name: at for at, name in enumerate(self._names)}
        self._vectors, self._size = memoryview(b64decode(data["vectors"])).cast("b"), int(data["size"])
        # What a piece says to each neighbor, from the one before: five rows as one.
        self._rows = tuple(
            map(self._side_by_side, zip(*(_matrix(one, self._width) for one in data["rows"]), strict=True))
        )
        self._shared = self._side_by_side(map(pack, data["shared"]))
        self._customer = _matrix(data["customer"], self._width)
        self._first, self._scale = pack(data["first"]), int(data["scale"])
        self._place = _matrix(data["place"], self._labels)
        self._whole = _matrix(data["whole"], self._labels)
        self._last, self._unit = pack(data["last"]), int(data["unit"])
        self._silence, self._lift = halves(self._width), halves(self._labels)
        self._said = lru_cache(maxsize=4096)(self._say)
        self._customers = lru_cache(maxsize=256)(self._hear_customer)  # a class answers the same few lines

    def hear(self, reply: str, customer: str = "") -> Heard:
        """Score a reply to a customer's line."""
        found = pieces(reply, self._numbers)
        if not found:
            return Heard((-10_000,) * self._labels)
        rows = self._features(found, *self._customers(customer))
        places = [unpack(weigh(unpack(row, self._width), self._place) + self._lift, self._labels) for row in rows]
        loudest = unpack(reduce(self._louder, rows), self._width)
        best = list(map(max, *places)) if len(places) > 1 else places[0]
        whole = unpack(weigh(loudest, self._whole) + self._last + self._lift, self._labels)
        scores = tuple((one + all_ - 2 * HALF) * 1000 // self._unit for one, all_ in zip(best, whole, strict=True))
        told = tuple(tuple((one - HALF) * 1000 // self._unit for one in place) for place in places)
        return Heard(scores, tuple(found), told)

    def _hear_customer(self, line: str) -> tuple[frozenset[str], int]:
        """The stems of a customer's words, and what these add to every place of a reply."""
        theirs = pieces(line, self._numbers)
        return frozenset(map(self._stem, theirs)) - {""}, self._about(theirs)

    def _features(self, found: Sequence[Piece], stems: frozenset[str], about: int) -> list[int]:
        """For each place of a reply its features, packed."""
        none = (self._silence,) * _AROUND
        said = [none] * REACH + [self._said(one.number, self._stem(one) in stems) for one in found] + [none] * REACH
        about -= (_AROUND - 4) * self._silence  # which leaves the four that `positive` takes away
        rows = []
        for at in range(len(found)):
            around = said[at : at + _AROUND]
            sums = positive(sum(one[far] for far, one in enumerate(around)) + about, self._width)
            rows.append(capped(scaled(sums, self._width, self._scale), self._width, _LOUDEST))
        return rows

    def _louder(self, one: int, other: int) -> int:
        return larger(one, other, self._width)

    def _say(self, number: int, shared: bool) -> tuple[int, ...]:  # noqa: FBT001 - a key of the memory
        """What a piece says to each place around it, HALF in each lane: first where it is the first that is heard."""
        vector = self._vectors[number * self._size : (number + 1) * self._size]
        said = weigh(vector, self._rows) + (self._shared if shared else 0) + halves(_AROUND * self._width)
        span = self._width * LANE // 8
        rows = said.to_bytes(_AROUND * span, "little")
        return tuple(int.from_bytes(rows[at : at + span], "little") for at in range(0, len(rows), span))

    def _side_by_side(self, rows: Iterable[int]) -> int:
        return sum(row << at * self._width * LANE for at, row in enumerate(rows))

    def _about(self, theirs: Sequence[Piece]) -> int:
        """What the customer's line adds everywhere: the mean of its vectors, weighed."""
        if not theirs:
            return self._first
        vectors = (self._vectors[one.number * self._size : (one.number + 1) * self._size] for one in theirs)
        means = [total // len(theirs) for total in map(sum, zip(*vectors, strict=True))]
        return self._first + weigh(means, self._customer)

    def _stem(self, piece: Piece) -> str:
        return stem(self._names[piece.number])


def _matrix(data: str, width: int) -> tuple[int, ...]:
    """Packed rows of signed bytes."""
    numbers = memoryview(b64decode(data)).cast("b").tolist()
    return tuple(pack(numbers[at : at + width]) for at in range(0, len(numbers), width))
