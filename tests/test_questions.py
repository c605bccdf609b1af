"""How the answers to a drill are marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_drill import PRACTICE, write

from course.drillbook import drill_names, load_drill, read_drill
from course.marking import Marks, Reason


@pytest.fixture
def practice(tmp_path):
    write(tmp_path, PRACTICE)
    return read_drill("angry/mine", tmp_path)


def test_right_option_earns_one(practice):
    pick = practice.items[0]
    assert pick.mark("b", pick.key) == Marks(1, 1, (Reason("b", 1, "Yes."),))
    assert pick.mark("a", pick.key) == Marks(0, 1, (Reason("a", 0, "No."),))


@pytest.mark.parametrize(
    ("answer", "earned"),
    [
        ({"3": "dismiss", "4": "snap"}, 2),
        ({"3": "dismiss", "4": "dismiss"}, 2),  # either label of a line is right
        ({"3": "snap", "4": "snap"}, 1),  # the wrong label on a bad line earns nothing and costs nothing
        ({"2": "snap", "3": "dismiss", "4": "snap"}, 1),  # a fine line marked costs one
        ({"2": "snap"}, 0),  # never below 0
        ({}, 0),
        ({"1": "snap", "99": "snap", "3": "defensive"}, 0),  # nothing there can be marked so
    ],
)
def test_marks_of_a_transcript(practice, answer, earned):
    read = practice.items[1]
    marks = read.mark(answer, read.key)
    assert (marks.earned, marks.possible) == (earned, 2)


def test_a_missed_line_is_explained(practice):
    read = practice.items[1]
    assert read.mark({"2": "snap"}, read.key).reasons == (
        Reason("2", -1, "Fine."),
        Reason("3", 0, "No."),
        Reason("4", 0, "No."),
    )


@pytest.mark.parametrize(
    ("answer", "earned"),
    [
        ({"1": "fact", "2": "accusation", "3": "fact"}, 3),
        ({"1": "fact", "2": "fact"}, 1),  # one in the wrong bin, one left lying
        ({}, 0),
        ({"1": ["fact"], "7": "fact"}, 0),
        ("fact", 0),
    ],
)
def test_marks_of_sorting(practice, answer, earned):
    part = practice.items[2]
    marks = part.mark(answer, part.key)
    assert (marks.earned, marks.possible, len(marks.reasons)) == (earned, 3, 3)


@pytest.mark.parametrize(
    ("answer", "earned"),
    [
        (["b", "c", "a"], 3),
        (["c", "b", "a"], 3),  # either may come first
        (["a", "b", "c"], 1),
        (["a", "c", "b"], 1),
        (["b", "c"], 0),
        (["b", "b", "a"], 0),
        ([["b"], "c", "a"], 0),
        ("bca", 0),
    ],
)
def test_marks_of_an_order(practice, answer, earned):
    row = practice.items[3]
    marks = row.mark(answer, row.key)
    assert (marks.earned, marks.possible) == (earned, 3)


def test_in_practice_no_mark_hangs_on_own_words(practice):
    say = practice.items[4]
    assert say.mark("Sorry about that wait.", say.key) == Marks(
        0, 0, (Reason("model", 0, "I'm sorry about the wait. Where were you?"),)
    )
    assert say.mark(" ", say.key) == Marks(0, 0, ())


words = st.text(max_size=3) | st.sampled_from(["a", "b", "snap", "dismiss", "defensive"])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("1246x"), inner),
    max_leaves=8,
)


@given(anything)
def test_any_answer_at_all_is_marked_within_bounds(answer):
    for name in drill_names():
        for item in load_drill_once(name).items:
            marks = item.mark(answer, item.key)
            assert 0 <= marks.earned <= marks.possible
            assert all(type(reason.points) is int for reason in marks.reasons)


_loaded = {}


def load_drill_once(name):
    return _loaded.setdefault(name, load_drill(name))
