"""Before marking, a hand-in becomes our notebook with the learner's answers in it."""

from __future__ import annotations

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
    ours = {cell.id for cell in restored.cells}
    answers: dict[str, str] = {}
    for cell in handed_in.cells:
        answers.setdefault(_grade_id(cell), cell.source)
    for cell in restored.cells:
        if is_solution(cell):
            cell.source = answers.get(_grade_id(cell), cell.source)
    others = [cell for cell in handed_in.cells if not _grade_id(cell) and cell.get("id") not in ours]
    added = [cell for cell in others if cell.source.strip()]
    if added:
        restored.cells.append(nbformat.v4.new_markdown_cell("### Added by the learner"))
    restored.cells.extend(nbformat.v4.new_raw_cell(cell.source) for cell in added)
    return restored


def _grade_id(cell: NotebookNode) -> str:
    """A cell's name in the gradebook; empty where it has none."""
    settings = cell.metadata.get("nbgrader")
    name = settings.get("grade_id") if isinstance(settings, dict) else None
    return name if isinstance(name, str) else ""
