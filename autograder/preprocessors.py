"""What our exercises ask of stock `nbgrader autograde`: our own cells are run, and no mark is a silent zero."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution
from traitlets import Unicode

from autograder.mark import ATTENTION, DOUBT
from autograder.notebook import restore


class RestoreNotebook(NbGraderPreprocessor):
    """Runs only cells that we released, so that a hand-in can't miss, repeat or rewrite any of them."""

    release = Unicode(help="The folder that nbgrader released our notebooks to.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        names = resources["nbgrader"]
        path = Path(self.release, names["assignment"], names["notebook"] + ".ipynb")
        return nbformat.from_dict(restore(nbformat.read(path, as_version=4), nb)), resources


def has_mark(cell: NotebookNode) -> bool:
    """Whether a marked cell has a mark that stands: its check gave one, and neither failed nor left it to a person."""
    outputs = cell.get("outputs", [])
    marked = any(output.output_type == "execute_result" for output in outputs)
    failed = any(output.output_type == "error" or output.get("name") == "stderr" for output in outputs)
    return marked and not failed and not _tagged(cell, ATTENTION)


def in_doubt(cell: NotebookNode) -> bool:
    """Whether a mark stands for what is certain, and a person has to say whether it should be more."""
    return _tagged(cell, DOUBT)


def _tagged(cell: NotebookNode, name: str) -> bool:
    return any(output.get("metadata", {}).get(name) for output in cell.get("outputs", []))


class MarkForAttention(NbGraderPreprocessor):
    """Runs after nbgrader has saved its marks, and sends those that need a person to its manual grading page.

    What is certain stays the automatic score; where nothing is, there is none.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            for cell in nb.cells:
                if cell.cell_type != "code" or not is_grade(cell) or is_solution(cell):
                    continue
                stands = has_mark(cell)
                if stands and not in_doubt(cell):
                    continue
                grade = gradebook.find_grade(
                    cell.metadata.nbgrader.grade_id, names["notebook"], names["assignment"], names["student"]
                )
                grade.needs_manual_grade = True
                if not stands:
                    grade.auto_score = None
            gradebook.db.commit()
        return nb, resources
