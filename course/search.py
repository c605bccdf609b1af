"""Exact search over everything that can happen in a conversation.

Marks and wording never decide what comes next, so a search over moments covers every path and
every seed. A *player* is a rule that allows some moves at each moment; the search tells what such a
player can reach, and with which probability when all moves allowed are equally likely.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from course import moment as moments
from course.beat import Choice
from course.labels import PAUSE
from course.moment import Moment, Outcome
from course.scenario import Scenario

MOST_MOMENTS = 400_000  # some minutes of search; a customer as the author's guide asks for stays far below
TELL_EVERY = 500  # moments


class Way(NamedTuple):
    """One move at a moment: a choice, or None for a pause, what comes of it, and marks gained less marks lost."""

    choice: Choice | None
    outcome: Outcome
    net: int

    @property
    def id(self) -> str:
        """The choice's id, or `pause`."""
        return self.choice.id if self.choice else PAUSE


# The moves that a player makes at a moment, of those that are there.
Player = Callable[[Moment, list[Way]], list[Way]]
# What lies ahead: for each (marks from here on, ending) the probability of it.
Chances = dict[tuple[int, str], float]


def anything(moment: Moment, ways: list[Way]) -> list[Way]:
    """Take any move that there is."""
    return ways


class TooLargeError(ValueError):
    """There is more in this conversation than can be searched."""


class Search:
    """All conversations with one customer. `progress` is told the number of moments known so far, now and then."""

    def __init__(self, scenario: Scenario, progress: Callable[[int], None] | None = None) -> None:
        self.scenario = scenario
        self._progress = progress or (lambda _known: None)
        self._ways: dict[Moment, list[Way]] = {}
        self._most: dict[Moment, int] = {}

    def ways(self, moment: Moment) -> list[Way]:
        """Every move at a moment: the choices as written, then the pause; none when the talk has ended."""
        if moment.ending is not None:
            return []
        if moment not in self._ways:
            if len(self._ways) >= MOST_MOMENTS:
                raise TooLargeError(f"more than {MOST_MOMENTS:,} moments; use fewer beats, choices or less patience")
            self._ways[moment] = [*self._said(moment), self._silent(moment)]
            if len(self._ways) % TELL_EVERY == 0:
                self._progress(len(self._ways))
        return self._ways[moment]

    def _said(self, moment: Moment) -> Iterator[Way]:
        for choice in self.scenario.beats[moment.beat].choices.values():
            words = len(choice.text.split())
            outcome = moments.react(self.scenario, moment, choice.labels, words, choice.action)
            yield Way(choice, outcome, outcome.gained - outcome.lost)

    def _silent(self, moment: Moment) -> Way:
        outcome = moments.silence(self.scenario, moment)
        return Way(None, outcome, outcome.gained)

    @property
    def opening(self) -> Moment:
        """The moment at which every conversation begins."""
        return moments.opening(self.scenario)

    @cached_property
    def everything(self) -> set[Moment]:
        """Every moment that some sequence of choices and pauses leads to, endings included."""
        return self.reached(anything)

    def reached(self, player: Player) -> set[Moment]:
        """Every moment that a player can come to, endings included."""
        seen, ahead = {self.opening}, [self.opening]
        while ahead:
            here = ahead.pop()
            for way in player(here, self.ways(here)):
                if way.outcome.moment not in seen:
                    seen.add(way.outcome.moment)
                    ahead.append(way.outcome.moment)
        return seen

    @cached_property
    def paths(self) -> int:
        """How many conversations of choices alone there are."""
        known: dict[Moment, int] = {}

        def count(moment: Moment) -> int:
            if moment.ending is not None:
                return 1
            if moment not in known:
                known[moment] = sum(count(way.outcome.moment) for way in self.ways(moment) if way.choice)
            return known[moment]

        return count(self.opening)

    def most(self, moment: Moment) -> int:
        """The most marks that anybody can still gain, less those lost, from a moment on."""
        if moment.ending is not None:
            return 0
        if moment not in self._most:
            self._most[moment] = max(way.net + self.most(way.outcome.moment) for way in self.ways(moment))
        return self._most[moment]

    def highest(self, player: Player) -> dict[str, int]:
        """For each ending that a player can reach, the most marks with which they can reach it."""
        known: dict[Moment, dict[str, int]] = {}

        def ahead(moment: Moment) -> dict[str, int]:
            if moment.ending is not None:
                return {moment.ending: 0}
            if moment not in known:
                best: dict[str, int] = {}
                for way in player(moment, self.ways(moment)):
                    for ending, net in ahead(way.outcome.moment).items():
                        best[ending] = max(best.get(ending, net + way.net), net + way.net)
                known[moment] = best
            return known[moment]

        return {ending: max(0, net) for ending, net in ahead(self.opening).items()}

    def chances(self, player: Player) -> Chances:
        """The probability of each (marks, ending) when a player takes each move they allow as often as the others."""
        known: dict[Moment, Chances] = {}

        def ahead(moment: Moment) -> Chances:
            if moment.ending is not None:
                return {(0, moment.ending): 1.0}
            if moment not in known:
                known[moment] = self._mixed(player(moment, self.ways(moment)), ahead)
            return known[moment]

        total: Chances = {}
        for (net, ending), chance in ahead(self.opening).items():
            total[max(0, net), ending] = total.get((max(0, net), ending), 0.0) + chance
        return total

    def _mixed(self, ways: list[Way], ahead: Callable[[Moment], Chances]) -> Chances:
        mixed: Chances = {}
        for way in ways:
            for (net, ending), chance in ahead(way.outcome.moment).items():
                key = net + way.net, ending
                mixed[key] = mixed.get(key, 0.0) + chance / len(ways)
        return mixed
