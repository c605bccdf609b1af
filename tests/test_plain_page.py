"""A lesson as a plain page: its title, and no word about menus that aren't there."""

import json
import re
from pathlib import Path

import pytest

from course.language import said_in
from course.plain_page import as_page

LESSONS = sorted((Path(__file__).parent.parent / "course" / "lessons").rglob("*.ipynb"))


def page(*texts):
    notebook = {"metadata": {}, "cells": [{"cell_type": "markdown", "source": text} for text in texts]}
    as_page(notebook)
    return notebook["metadata"]["title"], [cell["source"] for cell in notebook["cells"]]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_lesson_speaks_of_menus(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
    as_page(notebook)
    texts = "\n".join(cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    assert re.findall(r"Run All|Run ▸|Run the page|Settings ▸|Ctrl and the letter B", texts) == []
    assert notebook["metadata"]["title"] in texts
    assert [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"] == code
    load = said_in(notebook["metadata"]["spoken"], "If nothing shows below this line, load this page again.")
    assert texts.splitlines().count(load) == path.read_text(encoding="utf-8").count(": **Run ▸ Run All Cells**.") > 0


def test_what_goes_is_the_paragraph_or_the_point_and_nothing_beside_it():
    title, (text,) = page(
        "# Hello\n\nBefore.\n\n**To begin:** open the **Run** menu and choose **Run All Cells**. Scroll\nback up.\n\nAfter."
        "\n\n- **Dark or light:** in the menu\n  under *Settings ▸ Theme*.\n- **Own words:** type."
    )
    assert title == "Hello"
    assert "To begin" not in text
    assert "Scroll" not in text
    assert "Theme" not in text
    assert [line for line in text.splitlines() if line] == ["# Hello", "Before.", "After.", "- **Own words:** type."]


def test_what_stands_around_a_page_is_in_its_language():
    notebook = {"metadata": {"spoken": "es"}, "cells": []}
    as_page(notebook)
    assert notebook["metadata"]["around"]["skip"] == said_in("es", "Skip to the lesson") != "Skip to the lesson"
    notebook = {"metadata": {}, "cells": []}
    as_page(notebook)
    assert notebook["metadata"]["around"]["skip"] == "Skip to the lesson"
    assert notebook["metadata"]["spoken"] == "en"


def test_a_page_without_a_heading_has_a_title():
    assert page("Words.") == ("Module Nine", ["Words."])
