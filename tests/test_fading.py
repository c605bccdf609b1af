"""When skills are due: what a day of practice is worth, and how long it lasts."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from past import MONDAY

from course.fading import FIRST, Rehearsal, due, standings
from course.practice import Need, Practice


def need(days=0.0, *, skill="apologize", met=True, typed=False, new=False):
    return Need(MONDAY + timedelta(days=days), skill, "angry", "angry/tiny", met=met, typed=typed, new=new)


def drilled(days=0.0, *, right=True):
    return Rehearsal(MONDAY + timedelta(days=days), "apologize", "angry/sorting", right)


def the_one(needs, rehearsals=(), days=0.5):
    (standing,) = standings(Practice(tuple(needs)), MONDAY + timedelta(days=days), rehearsals)
    return standing


AGAIN, HARD = [need(met=False), need()], [need(met=False), need(), need()]
GOOD, EASY = [need(typed=True)], [need(), need(typed=True, new=True)]


def test_the_better_a_day_went_the_longer_it_lasts():
    recalls = [the_one(day, days=6).recall for day in (AGAIN, HARD, GOOD, EASY)]
    assert all(one < other for one, other in pairwise(recalls))
    dues = [the_one(day).due for day in (AGAIN, HARD, GOOD, EASY)]
    assert dues == sorted(dues)


@pytest.mark.parametrize("day", [AGAIN, HARD, GOOD, EASY], ids=["again", "hard", "good", "easy"])
def test_the_first_review_comes_on_a_later_day_of_the_first_week(day):
    assert MONDAY + timedelta(hours=8) < the_one(day).due <= MONDAY + FIRST


@pytest.mark.parametrize("right", [True, False])
def test_a_drill_counts_where_no_customer_needed_the_skill(right):
    alone = the_one([], [drilled(right=right)], days=6)
    assert alone.recall == the_one(HARD if right else AGAIN, days=6).recall
    assert the_one(GOOD, [drilled(right=right)], days=6) == the_one(GOOD, days=6)


def test_a_late_shift_is_one_day():
    evening = [need(0.6, met=False), need(0.7), need(0.9), need(1.2)]
    once = [need(0.6, met=False), need(0.6), need(0.6), need(0.6)]
    assert the_one(evening, days=9) == the_one(once, days=9)
    assert the_one([*once, need(1.3, met=False)], days=9) != the_one(once, days=9)


def test_what_comes_back_in_time_lasts_longer_each_time_but_never_for_ever():
    days, gaps = [0.0], []
    for _ in range(12):
        standing = the_one([need(day) for day in days], days=days[-1])
        gaps.append((standing.due - standing.practiced).total_seconds() / 86400)
        days.append(days[-1] + gaps[-1] + 0.5)
    assert gaps == sorted(gaps)
    assert gaps[0] < 7
    assert 80 < gaps[-1] < 91


def test_what_was_missed_after_all_comes_back_soon():
    known = [need(day) for day in (0, 3, 10, 30)]
    assert the_one(known, days=30).due > MONDAY + timedelta(days=40)
    assert the_one([*known, need(60, met=False)], days=60).due < MONDAY + timedelta(days=66)


def test_the_most_faded_is_first_and_what_lasts_is_not_due():
    practice = Practice(
        (
            need(0, skill="greet"),
            need(0, skill="apologize", met=False),
            need(6, skill="pause"),
            need(6, skill="own_problem", typed=True, new=True),
        )
    )
    now = MONDAY + timedelta(days=8)
    assert [one.skill for one in due(practice, now)] == ["apologize", "greet", "pause"]
    assert [one.skill for one in standings(practice, now)][-1] == "own_problem"


def test_the_same_past_in_any_order_gives_the_same_plan():
    needs = [need(day, skill=skill, met=day % 3 > 0) for day in range(40) for skill in ("greet", "pause", "apologize")]
    once = standings(Practice(tuple(needs)), MONDAY + timedelta(days=41))
    Random(4).shuffle(needs)
    assert standings(Practice(tuple(needs)), MONDAY + timedelta(days=41)) == once


@pytest.mark.parametrize("at", [datetime.max.replace(tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)], ids=str)
def test_a_clock_that_ran_ahead_does_no_harm(at):
    ahead = Need(at, "apologize", "angry", "angry/tiny", met=True, typed=False, new=False)
    assert the_one([ahead], days=3) == the_one([need(3)], days=3)


def test_a_clock_that_stood_still_does_no_harm():
    old = Need(datetime(1970, 1, 1, tzinfo=UTC), "apologize", "angry", "angry/tiny", met=True, typed=False, new=False)
    assert the_one([old], days=3).due < MONDAY


def test_nothing_practiced_is_nothing_due():
    assert standings(Practice(), MONDAY) == due(Practice(), MONDAY) == ()
