"""Bars and rings: so many of each sign as there is of what they show, none outside the picture."""

from xml.etree import ElementTree as ET

import pytest

from course.views.gauge import gauge, tally

SVG = "{http://www.w3.org/2000/svg}"


def parts(svg, tag):
    return ET.fromstring(svg).findall(f"{SVG}{tag}")


@pytest.mark.parametrize("level", [0, 1, 5, 12])
def test_a_bar_is_filled_as_far_as_it_has_grown(level):
    boxes = parts(gauge(level, 12), "rect")
    assert [box.get("fill") == "none" for box in boxes] == [False] * level + [True] * (12 - level)


@pytest.mark.parametrize(("passed", "met", "there"), [(0, 0, 3), (0, 2, 3), (1, 2, 5), (3, 3, 3), (0, 0, 0)])
def test_rings_differ_in_form(passed, met, there):
    drawn = tally(passed, met, there)
    assert len(parts(drawn, "path")) == passed
    assert len([ring for ring in parts(drawn, "circle") if ring.get("r") == "3"]) == met - passed
    assert len([ring for ring in parts(drawn, "circle") if ring.get("fill") == "none"]) == there - passed


def test_everything_lies_in_the_picture_and_nobody_hears_it_twice():
    for drawn, tag, place in ((gauge(3, 12), "rect", "x"), (tally(1, 2, 4), "circle", "cx")):
        root = ET.fromstring(drawn)
        width = int(root.get("viewBox").split()[2])
        assert all(0 < int(part.get(place)) < width for part in root.findall(f"{SVG}{tag}"))
        assert root.get("aria-hidden") == "true"
        assert "<style" not in drawn
