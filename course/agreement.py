"""Whether an author's labels are what typed words would get: each choice, judged as if a learner had typed it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from course.beat import Beat, Choice
from course.dialogue import Judge, assessed
from course.hearing import Quote
from course.labels import LABELS
from course.replies import Setting
from course.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A choice of which its author says one thing and the judge another.

    `unheard` are labels of the author's that the judge neither asserts nor leaves open; `unsaid` is what the judge
    asserts and the author doesn't say, with the words that it quotes.
    """

    beat: str
    choice: Choice
    unheard: tuple[str, ...]
    unsaid: tuple[Quote, ...]


def disagreements(scenario: Scenario, judge: Judge = assessed) -> tuple[Disagreement, ...]:
    """Every choice of a customer's that its author and a judge label otherwise, in the order of the file."""
    return tuple(_disagreements(scenario, judge))


def choices(scenario: Scenario) -> int:
    """How many choices there are to compare."""
    return sum(len(beat.choices) for beat in scenario.beats.values())


def setting(scenario: Scenario, beat: Beat) -> Setting:
    """What a judge is told at a beat, in a talk that gave each moment before it what it needed.

    What the author wrote for it isn't told: the judge would say it after them.
    """
    earlier = [other for other in scenario.beats.values() if other is not beat and _leads(scenario, other, beat)]
    said = frozenset(need for other in earlier for need in other.needs)
    return Setting(
        first=beat.id == scenario.start,
        tried=not said.isdisjoint({"offer_solution", "offer_choices"}),
        reminded="set_boundary" in said,
        may_not=scenario.clerk.may_not,
    )


def _disagreements(scenario: Scenario, judge: Judge) -> Iterator[Disagreement]:
    for beat in scenario.beats.values():
        line, kind, here = beat.line.warm[0], beat.type or scenario.type, setting(scenario, beat)
        for choice in beat.choices.values():
            heard = judge(choice.text, customer=line, type=kind, setting=here)
            unheard = choice.labels - heard.labels - heard.abstained
            unsaid = heard.labels - choice.labels
            if unheard or unsaid:
                quotes = (Quote(label, heard.evidence[label].spans) for label in _in_order(unsaid))
                yield Disagreement(beat.id, choice, _in_order(unheard), tuple(quotes))


def _leads(scenario: Scenario, one: Beat, other: Beat) -> bool:
    """Whether a talk that is at one beat can come to another."""
    ways = (scenario.beats[rule.go] for rule in one.rules if rule.go in scenario.beats)
    return any(way is other or _leads(scenario, way, other) for way in ways)


def _in_order(labels: frozenset[str]) -> tuple[str, ...]:
    return tuple(label for label in LABELS if label in labels)
