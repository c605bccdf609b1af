"""The map of the course: what its scene says of somebody's way, and that it is theirs, now."""

from dataclasses import replace
from datetime import timedelta

import pytest
from made_up import escaped
from past import MONDAY, Past

from course import learners
from course.history import History
from course.journal import open_journal
from course.practice import Need, Practice, Talk, practice_in
from course.scenario import load_scenario
from course.views import course_map as view
from course.views.course_map import MapPage, course_map, map_scene
from course.way import Activity, Lesson, Version, read_lessons, way_in

WENDELL, VIRGIL = "general/rattling-box", "positive/kite"
START = Lesson("00_start.ipynb", "Start", "A beginning.", (Activity("play", WENDELL), Activity("next_shift", "start")))
KITES = Lesson(
    "01_kites.ipynb",
    "Kites",
    "Wind.",
    (Activity("play", VIRGIL), Activity("drill", "angry/pitfalls", extra=True), Activity("next_shift", "kites")),
)
ROOM = Lesson("09_practice_room.ipynb", "The practice room", "For any day.")
LESSONS = (START, KITES, ROOM)


def scene(past=None, practice=None, due=()):
    history = past.history if past else History()
    return map_scene(way_in(LESSONS, history, practice or Practice(), due))


def planned(topic, past=None):
    past = past or Past()
    past.add("answer", {"item": "plan", "answer": {"when": "x", "then": "y"}}, past.add("plan", {"plan": topic}).digest)
    return past


def test_who_comes_first_is_sent_to_the_first_stop():
    shown = scene()
    assert shown["summary"] == "There are 2 modules, and they are all ahead of you. Take one a day, or one a week."
    assert shown["next"] == {
        "href": "00_start.ipynb",
        "name": "Module 0: Start",
        "left": "Still to do: the talk “Something rattles” and your plan for the next shift.",
    }
    assert shown["due"] is None
    assert [module["state"] for module in shown["modules"]] == ["new", "new"]
    assert [module["next"] for module in shown["modules"]] == [True, False]
    assert shown["modules"][0]["left"] == ""  # it is said above, and the list is long enough
    assert shown["pages"] == [{"href": "09_practice_room.ipynb", "name": "The practice room", "about": "For any day."}]


def test_what_was_begun_says_what_is_left():
    begun, other = scene(planned("start"))["modules"]
    assert (begun["state"], begun["done"], begun["of"]) == ("begun", 1, 2)
    assert begun["left"] == "Still to do: the talk “Something rattles”."
    assert other["state"] == "new"


def test_what_is_done_is_told_in_short():
    past = planned("kites")
    past.talk(load_scenario(VIRGIL), load_scenario(VIRGIL).models.good)
    shown = scene(past, practice_in(past.history))
    assert shown["summary"] == "You've done 1 of 2 modules."
    assert shown["modules"][1] | {"about": ""} == {
        "number": 1,
        "href": "01_kites.ipynb",
        "name": "Module 1: Kites",
        "about": "",
        "versions": [],
        "state": "done",
        "next": False,
        "done": 2,
        "of": 2,
        "left": "",
        "extras": "",
        "due": "",
    }


def test_a_module_in_another_language_is_a_link_in_that_language():
    kites = replace(KITES, versions=(Version("es/01_cometas.ipynb", "es", "Cometas"),))
    past = Past()
    shown = map_scene(way_in((START, kites), past.history, Practice()))
    (version,) = shown["modules"][1]["versions"]
    assert version == {"href": "es/01_cometas.ipynb", "language": "es", "text": "También en español: Cometas"}


def test_when_all_is_done_the_last_page_is_next():
    talks = tuple(_talk(name) for name in (WENDELL, VIRGIL))
    shown = scene(planned("start", planned("kites")), Practice((), talks))
    assert shown["summary"].startswith("You've done all 2 modules.")
    assert shown["next"] == {"href": "09_practice_room.ipynb", "name": "The practice room", "left": ""}


