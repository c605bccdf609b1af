"""The customers in the docs: one table of what was proved of each, and a map for each."""

from collections.abc import Iterable
from itertools import groupby

from course.invariants import Report, Result
from course.map import draw, file_name

_TRICKS = ("longest", "first", "politest", "most labels")
_HEAD = """\
# The customers

Made by `python -m course check --docs docs`: change a customer's file and run it again. Each row was found by a search
of *every* path through that customer's talk, for every order of the choices.

- **marks**: what a player who gives what each moment needs earns, always; it is the full total.
- **random**, **clean**: the chance to pass for somebody who picks at random, among all choices or among those
  without a pitfall. They must stay below 0.10 and 0.25.
- **trick**: the best chance to pass for somebody who always takes the longest reply, the first, the most polite, or
  the one with the most techniques. It must stay below 0.10.
- **habit**: the most marks that somebody can earn who takes one pitfall wherever it is offered, and does
  everything else right. It must stay below the full total.

A customer marked *exercise* is met in a graded exercise and nowhere else. A map tells what each moment needs: look at
theirs only if you teach.
"""
_COLUMNS = ("customer", "level", "beats", "endings", "moments", "marks", "random", "clean", "trick", "habit")


def atlas(reports: Iterable[Report]) -> dict[str, str]:
    """The files of the docs by their path: `customers.md`, and `maps/<type>-<name>.svg` for each customer."""
    known = sorted(reports, key=lambda report: report.scenario.name)
    files = {f"maps/{file_name(report.scenario)}": draw(report.scenario) for report in known}
    parts = [_HEAD]
    for kind, group in groupby(known, key=lambda report: report.scenario.name.partition("/")[0]):
        rows = [_row(report) for report in group]
        parts.append(
            f"## {kind.capitalize()}\n\n{_line(_COLUMNS)}\n{_line(['---'] * len(_COLUMNS))}\n" + "\n".join(rows) + "\n"
        )
    return {"customers.md": "\n".join(parts), **files}


def _row(report: Report) -> str:
    scenario, results = report.scenario, {result.player: result for result in report.results}
    habits = [result.most for result in report.results if result.player.startswith("habit")]
    name = f"[{scenario.title}](maps/{file_name(scenario)}) ({scenario.customer.name})"
    return _line(
        [
            name + (", *exercise*" if scenario.use == "exercise" else ""),
            scenario.level,
            len(scenario.beats),
            len(scenario.endings),
            f"{report.moments:,}",
            scenario.possible,
            _chance(results["random"]),
            _chance(results["random, no pitfall"]),
            _chance(*(results[player] for player in _TRICKS)),
            max(habits, default=0),
        ]
    )


def _chance(*results: Result) -> str:
    return f"{max(result.passes for result in results):.3f}"


def _line(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"
