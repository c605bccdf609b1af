"""The commands of whoever grades: `python -m autograder`. What they need is imported while Ctrl-C is looked out for."""

import sys
from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def main(arguments: list[str] | None = None, console: "Console | None" = None) -> int:
    """Run one command; returns the exit status, 130 after Ctrl-C as a shell has it."""
    try:
        return _run(arguments, console)
    except KeyboardInterrupt:
        print("Stopped by Ctrl-C.", file=sys.stderr)
        return 130


def _run(arguments: list[str] | None, console: "Console | None") -> int:
    from rich.console import Console

    from autograder.harmless import printable
    from autograder.options import read_options

    options, changes = read_options(sys.argv[1:] if arguments is None else arguments)
    console = console or Console()
    if options.command == "grade":
        from autograder.grade_command import grade_class

        return grade_class(options, console)
    try:
        said = _command(options, changes, console)()
    except ValueError as mistake:
        print(mistake, file=sys.stderr)
        return 1
    except OSError as reason:
        print(f"{reason.filename} can't be read or written ({reason.strerror}).", file=sys.stderr)
        return 1
    console.print(printable(said), markup=False, highlight=False, soft_wrap=True)
    return 0


def _command(options: Namespace, changes: list[str], console: "Console") -> Callable[[], str]:
    """What a command does; it returns what to say."""
    from autograder import comment_command, report_command, words_command

    commands: dict[str, Callable[[], str]] = {
        "words": lambda: words_command.list_words(options, console),
        "overrule": lambda: words_command.overrule(options, changes),
        "export-corpus": lambda: words_command.export_corpus(options),
        "report": lambda: report_command.write_report(options),
        "marks": lambda: report_command.write_marks(options),
        "comments": lambda: comment_command.write_comments(options),
    }
    return commands[options.command]


if __name__ == "__main__":
    sys.exit(main())
