"""A mark that no check could give waits for a person: it is never a silent zero."""

from __future__ import annotations

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from autograder.mark import ATTENTION


def needs_attention(cell: NotebookNode) -> bool:
    """Whether a marked cell has no mark that can stand: its check said so, failed, or said nothing at all."""
    outputs = cell.get("outputs", [])
    marked = any(output.output_type == "execute_result" for output in outputs)
    failed = any(output.output_type == "error" or output.get("name") == "stderr" for output in outputs)
    asked = any(output.get("metadata", {}).get(ATTENTION) for output in outputs)
    return asked or failed or not marked


class MarkForAttention(NbGraderPreprocessor):
    """Runs after nbgrader has saved its marks, and sends those that need a person to its manual grading page."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            for cell in nb.cells:
                if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell) and needs_attention(cell):
                    grade = gradebook.find_grade(
                        cell.metadata.nbgrader.grade_id, names["notebook"], names["assignment"], names["student"]
                    )
                    grade.auto_score = None
                    grade.needs_manual_grade = True
            gradebook.db.commit()
        return nb, resources
