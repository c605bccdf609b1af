"""What `review` says: what fades, what to do for it, and when it comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from course.agenda import Invitation
from course.fading import Standing
from course.hearing import title

FIRST = (
    "There is nothing to review yet. Have a talk in a lesson first. Come back here a day or two later: "
    "this page brings back what you practiced, before you forget it."
)
DONE = "That was today’s review. Well done."
GONE = "That can’t be shown, because a file of the course has a mistake. Tell whoever runs it."
_BACK = "It brings back:"
_NONE = "Nothing needs a review today."
_LESSONS = (
    "Something is fading, but there is nothing left to review it with this week. "
    "Go on with the lessons: they practice it, too."
)
THANKS: Mapping[str, str] = MappingProxyType(
    {
        "helped": "It’s kept. Good to hear.",
        "no_help": "It’s kept. Some plans take a few tries. You can change yours on the page where you made it.",
        "no_chance": "It’s kept. You will be asked again in a few days.",
        "forgot": "It’s kept. That happens to everybody. You will be asked again in a few days.",
    }
)


@dataclass(frozen=True, slots=True)
class Stand:
    """How things stand: every skill that was practiced, those due, and what to do for them if there is anything."""

    skills: tuple[Standing, ...] = ()
    due: tuple[Standing, ...] = ()
    invitation: Invitation | None = None


def ago(at: datetime, now: datetime) -> str:
    """How many days ago something was, by the calendar on this computer."""
    days = (now.astimezone().date() - at.astimezone().date()).days
    return ("today", "yesterday")[max(0, days)] if days < 2 else f"{days} days ago"


def fading(standing: Standing, now: datetime) -> str:
    """A skill, and when it was practiced last."""
    return f"{title(standing.skill).capitalize()} (last practiced {ago(standing.practiced, now)})"


def offer(invitation: Invitation, name: str, met: datetime | None, now: datetime) -> str:
    """What to do today. `name` is the title of the talk or drill, `met` when that talk was had last."""
    if invitation.drill:
        return f"Today: a few questions, “{name}”. They take about five minutes."
    if met is None:
        return f"Today: “{name}”, a talk with somebody you haven’t met. It takes about five minutes."
    return f"Today: “{name}”, a talk you had {ago(met, now)}. It takes about five minutes."


def rest(stand: Stand, now: datetime) -> str:
    """What is left when the day's review is done, or when there is none."""
    left = len(stand.due)
    if stand.invitation:
        which = "One more skill is" if left == 1 else f"{left} more skills are"
        return f"{which} fading, and can wait until tomorrow. Or go on now."
    if left:
        return _LESSONS
    after = min(stand.skills, key=lambda one: one.due)
    days = max(1, (after.due.astimezone().date() - now.astimezone().date()).days)
    return f"The next review comes {'tomorrow' if days == 1 else f'in {days} days'}: {title(after.skill)}."


def words(stand: Stand, now: datetime, *, today: str, here: str, over: bool) -> list[str]:
    """What the page says. `today` is the offer, `here` the name of what was begun; `over` if that is done."""
    if over:
        return [DONE, rest(stand, now)]
    if here:
        return [f"{here} is here, below."]
    if not stand.skills:
        return [FIRST]
    if stand.invitation:
        return [today, _BACK]
    return [rest(stand, now)] if stand.due else [_NONE, rest(stand, now)]
