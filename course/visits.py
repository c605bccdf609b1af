"""Whoever was sent for by `review` or `surprise`, kept in the journal: after a reload the same one is still there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from course.history import History
from course.journal import Journal
from course.record import Record

Kind = Literal["review", "surprise"]


@dataclass(frozen=True, slots=True)
class Visit:
    """Since when a customer is here, or else a drill in its sitting of that number; `key` is that of the talk."""

    at: datetime
    key: str
    customer: str = ""
    drill: str = ""
    sitting: int = 0


def last_visit(history: History, kind: Kind) -> Visit | None:
    """The newest visit of a kind; None if there was none, or if what is kept of it makes no sense."""
    headers = history.headers(kind)
    return _visit(headers[-1]) if headers else None


def send_for(journal: Journal, kind: Kind, *, customer: str = "", drill: str = "", sitting: int = 0) -> Visit:
    """Keep that a customer, or else a drill, was sent for. Raises ValueError where neither was."""
    about = {"customer": customer} if customer else {"drill": drill, "sitting": sitting}
    visit = _visit(journal.append(kind, about)) if customer or drill else None
    if visit is None:
        raise ValueError("nobody was sent for")
    return visit


def _visit(record: Record) -> Visit | None:
    key = f"{record.kind} {record.digest[:12]}"
    match record.data:
        case {"customer": str(customer)} if customer:
            return Visit(record.at, key, customer=customer)
        case {"drill": str(drill), "sitting": int(sitting)} if drill:
            return Visit(record.at, key, drill=drill, sitting=sitting)
    return None
