"""What can be typed after `python -m autograder`, and what it means."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

MOST_WORKERS = 61  # Windows has no more processes in one pool


def read_options(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """The command and its options, and apart from them the labels with a sign. What is no command ends the program."""
    parser = argparse.ArgumentParser(
        prog="python -m autograder",
        description="The commands of whoever grades: mark what was handed in, and look after the marks.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    _add_grade(commands.add_parser("grade", help="mark what was handed in, and put it into nbgrader's gradebook"))
    words = commands.add_parser("words", help="list what learners typed, and what was heard in it")
    _add_name(words)
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
        _add_name(command)
        _add_gradebook(command)
    for command in (words, overrule, export, report, marks, comments):
        _add_course(command)
    ours, changes = _split(arguments)
    options = parser.parse_args(ours)
    if changes and (options.command != "overrule" or options.undo):
        overrule.error(f"{changes[0]} can stand only after `overrule ID`")
    return options, changes


def _add_grade(grade: argparse.ArgumentParser) -> None:
    _add_name(grade)
    grade.add_argument("--student", metavar="S", action="append", help="only this one; can stand more than once")
    grade.add_argument("--force", action="store_true", help="grade again what hasn't changed, too")
    grade.add_argument("--json", action="store_true", help="say what came of it as JSON, for a program")
    who = grade.add_mutually_exclusive_group()
    who.add_argument("--workers", metavar="N", type=_workers, help="processes that mark; 1: none beside this one")
    who.add_argument("--cluster", metavar="ADDRESS", help="a Dask scheduler whose workers mark")
    _add_gradebook(grade)
    _add_course(grade)


def _add_name(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", metavar="NAME", help="the exercise, such as angry")


def _add_gradebook(command: argparse.ArgumentParser) -> None:
    command.add_argument("--db", metavar="URL", help="the gradebook, if it isn't the one that nbgrader_config names")


def _add_course(command: argparse.ArgumentParser) -> None:
    command.add_argument("--course-dir", metavar="FOLDER", type=Path, default=Path.cwd(), help="default: here")


def _workers(words: str) -> int:
    if not words.isdecimal() or not 1 <= int(words) <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"'{words}' isn't a number from 1 to {MOST_WORKERS}")
    return int(words)


def _split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Take apart what argparse reads and labels with a sign before them."""
    changes = [argument for argument in arguments if re.fullmatch(r"\+.*|-[a-z_]{2,}", argument)]
    return [argument for argument in arguments if argument not in changes], changes
