"""The commands of whoever grades: read what learners typed, decide otherwise than the course, give the decisions on."""

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.assignment import assignment_names
from autograder.overrules import FILE, Overrule, Overruling, add_overrule, corpus_rows, json_line, read_overrules
from autograder.typed import Typed, assignments_handed_in, typed_words
from course.document import nearest
from course.labels import LABELS


class _Mistake(ValueError):
    """What can't be done, as a sentence."""


def main(arguments: list[str] | None = None, console: Console | None = None) -> int:
    """Run one command; returns the exit status, 130 after Ctrl-C as a shell has it."""
    try:
        return _run(arguments, console)
    except KeyboardInterrupt:
        print("Stopped by Ctrl-C.", file=sys.stderr)
        return 130


def _run(arguments: list[str] | None, console: Console | None) -> int:
    parser = argparse.ArgumentParser(prog="python -m autograder", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    _add_grade(commands.add_parser("grade", help="mark what was handed in, and put it into nbgrader's gradebook"))
    words = commands.add_parser("words", help="list what learners typed, and what was heard in it")
    words.add_argument("name", metavar="NAME", help="the exercise, such as angry")
    words.add_argument("--waiting", action="store_true", help="only words that a mark waits for")

    overrule = commands.add_parser(
        "overrule",
        help="decide what some words do: overrule ID ID … +label -label",
        description="Decide what some words do. Without a label, all stands as it was heard, and doubts are dropped.",
    )
    overrule.add_argument(
        "ids", metavar="ID", nargs="+", help="the names that `words` shows, then +label or -label, or both"
    )
    overrule.add_argument("--undo", action="store_true", help="take the decision back")

    export = commands.add_parser("export-corpus", help="write the decisions as rows to train the course's judge on")
    export.add_argument("file", metavar="FILE", type=Path, help="where to write them, such as ours.jsonl")

    report = commands.add_parser("report", help="write a page on how the class did, to open in a browser")
    marks = commands.add_parser("marks", help="write the marks as CSV, for a learning-management system")
    for command in (report, marks):
        command.add_argument("--out", metavar="FILE", type=Path, help="where to write it")
    comments = commands.add_parser(
        "comments", help="put into words what stands for a comment, such as #7-3 their words"
    )
    comments.add_argument("--list", action="store_true", help="only list what stands for which comment")
    for command in (report, marks, comments):
        command.add_argument("name", metavar="NAME", help="the exercise, such as angry")
        command.add_argument(
            "--db", metavar="URL", help="the gradebook, if it isn't the one that nbgrader_config names"
        )

    for command in (words, overrule, export, report, marks, comments):
        command.add_argument("--course-dir", metavar="FOLDER", type=Path, default=Path.cwd(), help="default: here")
    ours, changes = _split(sys.argv[1:] if arguments is None else arguments)
    options = parser.parse_args(ours)
    if changes and (options.command != "overrule" or options.undo):
        overrule.error(f"{changes[0]} can stand only after `overrule ID`")
    console = console or Console()
    if options.command == "grade":
        from autograder.grade_command import grade_class  # brings nbgrader along

        return grade_class(options, console)
    try:
        said = _COMMANDS[options.command](options, changes, console)
    except ValueError as mistake:
        print(mistake, file=sys.stderr)
        return 1
    except OSError as reason:
        print(f"{reason.filename} can't be read or written ({reason.strerror}).", file=sys.stderr)
        return 1
    console.print(_shown(said), markup=False, highlight=False, soft_wrap=True)
    return 0


def _add_grade(grade: argparse.ArgumentParser) -> None:
    grade.add_argument("name", metavar="NAME", help="the exercise, such as angry")
    grade.add_argument("--student", metavar="S", action="append", help="only this one; can stand more than once")
    grade.add_argument("--force", action="store_true", help="grade again what hasn't changed, too")
    grade.add_argument("--json", action="store_true", help="say what came of it as JSON, for a program")
    grade.add_argument("--db", metavar="URL", help="the gradebook, if it isn't the one that nbgrader_config names")
    who = grade.add_mutually_exclusive_group()
    who.add_argument("--workers", metavar="N", type=_count, help="processes that mark; 1: none beside this one")
    who.add_argument("--cluster", metavar="ADDRESS", help="a Dask scheduler whose workers mark")
    grade.add_argument("--course-dir", metavar="FOLDER", type=Path, default=Path.cwd(), help="default: here")


def _count(words: str) -> int:
    if not words.isdecimal() or not 1 <= int(words) <= 61:  # Windows has no more in one pool
        raise argparse.ArgumentTypeError(f"'{words}' isn't a number from 1 to 61")
    return int(words)


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Take apart what argparse reads and labels with a sign before them."""
    changes = [argument for argument in arguments if re.fullmatch(r"\+.*|-[a-z_]{2,}", argument)]
    return [argument for argument in arguments if argument not in changes], changes


def _words(options: argparse.Namespace, _: list[str], console: Console) -> str:
    if options.name not in assignment_names():
        raise _Mistake(f"There's no exercise '{options.name}'." + nearest(options.name, list(assignment_names())))
    found = typed_words(options.course_dir, options.name, Overruling(read_overrules(options.course_dir / FILE)))
    shown = [one for one in found if one.waits or not options.waiting]
    if shown:
        console.print(_table(options.name, shown))
    waiting = sum(one.waits for one in found)
    return f"{len(found)} different replies were typed in hand-ins of {options.name}. Marks wait for {waiting} of them."


def _overrule(options: argparse.Namespace, changes: list[str], _: Console) -> str:
    file = options.course_dir / FILE
    standing = read_overrules(file)
    ids = tuple(dict.fromkeys(options.ids))
    if options.undo:
        if unknown := [name for name in ids if name not in standing]:
            raise _Mistake(f"Nothing was decided about {' '.join(unknown)}, so there is nothing to take back.")
        decided = (standing[name] for name in ids)
        add_overrule(file, *(Overrule(one.customer, one.type, one.reply, None) for one in decided))
        return f"Taken back. {_AGAIN}"
    added, removed = _changed(changes)
    overrules = []
    for one in _typed(options.course_dir, ids, Overruling(standing)):
        labels = frozenset(one.judgement.labels | added) - removed
        overrules.append(Overrule(one.customer, one.type, one.reply, labels, _spans(one, labels)))
    add_overrule(file, *overrules)
    return "\n".join([*map(_now_has, overrules), _AGAIN])


def _now_has(overrule: Overrule) -> str:
    told = ", ".join(label for label in LABELS if label in (overrule.labels or ())) or "no label"
    return f"“{overrule.reply}” now has: {told}."


_AGAIN = "Marks follow when you grade again: python -m autograder grade NAME"


def _export(options: argparse.Namespace, _: list[str], __: Console) -> str:
    overrules = read_overrules(options.course_dir / FILE).values()
    learners = [path.name for path in (options.course_dir / "submitted").glob("*") if path.is_dir()]
    named = [one.id for one in overrules if _names(one.reply, learners)]
    part = options.file.stem.replace("-", "_")  # what stands before the first dash of a row's id names its part
    rows = corpus_rows((one for one in overrules if one.id not in named), part)
    lines = "".join(map(json_line, rows))
    options.file.write_text(lines, encoding="utf-8", newline="\n")
    left_out = f" Left out, because a learner's name may be in it: {', '.join(named)}." if named else ""
    return f"{len(rows)} rows are in {options.file}.{left_out}"


def _changed(changes: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    for change in changes:
        if change[1:] not in LABELS:
            raise _Mistake(f"'{change[1:]}' isn't a label." + nearest(change[1:], list(LABELS)))
    signed = {sign: frozenset(change[1:] for change in changes if change[0] == sign) for sign in "+-"}
    if both := signed["+"] & signed["-"]:
        raise _Mistake(f"'{min(both)}' can't be added and taken away at once.")
    return signed["+"], signed["-"]


def _typed(course: Path, names: Sequence[str], judge: Overruling) -> list[Typed]:
    """The words of these names, in whatever exercises they were typed; all of them are there, or it is a mistake."""
    found: dict[str, Typed] = {}
    for exercise in assignments_handed_in(course):
        if exercise in assignment_names() and len(found) < len(names):
            found |= {one.id: one for one in typed_words(course, exercise, judge) if one.id in names}
    if missing := [name for name in names if name not in found]:
        told = " ".join(missing)
        raise _Mistake(f"No words in {course / 'submitted'} have the name {told}; `words` lists those that there are.")
    return [found[name] for name in names]


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
        words = Text.assemble((f"{one.part} · to: {one.customer}\n", "dim"), _shown(one.reply))
        heard, unsure = (_heard(one, labels) for labels in (one.judgement.labels, one.judgement.abstained))
        table.add_row(f"{one.id}\nwaits" if one.waits else one.id, str(one.learners), words, heard, unsure)
    return table


def _heard(one: Typed, labels: frozenset[str]) -> Text:
    rows = []
    for label in (label for label in LABELS if label in labels):
        evidence = one.judgement.evidence.get(label)
        rows.append(f"{label} {evidence.confidence:.0%}: {' … '.join(evidence.spans)}" if evidence else label)
    return Text(_shown("\n".join(rows)))


def _shown(words: str) -> str:
    """A learner's words as a terminal may show them: without what would steer it."""
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in words)


def _report(options: argparse.Namespace, _: list[str], __: Console) -> str:
    from autograder.report_command import write_report

    return write_report(options)


def _marks(options: argparse.Namespace, _: list[str], __: Console) -> str:
    from autograder.report_command import write_marks

    return write_marks(options)


def _comments(options: argparse.Namespace, _: list[str], __: Console) -> str:
    from autograder.comment_command import list_comments, write_comments

    return list_comments(options) if options.list else write_comments(options)


_COMMANDS = {
    "comments": _comments,
    "words": _words,
    "overrule": _overrule,
    "export-corpus": _export,
    "report": _report,
    "marks": _marks,
}

if __name__ == "__main__":
    sys.exit(main())
