"""What must hold for every customer, proved by search, in sentences that an author understands."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from course import players
from course.dialogue import Marks, rehearse
from course.labels import PITFALLS
from course.moment import Moment
from course.scenario import Scenario
from course.search import Player, Search, TooLargeError, Way, anything

TRICK, CLEAN = 0.10, 0.25  # a player without skill passes with a probability below these


@dataclass(frozen=True, slots=True)
class Result:
    """How one player fares: marks on average and at most, the probability to pass and of a best ending."""

    player: str
    average: float
    most: int
    passes: float
    best: float


@dataclass(frozen=True, slots=True)
class Report:
    """What the search found for one scenario; sound when `problems` is empty."""

    scenario: Scenario
    moments: int
    paths: int
    results: tuple[Result, ...]
    problems: tuple[str, ...]


def prove(scenario: Scenario, progress: Callable[[int], None] | None = None) -> Report:
    """Search one scenario and prove the invariants. `progress` is told the moments known so far."""
    search = Search(scenario, progress)
    try:
        reached = search.everything
    except TooLargeError as reason:
        return Report(scenario, 0, 0, (), (f"It can't be searched: {reason}.",))
    results = tuple(_results(search))
    problems = [*_unreached(scenario, reached), *_winnable(search), *_tricks(results), *_habits(search)]
    problems += [*_one_sided(search), *_unsafe(search), *_stubborn(scenario), *_unplayable(scenario)]
    return Report(scenario, len(reached), search.paths, results, tuple(problems))


def recipes(scenarios: Iterable[Scenario]) -> Iterator[tuple[Scenario, str]]:
    """What wins with one customer and wins with another too: the second, and a sentence.

    Replies that win with one type don't pass with another type, and earn less than full marks within their own.
    """
    winning = [(scenario, _winning_labels(scenario)) for scenario in scenarios]
    for one, replies in winning:
        for other, _ in winning:
            earned = players.by_labels(other, replies)[0]
            full = earned == other.possible
            if one is not other and (full or (one.type != other.type and Marks(earned, other.possible).passed)):
                gist = f"The labels that win with {one.name} earn {earned} of {other.possible} here too"
                yield other, f"{gist}; let this customer need other things, or in another order."


def _results(search: Search) -> Iterator[Result]:
    named = {
        "skilled": players.skilled(search.scenario),
        "random": players.at_random,
        "random, no pitfall": players.without_pitfalls,
        "longest": players.longest,
        "first": players.first,
        "politest": players.politest,
        "most labels": players.most_labels,
    }
    for name, player in named.items():
        yield _result(search, name, player)
    for pitfall in players.habits(search.scenario):
        yield _result(search, f"habit: {pitfall}", players.habit_else_skilled(search.scenario, pitfall))


def _result(search: Search, name: str, player: Player) -> Result:
    scenario, chances = search.scenario, search.chances(player)
    return Result(
        name,
        average=sum(marks * chance for (marks, _), chance in chances.items()),
        most=max(marks for marks, _ in chances),
        passes=sum(chance for (marks, _), chance in chances.items() if Marks(marks, scenario.possible).passed),
        best=sum(chance for (_, ending), chance in chances.items() if _is_best(scenario, ending)),
    )


def _is_best(scenario: Scenario, ending: str) -> bool:
    return scenario.endings[ending].quality == "best"


def _unreached(scenario: Scenario, reached: set[Moment]) -> Iterator[str]:
    for missing in scenario.beats.keys() - {moment.beat for moment in reached}:
        yield f"The beat '{missing}' is never reached."
    for missing in scenario.endings.keys() - {moment.ending for moment in reached}:
        yield f"The ending '{missing}' is never reached."


def _winnable(search: Search) -> Iterator[str]:
    """Whoever gives what the moment needs comes to a best ending with full marks."""
    scenario = search.scenario
    for marks, ending in search.chances(players.skilled(scenario)):
        if not _is_best(scenario, ending):
            yield f"Giving what each moment needs can end in '{ending}', which isn't a best ending."
        if marks < scenario.possible:
            yield f"Giving what each moment needs earns {marks} of {scenario.possible} marks on one path."
    bound = max(search.highest(anything).values())
    if bound > scenario.possible:
        yield f"Some path earns {bound} marks, more than the {scenario.possible} that are possible."


def _tricks(results: Iterable[Result]) -> Iterator[str]:
    for result in results:
        limit = CLEAN if result.player == "random, no pitfall" else TRICK
        if result.player != "skilled" and not result.player.startswith("habit") and result.passes >= limit:
            chance = f"passes with probability {result.passes:.2f}; below {limit:.2f} is asked."
            yield f"The player '{result.player}' {chance}"


def _habits(search: Search) -> Iterator[str]:
    scenario = search.scenario
    for pitfall, beats in players.habits(scenario).items():
        reachable = search.highest(players.habit(pitfall))
        if max(reachable.values()) >= scenario.possible:
            yield f"Somebody with the habit '{pitfall}' can still earn full marks."
        best = [ending for ending in reachable if _is_best(scenario, ending)]
        if beats > 1 and best:
            yield f"'{pitfall}' is offered at {beats} beats, yet taking it each time can still end in '{best[0]}'."


def _one_sided(search: Search) -> Iterator[str]:
    scenario = search.scenario
    if max(search.highest(players.never(players.FIXING)).values()) >= scenario.possible:
        yield "Endless empathy without a solution earns full marks; let a beat need offer_solution or offer_choices."
    if scenario.type == "angry" and _fixing_first(search) >= scenario.possible:
        yield "Fixing first, without listening, earns full marks; let an earlier beat need listening."


def _fixing_first(search: Search) -> int:
    """The most marks for whoever offers a fix before any reply that listens."""
    hasty: dict[Moment, int] = {}
    none = -search.scenario.possible * 10

    def before(moment: Moment) -> int:
        if moment.ending is not None:
            return none
        if moment not in hasty:
            hasty[moment] = max((tried(way) for way in search.ways(moment)), default=none)
        return hasty[moment]

    def tried(way: Way) -> int:
        labels = way.choice.labels if way.choice else frozenset()
        if labels & players.LISTENING:
            return none
        return way.net + (search.most if labels & players.FIXING else before)(way.outcome.moment)

    return max(0, before(search.opening))


def _unsafe(search: Search) -> Iterator[str]:
    """In danger one may get safe at once, at no cost."""
    for name, beat in search.scenario.beats.items():
        if not beat.danger:
            continue
        moments = [moment for moment in search.everything if moment.beat == name and moment.ending is None]
        leaves = [_leaving(search.ways(moment)) for moment in moments]
        if not all(out and on for out, on in leaves):
            yield f"'{name}' is a danger: offer a reply that ends the talk there, and one that goes on, both clean."
            continue
        endings = {way.outcome.moment.ending for out, _ in leaves for way in out}
        if None in endings:
            yield f"Getting safe at '{name}' doesn't end the talk; begin its rules with one on 'action: end_talk'."
        elif any(search.scenario.endings[ending].quality == "poor" for ending in endings if ending):
            yield f"Getting safe at '{name}' leads to a poor ending; let the clerk be safe and well thought of."
        elif any(_best(search, out) < _best(search, on) for out, on in leaves):
            yield f"Getting safe at '{name}' costs marks; let those who go on earn no more than those who leave."


def _leaving(ways: Iterable[Way]) -> tuple[list[Way], list[Way]]:
    """The clean replies that end the talk, and those that go on."""
    clean = [way for way in ways if way.choice and not way.choice.labels & set(PITFALLS)]
    out = [way for way in clean if way.choice and way.choice.action == "end_talk"]
    return out, [way for way in clean if way not in out]


def _best(search: Search, ways: Iterable[Way]) -> int:
    return max(way.net + search.most(way.outcome.moment) for way in ways)


def _stubborn(scenario: Scenario) -> Iterator[str]:
    """Labels alone, given for ever, don't pass. That they end is part of the proof: the engine moves on."""
    for name, labels in players.stubborn().items():
        earned, _ = players.by_labels(scenario, [labels])
        if Marks(earned, scenario.possible).passed:
            yield f"Giving '{name}' for ever passes with {earned} of {scenario.possible} marks; vary what beats need."


def _unplayable(scenario: Scenario) -> Iterator[str]:
    """Model conversations can be held as they are written, to an ending."""
    for name, steps in scenario.models or ():
        try:
            state = rehearse(scenario, steps)
        except ValueError as reason:
            yield f"The model '{name}' can't be played: {reason}."
        else:
            if not state.ended:
                yield f"The model '{name}' stops before the talk ends, at '{state.moment.beat}'; give it more steps."


def _winning_labels(scenario: Scenario) -> list[frozenset[str]]:
    """The replies of a skilled player, as label sets; silences left out."""
    search, skilled = Search(scenario), players.skilled(scenario)
    moment, replies = search.opening, []
    while moment.ending is None:
        way = skilled(moment, search.ways(moment))[0]
        moment = way.outcome.moment
        if way.choice:
            replies.append(way.choice.labels)
    return replies
