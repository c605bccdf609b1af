"""`python -m course check`: every customer read, proved by search, and shown in a table."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from course.agreement import Disagreement, choices, disagreements
from course.atlas import atlas
from course.document import DocumentError
from course.hearing import Quote
from course.invariants import Report, prove, recipes
from course.map import draw, file_name
from course.scenario import FOLDER, Scenario, read_scenario, scenario_names
from course.script import script

_MANY = 4  # customers whose search is worth another process


def check(
    files: Iterable[Path] = (),
    maps: Path | None = None,
    docs: Path | None = None,
    console: Console | None = None,
    *,
    words: bool = False,
) -> int:
    """Check these files, or every customer of the course; draw their maps as SVG into `maps` if it is given.

    Into `docs` go the table of all, and their maps. Where the judge of typed replies and an author disagree is
    counted, with `words` told in full. Returns the exit status: 0 when all is sound, 1 when something needs an
    author; who is wrong in a disagreement, nobody but a reader can tell.
    """
    console = console or Console()
    paths = _paths(files)
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
        drawn = {file_name(report.scenario): draw(report.scenario) for report in reports}
        troubles += _written(drawn, maps, console)
    if docs is not None and not mistakes:
        troubles += _written(atlas(report for report in reports if report.results), docs, console)
    if scenarios:
        _compared(scenarios, console, words=words)
    for trouble in troubles:
        console.print(trouble, style="red", markup=False, highlight=False, soft_wrap=True)
    console.print(f"{sound} of {len(paths)} customers are sound.", style="bold", highlight=False)
    return 1 if troubles or not paths else 0


def read_aloud(files: Iterable[Path], console: Console | None = None) -> int:
    """Print every exchange with these customers, or with all; the exit status is 1 if a file is mistaken."""
    console = console or Console()
    scenarios, mistakes = _read(_paths(files))
    for words in (*map(script, scenarios), *mistakes):
        console.print(words, markup=False, highlight=False, soft_wrap=True)
    return 1 if mistakes else 0


def _written(files: Mapping[str, str], folder: Path, console: Console) -> list[str]:
    """Write files into a folder, and say where they are; what can't be written is told in a sentence."""
    for name, text in files.items():
        target = folder / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        except OSError as reason:
            return [f"{target} can't be written to ({reason.strerror})."]
    console.print(f"{len(files)} files are in {folder}.", markup=False, highlight=False, soft_wrap=True)
    return []


def _paths(files: Iterable[Path]) -> list[Path]:
    return [Path(file) for file in files] or [FOLDER / f"{name}.yaml" for name in scenario_names()]


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
        if len(scenarios) >= _MANY:
            # Begun afresh on every system, as Windows does: a copy of a process with threads can hang.
            with ProcessPoolExecutor(mp_context=get_context("spawn")) as workers:
                for report in workers.map(prove, scenarios):
                    reports.append(report)
                    progress.advance(task)
            return reports
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


def _compared(scenarios: list[Scenario], console: Console, *, words: bool) -> None:
    """Say where the judge hears otherwise than an author labels: how often with each customer, or all of it."""
    found = {scenario.name: disagreements(scenario) for scenario in scenarios}
    for table in [_in_full(*one) for one in found.items() if one[1]] if words else [_in_short(scenarios, found)]:
        console.print(table)
    count, of = sum(map(len, found.values())), sum(map(choices, scenarios))
    told = f"The judge hears {count} of {of} choices otherwise than their authors."
    hint = "" if words or not count else " --words shows them."
    console.print(told + hint, highlight=False, soft_wrap=True)


def _in_short(scenarios: list[Scenario], found: Mapping[str, tuple[Disagreement, ...]]) -> Table:
    table = Table(title="What authors say of their choices, and what the judge hears", title_justify="left")
    table.add_column("customer")
    for heading in ("choices", "disagree", "not heard", "heard besides"):
        table.add_column(heading, justify="right")
    for scenario in scenarios:
        here = found[scenario.name]
        unheard, unsaid = sum(len(one.unheard) for one in here), sum(len(one.unsaid) for one in here)
        table.add_row(Text(scenario.name), *map(str, (choices(scenario), len(here), unheard, unsaid)))
    return table


def _in_full(name: str, found: tuple[Disagreement, ...]) -> Table:
    table = Table(title=Text(f"{name} · authors and judge disagree"), title_justify="left", show_lines=True)
    for heading in ("choice", "words", "not heard", "heard besides"):
        table.add_column(heading)
    for one in found:
        place, unheard = f"{one.beat} {one.choice.id}", "\n".join(one.unheard)
        unsaid = "\n".join(map(_quoted, one.unsaid))
        table.add_row(*map(Text, (place, one.choice.text, unheard, unsaid)))
    return table


def _quoted(quote: Quote) -> str:
    return f"{quote.label}: “{' … '.join(quote.words)}”"
