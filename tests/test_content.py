"""What the course teaches, practises and says: every teaching point of the modules that are written."""

import csv
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from decides import DECIDES, decided
from nbclient import NotebookClient
from readability import grade

from autograder.assignment import assignment_names, load_assignment
from course.beat import Beat
from course.cardbook import card_names, load_card
from course.drillbook import drill_names, load_drill
from course.questions import Choose, Drill
from course.scenario import load_scenario, scenario_names
from course.way import read_lessons

COURSE = Path(__file__).parent.parent / "course"
HELP = "If nothing shows below this line: **Run ▸ Run All Cells**."
NAMES = [
    "00_start_here",
    "01_positive_interactions",
    "02_calm_listen_solve",
    "03_angry_customers",
    "04_rude_customers",
    "05_cultural_values",
    "06_unsatisfiable_customers",
    "07_delivered_packages",
    "08_case_and_capstone",
    "09_practice_room",
    "10_finish",
]
ACTIVITIES = (
    "breath|certificate|compare|course_map|desktop_icon|drill|harder|house_rules|next_shift|past_talks|play|progress|"
    "quiz|review|role_play|skills_test|surprise|take_along|who|your_customer|your_data"
)

LESSONS = {path.stem: nbformat.read(path, as_version=4) for path in sorted((COURSE / "lessons").glob("[0-9]*.ipynb"))}
DRILLS = {name: load_drill(name) for name in drill_names()}
with (COURSE / "teaching-points.csv").open(encoding="utf-8", newline="") as table:
    POINTS = {row["id"]: row for row in csv.DictReader(table)}

MODULES = {name: page for name, page in LESSONS.items() if name in NAMES[:9]}

each_lesson = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
each_module = pytest.mark.parametrize("lesson", MODULES.values(), ids=MODULES)


def code(lesson):
    return [cell for cell in lesson.cells if cell.cell_type == "code"]


def words(lesson):
    return "\n\n".join(cell.source for cell in lesson.cells if cell.cell_type == "markdown")


def opened(lesson, function):
    """The names that a lesson opens with `function`, in order."""
    return [name for cell in code(lesson) for name in re.findall(rf'^(?:{function})\("([^"]+)"', cell.source)]


def shown(function):
    """The names that all lessons open with `function`."""
    return {name for lesson in LESSONS.values() for name in opened(lesson, function)}


def points(*forms):
    return {name for name, row in POINTS.items() if row["practised_as"] in forms}


def decided_at(beats: list[Beat]) -> set[str]:
    return {name for beat in beats for name in beat.teaches if name in DECIDES and decided(name, beat)}


def beats_of(customers):
    return [beat for name in customers for beat in load_scenario(name).beats.values()]


def drilled(names):
    return {name for drill in names for item in DRILLS[drill].items for name in item.teaches}


def test_there_are_seventy_two_points_and_each_has_a_form():
    assert len(POINTS) == 72
    assert points("reply", "action") == DECIDES.keys()
    assert points("reply", "action", "thought drill", "role-play card") == POINTS.keys()


def test_there_are_nine_modules_and_two_pages_for_any_day():
    assert list(LESSONS) == NAMES
    assert [lesson.file.removesuffix(".ipynb") for lesson in read_lessons() if lesson.module] == list(MODULES)


@each_lesson
def test_each_page_has_a_line_about_it_for_the_map(lesson):
    assert 5 <= len(lesson.cells[0].metadata.about.split()) <= 25


def test_the_first_page_asks_who_is_learning_lets_them_talk_and_shows_the_way():
    calls = [cell.source.partition("(")[0] for cell in code(LESSONS["00_start_here"])[1:]]
    shown_first = ["who", "play", "course_map", "desktop_icon"]
    assert [name for name in calls if name in shown_first][:4] == shown_first
    assert opened(LESSONS["00_start_here"], "play")[0] == "general/rattling-box"


def test_the_pages_link_to_one_another():
    for name, target in (
        ("09_practice_room", "00_start_here"),
        ("09_practice_room", "10_finish"),
        ("10_finish", "09_practice_room"),
    ):
        assert f"]({target}.ipynb)" in words(LESSONS[name])


