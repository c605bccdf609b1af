import pytest

from course.classroom.tally import ahead, tally


def test_phones_and_hands_count_alike_in_the_order_of_the_options():
    assert list(tally("BAC", ["A", "B", "A", None, "X"], {"B": 5, "Y": 9}).items()) == [("B", 6), ("A", 2), ("C", 0)]


def test_nobody_has_voted_yet():
    assert tally("AB", [], {}) == {"A": 0, "B": 0}
    assert tally("", ["A"], {}) == {}


@pytest.mark.parametrize(
    ("counts", "first"),
    [
        ({"A": 1, "B": 3, "C": 2}, ("B",)),
        ({"A": 2, "B": 0, "C": 2}, ("A", "C")),
        ({"A": 0, "B": 0}, ()),
        ({}, ()),
    ],
    ids=["one", "a tie", "silence", "no options"],
)
def test_who_is_ahead(counts, first):
    assert ahead(counts) == first
