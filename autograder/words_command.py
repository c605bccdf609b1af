"""The commands `words`, `overrule`, `export-corpus`: what learners typed, and what whoever grades makes of it."""

import re
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.assignment import assignment_names
from autograder.command import CommandError, counted, exercise, program
from autograder.harmless import printable
from autograder.overrules import FILE, Overrule, Overruling, add_overrule, corpus_rows, json_line, read_overrules
from autograder.typed import Typed, assignments_handed_in, typed_words
from course.document import nearest
from course.labels import LABELS


def list_words(options: Namespace, console: Console) -> str:
    """Show what was typed in an exercise, and say how much. Raises OSError, and ValueError in words."""
    found = typed_words(
        options.course_dir, exercise(options.name), Overruling(read_overrules(options.course_dir / FILE))
    )
    shown = [one for one in found if one.waits or not options.waiting]
    if shown:
        console.print(_table(options.name, shown))
    waiting = sum(one.waits for one in found)
    typed = "1 reply was" if len(found) == 1 else f"{len(found)} different replies were"
    return f"{typed} typed in hand-ins of {options.name}. Marks wait for {waiting} of them."


def overrule(options: Namespace, changes: list[str]) -> str:
    """Decide, or with `undo` no longer, what some words do, and say what holds now. Raises as `list_words` does."""
    file = options.course_dir / FILE
    standing = read_overrules(file)
    ids = tuple(dict.fromkeys(options.ids))
    if options.undo:
        if unknown := [name for name in ids if name not in standing]:
            raise CommandError(f"Nothing was decided about {' '.join(unknown)}, so there is nothing to take back.")
        decided = [standing[name] for name in ids]
        add_overrule(file, *(replace(one, labels=None, spans=()) for one in decided))
        exercises = {one.exercise for one in decided}
        return " ".join(["Taken back.", *_again(_handed_in(options.course_dir) if "" in exercises else exercises)])
    added, removed = _changed(changes)
    typed = _typed(options.course_dir, ids, Overruling(standing))
    if missing := " ".join(name for name in ids if name not in typed):
        place = options.course_dir / "submitted"
        raise CommandError(f"No words in {place} have the name {missing}; `words` lists those that there are.")
    overrules = []
    for handed_in, one in (typed[name] for name in ids):
        labels = frozenset(one.judgement.labels | added) - removed
        overrules.append(Overrule(one.customer, one.type, one.reply, labels, _spans(one, labels), handed_in))
    add_overrule(file, *overrules)
    return "\n".join([*map(_now_has, overrules), *_again({one.exercise for one in overrules})])


def export_corpus(options: Namespace) -> str:
    """Write what was decided as rows of a corpus, and say how many. Raises as `list_words` does."""
    overrules = read_overrules(options.course_dir / FILE).values()
    learners = [path.name for path in (options.course_dir / "submitted").glob("*") if path.is_dir()]
    named = [one.id for one in overrules if _names(one.reply, learners)]
    part = options.file.stem.replace("-", "_")  # what stands before the first dash of a row's id names its part
    rows = corpus_rows((one for one in overrules if one.id not in named), part)
    lines = "".join(map(json_line, rows))
    options.file.write_text(lines, encoding="utf-8", newline="\n")
    left_out = f" Left out, because a learner's name may be in it: {', '.join(named)}." if named else ""
    return f"{counted(len(rows), 'row is', 'rows are')} in {options.file}.{left_out}"


def _now_has(overrule: Overrule) -> str:
    told = ", ".join(label for label in LABELS if label in (overrule.labels or ())) or "no label"
    return f"“{overrule.reply}” now has: {told}."


def _changed(changes: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    for change in changes:
        if change[1:] not in LABELS:
            raise CommandError(f"'{change[1:]}' isn't a label." + nearest(change[1:], list(LABELS)))
    signed = {sign: frozenset(change[1:] for change in changes if change[0] == sign) for sign in "+-"}
    if both := signed["+"] & signed["-"]:
        raise CommandError(f"'{min(both)}' can't be added and taken away at once.")
    return signed["+"], signed["-"]


def _typed(course: Path, names: Sequence[str], judge: Overruling) -> dict[str, tuple[str, Typed]]:
    """The words of these names, as far as they are there, each with the exercise in which they were typed."""
    found: dict[str, tuple[str, Typed]] = {}
    for handed_in in _handed_in(course):
        if len(found) < len(names):
            found |= {one.id: (handed_in, one) for one in typed_words(course, handed_in, judge) if one.id in names}
    return found


def _handed_in(course: Path) -> list[str]:
    return [name for name in assignments_handed_in(course) if name in assignment_names()]


def _again(exercises: Iterable[str]) -> Iterator[str]:
    """What to do for the marks to follow, if there is anything to do."""
    if grading := " and ".join(f"{program()} grade {name}" for name in sorted(exercises)):
        yield f"Marks follow when you grade again: {grading}"


def _spans(one: Typed, labels: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The words that carry each label: those that were heard, or, where only the instructor heard it, all of them."""
    evidence = one.judgement.evidence
    quoted = {
        label: evidence[label].spans if label in evidence else (one.reply,) for label in LABELS if label in labels
    }
    return tuple((label, words) for label, spans in quoted.items() for words in spans)


def _names(reply: str, learners: Iterable[str]) -> bool:
    """Whether a part of a learner's name, of three letters or more, stands in a reply."""
    parts = {part.casefold() for learner in learners for part in re.findall(r"[^\W\d_]{3,}", learner)}
    return not parts.isdisjoint(re.findall(r"[^\W\d_]+", reply.casefold()))


def _table(name: str, shown: Iterable[Typed]) -> Table:
    table = Table(title=f"What was typed in {name}", title_justify="left", show_lines=True)
    for heading in ("ID", "learners"):
        table.add_column(heading, no_wrap=True)
    for heading in ("words", "heard", "not sure"):
        table.add_column(heading, overflow="fold")
    for one in shown:
        words = Text.assemble((f"{one.part} · to: {one.customer}\n", "dim"), printable(one.reply))
        heard, unsure = (_heard(one, labels) for labels in (one.judgement.labels, one.judgement.abstained))
        if one.waits and not one.judgement.abstained:
            unsure = Text("whether it is said to this person: no word of their story is in it")
        table.add_row(f"{one.id}\nwaits" if one.waits else one.id, str(one.learners), words, heard, unsure)
    return table


def _heard(one: Typed, labels: frozenset[str]) -> Text:
    rows = []
    for label in (label for label in LABELS if label in labels):
        evidence = one.judgement.evidence.get(label)
        rows.append(f"{label} {evidence.confidence:.0%}: {' … '.join(evidence.spans)}" if evidence else label)
    return Text(printable("\n".join(rows)))
