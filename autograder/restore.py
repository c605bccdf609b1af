"""Before marking, a hand-in becomes our notebook with the learner's answers in it."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_solution
from traitlets import Unicode


class RestoreNotebook(NbGraderPreprocessor):
    """Runs only cells that we released, so that a hand-in can't miss, repeat or rewrite any of them."""

    release = Unicode(help="The folder that nbgrader released our notebooks to.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        names = resources["nbgrader"]
        path = Path(self.release, names["assignment"], names["notebook"] + ".ipynb")
        return restore(nbformat.read(path, as_version=4), nb), resources


def restore(released: NotebookNode, handed_in: NotebookNode) -> NotebookNode:
    """The released notebook with the answers of one handed in; what the learner added stands at its end, as text."""
    restored: NotebookNode = nbformat.from_dict(released)
    answers: dict[str, NotebookNode] = {}
    known = {cell.source for cell in released.cells}
    for cell in handed_in.cells:
        answers.setdefault(_grade_id(cell), cell)
    for cell in restored.cells:
        answer = answers.get(_grade_id(cell))
        if is_solution(cell) and answer is not None:
            known.add(answer.source)
            cell.source = _without_html(answer.source)
            if "attachments" in answer:
                cell.attachments = answer.attachments
    # An answer that was split in two, or written where none was asked for, is the learner's too.
    added = [source for cell in handed_in.cells if (source := cell.source).strip() and source not in known]
    if added:
        restored.cells.append(nbformat.v4.new_markdown_cell("### Added by the learner"))
    restored.cells.extend(nbformat.v4.new_raw_cell(source) for source in dict.fromkeys(added))
    return restored


def _without_html(text: str) -> str:
    """The same words when they are shown: a script in them would run in the browser of whoever reads them."""
    return re.sub(r"<(?=[A-Za-z/!?])", "&lt;", text)


def _grade_id(cell: NotebookNode) -> str:
    """A cell's name in the gradebook; empty where it has none."""
    settings = cell.metadata.get("nbgrader")
    name = settings.get("grade_id") if isinstance(settings, dict) else None
    return name if isinstance(name, str) else ""
