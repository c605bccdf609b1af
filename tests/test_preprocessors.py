import pytest
from nbformat.v4 import new_code_cell, new_output

pytest.importorskip("nbgrader")

from autograder.mark import ATTENTION, DOUBT
from autograder.preprocessors import has_mark, in_doubt

MARK = new_output("execute_result", {"text/plain": "2.5"})
SHOWN = new_output("display_data", {"text/plain": "2.5 of 3 points."})
ASKED = new_output("display_data", {"text/plain": "Needs attention"}, metadata={ATTENTION: True})
DOUBTED = new_output("display_data", {"text/plain": "Needs attention"}, metadata={DOUBT: True})
FAILED = new_output("error", ename="NameError", evalue="check", traceback=[])
WARNED = new_output("stream", name="stderr", text="careful")


def test_a_mark_that_a_check_gave_stands():
    cell = new_code_cell(outputs=[SHOWN, MARK])
    assert has_mark(cell)
    assert not in_doubt(cell)


def test_a_mark_of_what_is_certain_stands_and_is_in_doubt():
    cell = new_code_cell(outputs=[DOUBTED, MARK])
    assert has_mark(cell)
    assert in_doubt(cell)


@pytest.mark.parametrize(
    "outputs",
    [[], [SHOWN], [ASKED, MARK], [FAILED], [SHOWN, MARK, FAILED], [WARNED, MARK]],
    ids=["nothing", "no mark", "asked", "failed", "failed after", "warned"],
)
def test_anything_else_waits_for_a_person(outputs):
    assert not has_mark(new_code_cell(outputs=outputs))
