"""The heat chart: whole numbers and fixed words, nothing else."""

import re
from itertools import chain
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from course.views.heat import HEIGHT, WIDTH, heat_svg

heats = st.lists(st.integers(0, 10), min_size=1, max_size=40)


@given(heats, heats | st.just([]))
def test_every_point_lies_in_the_picture(now, before):
    picture = ET.fromstring(heat_svg(now, before))
    lines = [line.get("points").split() for line in picture.iter() if line.tag.endswith("polyline")]
    assert [len(points) for points in lines] == [len(some) for some in (before, now) if some]
    for point in chain(*lines):
        x, y = map(int, point.split(","))
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT


def test_hotter_is_higher():
    svg = heat_svg([2, 9])
    (_, cool), (_, hot) = (map(int, point.split(",")) for point in re.search(r'points="(.*?)"', svg)[1].split())
    assert hot < cool


def test_the_numbers_are_there_to_read_and_to_hear():
    svg = heat_svg([8, 6, 10])
    assert "after each turn: 8, 6, 10" in svg
    assert all(f">{word}</text>" in svg for word in ("8", "6", "10", "start", "1", "2", "hot", "warm", "cool"))


def test_a_drawing_brings_no_style_sheet_that_would_reach_others():
    assert "<style" not in heat_svg([1, 2])
