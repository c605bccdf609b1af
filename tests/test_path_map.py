"""The map of a class: every way that was taken has its number, and every box those who came."""

import xml.etree.ElementTree as ET

from test_class_talks import BAD, GOOD, SCENARIO, played

from autograder.class_talks import steps_in
from autograder.path_map import draw_paths
from course.map import places_of
from course.players import skilled

TALKS = [GOOD, BAD, BAD, played(skilled(SCENARIO), most=1)]
STEPS = steps_in(TALKS)
TREE = ET.fromstring(draw_paths(SCENARIO, STEPS, len(TALKS)))


def texts(tree):
    return ["".join(text.itertext()) for text in tree.iter("text")]


def test_every_way_taken_has_its_number():
    ways = [path.find("title").text for path in TREE.iter("path") if path.find("title") is not None]
    assert ways == [f"{step.start} → {step.end}: {step.took} of 4" for step in STEPS if step.end]
    for step in STEPS:
        assert str(step.took) in texts(TREE)


def test_every_box_says_who_came_and_who_left():
    came = [words for words in texts(TREE) if "came" in words]
    assert len(came) == len(SCENARIO.beats) + len(SCENARIO.endings)
    assert came[list(places_of(SCENARIO)).index(SCENARIO.start)] == "4 came, 1 left off"
    assert sum("left off" in words for words in came) == 1


def test_a_way_is_as_wide_as_many_took_it():
    widths = [float(path.get("stroke-width")) for path in TREE.iter("path") if path.find("title") is not None]
    assert widths == sorted(widths, reverse=True)


def test_without_a_talk_every_way_is_dotted():
    tree = ET.fromstring(draw_paths(SCENARIO, (), 0))
    lines = [path for path in tree.iter("path") if path.get("stroke")]
    assert lines
    assert all(path.get("stroke-dasharray") for path in lines)
    assert {words for words in texts(tree) if "came" in words} == {"0 came"}


def test_all_lies_inside():
    left, top, width, height = map(float, TREE.get("viewBox").split())
    for rect in TREE.iter("rect"):
        x, y = float(rect.get("x", 0)), float(rect.get("y", 0))
        assert left <= x <= left + width - float(rect.get("width"))
        assert top <= y <= top + height - float(rect.get("height"))
