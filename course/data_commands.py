"""The commands for one's own data: `backup`, `restore`, `erase`."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from course import learners
from course.backup import BackupError, back_up
from course.erase import erase, to_erase
from course.learners import Learner, data_folder
from course.restore import restore
from course.workspace import clear_outputs

_ANSWER = "erase"


def backup_command(target: Path, *, one: bool) -> int:
    """Write a backup of everybody, or of the one who is learning; returns the exit status."""
    data = data_folder().absolute()
    try:
        whose = [learners.learning(data)] if one else None
        count = back_up(data, target, datetime.now(UTC), whose)
    except BackupError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    print(f"Backed up: {_named(whose or learners.learners(data))}. {_files(count)} in {target}")
    print("It holds what you said in practice, in plain text. Keep it where others can't open it.")
    return 0


def restore_command(source: Path) -> int:
    """Bring back what a backup holds; returns the exit status."""
    data = data_folder().absolute()
    try:
        done = restore(data, source)
    except BackupError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    print(f"Restored: {', '.join(done.whose) or 'the lessons'}. {_files(done.files)} came back to {data}")
    for path in done.beside:
        print(f"What is here differs, so it lies beside it: {path}")
    return 0


def erase_command(*, one: bool, everyone: bool) -> int:
    """Ask, then erase the practice of whom the command names (`one`), or everything; returns the exit status.

    Where several learn and it says neither, nothing is erased.
    """
    data = data_folder().absolute()
    if folders := [*_open_on(data)]:
        print(f"Module Nine is open ({folders[0]}). Close it first: press Ctrl-C in its window.", file=sys.stderr)
        return 1
    everybody = learners.learners(data)
    if len(everybody) > 1 and not (one or everyone):
        names = _named(everybody)
        print(f"Several people learn here: {names}. Say whose practice is to go:", file=sys.stderr)
        print("python -m course --learner NAME erase, or python -m course erase --everyone", file=sys.stderr)
        return 1
    who = learners.learning(data) if one and len(everybody) > 1 and not everyone else None
    paths = to_erase(data, who)
    if not paths:
        print("There is nothing to erase.")
        return 0
    if not _agreed(who, paths):
        print("Nothing was erased.")
        return 1
    left = erase(data, paths)
    if who:
        try:
            clear_outputs(data / "workbook")
        except OSError as error:
            left.append(f"what activities showed in {error.filename} ({error.strerror})")
    for what in left:
        print(f"This couldn't be erased: {what}", file=sys.stderr)
    if not left:
        print("Erased. Backups and other files that you saved elsewhere are still there.")
    return 1 if left else 0


def _agreed(who: Learner | None, paths: list[Path]) -> bool:
    """Tell what goes, and ask. No answer is a no."""
    print(f"This erases the practice of {who.title}:" if who else "This erases everything that the course keeps:")
    for path in paths:
        print(f"  {path}")
    if who:
        print("Lessons and exercises, which all of you share, stay with what was written into them.")
    print("Close the course first, wherever it is open. What is erased can't come back.")
    print("“python -m course backup FILE” keeps a copy.")
    try:
        return input(f"Type {_ANSWER} to go on, anything else to stop: ").strip().casefold() == _ANSWER
    except EOFError:
        return False


def _open_on(data: Path) -> Iterator[str]:
    """Where servers run that show these files: what they have open would be written again."""
    from jupyter_server.serverapp import list_running_servers

    for server in list_running_servers():
        if Path(server["root_dir"]).resolve().is_relative_to(data.resolve()):
            yield server["url"]


def _named(whose: list[Learner]) -> str:
    return ", ".join(one.title for one in whose)


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
