"""What the class report says of talks: what was missing, what made it worse, and who went which way. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from autograder.class_talks import LEFT_OFF, NeedMet, Slip, Step, endings_of, needs_met, slips_in, steps_in
from autograder.class_work import Work, titles_of
from autograder.drawn import bar
from autograder.hypertext import paragraph, said, scrolled, subsection, table, words
from autograder.paper import Paper
from autograder.path_map import draw_paths
from course.beat import Beat
from course.debrief import title
from course.dialogue import State
from course.scenario import Scenario, load_scenario


class _Talks(NamedTuple):
    heading: str
    scenario: Scenario
    states: list[State]


def techniques(paper: Paper, works: Sequence[Work]) -> str:
    """Needs met and missed, and pitfalls, over all talks: each with its moment and a line to discuss."""
    talks = [one for one in _talks(paper, works) if one.states]
    if not talks:
        return paragraph("There is no talk yet that counts.")
    needs = [need for one in talks for need in needs_met(one.scenario, one.states)]
    slips = [slip for one in talks for slip in slips_in(one.scenario, one.states)]
    return (
        paragraph(
            "Each moment of a talk needs something, and here is how many learners gave it. A line to discuss does what "
            "the moment needs: read the class the moment, let them answer, and then ask what this line does."
        )
        + _by_technique(needs)
        + _by_moment(needs)
        + _pitfalls(slips)
    )


def ways(paper: Paper, works: Sequence[Work]) -> str:
    """Each talk's map with the numbers of those who went each way, and the same in words."""
    parts = [_way_through(one) for one in _talks(paper, works) if one.states]
    if not parts:
        return paragraph("There is no talk yet that counts.")
    how = (
        "A wide arrow is a way that many took, and the number on it says how many; a dotted one is a way that nobody "
        "took. Beats go down the left, detours stand beside them with a dashed border, and endings at the right. The "
        "tables say the same in words. An ending hangs on the whole talk: what was said last isn’t always why it came."
    )
    return paragraph(how) + "".join(parts)


def _talks(paper: Paper, works: Sequence[Work]) -> list[_Talks]:
    titles = titles_of(paper)
    found = []
    for name, task in paper.tasks.items():
        if task.scenario:
            states = [talk for work in works if (talk := work.parts[name].talk) is not None]
            found.append(_Talks(titles.get(name, name), load_scenario(task.scenario), states))
    return found


def _by_technique(needs: Sequence[NeedMet]) -> str:
    by_label: dict[str, list[NeedMet]] = {}
    for need in needs:
        by_label.setdefault(need.need.label, []).append(need)
    shares = {
        label: sum(need.met for need in some) / sum(need.learners for need in some) for label, some in by_label.items()
    }
    rows = [
        [words(title(label)), bar(shares[label], f"{shares[label]:.0%}"), str(len(by_label[label]))]
        for label in sorted(shares, key=lambda label: shares[label])
    ]
    heads = ["Technique", "Given where it was needed", "Moments that need it"]
    return table("Techniques over all talks, the scarcest first", heads, rows)


def _by_moment(needs: Sequence[NeedMet]) -> str:
    rows = [
        [
            words(title(need.need.label)),
            _moment(need.scenario, need.beat),
            bar(need.met / need.learners, f"{need.met} of {need.learners}"),
            said(need.model) if need.model else "Nothing: let the silence stand.",
        ]
        for need in sorted(needs, key=lambda need: need.met / need.learners)
    ]
    heads = ["Technique", "Moment", "Gave it", "A line to discuss"]
    return table("What each moment needed, those first that most learners missed", heads, rows)


def _pitfalls(slips: Sequence[Slip]) -> str:
    if not slips:
        return paragraph("Nobody fell into a pitfall.")
    rows = [
        [
            words(title(slip.label)),
            _moment(slip.scenario, slip.beat),
            bar(slip.fell / slip.learners, f"{slip.fell} of {slip.learners}"),
            said(slip.said),
            said(slip.model) if slip.model else words(slip.beat.hint),
        ]
        for slip in sorted(slips, key=lambda slip: -slip.fell / slip.learners)
    ]
    heads = ["Pitfall", "Moment", "Fell into it", "What most of them said", "A line to discuss"]
    return table("Pitfalls, those first that most learners fell into", heads, rows)


def _moment(scenario: Scenario, beat: Beat) -> str:
    return f"{words(scenario.customer.name)}: {words(beat.about)}"


def _way_through(talks: _Talks) -> str:
    steps, many = steps_in(talks.states), len(talks.states)
    name = f"{talks.heading}: {talks.scenario.title}, with {talks.scenario.customer.name}"
    drawing = scrolled(f"Map of {talks.scenario.title}", draw_paths(talks.scenario, steps, many))
    return subsection(name, _endings(talks), _wrong_turns(talks, steps), drawing, _steps(talks, steps))


def _endings(talks: _Talks) -> str:
    many = len(talks.states)
    rows = []
    for name, came in endings_of(talks.scenario, talks.states).items():
        if name != LEFT_OFF:
            ending = talks.scenario.endings[name]
            rows.append([words(ending.title), ending.quality, bar(came / many, f"{came} of {many}")])
        elif came:
            rows.append(["Left before an ending", "–", bar(came / many, f"{came} of {many}")])
    return table("How the talks ended", ["Ending", "How good it is", "Talks"], rows)


def _wrong_turns(talks: _Talks, steps: Sequence[Step]) -> str:
    """Ways into a detour, or to an ending that isn't the best, with what most said there."""
    rows = [
        [
            _place(talks.scenario, step.start),
            _place(talks.scenario, step.end),
            str(step.took),
            said(step.said) if step.said else "–",
        ]
        for step in steps
        if _wrong(talks.scenario, step.end)
    ]
    heads = ["From", "To", "Talks", "What most of them said there"]
    return table("Wrong turns, the usual ones first", heads, rows) if rows else paragraph("Nobody took a wrong turn.")


def _wrong(scenario: Scenario, place: str) -> bool:
    if place in scenario.beats:
        return scenario.beats[place].detour
    return place in scenario.endings and scenario.endings[place].quality != "best"


def _steps(talks: _Talks, steps: Sequence[Step]) -> str:
    rows = [[_place(talks.scenario, step.start), _place(talks.scenario, step.end), str(step.took)] for step in steps]
    return table(f"All ways that were taken in {len(talks.states)} talks", ["From", "To", "Talks"], rows)


def _place(scenario: Scenario, name: str) -> str:
    if name == LEFT_OFF:
        return "Left off"
    if name in scenario.beats:
        return f"{words(name)}: {words(scenario.beats[name].about)}"
    return f"{words(name)}: the ending “{words(scenario.endings[name].title)}”"
