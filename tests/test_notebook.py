import html

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from solutions import EXERCISES

from autograder import notebook
from autograder.notebook import NotebookError, parse_notebook, write_notebook

RELEASED = nbformat.read(EXERCISES / "release" / "angry" / "angry.ipynb", as_version=4)


def restore(released, handed_in):
    return nbformat.from_dict(notebook.restore(released, handed_in))


@pytest.fixture
def handed_in():
    return nbformat.from_dict(RELEASED)


def sources(page, kind=None):
    return [cell.source for cell in page.cells if kind in (None, cell.cell_type)]


def added(page):
    """What stands under "Added by the learner", letter for letter."""
    shown = [cell.source for cell in page.cells if cell.id.startswith("added-")]
    return [html.unescape(text.removeprefix("<pre>").removesuffix("</pre>")) for text in shown[1:]]


def cell_of(page, name):
    return next(cell for cell in page.cells if cell.id == name)


def test_what_was_released_comes_back_as_it_was(handed_in):
    assert restore(RELEASED, handed_in) == RELEASED


def test_an_answer_is_kept(handed_in):
    cell_of(handed_in, "angry-reflection").source = "I waited."
    assert cell_of(restore(RELEASED, handed_in), "angry-reflection").source == "I waited."


@pytest.mark.parametrize("template", ["lab", "classic"])
def test_words_are_shown_as_they_were_typed_and_never_run(handed_in, template):
    words = "I <3 Walt, 1 < 2. <script>steal()</script> <img src=x onerror=steal()>"
    cell_of(handed_in, "angry-reflection").source = words
    handed_in.cells.append(nbformat.v4.new_markdown_cell("<script>steal()</script>"))
    page, _ = HTMLExporter(template_name=template).from_notebook_node(restore(RELEASED, handed_in))
    assert html.escape(words, quote=False) in page
    assert "<script>steal()" not in page
    assert "<img src=x" not in page


def test_a_picture_in_an_answer_is_kept(handed_in):
    picture = {"me.png": {"image/png": "AAAA"}}
    cell_of(handed_in, "angry-reflection").attachments = picture | {"me.svg": {"image/svg+xml": "<svg/>"}, "x": 1}
    cell = cell_of(restore(RELEASED, handed_in), "angry-reflection")
    assert cell.attachments == {"picture-1.png": {"image/png": "AAAA"}}
    assert "(attachment:picture-1.png)" in cell.source


def test_the_second_half_of_an_answer_that_was_split_is_kept(handed_in):
    first = cell_of(handed_in, "angry-reflection")
    second = nbformat.from_dict(first)
    first.source, second.source, second.id = "I waited.", "When they shout, then I'll wait.", "other"
    handed_in.cells.insert(handed_in.cells.index(first) + 1, second)
    handed_in.cells.append(nbformat.from_dict(second))
    restored = restore(RELEASED, handed_in)
    assert cell_of(restored, "angry-reflection").source == "I waited.\n\nWhen they shout, then I'll wait."
    assert added(restored) == []


@pytest.mark.parametrize(
    "words",
    ["[my plan](javascript:steal())", "[my plan] (javascript:steal())", "[plan]\n\n[plan]: javascript:steal()",
     "![x](javascript:steal())", "[a](&#106;avascript:steal())", "see [plan][1]\n\n  [1]: javascript:steal()"],
)  # fmt: skip
def test_a_link_in_an_answer_leads_nowhere(handed_in, words):
    cell_of(handed_in, "angry-reflection").source = words
    handed_in.cells = handed_in.cells[-3:]
    page, _ = HTMLExporter(template_name="basic").from_notebook_node(restore(RELEASED, handed_in))
    assert 'href="javascript' not in page
    assert 'src="javascript' not in page
    assert "steal()" in page


def test_words_in_a_cell_of_ours_are_kept_apart(handed_in):
    handed_in.cells[0].source += " My answer is here."
    restored = restore(RELEASED, handed_in)
    assert restored.cells[0].source == RELEASED.cells[0].source
    assert added(restored) == [handed_in.cells[0].source]


def test_nothing_else_that_was_changed_is(handed_in):
    for cell in handed_in.cells:
        cell.source = "changed"
        cell.metadata.get("nbgrader", {})["points"] = 100
    handed_in.cells.reverse()
    handed_in.metadata.kernelspec = {"name": "evil"}
    cell_of(handed_in, "angry-reflection").source = cell_of(RELEASED, "angry-reflection").source
    restored = restore(RELEASED, handed_in)
    assert restored.cells[: len(RELEASED.cells)] == RELEASED.cells
    assert restored.metadata == RELEASED.metadata
    assert added(restored) == ["changed"]


