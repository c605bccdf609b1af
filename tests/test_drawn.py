"""Charts: each is well-formed, stays inside its frame, and says the same in words."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.drawn import bar, both_ways, item_chart
from autograder.item_analysis import Finding, Item


def parts(drawing):
    return {part.get("class"): part.attrib for part in ET.fromstring(f"<p>{drawing}</p>").iter("rect")}


def test_a_bar_is_as_long_as_its_share_and_what_is_open_follows():
    drawn = parts(bar(0.25, "5 of 20", 0.5))
    assert (drawn["sure"]["width"], drawn["open"]["x"], drawn["open"]["width"]) == ("25", "25", "50")
    assert bar(0.25, "5 <of> 20").endswith("</svg> 5 &lt;of&gt; 20")


@pytest.mark.parametrize(
    ("value", "start", "wide", "told"), [(0.5, "50", "25", "+0.50"), (-1, "0", "50", "-1.00"), (0, "50", "0", "+0.00")]
)
def test_a_bar_goes_both_ways_from_the_middle(value, start, wide, told):
    drawn = parts(both_ways(value))
    assert (drawn["sure"]["x"], drawn["sure"]["width"]) == (start, wide)
    assert both_ways(value).endswith(told)


FINDING = st.builds(
    Finding, st.just(Item("a", "Ask?", 1)), st.just(40), st.none() | st.floats(0, 1), st.none() | st.floats(-1, 1)
)


@given(st.lists(FINDING, max_size=30))
def test_every_item_that_has_both_numbers_is_drawn_once_and_inside(findings):
    tree = ET.fromstring(item_chart(dict(enumerate(findings, 1)), "Items"))
    shown = [number for text in tree.iter("text") if text.get("class") == "on-dot" for number in text.text.split(", ")]
    placed = [at for at, one in enumerate(findings, 1) if one.ease is not None and one.tells is not None]
    assert sorted(map(int, shown)) == placed
    assert (tree.get("role"), tree.get("aria-label")) == ("img", "Items")
    if len(findings) < 10:
        for dot in (rect for rect in tree.iter("rect") if rect.get("class") == "dot"):
            assert 0 <= float(dot.get("x")) <= 900 - float(dot.get("width"))
            assert 0 <= float(dot.get("y")) <= 352 - float(dot.get("height"))
