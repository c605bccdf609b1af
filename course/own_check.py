"""What the proof finds in a customer that a learner wrote, in words that need no knowledge of it. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from course.agreement import disagreements
from course.dialogue import Judge, assessed
from course.hearing import title
from course.invariants import CLEAN, TRICK, Report, prove
from course.scenario import Scenario

_PLAYERS = {
    "skilled": "gives what each moment needs",
    "random": "picks blindly",
    "random, no pitfall": "only stays clear of the traps",
    "longest": "always takes the longest reply",
    "politest": "always takes the politest words (sorry, please, thank you)",
    "most labels": "always takes the reply that does the most",
}
_MENDS = {
    "random": "Let the second replies do other things than the moment needs.",
    "random, no pitfall": "Let the second replies do other things than the moment needs.",
    "longest": "Make a reply that helps shorter, or another one longer.",
    "politest": "Put a “sorry” or a “thank you” into another reply too.",
    "most labels": "Let the second replies do more, or the replies that help less.",
}
_ONE_SIDED = {
    r"Endless empathy": "Whoever is kind to the end, and never offers a way on, gets all the marks. "
    "Let one moment need a concrete next step, or real alternatives.",
    r"Fixing first": "Whoever offers a fix gets through without listening. "
    "Let an early moment need that somebody listens, such as naming the feeling or saying it back.",
    r"Giving '.*' for ever": "Whoever does the same few things each time gets through, whatever this customer says. "
    "Let the three moments need different things.",
}  # fmt: skip
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
            return words
    if (barred := _BARRED.match(problem)) and barred[1] in _MENDS:
        player = barred[1]
        passes = next(result.passes for result in report.results if result.player == player)
        fair = _often(CLEAN if player == "random, no pitfall" else TRICK)
        return f"Whoever {_PLAYERS[player]} gets through {_often(passes)}. Less than {fair} is fair. {_MENDS[player]}"
    return problem


def _fared(report: Report) -> Iterator[tuple[str, str]]:
    for result in report.results:
        if words := _PLAYERS.get(result.player):
            yield f"Whoever {words}", _often(result.passes)


def _often(chance: float) -> str:
    if chance in (0, 1):
        return "always" if chance else "never"
    return f"{max(1, round(100 * chance))} times in 100" if chance < 1 else "always"


def _unheard(scenario: Scenario, judge: Judge) -> Iterator[str]:
    for found in disagreements(scenario, judge):
        unsaid = ", ".join(f"{title(quote.label)} (in “{' … '.join(quote.words)}”)" for quote in found.unsaid)
        missed = ", ".join(map(title, found.unheard))
        told = [f"Not heard: {missed}." if missed else "", f"Heard as well: {unsaid}." if unsaid else ""]
        yield " ".join([f"“{found.choice.text}”", *filter(None, told)])
