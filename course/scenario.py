"""One customer: an author's YAML as a frozen `Scenario`, checked on load.

Every mistake names file, line, key and the mend (`DocumentError`). Heat and trust are whole
numbers from 0 to 10. The file format is described in docs/authors.md.
"""

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field

from course.beat import STAY, Beat, Level, Lines, Type, Wordings, Words, a_list
from course.document import Document, Key, Part, nearest, read_document
from course.effects import Effects
from course.labels import PAUSE
from course.language import N_, language_of, place_of, plain, said_in
from course.policy import Policy, house_rules

FOLDER = Path(__file__).parent / "scenarios"
HOTTER = "+hotter"  # ends the name of a customer who comes in hotter than their author wrote them
_MORE = 2


class Customer(Part):
    """Who stands there: opening heat and trust, what they ask for, what they need, what only a question brings out.

    Where there are more `names`, each conversation takes one of them all: where a name comes from changes nothing.
    """

    name: Words
    names: tuple[Words, ...] = ()
    who: Words
    heat: Level
    trust: Level
    sets_off: Words
    asks_for: Words
    needs: Words
    fact: Words
    silence: Lines


class Clerk(Part):
    """The learner's part: who they are, what they know, may do and may not do."""

    role: Words
    knows: tuple[Words, ...]
    may: tuple[Words, ...]
    may_not: tuple[Words, ...]


class Ending(Part):
    """How a talk may end. `quality` orders endings: the best is what skill reaches."""

    id: str
    title: Words
    line: Wordings
    text: Words
    quality: Literal["best", "fair", "poor"]


class Models(Part):
    """A bad and a good conversation to compare: ids of choices in order, or `pause`."""

    bad: Annotated[tuple[str, ...], BeforeValidator(a_list)]
    good: Annotated[tuple[str, ...], BeforeValidator(a_list)]


class Need(NamedTuple):
    """A technique (or `pause`) that a beat needs: each is earned once."""

    beat: str
    label: str


