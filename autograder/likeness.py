"""Words that several learners share beyond what chance, the question and its model explain. Pure.

What is found is shown to whoever grades, who knows the class; it proves nothing by itself.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, groupby

RUN = 5  # words in a row that two people seldom find by chance
LEAST = 20  # words below which nothing is said: a phrase that everybody knows has fewer
MANY = 12  # different texts that have the same run: then it is how people talk
LONGEST = 20_000  # characters of one text that are compared
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """What a learner wrote at one `place` of an exercise; it is compared with what others wrote there."""

    student: str
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text in pieces, in order: the words, and whether they stand in another's text too; and who handed it in."""

    students: tuple[str, ...]
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Different texts of one place of which two share so many words; or one text that several handed in."""

    place: str
    texts: tuple[Quoted, ...]
    shared: int

    @property
    def students(self) -> tuple[str, ...]:
        """Everybody whose words these are."""
        return tuple(sorted({student for text in self.texts for student in text.students}))


def alike(texts: Iterable[Text], known: Iterable[str]) -> tuple[Alike, ...]:
    """Groups of learners who share twenty words or more, and half of the shorter text; those with most words first.

    `known` is what everybody has read: runs of words from it are nobody's own. The time this takes grows with the
    number of words, not with that of pairs.
    """
    read = {run for words in known for run in _runs(_words(words))}
    found: list[Alike] = []
    for place, here in groupby(sorted(texts, key=_place), _place):
        found += _groups(place, _pages(here, read))
    return tuple(sorted(found, key=lambda one: (-one.shared, one.place, one.students)))


@dataclass(frozen=True)
class _Page:
    """A text that one learner or several handed in, and the runs of words in it that are their own."""

    text: str
    own: frozenset[Run]
    students: tuple[str, ...]

    def words_in(self, runs: Collection[Run]) -> set[int]:
        """The words, by their place from 0, that stand in one of these runs."""
        starts = (at for at, run in enumerate(_runs(_words(self.text))) if run in runs)
        return {place for start in starts for place in range(start, start + RUN)}

    @cached_property
    def size(self) -> int:
        """How many words are their own."""
        return len(self.words_in(self.own))


def _place(text: Text) -> str:
    return text.place


def _pages(texts: Iterable[Text], read: set[Run]) -> list[_Page]:
    """Each different text once: one that went round a whole class is one."""
    written: dict[Run, tuple[str, dict[str, None]]] = {}
    for text in texts:
        cut = text.words[:LONGEST]
        written.setdefault(tuple(_words(cut)), (cut, {}))[1][text.student] = None
    pages = (_Page(cut, frozenset(_runs(words)) - read, tuple(who)) for words, (cut, who) in written.items())
    return [page for page in pages if page.size >= LEAST]


def _groups(place: str, pages: Sequence[_Page]) -> Iterator[Alike]:
    links = {pair: shared for pair in _met(pages) if (shared := _shared(*(pages[at] for at in pair)))}
    for group in _joined(len(pages), links):
        some = [pages[at] for at in group]
        if len({student for page in some for student in page.students}) > 1:
            shared = max([links[pair] for pair in combinations(group, 2) if pair in links] or [some[0].size])
            yield Alike(place, tuple(_quoted(page, some) for page in some), shared)


def _met(pages: Sequence[_Page]) -> Iterator[tuple[int, int]]:
    """Pairs of texts that share three runs or more of those that few have."""
    holders: dict[Run, list[int]] = {}
    for at, page in enumerate(pages):
        for run in page.own:
            holders.setdefault(run, []).append(at)
    pairs = Counter(pair for few in holders.values() if 1 < len(few) <= MANY for pair in combinations(few, 2))
    return (pair for pair, count in pairs.items() if count >= 3)


def _shared(one: _Page, other: _Page) -> int:
    """How many words of the shorter text stand in the other; 0 where that is little."""
    shorter = min(one, other, key=lambda page: page.size)
    count = len(shorter.words_in(one.own & other.own))
    return count if count >= LEAST and 2 * count >= shorter.size else 0


def _joined(count: int, links: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """The numbers up to `count` in groups, each of those that links lead between."""
    first = list(range(count))

    def root(at: int) -> int:
        while first[at] != at:
            first[at] = at = first[first[at]]
        return at

    for one, other in links:
        low, high = sorted((root(one), root(other)))
        first[high] = low
    groups: dict[int, list[int]] = {}
    for at in range(count):
        groups.setdefault(root(at), []).append(at)
    yield from groups.values()


def _quoted(page: _Page, group: Sequence[_Page]) -> Quoted:
    others = [other.own for other in group if other is not page]
    among = page.own.intersection(frozenset().union(*others)) if others else page.own
    shared = page.words_in(among)
    pieces, done = [], 0
    for told, run in groupby(enumerate(_WORD.finditer(page.text)), lambda word: word[0] in shared):
        words = [match for _, match in run]
        if told:
            pieces += [
                (page.text[done : words[0].start()], False),
                (page.text[words[0].start() : words[-1].end()], True),
            ]
            done = words[-1].end()
    return Quoted(page.students, tuple(piece for piece in [*pieces, (page.text[done:], False)] if piece[0]))


def _words(text: str) -> list[str]:
    return [match[0].casefold().replace("’", "'") for match in _WORD.finditer(text)]


def _runs(words: Sequence[str]) -> list[Run]:
    return [tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
