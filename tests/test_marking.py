"""What a key says of the right answers."""

import pytest

from course.document import DocumentError, parse_document
from course.marking import AnswerKey


def key(text):
    return parse_document(text, "key.yaml").parse(AnswerKey)


def test_a_key_says_which_places_are_right_what_stands_there_and_why():
    read = key('right: {"3": [snap, dismiss]}\nwhy: {"3": It stings.}\n')
    assert read == AnswerKey(right={"3": ("snap", "dismiss")}, why={"3": "It stings."}, model="")
    assert key("right: {b: []}").right == {"b": ()}


@pytest.mark.parametrize(
    ("text", "line", "mend"),
    [
        ("why: {b: Yes.}", 1, "'right' is missing"),
        ("right: b", 1, "a mapping"),
        ("right:\n  b: snap", 2, "a list should stand here"),
        ("right: {b: []}\nmodle: Sorry.", 2, "Did you mean 'model'?"),
    ],
)
def test_a_mistake_in_a_key_names_its_line_and_its_mend(text, line, mend):
    with pytest.raises(DocumentError, match=mend) as caught:
        key(text)
    assert caught.value.line == line
