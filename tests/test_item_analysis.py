"""How items did: numbers that can be checked by hand, plain advice, and sense in the smallest class."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.item_analysis import FEW, Finding, Item, analyse

ITEMS = {name: Item(name, f"Ask {name}?", points) for name, points in (("a", 1), ("b", 1), ("c", 2))}


def found(*rows):
    shares = {f"s{at}": dict(zip(ITEMS, row, strict=False)) for at, row in enumerate(rows)}
    return {one.item.id: one for one in analyse(ITEMS, shares)}


def test_nobody_handed_in():
    assert [(one.marked, one.ease, one.tells) for one in analyse(ITEMS, {})] == [(0, None, None)] * 3
    assert analyse(ITEMS, {"ada": {}})[0].advice == "Nobody has a mark for it yet."


@pytest.mark.parametrize("size", [1, 2, FEW - 1])
def test_a_small_class_says_how_hard_and_no_more(size):
    one = found(*[(1, 0, 0.5)] * size)["c"]
    assert (one.ease, one.tells) == (0.5, None)
    assert one.advice == f"Only {size} have a mark here: too few to say anything about the item."


def test_all_the_same_marks_tell_nobody_apart():
    one = found(*[(1, 0, 0.5)] * 20)["c"]
    assert (one.ease, one.tells) == (0.5, None)
    assert one.advice == "Everybody did the same, here or in all the rest, so it tells nobody apart."


def test_an_item_that_goes_with_the_rest_works_and_one_that_goes_against_it_is_doubted():
    rows = [(at % 2, 1 - at % 2, at % 2) for at in range(20)]
    one = found(*rows)
    assert (one["a"].ease, one["b"].tells) == (0.5, pytest.approx(-1))
    assert "Look at the key" in one["b"].advice
    assert one["c"].tells is None  # one of the rest goes with it and one against it: together everybody is the same
    fine = analyse(
        {name: ITEMS[name] for name in "ac"}, {f"s{at}": {"a": a, "c": c} for at, (a, _, c) in enumerate(rows)}
    )
    assert [(item.tells, item.advice) for item in fine] == [(pytest.approx(1), "Works. Leave it as it is.")] * 2


def test_the_rest_is_weighed_by_points():
    rows = [(1, 1, 0), (0, 0, 1)] * 10
    assert found(*rows)["a"].tells == pytest.approx(-1)  # c is worth twice what b is


def test_who_has_no_mark_for_an_item_is_left_out_there():
    one = found(*[(1, 0)] * 5, *[(0, 1, 1)] * 5)
    assert (one["c"].marked, one["c"].ease) == (5, 1)
    assert one["a"].marked == 10


@pytest.mark.parametrize(
    ("ease", "tells", "said"),
    [
        (0.95, 0.5, "Very easy."),
        (0.2, 0.5, "Very hard."),
        (0.5, 0.5, "Works."),
        (0.95, None, "tells nobody apart"),
        (0.2, -0.5, "Look at the key"),
    ],
)
def test_advice_fits_what_was_found(ease, tells, said):
    assert said in Finding(ITEMS["a"], 40, ease, tells).advice


def test_chance_is_taken_into_account():
    assert Finding(ITEMS["a"], 10, 0.5, -0.1).advice == "Works. Leave it as it is."
    assert "hardly tells" in Finding(ITEMS["a"], 1000, 0.5, 0.1).advice
    assert Finding(ITEMS["a"], 101, 0.5, 0.1).unsure == pytest.approx(0.1)


@given(st.dictionaries(st.text(max_size=2), st.dictionaries(st.sampled_from("abcd"), st.floats(0, 1)), max_size=20))
def test_whatever_the_marks_numbers_stay_in_their_bounds(shares):
    for one in analyse(ITEMS, shares):
        assert one.ease is None or -1e-9 <= one.ease <= 1 + 1e-9
        assert one.tells is None or -1 - 1e-9 <= one.tells <= 1 + 1e-9
        assert one.advice
