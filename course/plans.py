"""Plans for the next shift, and what became of them: each is asked about until it was tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from course.history import History
from course.journal import Journal
from course.language import N_

LONGEST = 500  # characters of a note
SHIFT = timedelta(hours=12)  # before that, the next shift hasn't been
AGAIN = timedelta(days=3)  # after which is asked anew whether there was an occasion
TRIED, OPEN = ("helped", "no_help"), ("no_chance", "forgot")
OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "helped": N_("I did it, and it helped."),
        "no_help": N_("I did it, and it didn’t help this time."),
        "no_chance": N_("It hasn’t come up yet."),
        "forgot": N_("I didn’t think of it."),
    }
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody plans to do `then`, `when` it comes to it; `record` is the digest of the line that keeps it."""

    topic: str
    when: str
    then: str
    at: datetime
    record: str


def plans_to_ask(history: History, now: datetime) -> tuple[Plan, ...]:
    """The plans that somebody had a shift to try, and didn't yet by their own account; the oldest first."""
    headers = ((header.data.get("record"), header) for header in history.headers("plan_outcome"))
    told = {record: (header.data.get("outcome"), header.at) for record, header in headers if isinstance(record, str)}

    def waits(plan: Plan) -> bool:
        outcome, at = told.get(plan.record, ("", None))
        return now - plan.at >= SHIFT if at is None else outcome not in TRIED and now - at >= AGAIN

    return tuple(sorted((plan for plan in _plans(history) if waits(plan)), key=lambda plan: plan.at))


def keep_outcome(journal: Journal, plan: Plan, outcome: str, note: str) -> None:
    """Keep what became of a plan. Raises ValueError for an outcome that isn't one of OUTCOMES."""
    if outcome not in OUTCOMES:
        raise ValueError(outcome)
    about = {"plan": plan.topic, "record": plan.record}
    journal.append("plan_outcome", {**about, "outcome": outcome, "note": note.strip()[:LONGEST]})


def _plans(history: History) -> list[Plan]:
    """The newest plan on each topic."""
    topics = {header.digest: header.data.get("plan") for header in history.headers("plan")}
    found: dict[str, Plan] = {}
    for record in history.records.values():
        topic, answer = topics.get(record.parent or ""), record.data.get("answer")
        if not (record.kind == "answer" and isinstance(topic, str) and isinstance(answer, dict)):
            continue
        when, then = answer.get("when"), answer.get("then")
        if isinstance(when, str) and isinstance(then, str):
            found[topic] = Plan(topic, when, then, record.at, record.digest)
    return [*found.values()]
