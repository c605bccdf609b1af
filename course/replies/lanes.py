"""Many whole numbers in one: a row of signed numbers packed into one Python integer, so that adding is one addition.

Multiplying a packed row by a number, or adding two rows, is one operation of Python's integers and as fast as C.
Each lane holds LANE bits; a row is unpacked after HALF was added to each lane, so sums must stay within ±HALF.
"""

import struct
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import compress
from operator import mul

LANE = 32
HALF = 1 << 29  # seven such rows may be added up, and each lane still holds its sum


def pack(row: Sequence[int]) -> int:
    """One integer for a row of signed numbers, the first in the lowest lane."""
    lifted = struct.pack(f"<{len(row)}I", *[number + HALF for number in row])
    return int.from_bytes(lifted, "little") - halves(len(row))


def halves(count: int) -> int:
    """A row with HALF in each lane."""
    return _each(HALF, count)


@cache
def _each(number: int, count: int, size: int = LANE) -> int:
    """A row with the same number in each lane of so many bits."""
    return int.from_bytes(number.to_bytes(size // 8, "little") * count, "little")


def positive(lifted: int, count: int) -> int:
    """A row to which HALF was added four times, without that, and with 0 in place of what is negative."""
    above = lifted >> LANE - 1 & _each(1, count)
    return lifted & (above << LANE - 1) - above


def scaled(row: int, count: int, factor: int) -> int:
    """A row without negative numbers, each times a factor up to 2 ** 17, in 65,536ths; what is less is left out."""
    even = _each((1 << LANE) - 1, (count + 1) // 2, 2 * LANE)  # two lanes have room for a product
    low, high = row & even, row >> LANE & even
    return low * factor >> 16 & even | (high * factor >> 16 & even) << LANE


def larger(one: int, other: int, count: int) -> int:
    """The larger of two numbers in each lane of two rows that hold no negative ones."""
    ones = _each(1, count)
    wins = (one | ones << LANE - 1) - other >> LANE - 1 & ones
    return other ^ (one ^ other) & (wins << LANE) - wins


def capped(row: int, count: int, most: int) -> int:
    """A row without negative numbers, each of them at most one less than this power of two."""
    if not row & _each((1 << LANE) - most, count):
        return row
    return pack([min(number, most - 1) for number in unpack(row, count)])


def unpack(lifted: int, count: int) -> tuple[int, ...]:
    """The lanes of a row to which HALF was added, that many times as the caller knows; none is negative."""
    return struct.unpack(f"<{count}I", lifted.to_bytes(count * LANE // 8, "little"))


def weigh(numbers: Iterable[int], rows: Iterable[int]) -> int:
    """The sum of packed rows, each times its number: a vector times a matrix."""
    return sum(map(mul, filter(None, numbers), compress(rows, numbers)))