def _talk(customer):
    return Talk(None, customer, "angry", True, 1, 1, False, 1)


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (["apologize"], "One skill is due for review: sorry for the experience. It takes about five minutes."),
        (
            ["apologize", "pause"],
            "2 skills are due for review: sorry for the experience and a moment of silence. "
            "It takes about five minutes.",
        ),
    ],
    ids=["one", "two"],
)
def test_what_is_due_is_said_on_top_and_where_it_was_practiced(due, said):
    practice = Practice((Need(None, "apologize", "angry", WENDELL, met=True, typed=False, new=True),))
    shown = scene(practice=practice, due=due)
    assert shown["due"] == {"href": "09_practice_room.ipynb", "text": said}
    assert [module["due"] for module in shown["modules"]] == ["Due for review: sorry for the experience.", ""]


def test_of_many_skills_that_are_due_the_most_faded_are_named():
    due = ["apologize", "pause", "ask_question", "greet", "paraphrase"]
    said = "sorry for the experience, a moment of silence, a real question and 2 more"
    assert f"5 skills are due for review: {said}." in scene(due=due)["due"]["text"]


def test_the_map_of_the_course_leads_to_pages_that_are_there(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    shown = course_map().scene
    files = {lesson.file for lesson in read_lessons()}
    assert len(shown["modules"]) == 9
    assert {page["href"] for page in [*shown["modules"], *shown["pages"]]} == files
    assert shown["next"]["href"] == "00_start_here.ipynb"
    assert list(tmp_path.iterdir()) == []  # to look at a map is nothing to keep


def test_the_map_follows_what_is_done_meanwhile(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    page = course_map()
    past = planned("start")
    past.talk(load_scenario(WENDELL), load_scenario(WENDELL).models.good)
    past.write(tmp_path / "journals")
    page._handle_custom_msg({"do": "look", "id": "look"}, [])
    first = page.scene["modules"][0]
    assert (first["state"], first["done"], page.scene["ack"]) == ("begun", 2, "look")
    assert first["left"] == "Still to do: the questions “Warming up” and the questions “What helps?”."


def test_what_fades_with_time_is_due(tmp_path):
    past = Past()
    past.talk(load_scenario(WENDELL), load_scenario(WENDELL).models.good)
    journal = open_journal(past.write(tmp_path))
    today = MapPage(journal, lambda: MONDAY + timedelta(minutes=10))
    later = MapPage(journal, lambda: MONDAY + timedelta(days=7))
    assert today.scene["due"] is None
    assert later.scene["due"]["href"] == "09_practice_room.ipynb"
    assert later.scene["modules"][0]["due"].startswith("Due for review: ")


def test_where_several_people_learn_the_map_is_of_whoever_is_learning(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    planned("start").write(tmp_path / "journals")
    ann = learners.add(tmp_path, "Ann")
    shown = course_map()
    assert shown.shown is None  # nobody said who is learning
    learners.choose(tmp_path, learners.FIRST)
    assert course_map().shown.scene["modules"][0]["done"] == 1
    learners.choose(tmp_path, ann.slug)
    assert course_map().shown.scene["modules"][0]["done"] == 0


def test_a_journal_is_folded_once_while_it_stays_as_it_is(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    planned("start").write(tmp_path / "journals")
    folds = []
    monkeypatch.setattr(view, "practice_in", lambda history: folds.append(history) or Practice())
    page = course_map()
    page.refresh()
    assert len(folds) == 1
    planned("calm").write(tmp_path / "journals")
    planned("start", planned("calm")).write(tmp_path / "journals")
    page.refresh()
    assert len(folds) == 2


@pytest.mark.parametrize("message", [{}, {"do": "erase"}, {"do": None}], ids=["nothing", "another", "none"])
def test_a_map_does_nothing_but_look(tmp_path, monkeypatch, message):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    page = course_map()
    with pytest.raises((KeyError, ValueError)):
        page.act(message)


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize("due", [(), ("pause",), ("pause", "greet", "apologize", "paraphrase", "own_problem")])
def test_every_sentence_can_be_translated(due):
    past, both = planned("kites"), planned("kites", planned("start"))
    for one in (past, both):
        one.talk(load_scenario(VIRGIL), load_scenario(VIRGIL).models.good)
    both.talk(load_scenario(WENDELL), load_scenario(WENDELL).models.good)
    scenes = [scene(), *(scene(one, practice_in(one.history), due) for one in (past, both))]
    theirs = [words for lesson in LESSONS for words in (lesson.title, lesson.about)]
    assert escaped(scenes, *theirs, ids={"href", "state"}) == set()
