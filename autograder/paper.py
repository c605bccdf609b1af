"""An exercise as whoever grades has it: our notebook, what each cell is worth, the answers and what was overruled.

It is all that a worker needs beside a hand-in, wherever that worker runs.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.assignment import Task, assignment_names, load_assignment
from autograder.notebook import Cell, Notebook, NotebookError, grade_id, is_answer, parse_notebook, settings_of
from autograder.overrules import FILE, Overrule, Overruling, read_overrules
from autograder.part import Keys
from course.document import nearest
from course.drillbook import load_drill, load_keys
from course.policy import house_rules
from course.replies import digest as judge_digest
from course.scenario import load_scenario

_CHECK = re.compile(r"check\([\"']([\w-]+)[\"']\)")


class PaperError(ValueError):
    """An exercise that can't be graded so; the message says what to mend."""


@dataclass(frozen=True)
class Paper:
    """One exercise: the released `notebook`, and by grade id each task, the keys to it and what it is worth."""

    name: str
    notebook: Notebook
    tasks: Mapping[str, Task]
    keys: Mapping[str, Keys]
    overrules: Mapping[str, Overrule]
    course: str

    @property
    def graded(self) -> Iterator[Cell]:
        """The cells of the notebook that have points."""
        return (cell for cell in self.notebook["cells"] if settings_of(cell).get("grade"))

    @property
    def judge(self) -> Overruling:
        """The course's judge, where nobody has decided otherwise."""
        return Overruling(self.overrules)

    @cached_property
    def digest(self) -> str:
        """A name of all that marks depend on beside a hand-in: it differs where any of that does."""
        keys = {name: {item: key.model_dump() for item, key in of.items()} for name, of in self.keys.items()}
        overruled = {name: sorted(one.labels or ()) for name, one in self.overrules.items()}
        tasks = {name: task.model_dump() for name, task in self.tasks.items()}
        return _digest([self.notebook, tasks, keys, overruled, self.course])


def load_paper(course: Path, name: str) -> Paper:
    """Read an exercise from an instructor's folder. Raises PaperError, DocumentError, OverrulesError."""
    if name not in assignment_names():
        raise PaperError(f"There's no exercise '{name}'." + nearest(name, list(assignment_names())))
    tasks = load_assignment(name)
    path = course / "release" / name / f"{name}.ipynb"
    try:
        notebook = parse_notebook(path.read_bytes())
    except FileNotFoundError:
        raise PaperError(f"{path} isn't there. Make it first: nbgrader generate_assignment {name} --force") from None
    except NotebookError as error:
        raise PaperError(f"{path} {error}. Make it anew: nbgrader generate_assignment {name} --force") from None
    _check_cells(notebook, tasks)
    drills = {grade_id: load_drill(task.drill) for grade_id, task in tasks.items() if task.drill}
    keys = {grade_id: load_keys(course / "keys" / f"{grade_id}.yaml", drill) for grade_id, drill in drills.items()}
    return Paper(name, notebook, tasks, keys, read_overrules(course / FILE), course_digest(tasks))


def course_digest(tasks: Mapping[str, Task]) -> str:
    """A name of what the installed course brings to a mark: customers, drills, house rules and the judge."""
    about = [
        load_drill(task.drill).digest if task.drill else load_scenario(task.scenario).digest for task in tasks.values()
    ]
    return _digest([about, house_rules().digest, judge_digest()])


def _check_cells(notebook: Notebook, tasks: Mapping[str, Task]) -> None:
    """Every graded cell is a text that a person marks or a check that we know, for its points."""
    for cell in notebook["cells"]:
        name, points = grade_id(cell), settings_of(cell).get("points")
        if not settings_of(cell).get("grade") or is_answer(cell):
            continue
        call = _CHECK.fullmatch(cell["source"].strip())
        task = tasks.get(call[1]) if call else None
        if task is None or (call and call[1] != name):
            raise PaperError(
                f"The cell '{name}' isn't a check of the course, so marking it means running it. "
                "Grade this exercise with: nbgrader autograde"
            )
        if points != task.points:
            raise PaperError(
                f"The cell '{name}' is worth {points} points in the notebook, and {task.points} in the course's "
                f"list of tasks. Give both the same number."
            )


def _digest(content: object) -> str:
    """The same in every process, though each has sets in an order of its own."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=sorted).encode()).hexdigest()
