"""Replies that a person has to decide about, in groups that one decision fits: alike in doubt and in words. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log, sqrt

from autograder.typed import Typed

ALIKE = 0.35  # the least cosine between two replies of one group
_COMMON = 20  # replies; a piece that more of them have, and a tenth of all, tells none of them apart
_PIECE = 4  # letters: a typing mistake or another ending of a word leaves most pieces as they are

Vector = Mapping[str, float]


def grouped(typed: Iterable[Typed]) -> tuple[tuple[Typed, ...], ...]:
    """Those replies that a mark waits for, in groups of one part with the same doubt; those of most learners first.

    A reply joins the group whose first reply has most in common with it, weighed by how rare that is. The same
    replies give the same groups in whatever order they come.
    """
    by_doubt: dict[tuple[str, tuple[str, ...]], list[Typed]] = {}
    for one in sorted(typed, key=lambda one: (-one.learners, one.id)):
        if one.waits:
            by_doubt.setdefault((one.part, tuple(sorted(one.judgement.abstained))), []).append(one)
    groups = [tuple(group) for same in by_doubt.values() for group in _by_words(same)]
    return tuple(sorted(groups, key=lambda group: (-sum(one.learners for one in group), group[0].part, group[0].id)))


def _by_words(replies: Sequence[Typed]) -> Iterable[list[Typed]]:
    groups: dict[int, list[Typed]] = {}
    holders: dict[str, dict[int, float]] = {}  # of each piece, the first replies of groups and what it weighs there
    for at, vector in enumerate(_vectors([one.reply for one in replies])):
        near: dict[int, float] = {}
        for piece, weight in vector.items():
            for first, other in holders.get(piece, {}).items():
                near[first] = near.get(first, 0.0) + weight * other
        best = max(near, key=lambda first: (near[first], -first), default=at)
        if near.get(best, 0.0) >= ALIKE:
            groups[best].append(replies[at])
            continue
        groups[at] = [replies[at]]
        for piece, weight in vector.items():
            holders.setdefault(piece, {})[at] = weight
    return groups.values()


def _vectors(texts: Sequence[str]) -> Iterator[Vector]:
    """Each text as the weights of its pieces, of length 1: rare pieces weigh most."""
    counts = [Counter(_pieces(text)) for text in texts]
    held = Counter(piece for count in counts for piece in count)
    rare = {piece: 1 + log(len(texts) / many) for piece, many in held.items() if many <= max(_COMMON, len(texts) / 10)}
    for count in counts:
        weights = {piece: (1 + log(times)) * rare[piece] for piece, times in count.items() if piece in rare}
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        yield {piece: weight / length for piece, weight in weights.items()}


def _pieces(text: str) -> Iterator[str]:
    for word in re.findall(r"[^\W_]+", text.casefold()):
        whole = f" {word} "
        yield from (whole[at : at + _PIECE] for at in range(max(1, len(whole) - _PIECE + 1)))
