"""The sentences of the review."""

from datetime import UTC, datetime, timedelta

import pytest
from made_up import escaped

from course.agenda import Invitation
from course.fading import Standing
from course.plans import OUTCOMES
from course.views.review_words import DONE, FIRST, THANKS, Stand, ago, fading, offer, rest, words

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
CALLED = Invitation(("apologize",), customer="angry/tiny", new=True)


def standing(skill="apologize", practiced=9.0, due=-1.0):
    return Standing(skill, NOW - timedelta(days=practiced), NOW + timedelta(days=due), 0.8)


def said(stand, *, here="", over=False):
    return words(stand, NOW, today="Today: a talk.", here=here, over=over)


@pytest.mark.parametrize(
    ("days", "told"), [(-2, "today"), (0, "today"), (1, "yesterday"), (2, "2 days ago"), (400, "400 days ago")]
)
def test_days_are_counted_by_the_calendar(days, told):
    assert ago(NOW - timedelta(days=days), NOW) == told


def test_a_skill_is_told_by_its_title():
    assert fading(standing(), NOW) == "Sorry for the experience (last practiced 9 days ago)"


def test_what_is_on_offer_is_named():
    met = NOW - timedelta(days=20)
    assert "“A tin”, a talk with somebody you haven’t met." in offer(CALLED, "A tin", None, NOW)
    assert "“A tin”, a talk you had 20 days ago." in offer(CALLED, "A tin", met, NOW)
    assert "a few questions, “Sort it out”." in offer(Invitation((), drill="angry/sorting"), "Sort it out", None, NOW)


def test_nobody_who_practiced_nothing_is_told_to_review():
    assert said(Stand()) == [FIRST]


def test_who_has_nothing_due_hears_what_comes_and_when():
    soon, later = standing("pause", due=0.9), standing(due=5)
    assert said(Stand((later, soon)))[1] == "The next review comes tomorrow: a moment of silence."
    assert said(Stand((later,)))[1] == "The next review comes in 5 days: sorry for the experience."


def test_who_is_done_hears_what_can_wait():
    due = (standing(), standing("pause"))
    assert said(Stand(due, due, CALLED), over=True)[0] == DONE
    assert rest(Stand(due, due, CALLED), NOW).startswith("2 more skills are fading")
    assert rest(Stand(due, due[:1], CALLED), NOW).startswith("One more skill is fading")
    assert "Go on with the lessons" in rest(Stand(due, due), NOW)
    assert said(Stand(due, due)) == [rest(Stand(due, due), NOW)]


def test_what_is_open_is_told_before_anything_else():
    due = (standing(),)
    assert said(Stand(due, due, CALLED)) == ["Today: a talk.", "It brings back:"]
    assert said(Stand(due, due, CALLED), here="Ines") == ["Ines is here, below."]


def test_each_outcome_of_a_plan_has_its_answer():
    assert THANKS.keys() == OUTCOMES.keys()


@pytest.mark.usefixtures("bracketed")
def test_every_sentence_can_be_translated():
    due = (standing(), standing("pause"))
    told = [said(Stand()), said(Stand((standing(due=5),))), said(Stand((standing(due=0.9),)))]
    told += [said(Stand(due, due, CALLED), over=over, here=here) for over in (False, True) for here in ("", "Ines")]
    told += [rest(Stand(due, some, called), NOW) for some in (due, due[:1]) for called in (CALLED, None)]
    told += [fading(standing(practiced=days), NOW) for days in (0, 1, 9)]
    told += [offer(CALLED, "A tin", met, NOW) for met in (None, NOW)]
    told += [offer(Invitation((), drill="angry/sorting"), "Sort it out", None, NOW)]
    assert escaped(told, "Today: a talk.") == set()
