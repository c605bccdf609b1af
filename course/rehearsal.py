"""Which drills train a skill, and what the answers to them say of it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from types import MappingProxyType

from course.document import DocumentError
from course.drillbook import drill_names, load_drill
from course.fading import Rehearsal
from course.history import History
from course.labels import PAUSE
from course.language import plain
from course.questions import Drill, Item
from course.record import Record

FindDrill = Callable[[str], Drill]

# What a question teaches (teaching-points.csv), and the skill that the moments of talks need most where they teach it.
TRAINS: Mapping[str, str] = MappingProxyType(
    {
        "000.calm": PAUSE,
        "001.cool": PAUSE,
        "003.breath": PAUSE,
        "004.angry.breathe": PAUSE,
        "004.angry.silence": PAUSE,
        "004.case.composure": PAUSE,
        "002.warmth": "greet",
        "000.absorb": "acknowledge_feeling",
        "003.tune_in": "acknowledge_feeling",
        "004.angry.apology": "apologize",
        "004.angry.agree": "agree_with_truth",
        "004.angry.kernel": "agree_with_truth",
        "003.paraphrase": "paraphrase",
        "000.essence": "ask_question",
        "002.solve": "ask_question",
        "003.order": "ask_question",
        "004.angry.listen": "ask_question",
        "004.cultural.anger": "respect_difference",
        "004.cultural.imperative": "respect_difference",
        "004.cultural.valid": "respect_difference",
        "004.cultural.values": "respect_difference",
        "001.together": "own_problem",
        "003.ally": "own_problem",
        "004.angry.willing": "own_problem",
        "004.rude.partner": "own_problem",
        "001.proof": "show_evidence",
        "004.case.verify": "show_evidence",
        "003.no_policy": "state_limit",
        "004.unsatisfiable.limit": "state_limit",
        "004.unsatisfiable.ask": "ask_success",
        "001.clarity": "offer_solution",
        "002.prompt": "offer_solution",
        "003.can_do": "offer_solution",
        "002.alternatives": "offer_choices",
        "004.unsatisfiable.alternatives": "offer_choices",
        "004.unsatisfiable.range": "offer_choices",
        "004.rude.optimism": "set_boundary",
        "004.rude.reminder": "set_boundary",
        "004.rude.warning": "set_boundary",
    }
)


@lru_cache(maxsize=1)
def drills_that_train() -> Mapping[str, tuple[str, ...]]:
    """By skill the names of the course's drills with a question that trains it, those with most such questions first.

    Quizzes aren't among them: they look back over a whole lesson. Raises DocumentError for a mistaken drill.
    """
    counts: dict[str, dict[str, int]] = {}
    for name in drill_names():
        if not name.endswith("/quiz") and not (drill := load_drill(name)).graded:
            marked = (item for item in drill.items if item.kind != "write")
            for skill in (skill for item in marked for skill in _skills(item)):
                found = counts.setdefault(skill, {})
                found[name] = found.get(name, 0) + 1
    ranked = {skill: sorted(found, key=lambda name: (-found[name], name)) for skill, found in counts.items()}
    return MappingProxyType({skill: tuple(names) for skill, names in ranked.items()})


def rehearsals_in(history: History, find: FindDrill = load_drill) -> tuple[Rehearsal, ...]:
    """The first answers of each sitting to questions that train a skill; three quarters right is right.

    Drills that `find` doesn't know any more are left out.
    """
    about = _sittings(history)
    answered: set[tuple[str, str]] = set()
    found: list[Rehearsal] = []
    for record in history.records.values():
        item_id = record.data.get("item")
        if record.kind != "answer" or record.parent not in about or not isinstance(item_id, str):
            continue
        with suppress(DocumentError):
            drill = find(about[record.parent])
            item = next((item for item in drill.items if item.id == item_id), None)
            if item and item.sound(record.data.get("answer")) and (record.parent, item_id) not in answered:
                answered.add((record.parent, item_id))
                found += _rehearsed(record, drill, item)
    return tuple(found)


def _sittings(history: History) -> dict[str, str]:
    """By header the name of the drill, or the quiz, that it opens."""
    headers = ((header, header.data.get(header.kind)) for kind in ("drill", "quiz") for header in history.headers(kind))
    return {header.digest: name for header, name in headers if isinstance(name, str)}


def _rehearsed(record: Record, drill: Drill, item: Item) -> Iterator[Rehearsal]:
    marks = item.mark(record.data.get("answer"), item.key)
    if marks.possible:  # words that nobody marks say nothing
        right = 4 * marks.earned >= 3 * marks.possible
        yield from (Rehearsal(record.at, skill, plain(drill.name), right) for skill in _skills(item))


def _skills(item: Item) -> dict[str, None]:
    """The skills that a question trains, each once."""
    return {TRAINS[point]: None for point in item.teaches if point in TRAINS}
