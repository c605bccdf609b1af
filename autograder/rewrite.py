"""How a reply in own words is marked: in two halves, each of them earned, lost or in doubt.

What the words do is `assess`'s to say; what it can't decide is never counted for or against anybody.
"""

import re
from dataclasses import dataclass

from autograder.overrules import Decision
from course.debrief import title
from course.dialogue import Judge
from course.labels import LABELS, PITFALLS, TECHNIQUES
from course.marking import AnswerKey
from course.questions import Write
from course.replies import Judgement, Setting

_WORD = re.compile(r"[^\W_]+")
_PERSON, _MOMENT = "It's said to this person, and nothing in it makes it worse", "It does what the moment needs"
_UNSURE = "The course isn't sure whether there is {} in it."
_HELPS, _WORSE = frozenset(TECHNIQUES), frozenset(PITFALLS)
_RUN = 5  # words in a row that two people don't find by chance
_STEM = 4  # letters by which a word is known again: "wait" in "waited"
_SMALL = frozenset(
    """
    about after again all also and any are back been before but call can come could couldn did didn does doesn doing
    don done down even ever every for from get gets give goes going good got had has have help her here hers him his
    how into isn its just keep know let like ll look make may maybe more most much must need never new nobody not
    nothing now off old once one only other our out over own people please put really right said same say says see
    she should sir some somebody something still sure take tell than thank that the their them then there these they
    thing things think this those time today told too two until use very want was wasn way well were what when where
    which while who why will wish with won would wouldn yes yet you your yours
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Half:
    """Half of a reply's mark: `earned` for certain, or not; `doubtful` when a person could still give it."""

    name: str
    why: str
    earned: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A reply in own words as it was judged and marked."""

    judgement: Judgement
    halves: tuple[Half, Half]

    @property
    def earned(self) -> int:
        """The halves that are certain."""
        return sum(half.earned for half in self.halves)

    @property
    def doubtful(self) -> bool:
        """Whether a person has to say what a half is worth."""
        return any(half.doubtful for half in self.halves)


def mark_rewrite(item: Write, answer: object, key: AnswerKey, judge: Judge) -> Rewrite:
    """Judge an answer and mark its halves: it's said to this person, and it does what the moment needs."""
    if not isinstance(answer, str) or not item.sound(answer):
        return _nothing("Nothing was written." if not answer else "This can't be read as a reply.")
    if _copied(answer, f"{item.situation} {item.ask}"):
        return _nothing("These are the words of the question.")
    judgement = judge(answer, customer=item.customer, type=item.type, setting=Setting())
    halves = _said_to_them(judgement), _does_it(key, judgement)
    if not isinstance(judgement, Decision) and not _story(_told_before(item)) & _story(answer):
        halves = _to_anyone(halves[0]), _to_anyone(halves[1])
    return Rewrite(judgement, halves)


def _nothing(why: str) -> Rewrite:
    return Rewrite(Judgement(), (Half(_PERSON, why), Half(_MOMENT, why)))


def _said_to_them(judgement: Judgement) -> Half:
    """It does something that helps, and nothing that makes it worse."""
    worse, helps = judgement.labels & _WORSE, judgement.labels & _HELPS
    if worse:
        return Half(_PERSON, f"There is {_told(worse, 'and')} in it.")
    if not helps | (judgement.abstained & _HELPS):
        return Half(_PERSON, "Nothing in it helps the customer.")
    doubts = judgement.abstained & (_WORSE if helps else _WORSE | _HELPS)
    if doubts:
        return Half(_PERSON, _UNSURE.format(_told(doubts)), doubtful=True)
    return Half(_PERSON, "Something of their own story is in it.", earned=True)


def _does_it(key: AnswerKey, judgement: Judgement) -> Half:
    """Of every need one label is in it."""
    missing = [need for need in key.needs if not need & judgement.labels]
    lost = [need for need in missing if not need & judgement.abstained]
    if lost:
        return Half(_MOMENT, f"What's missing: {_told(lost[0])}.")
    if missing:
        return Half(_MOMENT, _UNSURE.format(_told(missing[0] & judgement.abstained)), doubtful=True)
    found = frozenset(label for need in key.needs for label in need & judgement.labels)
    return Half(_MOMENT, f"In it: {'; '.join(title(label) for label in LABELS if label in found)}.", earned=True)


def _to_anyone(half: Half) -> Half:
    """A half of a reply that could be said to anybody, unless their story is in it in other words."""
    if not (half.earned or half.doubtful):
        return half
    return Half(half.name, "No word of this customer's story is in it: is it said to this person?", doubtful=True)


def _told(labels: frozenset[str], joined: str = "or") -> str:
    return f" {joined} ".join(title(label) for label in LABELS if label in labels)


def _told_before(item: Write) -> str:
    """The situation up to the reply that is to be said better, which stands last and in quotation marks."""
    return item.situation.rsplit('"', 2)[0]


def _copied(answer: str, shown: str) -> bool:
    """Whether more than half of an answer's words are those of the question, in runs that nobody finds by chance."""
    words, known = _words(answer), _words(shown)
    size = min(_RUN, len(words)) or 1
    runs = {tuple(known[at : at + size]) for at in range(len(known) - size + 1)}
    copied: set[int] = set()
    for at in range(len(words) - size + 1):
        if tuple(words[at : at + size]) in runs:
            copied.update(range(at, at + size))
    return 2 * len(copied) > len(words)


def _story(text: str) -> frozenset[str]:
    """What is told in a text: its words by their first letters, without those that stand in any story."""
    return frozenset(word[:_STEM] for word in _words(text) if len(word) > 2 and word not in _SMALL)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
