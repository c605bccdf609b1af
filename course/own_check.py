"""What the proof finds in a customer that a learner wrote, in words that need no knowledge of it. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from course.agreement import disagreements
from course.dialogue import Judge, assessed
from course.hearing import Quote, title
from course.invariants import CLEAN, TRICK, Report, prove
from course.language import N_, _
from course.scenario import Scenario

_PLAYERS = {
    "skilled": N_("Whoever gives what each moment needs"),
    "random": N_("Whoever picks blindly"),
    "random, no pitfall": N_("Whoever only stays clear of the traps"),
    "longest": N_("Whoever always takes the longest reply"),
    "politest": N_("Whoever always takes the politest words (sorry, please, thank you)"),
    "most labels": N_("Whoever always takes the reply that does the most"),
}
_MENDS = {
    "random": N_("Let the second replies do other things than the moment needs."),
    "random, no pitfall": N_("Let the second replies do other things than the moment needs."),
    "longest": N_("Make a reply that helps shorter, or another one longer."),
    "politest": N_("Put a “sorry” or a “thank you” into another reply too."),
    "most labels": N_("Let the second replies do more, or the replies that help less."),
}
_ONE_SIDED = {
    r"Endless empathy": N_(
        "Whoever is kind to the end, and never offers a way on, gets all the marks. "
        "Let one moment need a concrete next step, or real alternatives."
    ),
    r"Fixing first": N_(
        "Whoever offers a fix gets through without listening. "
        "Let an early moment need that somebody listens, such as naming the feeling or saying it back."
    ),
    r"Giving '.*' for ever": N_(
        "Whoever does the same few things each time gets through, whatever this customer says. "
        "Let the three moments need different things."
    ),
}
_BARRED = re.compile(r"The player '(.*)' passes with probability")


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found: sentences that say what to mend, how each kind of player fares, and what may go unheard.

    `players` are pairs: who, and how often they get through. The customer is fair when there are no `problems`.
    """

    problems: tuple[str, ...]
    players: tuple[tuple[str, str], ...]
    unheard: tuple[str, ...]


def findings(scenario: Scenario, judge: Judge = assessed) -> Findings:
    """Try every conversation that there can be, and judge each reply as if somebody had typed it."""
    report = prove(scenario)
    return Findings(problems(report), tuple(_fared(report)), tuple(_unheard(scenario, judge)))


def problems(report: Report) -> tuple[str, ...]:
    """The problems of a report, each kind told once."""
    return tuple(dict.fromkeys(_told(problem, report) for problem in report.problems))


def _told(problem: str, report: Report) -> str:
    for known, words in _ONE_SIDED.items():
        if re.match(known, problem):
            return _(words)
    if (barred := _BARRED.match(problem)) and barred[1] in _MENDS:
        player = barred[1]
        passes = next(result.passes for result in report.results if result.player == player)
        fair = _often(CLEAN if player == "random, no pitfall" else TRICK)
        # To translate: who, such as "Whoever picks blindly"; twice how often; and a sentence that says what to mend.
        said = _("{who} gets through {often}. Less than {fair} is fair. {mend}")
        return said.format(who=_(_PLAYERS[player]), often=_often(passes), fair=fair, mend=_(_MENDS[player]))
    return problem


def _fared(report: Report) -> Iterator[tuple[str, str]]:
    for result in report.results:
        if words := _PLAYERS.get(result.player):
            yield _(words), _often(result.passes)


def _often(chance: float) -> str:
    if chance in (0, 1):
        return _("always") if chance else _("never")
    return _("{n} times in 100").format(n=max(1, round(100 * chance)))


def _unheard(scenario: Scenario, judge: Judge) -> Iterator[str]:
    for found in disagreements(scenario, judge):
        unsaid = ", ".join(map(_where, found.unsaid))
        missed = ", ".join(map(title, found.unheard))
        told = [_("“{words}”").format(words=found.choice.text)]
        told += [_("Not heard: {things}.").format(things=missed)] if missed else []
        told += [_("Heard as well: {things}.").format(things=unsaid)] if unsaid else []
        yield " ".join(told)


def _where(quote: Quote) -> str:
    # To translate: what a reply does, and the words of it that do.
    return _("{thing} (in “{words}”)").format(thing=title(quote.label), words=" … ".join(quote.words))
