"""What every activity has in common: a sentence in place of a traceback, and whose practice it is."""

import pytest

import course
from course import learners
from course.document import DocumentError
from course.journal import practice_folder
from course.scenario import NoCustomerError
from course.views.report import Report
from course.views.told import told
from course.views.who import Theirs


@pytest.fixture
def shared(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    learners.rename(tmp_path, learners.at(tmp_path, learners.FIRST), "Ann")
    return learners.add(tmp_path, "Bea")


@pytest.mark.parametrize(
    "mistake", [DocumentError("x.yaml", 3, "line", "needs <b>words</b>"), NoCustomerError("no such customer")], ids=type
)
def test_an_author_s_mistake_is_a_sentence(mistake):
    @told
    def activity() -> Report:
        raise mistake

    shown = activity()
    assert isinstance(shown, Report)
    assert "because a file of the course has a mistake" in repr(shown)
    assert "<b>words" not in shown._repr_html_()


def test_another_mistake_is_not_hidden(shared):
    @told
    def activity() -> Report:
        practice_folder()
        raise ZeroDivisionError

    learners.choose(learners.data_folder(), shared.slug)
    with pytest.raises(ZeroDivisionError):
        activity()


def test_what_is_nobody_s_asks_nobody(shared):
    assert isinstance(told(lambda: Report("<p>x</p>", "x"))(), Report)


def test_an_activity_is_made_once(shared):
    learners.choose(learners.data_folder(), shared.slug)
    made = []

    @told
    def activity() -> Report:
        made.append(practice_folder())
        return Report("<p>x</p>", "x")

    assert activity().shown.value == "<p>x</p>"
    assert made == [shared.journals]


def test_an_activity_within_another_does_not_ask_again(shared):
    inner = told(lambda: Report(str(practice_folder()), ""))
    learners.choose(learners.data_folder(), shared.slug)
    outer = told(inner)()
    assert isinstance(outer, Theirs)
    assert outer.shown.value == str(shared.journals)


# How a lesson calls each name that shows something; what shows nothing of anybody's own is below.
PERSONAL = {
    "play": ["general/rattling-box"],
    "drill": ["start/warm-up"],
    "quiz": ["start/quiz"],
    "role_play": ["calm/eyes-up"],
    "next_shift": ["angry"],
    "your_data": [],
    "course_map": [],
    "progress": [],
    "review": [],
    "surprise": [],
    "past_talks": [],
    "harder": [],
    "your_customer": [],
    "skills_test": ["before"],
    "certificate": [],
    "take_along": [],
}
EVERYBODYS = {
    "print_pack",
    "speak",
    "desktop_icon",
    "load_scenario",
    "scenario_names",
    "assess",
    "compare",
    "breath",
    "house_rules",
    "who",
    "hand_in",
    "host",
}


def test_it_is_known_of_each_name_whether_it_is_personal():
    assert set(course.__all__) <= set(PERSONAL) | EVERYBODYS


@pytest.mark.parametrize("name", [name for name in PERSONAL if name in course.__all__])
def test_each_activity_of_one_s_own_asks_first_and_then_is_there(shared, name):
    shown = getattr(course, name)(*PERSONAL[name])
    assert isinstance(shown, Theirs)
    assert shown.shown is None
    shown._page._handle_custom_msg({"id": "m1", "do": "choose", "slug": shared.slug}, [])
    assert shown.shown is not None
    assert practice_folder() == shared.journals