class Scenario(Part):
    """One customer, frozen: everything `dialogue` needs to know."""

    name: str
    title: Words
    type: Type
    use: Literal["lesson", "exercise"] = "lesson"
    level: Annotated[int, Field(ge=1, le=3)] = 1
    notice: str = ""
    place: Words
    clerk: Clerk
    customer: Customer
    start: str
    beats: dict[str, Beat]
    endings: dict[str, Ending]
    models: Models | None = None
    effects: Effects

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """What earns marks, in the order of the beats; detours add none."""
        beats = (beat for beat in self.beats.values() if not beat.detour)
        return tuple(Need(beat.id, label) for beat in beats for label in beat.needs)

    @cached_property
    def possible(self) -> int:
        """The full total of marks, the same on every path."""
        return len(self.needs) * self.effects.marks.first

    @property
    def plain(self) -> str:
        """The name of this customer, however hot they come in, in whichever language: who has met one has met all."""
        return plain(self.name)

    @property
    def language(self) -> str:
        """The code of the language that the customer speaks."""
        return language_of(self.name.removesuffix(HOTTER))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the parsed content (not of the file's bytes): comments and layout don't count."""
        content = json.dumps(self.model_dump(), sort_keys=True, default=sorted)
        return hashlib.sha256(content.encode()).hexdigest()


class NoCustomerError(LookupError):
    """There is no customer of this name; the message is for people."""


def scenario_names() -> tuple[str, ...]:
    """The names of all customers that come with the course: `type/file`."""
    return tuple(sorted(f"{path.parent.name}/{path.stem}" for path in FOLDER.glob("*/*.yaml")))


@lru_cache(maxsize=256)
def load_scenario(name: str) -> Scenario:
    """A customer of the course by name, in the language that it carries; with HOTTER at its end, coming in hotter.

    Raises NoCustomerError if there is none, DocumentError if it is mistaken.
    """
    known = name.removesuffix(HOTTER)
    path = place_of(known, FOLDER)
    if plain(known) not in scenario_names() or not path.is_file():
        raise NoCustomerError(f"There is no customer '{known}'.{nearest(known, list(scenario_names()))}")
    scenario = read_scenario(path, known)
    return scenario if name == known else hotter(scenario)


def hotter(scenario: Scenario) -> Scenario:
    """The same customer coming in 2 hotter, at most at 10, under a name and so a digest of their own.

    There are no models: those were written for the heat that the author chose.
    """
    customer = scenario.customer
    heat = min(customer.heat + _MORE, 10)
    changed = {
        "name": scenario.name + HOTTER,
        "title": said_in(scenario.language, N_("{title} (hotter)")).format(title=scenario.title),
        "customer": customer.model_copy(update={"heat": heat}),
        "models": None,
    }
    return Scenario.model_construct(**{**dict(scenario), **changed})  # a copy would keep the digest


def read_scenario(path: Path, name: str | None = None, policy: Policy | None = None) -> Scenario:
    """A customer from a file anywhere. Raises DocumentError, whatever the file holds."""
    return parse_scenario(read_document(path), name or f"{path.parent.name}/{path.stem}", policy)


def parse_scenario(document: Document, name: str, policy: Policy | None = None) -> Scenario:
    """A customer from a document, every reference in it checked, in a house with such rules (or ours).

    Raises DocumentError.
    """
    if not isinstance(document.data, dict):
        raise document.error((), "a customer is a mapping (keys with colons): title, type, place …")
    policy = policy or house_rules()
    document = policy.spoken(document)
    data = dict(document.data, name=name, effects=_merged(_shared_effects(), document.data.get("effects")))
    for part in ("beats", "endings"):
        if part in data:
            data[part] = _named(data[part])
    beats = data.get("beats")
    for beat in beats.values() if isinstance(beats, dict) else ():
        if isinstance(beat, dict) and "choices" in beat:
            beat["choices"] = _named(beat["choices"])
    scenario = Document(document.file, data, document.lines).parse(Scenario)
    housed = _housed(scenario, policy)
    for key, mend in (*_mistakes(scenario), *_too_few(housed)):
        raise document.error(key, mend)
    return housed


@lru_cache(maxsize=1)
def _shared_effects() -> Any:
    document = read_document(FOLDER / "effects.yaml")
    document.parse(Effects)
    return document.data


def _merged(base: Any, override: Any) -> Any:
    if override is None:
        return base
    if not (isinstance(base, dict) and isinstance(override, dict)):
        return override
    return {**base, **{key: _merged(base.get(key), value) for key, value in override.items()}}


def _housed(scenario: Scenario, policy: Policy) -> Scenario:
    """The customer with those choices and rules that stand in a house with this policy."""

    def housed(beat: Beat) -> Beat:
        choices = {name: choice for name, choice in beat.choices.items() if policy.allows(choice.house)}
        rules = tuple(rule for rule in beat.rules if policy.allows(rule.house))
        return beat.model_copy(update={"choices": choices, "rules": rules})

    return scenario.model_copy(update={"beats": {name: housed(beat) for name, beat in scenario.beats.items()}})


def _named(parts: Any) -> Any:
    """The parts of a mapping, each told the key that it stands under."""
    if not isinstance(parts, dict):
        return parts
    return {key: {**part, "id": key} if isinstance(part, dict) else part for key, part in parts.items()}


def _mistakes(scenario: Scenario) -> Iterator[tuple[Key, str]]:
    """References that lead nowhere, and talks that could go round for ever."""
    if scenario.start not in scenario.beats:
        yield (
            ("start",),
            f"there is no beat '{scenario.start}'.{nearest(scenario.start, list(scenario.beats))}",
        )
    if not any(ending.quality == "best" for ending in scenario.endings.values()):
        yield ("endings",), "one ending must have 'quality: best'."
    if not scenario.needs:
        yield ("beats",), "no beat needs anything; without needs there are no marks."
    for both in scenario.beats.keys() & scenario.endings.keys():
        yield ("endings", both), f"'{both}' is a beat and an ending; rename one."
    for beat in scenario.beats.values():
        yield from _mistakes_of_beat(scenario, beat)
    for model, steps in scenario.models or ():
        known = {PAUSE} | {choice for beat in scenario.beats.values() for choice in beat.choices}
        for place, step in enumerate(steps):
            if step not in known:
                yield ("models", model, place), f"no beat has a choice '{step}'."


def _too_few(scenario: Scenario) -> Iterator[tuple[Key, str]]:
    """Beats with more or less to choose from, in this house, than a learner can weigh."""
    for beat in scenario.beats.values():
        if not 2 <= len(beat.choices) <= 5:
            yield ("beats", beat.id, "choices"), "a beat has 2 to 5 choices."


def _mistakes_of_beat(scenario: Scenario, beat: Beat) -> Iterator[tuple[Key, str]]:
    key: Key = ("beats", beat.id)
    ways = [*scenario.beats, *scenario.endings, STAY]
    if len(set(beat.needs)) < len(beat.needs):
        yield (*key, "needs"), "a need stands here twice; each is earned once."
    for place, rule in enumerate(beat.rules):
        here = (*key, "rules", place)
        if rule.go not in ways:
            yield (*here, "go"), f"there is no beat or ending '{rule.go}'.{nearest(rule.go, ways)}"
        if rule.go in scenario.beats and beat.id in _reached(scenario, rule.go):
            yield (
                (*here, "go"),
                f"'{rule.go}' leads back to '{beat.id}', so the talk could go round for ever.",
            )
        if not rule.conditional and place < len(beat.rules) - 1:
            yield here, "this rule has no condition, so the rules below it are never reached; put it last."
    last = beat.rules[-1]
    if last.conditional or last.go == STAY:
        yield (
            (*key, "rules"),
            "the last rule must lead on without a condition ('- go: …'), so that any reply ends.",
        )


def _reached(scenario: Scenario, start: str) -> set[str]:
    """Every beat that can be reached from `start`, itself included."""
    seen, ahead = set(), [start]
    while ahead:
        here = ahead.pop()
        if here in scenario.beats and here not in seen:
            seen.add(here)
            ahead += [rule.go for rule in scenario.beats[here].rules if rule.go != STAY]
    return seen
