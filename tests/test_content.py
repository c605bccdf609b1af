"""What the course teaches, practises and says: every teaching point of the modules that are written."""

import csv
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from readability import grade

from course.drillbook import drill_names, load_drill
from course.labels import PAUSE
from course.questions import Choose, Drill
from course.scenario import load_scenario, scenario_names

COURSE = Path(__file__).parent.parent / "course"
WRITTEN = {"angry", "case"}  # the modules that have their lesson; in the end, all of them
HELP = "If nothing shows below this line: **Run ▸ Run All Cells**."

LESSONS = {path.stem: nbformat.read(path, as_version=4) for path in sorted((COURSE / "lessons").glob("*.ipynb"))}
DRILLS = {name: load_drill(name) for name in drill_names()}
with (COURSE / "teaching-points.csv").open(encoding="utf-8", newline="") as table:
    POINTS = {row["id"]: row for row in csv.DictReader(table)}

each_lesson = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)


def code(lesson):
    return [cell for cell in lesson.cells if cell.cell_type == "code"]


def words(lesson):
    return "\n\n".join(cell.source for cell in lesson.cells if cell.cell_type == "markdown")


def opened(lesson, function):
    """The names that a lesson opens with `function`, in order."""
    return [name for cell in code(lesson) for name in re.findall(rf'^{function}\("([^"]+)"', cell.source)]


def beats_of_lessons():
    names = {name for lesson in LESSONS.values() for name in opened(lesson, "play")}
    return [beat for name in names for beat in load_scenario(name).beats.values()]


def points(form):
    return {name for name, row in POINTS.items() if row["module"] in WRITTEN and row["practised_as"] == form}


def test_every_point_is_taught_in_a_lesson():
    taught = {name for lesson in LESSONS.values() for cell in lesson.cells for name in cell.metadata.get("teaches", [])}
    assert {name for name, row in POINTS.items() if row["module"] in WRITTEN} - taught == set()
    assert taught <= POINTS.keys()


def test_replies_are_practised_where_the_learner_chooses_one():
    practised = {name for beat in beats_of_lessons() if len(beat.choices) > 1 for name in beat.teaches}
    assert points("reply") - practised == set()


def test_actions_are_practised_where_the_moment_needs_a_pause():
    practised = {name for beat in beats_of_lessons() if PAUSE in beat.needs for name in beat.teaches}
    assert points("action") - practised == set()


def test_thoughts_are_practised_in_a_drill():
    opens = {name for lesson in LESSONS.values() for name in opened(lesson, "drill")}
    practised = {name for drill in opens for item in DRILLS[drill].items for name in item.teaches}
    assert points("thought drill") - practised == set()


def test_every_tag_names_a_teaching_point():
    tagged = {name for drill in DRILLS.values() for item in drill.items for name in item.teaches}
    tagged |= {
        name
        for customer in scenario_names()
        for beat in load_scenario(customer).beats.values()
        for name in beat.teaches
    }
    assert tagged - POINTS.keys() == set()


@each_lesson
def test_each_code_cell_is_one_readable_line(lesson):
    for cell in code(lesson):
        assert len(cell.source.splitlines()) == 1, cell.source
        assert re.match(r'from course import [a-z_, ]+$|(play|drill|compare|next_shift)\("[\w/-]+"\)$', cell.source)


@each_lesson
def test_what_a_lesson_opens_is_there(lesson):
    assert set(opened(lesson, "drill")) <= {name for name, drill in DRILLS.items() if not drill.graded}
    customers = [load_scenario(name) for name in opened(lesson, "play")]
    assert all(customer.use == "lesson" for customer in customers)
    assert len(customers) >= 3  # one that is required and two that are offered
    assert len(set(opened(lesson, "play"))) == len(customers)
    assert all(load_scenario(name).models for name in opened(lesson, "compare"))
    assert opened(lesson, "compare")
    assert opened(lesson, "next_shift")
    assert sum(len(DRILLS[name].items) for name in opened(lesson, "drill")) >= 8


@each_lesson
def test_a_line_above_each_activity_says_what_to_do_if_nothing_shows(lesson):
    for before, cell in pairwise(lesson.cells):
        if cell.cell_type == "code" and not cell.source.startswith("from"):
            assert before.source.endswith(HELP), cell.source


@each_lesson
def test_headings_go_down_one_level_at_a_time(lesson):
    levels = [len(marks) for marks in re.findall(r"^(#+) ", words(lesson), flags=re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= before + 1 for before, later in pairwise(levels))


@each_lesson
def test_a_lesson_is_read_in_a_quarter_of_an_hour_by_anyone(lesson):
    assert grade(words(lesson)) <= 8
    assert len(words(lesson).split()) / 200 <= 15  # 200 words a minute


@each_lesson
def test_boxes_and_links_say_in_words_what_they_are(lesson):
    assert "> **Ask your employer.**" in words(lesson)
    assert not re.search(r"\[(here|link|this)\]|<(?!/?(details|summary))\w", words(lesson), flags=re.IGNORECASE)
    assert not re.search(r"(?<!\()https?://", words(lesson))


@pytest.mark.parametrize("drill", DRILLS.values(), ids=DRILLS)
def test_a_drill_is_easy_to_read(drill: Drill):
    said = [drill.introduction, *(f"{item.situation} {item.ask}" for item in drill.items)]
    assert grade("\n\n".join(said)) <= 8
    assert all(len(why.split()) <= 40 for item in drill.items for why in item.key.why.values())


@pytest.mark.parametrize(
    "drill", [drill for drill in DRILLS.values() if not drill.graded], ids=lambda drill: drill.name
)
def test_the_looks_of_an_answer_do_not_give_it_away(drill: Drill):
    items = [item for item in drill.items if isinstance(item, Choose)]
    shortest = 0
    for item in items:
        length = {letter: len(option.text) for letter, option in item.places.items()}
        right = max(length[letter] for letter in item.key.right)
        assert right < max(length.values()), item.id
        shortest += right == min(length.values())
    assert shortest <= len(items) / 3
    places = Counter(letter for item in items for letter in item.key.right)
    assert all(count <= max(2, len(items) / 3) for count in places.values())


@each_lesson
def test_a_lesson_runs_from_top_to_bottom(lesson, monkeypatch, tmp_path):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(COURSE.parent))
    run = nbformat.reads(json.dumps(lesson), as_version=4)
    NotebookClient(run, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
    for cell in code(run)[1:]:
        shown = [kind for output in cell.outputs for kind in output.get("data", {})]
        assert {"application/vnd.jupyter.widget-view+json", "text/html"} & set(shown), cell.source
        assert not [output for output in cell.outputs if output.output_type == "stream"], cell.source