def test_missing_and_repeated_cells_are_made_good(handed_in):
    handed_in.cells = [cell_of(handed_in, "angry-reflection")] * 3
    assert restore(RELEASED, handed_in) == RELEASED


def test_what_the_learner_added_is_kept_as_text(handed_in):
    handed_in.cells.insert(0, nbformat.v4.new_code_cell("evil()"))
    handed_in.cells.append(nbformat.v4.new_markdown_cell("A note <b>of mine</b>."))
    handed_in.cells.append(nbformat.v4.new_markdown_cell("  "))
    restored = restore(RELEASED, handed_in)
    assert sources(restored, "code") == sources(RELEASED, "code")
    assert added(restored) == ["evil()", "A note <b>of mine</b>."]


@pytest.mark.parametrize("settings", [None, 1, "x", [], {}, {"grade_id": 7}, {"grade_id": ["angry-reflection"]}])
def test_settings_of_no_known_shape_do_no_harm(handed_in, settings):
    handed_in.cells[0].metadata["nbgrader"] = settings
    cell_of(handed_in, "angry-reflection").metadata["nbgrader"] = settings
    assert restore(RELEASED, handed_in) == RELEASED


def test_a_notebook_is_written_as_it_is_read():
    content = (EXERCISES / "release" / "angry" / "angry.ipynb").read_bytes()
    page = parse_notebook(content)
    assert parse_notebook(write_notebook(page).encode()) == page
    nbformat.validate(nbformat.reads(write_notebook(notebook.restore(page, page)), as_version=4))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "isn't a notebook that can be read"),
        (b"\xff\xfe", "isn't a notebook that can be read"),
        (b"[1]", "has no cells"),
        (b'{"cells": 1}', "has no cells"),
        (b'{"cells": [], "nbformat": 3}', "isn't a notebook of format 4"),
        (b'{"cells": [NaN], "nbformat": 4}', "isn't a notebook that can be read"),
        (b"[" * 100_000, "is nested too deeply"),
        (b'{"cells": [' + b"9" * 5000 + b'], "nbformat": 4}', "isn't a notebook that can be read"),
    ],
)
def test_what_is_no_notebook_is_told(content, why):
    with pytest.raises(NotebookError, match=why):
        parse_notebook(content)


def test_cells_of_no_known_shape_do_no_harm():
    page = parse_notebook(b'{"cells": [1, {}, {"source": [1, "a", "b"]}, {"source": {}}], "nbformat": 4}')
    assert [cell["source"] for cell in page["cells"]] == ["", "ab", ""]
    assert notebook.restore(page | {"cells": []}, page)["cells"][-1]["source"] == "<pre>ab</pre>"


def test_an_answer_that_was_emptied_is_empty_and_not_as_it_was_released(handed_in):
    cell_of(handed_in, "angry-reflection").source = ""
    assert cell_of(restore(RELEASED, handed_in), "angry-reflection").source == ""


def test_of_what_nobody_reads_the_beginning_is_shown_and_the_rest_is_counted(handed_in):
    cell_of(handed_in, "angry-reflection").source = "a" * 100_000 + "b" * 1234
    handed_in.cells += [nbformat.v4.new_code_cell(f"c{number}" * 200) for number in range(1000)]
    restored = restore(RELEASED, handed_in)
    told = "1,234 more characters were handed in. They aren't shown here."
    assert cell_of(restored, "angry-reflection").source == "a" * 100_000 + "\n\n" + told
    shown = added(restored)
    assert sum(map(len, shown[:-1])) == 100_000
    assert shown[-1].endswith("more characters were handed in. They aren't shown here.")


def test_many_small_texts_are_counted_too(handed_in):
    handed_in.cells += [nbformat.v4.new_raw_cell(str(number)) for number in range(1000, 2000)]
    shown = added(restore(RELEASED, handed_in))
    assert shown == [*map(str, range(1000, 1500)), "2,000 more characters were handed in. They aren't shown here."]


def test_half_characters_cannot_keep_a_notebook_from_being_written(handed_in):
    page = parse_notebook(b'{"cells": [{"source": "half: \\ud800 \\u0000"}], "nbformat": 4}')
    written = write_notebook(notebook.restore(page | {"cells": []}, page))
    assert "half: \ufffd \ufffd" in written.encode().decode()
