"""Days, hours and lists as people say them, in the language that is spoken now."""

from collections.abc import Sequence
from datetime import datetime

from course.language import N_, _

_MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


def month(at: datetime) -> str:
    """The name of its month."""
    return _(_MONTHS[at.month - 1])


def day(at: datetime) -> str:
    """A day, such as `March 9, 2026`."""
    # To translate: a day, such as "March 9, 2026".
    return _("{month} {day}, {year}").format(month=month(at), day=at.day, year=at.year)


def hour(at: datetime) -> str:
    """What a clock says, such as `9:05 AM`."""
    # To translate: what a clock says, such as "9:05 AM".
    said = _("{hour}:{minute} AM") if at.hour < 12 else _("{hour}:{minute} PM")
    return said.format(hour=at.hour % 12 or 12, minute=f"{at.minute:02}")


def second(at: datetime) -> str:
    """A moment to the second, such as `09 March at 14:05:06`."""
    # To translate: a moment, such as "09 March at 14:05:06".
    return _("{day} {month} at {time}").format(day=f"{at.day:02}", month=month(at), time=f"{at:%H:%M:%S}")


def listed(words: Sequence[str]) -> str:
    """Some things in a row, such as `one, two and three`; "" for none."""
    if len(words) < 2:
        return "".join(words)
    *first, last = words
    # To translate: a list, whose first things have commas between them.
    return _("{first} and {last}").format(first=", ".join(first), last=last)
