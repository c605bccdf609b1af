"""When each skill is due for review: practice as ratings, and FSRS to say when what was learned fades.

A day of practice begins when a skill was first needed and lasts sixteen hours, so that a late shift is one day in
any time zone. Each is one rating. Whoever missed the skill as often as not must learn it anew (Again); who missed it
at times, or met it in a drill alone, knows it (Hard); who never missed it knows it well (Good); and who, besides, met
it in words of their own with a customer who was new to them, is sure of it (Easy).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler

from course.practice import Need, Practice

DAY = timedelta(hours=16)
FIRST = timedelta(days=7)  # however well the first day went, the first review comes within it
_LONGEST = 90  # days that any skill may rest
_EARLY = timedelta(hours=12)  # before the hour of the last practice: nobody comes back at the same hour
# No steps of minutes: a day is one rating. No fuzz: the same past gives the same plan.
_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=_LONGEST, enable_fuzzing=False)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A question of a drill that trains a skill, and whether its first answer was right."""

    at: datetime
    skill: str
    drill: str
    right: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A skill: when it was practiced last, when it is due, and how likely it is still there, from 0 to 1."""

    skill: str
    practiced: datetime
    due: datetime
    recall: float


def due(practice: Practice, now: datetime, rehearsals: Iterable[Rehearsal] = ()) -> tuple[Standing, ...]:
    """The skills to review today, the most faded first; `now` is in UTC."""
    return tuple(one for one in standings(practice, now, rehearsals) if one.due <= now)


def standings(practice: Practice, now: datetime, rehearsals: Iterable[Rehearsal] = ()) -> tuple[Standing, ...]:
    """How every skill stands that was practiced at all, the most faded first; `now` is in UTC.

    What a clock that ran ahead dated later than `now` counts as done now.
    """
    done: dict[str, list[Need | Rehearsal]] = {}
    for need in practice.needs:
        done.setdefault(need.skill, []).append(need)
    for rehearsal in rehearsals:
        done.setdefault(rehearsal.skill, []).append(rehearsal)
    found = (_standing(skill, some, now) for skill, some in done.items())
    return tuple(sorted(found, key=lambda one: (one.recall, one.due, one.skill)))


def _standing(skill: str, done: Iterable[Need | Rehearsal], now: datetime) -> Standing:
    card, last = Card(card_id=0, due=now), now
    for number, (start, day) in enumerate(_days(done, now)):
        card, last = _SCHEDULER.review_card(card, _rating(day), start)[0], start
        if number == 0:
            card.due = min(card.due, start + FIRST)
    return Standing(skill, last, card.due - _EARLY, float(_SCHEDULER.get_card_retrievability(card, now)))


def _days(done: Iterable[Need | Rehearsal], now: datetime) -> Iterator[tuple[datetime, list[Need | Rehearsal]]]:
    """Each day of practice: when it began, and what was done on it."""
    start, day = now, list[Need | Rehearsal]()
    for one in sorted(done, key=lambda one: one.at):
        at = min(one.at, now).astimezone(UTC)
        if day and at - start >= DAY:
            yield start, day
            day = []
        if not day:
            start = at
        day.append(one)
    if day:
        yield start, day


def _rating(day: Sequence[Need | Rehearsal]) -> Rating:
    """One rating for a day. Where a customer needed the skill, what a drill says doesn't count."""
    needs = [one for one in day if isinstance(one, Need)]
    rehearsed = [one.right for one in day if isinstance(one, Rehearsal)]
    met = [need.met for need in needs] or rehearsed
    if 2 * met.count(False) >= len(met):
        return Rating.Again
    if not needs or not all(met):
        return Rating.Hard
    return Rating.Easy if any(need.typed and need.new for need in needs) else Rating.Good
