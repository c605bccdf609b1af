"""The measure that content is held to."""

import pytest
from readability import grade


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("The cat sat on the mat. The dog ran to the door.", -3, 2),
        (
            # Lincoln at Gettysburg, which Flesch-Kincaid puts at grade 11 or so
            "Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in "
            "Liberty, and dedicated to the proposition that all men are created equal. Now we are engaged in a great "
            "civil war, testing whether that nation, or any nation so conceived and so dedicated, can long endure.",
            9,
            15,
        ),
        (
            "Organizational accountability necessitates comprehensive documentation of interdepartmental "
            "responsibilities, notwithstanding operational considerations.",
            25,
            60,
        ),
    ],
)
def test_grades_are_of_the_right_size(text, least, most):
    assert least <= grade(text) <= most


def test_headings_lists_and_code_are_not_run_together():
    assert grade("# One\n\n- Two cats.\n- Ten dogs.\n\n```python\nincomprehensibility()\n```\n") < 3
