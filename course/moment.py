"""How a reply moves the customer, in integers: the rules of the engine, without words or history.

A `Moment` holds all that decides what happens next, so that one search over moments covers every
conversation with every seed. Marks are gained and lost on the way and never decide anything.
"""

from functools import lru_cache
from typing import NamedTuple

from course.beat import STAY, Action, Band, Rule
from course.effects import Move
from course.labels import PAUSE, PITFALLS, TECHNIQUES
from course.scenario import Scenario

_PITFALLS = frozenset(PITFALLS)
_WARM, _HOT, _TOP = 4, 7, 10
_STILL = Move(heat=0, trust=0)
_STAYED = Rule(go=STAY)


class Moment(NamedTuple):
    """Where a conversation stands: heat and trust from 0 to 10.

    `replies`, `pauses` and `given` (needs met) count within the beat; `slips` are replies with a
    pitfall so far; `worn` are the techniques of the last reply with how often they came running.
    """

    beat: str
    heat: int
    trust: int
    replies: int = 0
    pauses: int = 0
    given: frozenset[str] = frozenset()
    slips: int = 0
    worn: frozenset[tuple[str, int]] = frozenset()
    ending: str | None = None


class Outcome(NamedTuple):
    """What one reply did: the moment after it, techniques heard, needs met and their marks, marks lost, the rule."""

    moment: Moment
    heard: tuple[str, ...]
    earned: tuple[tuple[str, int], ...]
    lost: int
    rule: Rule

    @property
    def gained(self) -> int:
        """The marks of all needs met."""
        return sum(marks for _, marks in self.earned)


def band(heat: int) -> Band:
    """The three heats that a customer's lines are written for."""
    return "hot" if heat >= _HOT else "warm" if heat >= _WARM else "cool"


def opening(scenario: Scenario) -> Moment:
    """The moment at which the customer says their first line."""
    return Moment(scenario.start, scenario.customer.heat, scenario.customer.trust)


def react(
    scenario: Scenario, moment: Moment, labels: frozenset[str], words: int = 0, action: Action | None = None
) -> Outcome:
    """What a reply with these labels, of so many words, does at this moment."""
    effects, beat = scenario.effects, scenario.beats[moment.beat]
    pitfalls, heard = _heard(labels, effects.counted)
    fresh = [name for name in beat.needs if name in heard and name not in moment.given]
    worth = effects.marks.later if moment.replies else effects.marks.first
    runs = dict(moment.worn)

    moves = [_worn(effects.labels[name], runs.get(name, 0)) for name in (*pitfalls, *heard)]
    moves += [effects.needed] * len(fresh)
    if not fresh and (not heard or not moment.given.issuperset(beat.needs)):
        moves.append(effects.missed)
    if words > effects.long_words and band(moment.heat) == "hot":
        moves.append(effects.long)

    reacted = moment._replace(
        heat=_bounded(moment.heat + sum(move.heat for move in moves)),
        trust=_bounded(moment.trust + sum(move.trust for move in moves)),
        replies=moment.replies + 1,
        given=moment.given.union(fresh),
        slips=moment.slips + bool(pitfalls),
        worn=frozenset((name, min(2, runs.get(name, 0) + 1)) for name in heard),
    )
    after, rule = _led_on(scenario, reacted, labels, action, stays=reacted.replies < beat.patience)
    earned = () if beat.detour else tuple((name, worth) for name in fresh)
    return Outcome(after, heard, earned, len(pitfalls) * effects.marks.pitfall, rule)


def silence(scenario: Scenario, moment: Moment) -> Outcome:
    """What a pause does: the first in a beat cools, the second changes nothing, the third moves the customer on."""
    effects, beat = scenario.effects, scenario.beats[moment.beat]
    if moment.pauses == 1:
        return Outcome(moment._replace(pauses=2), (), (), 0, _STAYED)
    if moment.pauses == 2:
        after, rule = _led_on(scenario, moment, frozenset(), None, stays=False)
        return Outcome(after, (), (), 0, rule)
    needed = PAUSE in beat.needs
    move = effects.silence if band(moment.heat) != "cool" else _STILL
    worth = effects.marks.later if moment.replies else effects.marks.first
    after = moment._replace(
        heat=_bounded(moment.heat + move.heat + needed * effects.needed.heat),
        trust=_bounded(moment.trust + move.trust + needed * effects.needed.trust),
        pauses=1,
        given=moment.given | ({PAUSE} if needed else set()),
    )
    earned = ((PAUSE, worth),) if needed and not beat.detour else ()
    return Outcome(after, (), earned, 0, _STAYED)


def _led_on(
    scenario: Scenario, moment: Moment, labels: frozenset[str], action: Action | None, *, stays: bool
) -> tuple[Moment, Rule]:
    """The moment after the first rule that holds; a rule that stays doesn't once patience is used up."""
    beat = scenario.beats[moment.beat]
    met = moment.given.issuperset(beat.needs)
    for rule in beat.rules:
        if (stays or rule.go != STAY) and _holds(rule, moment, labels, action, met=met):
            break
    if rule.go == STAY:
        return moment, rule
    if rule.go in scenario.endings:
        return moment._replace(ending=rule.go), rule
    return moment._replace(beat=rule.go, replies=0, pauses=0, given=frozenset()), rule


def _holds(rule: Rule, moment: Moment, labels: frozenset[str], action: Action | None, *, met: bool) -> bool:
    return (
        rule.all <= labels
        and (not rule.any or bool(rule.any & labels))
        and not (rule.none & labels)
        and (rule.met is None or rule.met == met)
        and (not rule.heat or band(moment.heat) in rule.heat)
        and (rule.trust is None or moment.trust >= rule.trust)
        and (rule.slips is None or moment.slips <= rule.slips)
        and (rule.action is None or rule.action == action)
    )


@lru_cache(maxsize=4096)
def _heard(labels: frozenset[str], counted: int) -> tuple[frozenset[str], tuple[str, ...]]:
    """The pitfalls of a reply, and the techniques that are heard: none beside a pitfall, else the first so many."""
    pitfalls = labels & _PITFALLS
    return pitfalls, () if pitfalls else tuple(name for name in TECHNIQUES if name in labels)[:counted]


def _worn(move: Move, runs: int) -> Move:
    """A technique given again in the very next reply works half as well; a third time running, not at all."""
    if not runs:
        return move
    return Move(heat=_half(move.heat), trust=_half(move.trust)) if runs == 1 else _STILL


def _half(number: int) -> int:
    return number // 2 if number > 0 else -(-number // 2)  # toward nothing


def _bounded(number: int) -> int:
    return max(0, min(_TOP, number))
