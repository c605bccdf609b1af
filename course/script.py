"""Every exchange that a talk can hold, as a script to read aloud: what is said, and what comes back, at every heat."""

from collections.abc import Iterator

from course import dialogue
from course.beat import Band
from course.dialogue import State
from course.moment import Moment, band
from course.scenario import Scenario
from course.search import Search

_BANDS: tuple[Band, ...] = ("hot", "warm", "cool")


def script(scenario: Scenario) -> str:
    """The talk beat by beat: each reply, and below it each answer with the line that can follow it."""
    moments = sorted(Search(scenario).everything, key=lambda moment: (-moment.heat, moment.replies, moment.pauses))
    parts = [f"{scenario.title}: {scenario.customer.name} ({scenario.name})"]
    for beat in scenario.beats.values():
        here = [moment for moment in moments if moment.beat == beat.id and moment.ending is None]
        parts.append(f"\n== {beat.id}: {beat.about}")
        if beat.stage:
            parts.append(f"   [{beat.stage}]")
        parts += [f"   {heat}: {' / '.join(getattr(beat.line, heat))}" for heat in _BANDS]
        for choice in beat.choices.values():
            parts.append(f"\n  {choice.id}. {choice.text}" + (f" [{choice.stage}]" if choice.stage else ""))
            parts += dict.fromkeys(_comes_back(scenario, here, choice.id))
    return "\n".join(parts) + "\n"


def _comes_back(scenario: Scenario, moments: list[Moment], choice: str) -> Iterator[str]:
    for moment in moments:
        after = dialogue.say(State(scenario, 0, moment, ""), choice)
        rest = after.line.removeprefix(after.answer).strip()
        told = [after.answer, f"[{after.stage}]" if after.stage else "", rest]
        to = after.ending or after.moment.beat
        yield f"     {band(moment.heat)} → {to}, {after.band}: {' '.join(filter(None, told))}"
