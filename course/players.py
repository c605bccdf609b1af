"""The players that a scenario is proved against: one with skill, and many with a trick in its place."""

import re
from collections.abc import Callable, Iterable
from itertools import combinations

from course import moment as moments
from course.beat import Choice
from course.labels import PAUSE, PITFALLS, TECHNIQUES
from course.moment import Moment
from course.scenario import Scenario
from course.search import Player, Way

LISTENING = frozenset({"acknowledge_feeling", "apologize", "agree_with_truth", "paraphrase", "ask_question"})
FIXING = frozenset({"offer_solution", "offer_choices"})
_POLITE = re.compile(  # in every language of the course: a word of one is none of another
    r"\b(sorry|please|thank\w*|appreciat\w*|understand\w*|apologi[sz]e\w*"
    r"|perd[oó]n\w*|disculp\w*|lament\w*|siento|por favor|gracias|agradezco|aprecio|entiendo|comprendo)",
    re.IGNORECASE,
)


def skilled(scenario: Scenario) -> Player:
    """Gives what the moment needs: silence where silence is needed, else the choice that meets most needs."""

    def play(moment: Moment, ways: list[Way]) -> list[Way]:
        unmet = set(scenario.beats[moment.beat].needs) - moment.given if ways else set()
        if PAUSE in unmet:
            return [way for way in ways if way.choice is None]
        return _most(ways, lambda choice: -1 if choice.labels & set(PITFALLS) else len(unmet & choice.labels))

    return play


def at_random(moment: Moment, ways: list[Way]) -> list[Way]:
    """Takes any choice."""
    return [way for way in ways if way.choice]


def without_pitfalls(moment: Moment, ways: list[Way]) -> list[Way]:
    """Takes any choice that holds no pitfall; any at all where each holds one."""
    clean = [way for way in ways if way.choice and not way.choice.labels & set(PITFALLS)]
    return clean or at_random(moment, ways)


def longest(moment: Moment, ways: list[Way]) -> list[Way]:
    """Takes the longest choice."""
    return _most(ways, lambda choice: len(choice.text))


def first(moment: Moment, ways: list[Way]) -> list[Way]:
    """Takes the choice that the author wrote first."""
    return at_random(moment, ways)[:1]


def politest(moment: Moment, ways: list[Way]) -> list[Way]:
    """Takes the choice with the most polite words."""
    return _most(ways, lambda choice: len(_POLITE.findall(choice.text)))


def most_labels(moment: Moment, ways: list[Way]) -> list[Way]:
    """Takes the choice with the most techniques."""
    return _most(ways, lambda choice: len(choice.labels & set(TECHNIQUES)))


def habit(pitfall: str) -> Player:
    """Takes its pitfall wherever it is offered, and anything at all elsewhere: whatever it does, it can't win."""

    def play(moment: Moment, ways: list[Way]) -> list[Way]:
        return [way for way in ways if way.choice and pitfall in way.choice.labels] or ways

    return play


def habit_else_skilled(scenario: Scenario, pitfall: str) -> Player:
    """Takes its pitfall wherever it is offered, and what the moment needs elsewhere."""
    best, worst = skilled(scenario), habit(pitfall)

    def play(moment: Moment, ways: list[Way]) -> list[Way]:
        taken = worst(moment, ways)
        return best(moment, ways) if taken is ways else taken

    return play


def never(labels: frozenset[str]) -> Player:
    """Anything but a choice with one of these labels; a pause where there is nothing else."""

    def play(moment: Moment, ways: list[Way]) -> list[Way]:
        return [way for way in ways if not (way.choice and way.choice.labels & labels)]

    return play


def habits(scenario: Scenario) -> dict[str, int]:
    """The pitfalls that a scenario offers, each with the number of beats that offer it."""
    offered = [
        {label for choice in beat.choices.values() for label in choice.labels} for beat in scenario.beats.values()
    ]
    counts = {pitfall: sum(pitfall in labels for labels in offered) for pitfall in PITFALLS}
    return {pitfall: count for pitfall, count in counts.items() if count}


def by_labels(scenario: Scenario, replies: Iterable[Iterable[str]]) -> tuple[int, str]:
    """Marks and ending of a conversation of label sets, the last of them given for ever."""
    moment, net, labels = moments.opening(scenario), 0, frozenset[str]()
    given = iter(replies)
    while moment.ending is None:
        labels = frozenset(next(given, labels))
        outcome = moments.react(scenario, moment, labels)
        moment, net = outcome.moment, net + outcome.gained - outcome.lost
    return max(0, net), moment.ending


def stubborn() -> dict[str, frozenset[str]]:
    """Label sets that somebody could give for ever: nothing, up to three techniques, all of them."""
    some = [frozenset(group) for size in (1, 2, 3) for group in combinations(TECHNIQUES, size)]
    return {"nothing": frozenset(), "every technique": frozenset(TECHNIQUES)} | {
        " + ".join(sorted(group)): group for group in some
    }


def _most(ways: list[Way], measure: Callable[[Choice], int]) -> list[Way]:
    """The choices that measure most; several where they are equal."""
    offered = [(measure(way.choice), way) for way in ways if way.choice]
    top = max((size for size, _ in offered), default=0)
    return [way for size, way in offered if size == top]
