"""What `review` says: what fades, what to do for it, and when it comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from course.agenda import Invitation
from course.fading import Standing
from course.hearing import title
from course.language import N_, _, ngettext

FIRST = N_(
    "There is nothing to review yet. Have a talk in a lesson first. Come back here a day or two later: "
    "this page brings back what you practiced, before you forget it."
)
DONE = N_("That was today’s review. Well done.")
GONE = N_("That can’t be shown, because a file of the course has a mistake. Tell whoever runs it.")
_BACK = N_("It brings back:")
_NONE = N_("Nothing needs a review today.")
_LESSONS = N_(
    "Something is fading, but there is nothing left to review it with this week. "
    "Go on with the lessons: they practice it, too."
)
THANKS: Mapping[str, str] = MappingProxyType(
    {
        "helped": N_("It’s kept. Good to hear."),
        "no_help": N_("It’s kept. Some plans take a few tries. You can change yours on the page where you made it."),
        "no_chance": N_("It’s kept. You will be asked again in a few days."),
        "forgot": N_("It’s kept. That happens to everybody. You will be asked again in a few days."),
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
    if days < 2:
        return _("yesterday") if days == 1 else _("today")
    return ngettext("{n} day ago", "{n} days ago", days).format(n=days)


def fading(standing: Standing, now: datetime) -> str:
    """A skill, and when it was practiced last."""
    # To translate: a skill, and "today", "yesterday" or "3 days ago".
    said = _("{skill} (last practiced {ago})")
    return said.format(skill=title(standing.skill).capitalize(), ago=ago(standing.practiced, now))


def offer(invitation: Invitation, name: str, met: datetime | None, now: datetime) -> str:
    """What to do today. `name` is the title of the talk or drill, `met` when that talk was had last."""
    if invitation.drill:
        return _("Today: a few questions, “{title}”. They take about five minutes.").format(title=name)
    if met is None:
        said = _("Today: “{title}”, a talk with somebody you haven’t met. It takes about five minutes.")
        return said.format(title=name)
    # To translate: the title of a talk, and "today", "yesterday" or "3 days ago".
    said = _("Today: “{title}”, a talk you had {ago}. It takes about five minutes.")
    return said.format(title=name, ago=ago(met, now))


def rest(stand: Stand, now: datetime) -> str:
    """What is left when the day's review is done, or when there is none."""
    left = len(stand.due)
    if stand.invitation:
        said = ngettext(
            "One more skill is fading, and can wait until tomorrow. Or go on now.",
            "{n} more skills are fading, and can wait until tomorrow. Or go on now.",
            left,
        )
        return said.format(n=left)
    if left:
        return _(_LESSONS)
    after = min(stand.skills, key=lambda one: one.due)
    days = max(1, (after.due.astimezone().date() - now.astimezone().date()).days)
    said = ngettext(
        "The next review comes tomorrow: {skill}.",
        "The next review comes in {n} days: {skill}.",
        days,
    )
    return said.format(n=days, skill=title(after.skill))


def words(stand: Stand, now: datetime, *, today: str, here: str, over: bool) -> list[str]:
    """What the page says. `today` is the offer, `here` the name of what was begun; `over` if that is done."""
    if over:
        return [_(DONE), rest(stand, now)]
    if here:
        return [_("{name} is here, below.").format(name=here)]
    if not stand.skills:
        return [_(FIRST)]
    if stand.invitation:
        return [today, _(_BACK)]
    return [rest(stand, now)] if stand.due else [_(_NONE), rest(stand, now)]
