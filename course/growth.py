"""How far each skill has grown with practice, and who was met: whole numbers, by a rule that the learner can read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from course.beat import Type
from course.labels import PAUSE, TECHNIQUES
from course.language import N_
from course.practice import Need, Practice
from course.roster import KINDS

FULL = 12
A_DAY = 4  # so that no skill is full in fewer than three days
SKILLS = (PAUSE, *TECHNIQUES)  # in the order of a talk
RULE = N_(
    "Each time a customer needs a skill and you give it, its bar grows by 1. It grows by 1 more for each of these: "
    "you typed it in your own words, you hadn’t met that customer before, the need came back on a later day. "
    "Each time you miss it, the bar shrinks by 1. It grows by 4 a day at most, and 12 is full."
)


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill (a technique, or `pause`): its level from 0 to FULL, how often customers needed it, and got it.

    `last` is when they last did; None: no customer has needed it yet.
    """

    name: str
    level: int = 0
    needed: int = 0
    given: int = 0
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """Customers of one type: how many there are to practice with, and how many of them were talked with, and passed."""

    type: Type
    there: int
    met: int
    passed: int


@dataclass(frozen=True, slots=True)
class Growth:
    """What came of somebody's practice: every skill, in the order of a talk, and every type of customer."""

    skills: tuple[Skill, ...]
    types: tuple[Met, ...]


def growth(practice: Practice, customers: Mapping[str, Type], zone: tzinfo) -> Growth:
    """Work out what came of practice. `customers` are those who count, by name; a day is one in `zone`."""
    needs: dict[str, list[Need]] = {skill: [] for skill in SKILLS}
    for need in practice.needs:
        needs[need.skill].append(need)
    skills = tuple(_skill(name, found, zone) for name, found in needs.items())
    return Growth(skills, tuple(_types(practice, customers)))


def _skill(name: str, needs: Iterable[Need], zone: tzinfo) -> Skill:
    """The rule. `needs` are of one skill, in the order in which they came."""
    skill, day, today = Skill(name), None, 0  # today: what was gained on that day
    for need in needs:
        before, day = day, need.at.astimezone(zone).date()
        today = today if day == before else 0
        later = before is not None and day > before
        if need.met:
            gained = min(1 + need.typed + need.new + later, A_DAY - today, FULL - skill.level)
            today, level = today + gained, skill.level + gained
        else:
            level = max(skill.level - 1, 0)
        skill = Skill(name, level, skill.needed + 1, skill.given + need.met, need.at)
    return skill


def _types(practice: Practice, customers: Mapping[str, Type]) -> Iterable[Met]:
    met = {need.customer for need in practice.needs} | {talk.customer for talk in practice.talks}
    passed = {talk.customer for talk in practice.talks if talk.passed}
    for kind in KINDS:
        there = {name for name, type_ in customers.items() if type_ == kind}
        yield Met(kind, len(there), len(there & met), len(there & passed))
