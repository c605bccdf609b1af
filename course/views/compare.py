"""`compare`: a conversation that goes wrong and one that goes well with the same customer, turn by turn."""

from collections.abc import Sequence
from html import escape
from typing import Any

from course import dialogue
from course.dialogue import State
from course.language import _, in_words_of
from course.scenario import load_scenario
from course.views.report import Report, element, page, talk
from course.views.scene import lines
from course.views.told import told


@told
def compare(name: str) -> Report:
    """The two model conversations of a customer side by side. Raises ValueError for a customer without models."""
    scenario = load_scenario(in_words_of("scenarios", name))
    if scenario.models is None:
        raise ValueError(f"{name} has no 'models' to compare")
    bad, good = (dialogue.rehearse(scenario, steps) for steps in (scenario.models.bad, scenario.models.good))
    table = beside([(_("A talk that goes wrong"), bad), (_("A talk that goes well"), good)])
    words = _("Two talks with {name}, side by side: one goes wrong and one goes well.").format(name=good.name)
    return Report(page(element("h4", scenario.title), element("p", scenario.place), table), words)


def beside(columns: Sequence[tuple[str, State]]) -> str:
    """Talks side by side, each under its title, as a table with a row for each turn: HTML."""
    heads = "".join(f'<th scope="col">{escape(title)}</th>' for title, _state in columns)
    rows = "".join(_row(at, columns) for at in range(max(len(state.turns) for _title, state in columns) + 1))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _row(turn: int, columns: Sequence[tuple[str, State]]) -> str:
    cells = []
    for title, state in columns:
        said: list[dict[str, Any]] = [line for line in lines(state, helped=True) if line["turn"] == turn]
        shown = talk(state, said) + _end(state, turn) if said else ""
        cells.append(f'<td data-title="{escape(title)}">{shown}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _end(state: State, turn: int) -> str:
    if turn < len(state.turns) or state.ending is None:
        return ""
    ending = state.scenario.endings[state.ending]
    return element("h5", ending.title) + element("p", ending.text)
