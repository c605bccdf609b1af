"""`python -m course export FOLDER`: all that a learner did, as files."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from course.certificate_facts import measure
from course.export import BadMailError, actor_of, export
from course.history import read
from course.journal import practice_folder
from course.learners import data_folder, learning
from course.own_shelf import find_in
from course.parcel import CannotPut, put


def export_command(folder: Path, mail: str, *, words: bool) -> int:
    """Put a learner's files into a folder; returns the exit status. Raises NobodySaidError if nobody said whose."""
    history = read(practice_folder())
    for problem in history.problems:
        print(problem, file=sys.stderr)
    if not history.records:
        print(f"There is nothing to export yet: no practice is in {practice_folder()}.", file=sys.stderr)
        return 1
    try:
        actor = actor_of(history, learning(data_folder()).name, mail)
        made = export(history, actor, replace(measure(), find=find_in(history)), datetime.now(UTC), words=words)
        paths = put(folder, made.files)
    except (BadMailError, CannotPut) as reason:
        print(reason, file=sys.stderr)
        return 1
    print(f"Made from {made.records} records, with {made.told} statements:", *paths, sep="\n")
    return 0
