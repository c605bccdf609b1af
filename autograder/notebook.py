"""Notebooks as plain data: ours, with a learner's own text in it and nothing else of theirs that could act.

No library of notebooks is imported: those that check one take longer to start than a class takes to grade.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

Cell = dict[str, Any]
Notebook = dict[str, Any]

_PICTURES = frozenset(["image/png", "image/jpeg", "image/gif"])


class NotebookError(ValueError):
    """These bytes are no notebook; the message says why, as the end of a sentence."""


def parse_notebook(content: bytes) -> Notebook:
    """A notebook of format 4 from a file; its cells are mappings, and each has its text in one piece."""
    try:
        notebook = json.loads(content, parse_constant=_no_number)
    except RecursionError:
        raise NotebookError("is nested too deeply") from None
    except ValueError:
        raise NotebookError("isn't a notebook that can be read") from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise NotebookError("has no cells")
    if notebook.get("nbformat") != 4:
        raise NotebookError("isn't a notebook of format 4")
    return notebook | {"cells": [_cell(cell) for cell in notebook["cells"] if isinstance(cell, dict)]}


def write_notebook(notebook: Notebook) -> str:
    """The text of a notebook's file."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"


def settings_of(cell: Cell) -> Mapping[str, Any]:
    """What nbgrader knows of a cell; empty where it knows nothing."""
    metadata = cell.get("metadata")
    settings = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return settings if isinstance(settings, dict) else {}


def grade_id(cell: Cell) -> str:
    """A cell's name in the gradebook; empty where it has none."""
    name = settings_of(cell).get("grade_id")
    return name if isinstance(name, str) else ""


def is_answer(cell: Cell) -> bool:
    """Whether learners write in this cell."""
    return bool(settings_of(cell).get("solution"))


def restore(released: Notebook, handed_in: Notebook) -> Notebook:
    """The released notebook with the answers of one handed in; what the learner added stands at its end, as text."""
    restored = deepcopy(released)
    known = {cell["source"] for cell in released["cells"]}
    for cell in filter(is_answer, restored["cells"]):
        # Whoever splits a cell in two has two of its name.
        parts = [part for part in handed_in["cells"] if grade_id(part) == grade_id(cell)]
        written = dict.fromkeys(part["source"] for part in parts if part["source"] not in known)
        known |= written.keys()
        if written:
            cell["source"] = harmless("\n\n".join(written))
        if pictures := dict(_pictures(parts)):
            cell["attachments"] = pictures
    # What was written where none was asked for is the learner's too.
    added = [source for cell in handed_in["cells"] if (source := cell["source"]).strip() and source not in known]
    restored["cells"] += list(_added(dict.fromkeys(added)))
    return restored


def harmless(text: str) -> str:
    """The same words when they are shown: scripts and links in them would run in the browser of whoever reads them."""
    text = re.sub(r"<(?=[A-Za-z/!?])", "&lt;", text)
    text = re.sub(r"\](?=\s*\((?!attachment:))", "&#93;", text)
    return re.sub(r"^(\s*\[[^\]]*\]):", r"\1&#58;", text, flags=re.MULTILINE)


def _no_number(name: str) -> None:
    raise ValueError(name)


def _cell(cell: Cell) -> Cell:
    source = cell.get("source")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return cell | {"source": source if isinstance(source, str) else ""}


def _pictures(cells: Iterable[Cell]) -> Iterator[tuple[str, dict[str, str]]]:
    """What was pasted into some cells, as far as it is a picture."""
    for cell in cells:
        attached = cell.get("attachments")
        for name, kinds in attached.items() if isinstance(attached, dict) else ():
            data = kinds.items() if isinstance(kinds, dict) else ()
            shown = {kind: content for kind, content in data if kind in _PICTURES and isinstance(content, str)}
            if shown:
                yield name, shown


def _added(sources: Iterable[str]) -> Iterator[Cell]:
    for number, source in enumerate(sources, 1):
        if number == 1:
            yield {"cell_type": "markdown", "id": "added", "metadata": {}, "source": "### Added by the learner"}
        yield {"cell_type": "raw", "id": f"added-{number:02}", "metadata": {}, "source": source}
