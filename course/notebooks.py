"""Notebooks as people open them, made from the Markdown that authors write; for authors only (jupytext).

A lesson's notebook lies in course/lessons, a translated one's in a folder named for its language, an exercise's in
exercises/source/<name>. The same text gives the same bytes. Code stays out of sight, and only answers can be edited.
"""

import json
import re
from pathlib import Path
from typing import Any

import jupytext

from course.language import ENGLISH

ROOT = Path(__file__).parent.parent
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}

Cell = dict[str, Any]


def build(check: bool = False, root: Path = ROOT) -> list[Path]:  # noqa: FBT001, FBT002 - one switch, always named
    """Write each notebook that its text has left behind, or with `check` write none; list them."""
    behind = [(path, text) for path, text in _notebooks(root) if not path.is_file() or _read(path) != text]
    for path, text in [] if check else behind:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return [path for path, _ in behind]


def notebook(text: str, stem: str, language: str = ENGLISH) -> str:
    """Turn an author's Markdown into a notebook's JSON; `stem` begins the ids of cells that have no grade id.

    `language` is the code of what it is written in.

    Raises ValueError, in a sentence, for tags that can't be read and for ids that can't be used.
    """
    cells = jupytext.reads(text, fmt="md").cells
    width = max(2, len(str(len(cells))))
    made = [_cell(cell, f"{stem}-{at:0{width}}") for at, cell in enumerate(cells, 1)]
    names = [cell["id"] for cell in made]
    for name in names:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name):
            raise ValueError(f"{stem}: a grade_id is one word of letters, digits and dashes, not '{name}'.")
        if names.count(name) > 1:
            raise ValueError(f"{stem}: two cells are called '{name}'; rename one.")
    metadata: dict[str, Any] = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    if language != ENGLISH:
        metadata["spoken"] = language  # of the people who read it; `language_info` is the code's
    page = {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(page, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _notebooks(root: Path) -> list[tuple[Path, str]]:
    course = root / "course"
    lessons = sorted((course / "text").glob("*.md"))
    translated = sorted((course / "languages").glob("*/text/*.md"))
    exercises = sorted((root / "exercises" / "text").glob("*.md"))
    targets = {path: course / "lessons" / f"{path.stem}.ipynb" for path in lessons}
    targets |= {path: course / "lessons" / path.parts[-3] / f"{path.stem}.ipynb" for path in translated}
    targets |= {path: root / "exercises" / "source" / path.stem / f"{path.stem}.ipynb" for path in exercises}
    return [
        (target, notebook(_read(path), path.stem, path.parts[-3] if path in translated else ENGLISH))
        for path, target in targets.items()
    ]


def _cell(cell: Cell, name: str) -> Cell:
    metadata = dict(cell["metadata"])
    grading = metadata.get("nbgrader", {})
    if "incorrectly_encoded_metadata" in metadata or not isinstance(grading, dict):
        start = cell["source"][:40]
        raise ValueError(f"{name}: the tags of the cell that begins '{start}' can't be read.")
    answer = grading.get("solution", False)
    made = {
        "cell_type": cell["cell_type"],
        "id": str(grading.get("grade_id", name)),
        "metadata": {"deletable": False, "editable": answer, **metadata},
        "source": cell["source"].splitlines(keepends=True),
    }
    if cell["cell_type"] == "code":
        made |= {"execution_count": None, "outputs": []}
        if not answer:
            made["metadata"].setdefault("jupyter", {"source_hidden": True})
    return made


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
