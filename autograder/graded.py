"""What one hand-in earned, from the instructor's paper and the learner's files alone: nothing in them is run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autograder.mark import Marked
from autograder.notebook import (
    Cell,
    Notebook,
    NotebookError,
    grade_id,
    is_answer,
    parse_notebook,
    restore,
    settings_of,
    write_notebook,
)
from autograder.paper import Paper
from autograder.part import in_words, mark_part
from course.history import History, read_files


@dataclass(frozen=True, slots=True)
class Submission:
    """What a learner handed in, as bytes: the notebook and the journals by name, and what was set aside, in words.

    `unread` is whether some of it couldn't be read, as when a disk is away, so that nobody knows what was handed in;
    the first problem says why.
    """

    student: str
    files: Mapping[str, bytes]
    problems: tuple[str, ...] = ()
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """One graded cell: the points that are certain, None where only a person can say, and whether one has to."""

    grade_id: str
    points: float | None
    waits: bool


@dataclass(frozen=True, slots=True)
class Graded:
    """A hand-in as it was marked; `notebook` is the text of the file that shows why.

    In the cells `unanswered` the learner wrote nothing; `problems` are for whoever grades.
    """

    student: str
    notebook: str
    scores: tuple[Score, ...]
    unanswered: frozenset[str]
    problems: tuple[str, ...]

    @property
    def waits(self) -> bool:
        """Whether a person has to give a mark."""
        return any(score.waits for score in self.scores)


def grade(paper: Paper, submission: Submission) -> Graded:
    """Mark a hand-in. Whatever it holds, nothing is raised: what can't be marked waits for a person."""
    problems = list(submission.problems)
    notebook = _restored(paper, submission, problems)
    history = read_files(submission.files)
    released = {grade_id(cell): cell for cell in paper.notebook["cells"]}
    scores, unanswered = [], set()
    for cell in notebook["cells"]:
        name = grade_id(cell)
        if is_answer(cell) and cell["source"] == released[name]["source"] and not cell.get("attachments"):
            unanswered.add(name)
        if name in paper.tasks and settings_of(cell).get("grade"):
            scores.append(_checked(paper, cell, history))
        elif settings_of(cell).get("grade"):
            blank = name in unanswered
            scores.append(Score(name, 0.0 if blank else None, not blank))
    return Graded(submission.student, write_notebook(notebook), tuple(scores), frozenset(unanswered), tuple(problems))


def _restored(paper: Paper, submission: Submission, problems: list[str]) -> Notebook:
    """Our notebook with the learner's text in it; where theirs can't be read, with why in its place."""
    name = f"{paper.name}.ipynb"
    content = submission.files.get(name)
    why = f"There is no {name} in the hand-in"
    if content is not None:
        try:
            return restore(paper.notebook, parse_notebook(content))
        except NotebookError as error:
            why = f"{name} {error}"
    problems.append(f"{why}, so no text of theirs could be read.")
    notebook = restore(paper.notebook, {"cells": []})
    for cell in filter(is_answer, notebook["cells"]):
        cell["source"] = problems[-1]
    return notebook


def _checked(paper: Paper, cell: Cell, history: History) -> Score:
    """Mark the part that a cell checks, and put into the cell what stock nbgrader would have had it show."""
    name = grade_id(cell)
    task = paper.tasks[name]
    try:
        marked = mark_part(task, history, paper.keys.get(name, {}), paper.judge)
    except Exception as error:  # noqa: BLE001 - see `in_words`
        marked = in_words(error, task.points)
    cell["outputs"] = list(_outputs(marked))
    cell["execution_count"] = 1
    waits = bool(marked.attention or marked.doubt)
    return Score(name, None if marked.attention else float(marked.mark), waits)


def _outputs(marked: Marked) -> Iterator[Cell]:
    yield {"output_type": "display_data", "data": marked.shown, "metadata": marked.metadata}
    number = {"text/plain": repr(marked.mark), "text/html": marked.mark._repr_html_()}
    yield {"output_type": "execute_result", "data": number, "metadata": {}, "execution_count": 1}
