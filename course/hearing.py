"""How typed words were heard: which of them did it, an author's reply that is near them, one thing to add. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from course import moment as moments
from course.beat import Beat, Choice
from course.dialogue import State, Turn, before, given
from course.labels import LABELS, PAUSE, PITFALLS
from course.language import N_, _
from course.replies.words import words

_PITFALLS = frozenset(PITFALLS)
_SILENCE = N_("a moment of silence")
_MOST = 4  # open labels whose combinations are tried one by one


@dataclass(frozen=True, slots=True)
class Quote:
    """A label, and the exact words of the reply that speak for it."""

    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hearing:
    """What was made of typed words. In `quotes` and `unsure` what counts at this moment comes first.

    `nearest` is the author's reply that is nearest to them, `add` says what the moment still needed: "" where
    there is none. `unsure` holds what couldn't be decided.
    """

    quotes: tuple[Quote, ...] = ()
    nearest: str = ""
    add: str = ""
    unsure: tuple[Quote, ...] = ()


def title(label: str) -> str:
    """What learners read for a label: 'saying it back', in the language that is spoken now."""
    return _(english_title(label))


def english_title(label: str) -> str:
    """The same in English, whatever is spoken: for what is kept or compared."""
    return _SILENCE if label == PAUSE else LABELS[label].title


def hear(state: State, at: int) -> Hearing:
    """How the typed words of turn `at` (from 0) were heard; nothing at a turn without any."""
    turn = state.turns[at]
    if not turn.reply.typed:
        return Hearing()
    beat = state.scenario.beats[turn.beat]
    had = given(before(state, at))
    return Hearing(
        tuple(_quotes(turn, _in_order(turn.labels, turn, beat, had))),
        _nearest(turn, beat),
        _to_add(turn, beat, had),
        tuple(_quotes(turn, _in_order(_open(turn), turn, beat, had))),
    )


def unsure(state: State) -> tuple[int, ...]:
    """The turns (from 0) at which marks hang on a label that couldn't be decided."""
    return tuple(at for at in range(len(state.turns)) if _hangs(state, at))


def _open(turn: Turn) -> frozenset[str]:
    """What a judge left open of a turn's words."""
    return turn.judgement.abstained if turn.judgement else frozenset()


def _hangs(state: State, at: int) -> bool:
    """Whether a turn's marks would be others if some of what was left open were so."""
    turn = state.turns[at]
    if not (left := _open(turn)):
        return False
    was = before(state, at)
    moment = was.moment._replace(given=given(was))

    def marks(labels: frozenset[str]) -> int:
        outcome = moments.react(state.scenario, moment, turn.labels | labels)
        return outcome.gained - outcome.lost

    return any(marks(some) != marks(frozenset()) for some in _some(left))


def _some(left: frozenset[str]) -> Iterator[frozenset[str]]:
    """What may be so of what was left open: every combination of a few labels, each and all of many."""
    sizes = range(1, len(left) + 1) if len(left) <= _MOST else (1, len(left))
    return (frozenset(some) for size in sizes for some in combinations(sorted(left), size))


def _in_order(labels: Iterable[str], turn: Turn, beat: Beat, had: frozenset[str]) -> list[str]:
    """Pitfalls, which are heard first; what the moment still needed; what was heard; the rest."""
    ranks = [_PITFALLS, set(beat.needs) - had, set(turn.outcome.heard), set(LABELS)]
    place = {label: number for number, label in enumerate(LABELS)}
    return sorted(labels, key=lambda label: (next(n for n, rank in enumerate(ranks) if label in rank), place[label]))


def _quotes(turn: Turn, labels: Iterable[str]) -> Iterator[Quote]:
    evidence = turn.judgement.evidence if turn.judgement else {}
    return (Quote(label, evidence[label].spans if label in evidence else ()) for label in labels)


def _nearest(turn: Turn, beat: Beat) -> str:
    """Nearest in words and labels. A deed is no answer in words, and no author's pitfall is held up as a model."""
    fit = [
        choice
        for choice in beat.choices.values()
        if choice.action is None and not (choice.labels & _PITFALLS) - turn.labels
    ]
    best = max(fit, key=lambda choice: _nearness(turn, choice), default=None)
    return best.text if best and _nearness(turn, best) else ""


def _nearness(turn: Turn, choice: Choice) -> int:
    return 3 * _alike(turn.labels, choice.labels) + _alike(_stems(turn.reply.text), _stems(choice.text))


def _alike(one: frozenset[str], other: frozenset[str]) -> int:
    """How much two sets share, from 0 to 100."""
    return 100 * len(one & other) // max(1, len(one | other))


def _stems(text: str) -> frozenset[str]:
    """The beginnings of the longer words, which carry the sense."""
    return frozenset(word[:5] for word in words(text) if len(word) > 4)


def _to_add(turn: Turn, beat: Beat, had: frozenset[str]) -> str:
    """The first need still missing, in words, what may be there last: silence comes too late after words."""
    missing = [name for name in beat.needs if name not in had and name not in turn.labels and name != PAUSE]
    if not missing:
        return ""
    if clear := [name for name in missing if name not in _open(turn)]:
        told = _("One thing to add: {title}.").format(title=title(clear[0]))
    else:  # it may be there: who meant it isn't told that it is missing
        told = _("One thing to say more plainly: {title}.").format(title=title(missing[0]))
    # Who met a need hears that from the coach; anybody else hears the hint from them already.
    hint = f" {beat.hint}" if set(turn.outcome.heard) & set(beat.needs) else ""
    return f"{told}{hint}"
