"""`python -m course check`: every customer read, proved by search, and shown in a table."""

from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from course.document import DocumentError
from course.invariants import Report, prove, recipes
from course.map import draw
from course.scenario import FOLDER, Scenario, read_scenario, scenario_names


def check(files: Iterable[Path] = (), maps: Path | None = None, console: Console | None = None) -> int:
    """Check these files, or every customer of the course; draw their maps as SVG into `maps` if it is given.

    Returns the exit status: 0 when all is sound, 1 when something needs an author.
    """
    console = console or Console()
    paths = [Path(file) for file in files] or [FOLDER / f"{name}.yaml" for name in scenario_names()]
    scenarios, mistakes = _read(paths)
    reports = _searched(scenarios, console)
    across: dict[str, list[str]] = {}
    for scenario, sentence in recipes(report.scenario for report in reports if report.results):
        across.setdefault(scenario.name, []).append(sentence)
    troubles, sound = mistakes, 0
    for report in reports:
        console.print(_table(report))
        found = [*report.problems, *across.get(report.scenario.name, [])]
        sound += not found
        troubles += [f"{report.scenario.name}: {problem}" for problem in found]
        if maps is not None:
            console.print(_drawn(report.scenario, maps), markup=False, soft_wrap=True)
    for trouble in troubles:
        console.print(trouble, style="red", markup=False, highlight=False, soft_wrap=True)
    console.print(f"{sound} of {len(paths)} customers are sound.", style="bold", highlight=False)
    return 1 if troubles or not paths else 0


def _drawn(scenario: Scenario, maps: Path) -> str:
    """Draw a customer's map into a folder; say where it is, or why it isn't."""
    target = maps / f"{scenario.name.replace('/', '-')}.svg"
    try:
        maps.mkdir(parents=True, exist_ok=True)
        target.write_text(draw(scenario), encoding="utf-8", newline="\n")
    except OSError as reason:
        return f"The map of {scenario.name} can't be written to {target} ({reason.strerror})."
    return f"The map of {scenario.name} is in {target}"


def _read(paths: list[Path]) -> tuple[list[Scenario], list[str]]:
    scenarios, troubles = [], []
    for path in paths:
        try:
            scenarios.append(read_scenario(path))
        except DocumentError as mistake:
            troubles.append(str(mistake))
    return scenarios, troubles


def _searched(scenarios: list[Scenario], console: Console) -> list[Report]:
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, TextColumn("{task.fields[moments]}"), console=console, transient=True) as progress:
        task = progress.add_task("Searching", total=len(scenarios), moments="")
        reports = []
        for scenario in scenarios:
            progress.update(task, description=f"Searching {scenario.name}")
            reports.append(prove(scenario, lambda known: progress.update(task, moments=f"{known:,} moments")))
            progress.advance(task)
    return reports


def _table(report: Report) -> Table:
    scenario = report.scenario
    size = f"{len(scenario.beats)} beats, {len(scenario.endings)} endings"
    reach = f"{report.moments:,} moments, {report.paths:,} paths of choices"
    title = Text(f"{scenario.name} · {scenario.title}")
    table = Table(title=title, caption=f"{size}; {reach}", title_justify="left")
    table.add_column("player")
    for heading in ("marks", "at most", "passes", "best ending"):
        table.add_column(heading, justify="right")
    for result in report.results:
        marks = f"{result.average:.1f} of {scenario.possible}"
        table.add_row(result.player, marks, str(result.most), f"{result.passes:.3f}", f"{result.best:.3f}")
    return table