@each_lesson
def test_a_link_leads_to_a_page_or_a_heading_that_is_there(lesson):
    headings = {heading.replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", words(lesson), flags=re.MULTILINE)}
    for target in re.findall(r"\]\(([^)]+)\)", words(lesson)):
        assert target.removesuffix(".ipynb") in LESSONS or target.removeprefix("#") in headings, target


def test_every_point_is_taught_in_a_lesson():
    taught = {name for lesson in LESSONS.values() for cell in lesson.cells for name in cell.metadata.get("teaches", [])}
    assert taught == POINTS.keys()


def test_replies_and_actions_are_practiced_where_the_learner_decides_them():
    assert points("reply", "action") - decided_at(beats_of(shown("play"))) == set()


def test_thoughts_are_practiced_in_a_drill():
    assert points("thought drill") - drilled(shown("drill|quiz")) == set()


def test_what_is_done_with_the_body_or_beforehand_is_practiced_with_a_card():
    practiced = {name for card in shown("role_play") for name in load_card(card).teaches}
    assert points("role-play card") - practiced == set()


def assessed(part):
    """What the parts of this name of all exercises lead to: drills and customers."""
    tasks = [load_assignment(name)[f"{name}-{part}"] for name in assignment_names()]
    return [task.drill or task.scenario for task in tasks]


def test_replies_and_actions_are_assessed_in_a_graded_talk():
    talks = [*assessed("known"), *assessed("new")]
    assert points("reply", "action") - decided_at(beats_of(talks)) == set()


def test_thoughts_are_assessed_in_a_thought_drill_and_cards_among_the_concepts():
    assert points("thought drill") - drilled(assessed("thoughts")) == set()
    assert points("role-play card") - drilled(assessed("concepts")) == set()


def test_each_module_has_its_exercise():
    names = "positive calm angry rude cultural unsatisfiable package capstone"
    assert sorted(assignment_names()) == sorted(names.split())


def test_an_id_stands_only_where_the_learner_decides_it():
    """A point is one of the table, and at a beat the moment needs what it is about, or offers what it warns of."""
    for customer in scenario_names():
        for beat in load_scenario(customer).beats.values():
            undecided = [name for name in beat.teaches if not (name in DECIDES and decided(name, beat))]
            assert undecided == [], f"{customer}, {beat.id}"
    tagged = drilled(DRILLS) | {name for card in card_names() for name in load_card(card).teaches}
    assert tagged - POINTS.keys() == set()


def test_no_customer_drill_or_card_lies_unused():
    assert set(scenario_names()) == shown("play") | set(assessed("new"))
    graded = [*assessed("concepts"), *assessed("transcript"), *assessed("thoughts"), *assessed("rewrite")]
    assert DRILLS.keys() == shown("drill|quiz") | set(graded)
    assert set(card_names()) == shown("role_play")


@each_lesson
def test_each_code_cell_is_one_readable_line(lesson):
    for cell in code(lesson):
        assert len(cell.source.splitlines()) == 1, cell.source
        assert re.match(rf'from course import [a-z_, ]+$|({ACTIVITIES})\(("[\w/-]+")?\)$', cell.source)


@each_module
def test_what_a_module_opens_is_there(lesson):
    assert set(opened(lesson, "drill|quiz")) <= {name for name, drill in DRILLS.items() if not drill.graded}
    customers = [load_scenario(name) for name in opened(lesson, "play")]
    assert all(customer.use == "lesson" for customer in customers)
    assert len(customers) >= 3  # one that is required and two that are offered
    assert len(set(opened(lesson, "play"))) == len(customers)
    assert all(load_scenario(name).models for name in opened(lesson, "compare"))
    assert opened(lesson, "compare")
    assert opened(lesson, "next_shift")
    assert opened(lesson, "role_play")
    assert len(opened(lesson, "quiz")) == 1
    assert sum(len(DRILLS[name].items) for name in opened(lesson, "drill|quiz")) >= 8


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


@pytest.mark.parametrize("name", card_names())
def test_a_role_play_is_easy_to_read(name):
    card = load_card(name)
    said = [card.situation, card.customer.who, *card.customer.moods, card.clerk.who, card.clerk.task, *card.clerk.tries]
    assert grade("\n\n".join([*said, *card.observer.watch, *card.observer.ask, card.alone])) <= 8


@pytest.mark.parametrize("name", assignment_names())
def test_an_exercise_is_easy_to_read(name):
    page = nbformat.read(COURSE.parent / "exercises" / "release" / name / f"{name}.ipynb", as_version=4)
    assert grade(words(page)) <= 8


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
        assert "can't be shown" not in json.dumps(cell.outputs), cell.source
