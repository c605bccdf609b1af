"""Notebooks as plain data: ours, with a learner's own text in it and nothing else of theirs that could act.

No library of notebooks is imported: those that check one take longer to start than a class takes to grade.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import Any

from autograder.harmless import as_typed
from autograder.pictures import Pictures

Cell = dict[str, Any]
Notebook = dict[str, Any]

LONGEST = 100_000  # characters of one answer that are shown, and of all that the learner added
MOST = 500  # pieces of either


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
    """The text of a notebook's file, a line for each cell: Python indents ten times as slowly."""
    head = _json({key: value for key, value in notebook.items() if key != "cells"})
    cells = ",\n".join(map(_json, notebook["cells"]))
    return f'{{"cells": [\n{cells}\n],\n{head[1:]}\n'


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
    """The released notebook with the answers of one handed in; what the learner added stands at its end, as text.

    Nothing of theirs acts where it is shown; of what is longer than anybody reads, the beginning is shown.
    """
    restored = released | {"cells": [cell.copy() for cell in released["cells"]]}
    known = {cell["source"] for cell in released["cells"]}
    for cell in filter(is_answer, restored["cells"]):
        # Whoever splits a cell in two has two of its name.
        parts = {part["source"]: part for part in handed_in["cells"] if grade_id(part) == grade_id(cell)}
        written = [source for source in parts if source not in known]
        texts, more = _beginning(written)
        words, pictures = dict(zip(written, texts, strict=False)), Pictures()
        shown = [pictures.around(words.get(source, ""), part.get("attachments")) for source, part in parts.items()]
        if written or pictures.kept:
            cell["source"] = "\n\n".join(filter(None, [*shown, more]))
        if pictures.kept:
            cell["attachments"] = pictures.kept
        known |= parts.keys()
    # What was written where none was asked for is the learner's too.
    added = [source for cell in handed_in["cells"] if (source := cell["source"]).strip() and source not in known]
    restored["cells"] += list(_added(dict.fromkeys(added)))
    return restored


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


def _no_number(name: str) -> None:
    raise ValueError(name)


def _cell(cell: Cell) -> Cell:
    source = cell.get("source")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return cell | {"source": source if isinstance(source, str) else ""}


def _beginning(texts: Collection[str]) -> tuple[list[str], str]:
    """As much of some texts as anybody would read, and a sentence that says how much more there is."""
    room, shown = LONGEST, []
    for text in islice(texts, MOST):
        shown.append(text[:room])
        room -= len(shown[-1])
    more = sum(map(len, texts)) - sum(map(len, shown))
    return shown, f"{more:,} more characters were handed in. They aren't shown here." if more else ""


def _added(sources: Collection[str]) -> Iterator[Cell]:
    texts, more = _beginning(sources)
    shown = [*map(as_typed, filter(None, texts)), *filter(None, [more])]
    for number, text in enumerate(["### Added by the learner", *shown] if shown else []):
        yield {"cell_type": "markdown", "id": f"added-{number:02}", "metadata": {}, "source": text}
