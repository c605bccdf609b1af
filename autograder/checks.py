"""`check`: what one test cell of an exercise marks, from the journal beside the notebook and nothing else."""

import warnings
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

from IPython.display import display

from autograder.assignment import load_assignment
from autograder.key import keys_are_here, load_key
from autograder.mark import Mark, Marked
from autograder.overrules import judge_here
from autograder.part import in_words, mark_part
from course.drillbook import load_drill
from course.history import read


def check(grade_id: str) -> Mark:
    """Show how one part went, and return its mark: a number from 0 to its points.

    Whatever a hand-in holds, nothing is raised and nothing goes to stderr, which nbgrader would take for a failure.
    """
    with warnings.catch_warnings(), redirect_stderr(StringIO()):
        warnings.simplefilter("ignore")
        marked = _marked(grade_id, Path.cwd())
        display(marked.shown, metadata=marked.metadata, raw=True)
        return marked.mark


def _marked(grade_id: str, folder: Path) -> Marked:
    task = None
    try:
        task = load_assignment(grade_id.rpartition("-")[0])[grade_id]
        keys = None
        if keys_are_here():
            keys = load_key(grade_id, load_drill(task.drill)) if task.drill else {}
        return mark_part(task, read(folder), keys, judge_here())
    except Exception as error:  # noqa: BLE001 - see `in_words`
        return in_words(error, task.points if task else 0)
