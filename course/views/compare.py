"""`compare`: a conversation that goes wrong and one that goes well with the same customer, turn by turn."""

from typing import Any

from course import dialogue
from course.dialogue import State
from course.scenario import load_scenario
from course.views.report import Report, element, page, talk, told
from course.views.scene import lines


@told
def compare(name: str) -> Report:
    """The two model conversations of a customer side by side. Raises ValueError for a customer without models."""
    scenario = load_scenario(name)
    if scenario.models is None:
        raise ValueError(f"{name} has no 'models' to compare")
    bad, good = (dialogue.rehearse(scenario, steps) for steps in (scenario.models.bad, scenario.models.good))
    columns = {"A talk that goes wrong": bad, "A talk that goes well": good}
    rows = [_row(at, columns) for at in range(max(len(bad.turns), len(good.turns)) + 1)]
    heads = "".join(f'<th scope="col">{title}</th>' for title in columns)
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    words = f"Two talks with {good.name}, side by side: one goes wrong and one goes well."
    return Report(page(element("h4", scenario.title), element("p", scenario.place), table), words)


def _row(turn: int, columns: dict[str, State]) -> str:
    cells = []
    for title, state in columns.items():
        said: list[dict[str, Any]] = [line for line in lines(state, helped=True) if line["turn"] == turn]
        cells.append(f'<td data-title="{title}">{talk(state, said) + _end(state, turn) if said else ""}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _end(state: State, turn: int) -> str:
    if turn < len(state.turns) or state.ending is None:
        return ""
    ending = state.scenario.endings[state.ending]
    return element("h5", ending.title) + element("p", ending.text)
