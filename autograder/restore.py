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
    known = {cell.source for cell in released.cells}
    for cell in filter(is_solution, restored.cells):
        # Whoever splits a cell in two has two of its name.
        parts = [part for part in handed_in.cells if _grade_id(part) == _grade_id(cell)]
        written = dict.fromkeys(part.source for part in parts if part.source not in known)
        known |= written.keys()
        if written:
            cell.source = _harmless("\n\n".join(written))
        pictures = {name: picture for part in parts for name, picture in part.get("attachments", {}).items()}
        if pictures:
            cell.attachments = pictures
    # What was written where none was asked for is the learner's too.
    added = [source for cell in handed_in.cells if (source := cell.source).strip() and source not in known]
    if added:
        restored.cells.append(nbformat.v4.new_markdown_cell("### Added by the learner"))
    restored.cells.extend(nbformat.v4.new_raw_cell(source) for source in dict.fromkeys(added))
    return restored


def _harmless(text: str) -> str:
    """The same words when they are shown: scripts and links in them would run in the browser of whoever reads them."""
    text = re.sub(r"<(?=[A-Za-z/!?])", "&lt;", text)
    text = re.sub(r"\](?=\s*\((?!attachment:))", "&#93;", text)
    return re.sub(r"^(\s*\[[^\]]*\]):", r"\1&#58;", text, flags=re.MULTILINE)


def _grade_id(cell: NotebookNode) -> str:
    """A cell's name in the gradebook; empty where it has none."""
    settings = cell.metadata.get("nbgrader")
    name = settings.get("grade_id") if isinstance(settings, dict) else None
    return name if isinstance(name, str) else ""
