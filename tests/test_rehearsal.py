"""Which drills train a skill, and what their answers say."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from past import Past
from small_drill import PRACTICE, write

from course.document import DocumentError
from course.drillbook import load_drill, read_drill
from course.labels import PAUSE, TECHNIQUES
from course.rehearsal import TRAINS, drills_that_train, rehearsals_in
from course.scenario import load_scenario, scenario_names

POINTS = Path(__file__).parent.parent / "course" / "teaching-points.csv"


@pytest.fixture(scope="module")
def needed():
    """By teaching point how often the moments that teach it need each skill."""
    found = {}
    for beat in (beat for name in scenario_names() for beat in load_scenario(name).beats.values()):
        for point in beat.teaches:
            found.setdefault(point, Counter()).update(beat.needs)
    return found


@pytest.mark.parametrize("point", TRAINS)
def test_a_point_trains_the_skill_that_talks_need_where_they_teach_it(point, needed):
    with POINTS.open(encoding="utf-8", newline="") as file:
        assert point in {row["id"] for row in csv.DictReader(file)}
    counts = needed.get(point, Counter({TRAINS[point]: 1}))  # some points are taught by drills alone
    assert counts[TRAINS[point]] == max(counts.values())


@pytest.mark.parametrize("skill", [PAUSE, *TECHNIQUES])
def test_each_skill_is_trained_by_drills_to_be_done_in_practice(skill):
    names = drills_that_train()[skill]
    assert names
    assert not any(load_drill(name).graded or name.endswith("/quiz") for name in names)


@pytest.fixture
def find(tmp_path):
    write(tmp_path, PRACTICE)
    return lambda name: read_drill(name, tmp_path)


def sitting(past, *answers, kind="drill", name="angry/mine", days=0.0):
    header = past.add(kind, {kind: name, "digest": "d"}, days=days)
    for item, answer in answers:
        past.add("answer", {"item": item, "answer": answer}, header.digest, days)


def told(past, find):
    return [(one.skill, one.right) for one in rehearsals_in(past.history, find)]


def test_each_question_tells_of_the_skills_that_it_trains(find):
    past = Past()
    sitting(past, ("pick", "b"), ("read", {"3": "dismiss"}), ("row", ["b", "c", "a"]), ("say", "I'm sorry."))
    assert told(past, find) == [("agree_with_truth", True), ("agree_with_truth", False), ("ask_question", True)]
    assert {one.drill for one in rehearsals_in(past.history, find)} == {"angry/mine"}


def test_the_first_answer_of_each_sitting_counts(find):
    past = Past()
    sitting(past, ("pick", "a"), ("pick", "b"))
    sitting(past, ("pick", "b"), ("pick", "a"), kind="quiz", days=1)
    assert told(past, find) == [("agree_with_truth", False), ("agree_with_truth", True)]


@pytest.mark.parametrize(
    "answer", [("pick", "z"), ("pick", None), ("gone", "a"), (7, "a"), (None, None), ("part", {"9": "fact"})], ids=str
)
def test_an_answer_that_makes_no_sense_says_nothing(answer, find):
    past = Past()
    sitting(past, answer)
    assert told(past, find) == []


def test_a_drill_that_is_gone_says_nothing(find):
    past = Past()
    sitting(past, ("pick", "b"), name="angry/gone")
    sitting(past, ("pick", "b"), name=7)
    with pytest.raises(DocumentError):
        find("angry/gone")
    assert told(past, find) == []
