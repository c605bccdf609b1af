"""Many whole numbers in one: a row of signed numbers packed into one Python integer, so that adding is one addition.

Multiplying a packed row by a number, or adding two rows, is one operation of Python's integers and as fast as C.
Each lane holds LANE bits; a row is unpacked after HALF was added to each lane, so sums must stay within ±HALF.
"""

import struct
from collections.abc import Iterable, Sequence
from itertools import compress
from operator import mul

LANE = 32
HALF = 1 << 29  # seven such rows may be added up, and each lane still holds its sum


def pack(row: Sequence[int]) -> int:
    """One integer for a row of signed numbers, the first in the lowest lane."""
    above = struct.pack(f"<{len(row)}I", *(max(0, number) for number in row))
    below = struct.pack(f"<{len(row)}I", *(max(0, -number) for number in row))
    return int.from_bytes(above, "little") - int.from_bytes(below, "little")


def halves(count: int) -> int:
    """A row with HALF in each lane."""
    return pack([HALF] * count)


def unpack(lifted: int, count: int) -> tuple[int, ...]:
    """The lanes of a row to which HALF was added, that many times as the caller knows; none is negative."""
    return struct.unpack(f"<{count}I", lifted.to_bytes(count * LANE // 8, "little"))


def weigh(numbers: Iterable[int], rows: Iterable[int]) -> int:
    """The sum of packed rows, each times its number: a vector times a matrix."""
    return sum(map(mul, filter(None, numbers), compress(rows, numbers)))
