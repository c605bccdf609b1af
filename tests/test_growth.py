"""What grows with practice, and by how much: the rule that the learner reads, sentence by sentence."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from past import MONDAY
from readability import grade

from course.growth import A_DAY, FULL, RULE, SKILLS, Met, growth
from course.labels import TECHNIQUES
from course.practice import Need, Practice, Talk
from course.roster import KINDS

CUSTOMERS = {"angry/one": "angry", "angry/two": "angry", "rude/one": "rude"}


def need(days=0.0, *, met=True, typed=False, new=False, skill="apologize", customer="angry/one"):
    return Need(MONDAY + timedelta(days=days), skill, "angry", customer, met, typed, new)


def talk(customer, *, passed):
    return Talk(MONDAY, customer, "angry", passed, 7, 10, alone=False, number=1)


def grown(*needs, zone=UTC, skill="apologize"):
    (found,) = (one for one in growth(Practice(needs), CUSTOMERS, zone).skills if one.name == skill)
    return found


def level(*needs, zone=UTC):
    return grown(*needs, zone=zone).level


def test_what_was_needed_and_given_grows_by_one():
    assert level() == 0
    assert level(need()) == 1
    assert level(need(), need(0.1)) == 2


@pytest.mark.parametrize("more", ["typed", "new"])
def test_own_words_and_a_customer_not_met_before_give_one_more_each(more):
    assert level(need(**{more: True})) == 2
    assert level(need(typed=True, new=True)) == 3


def test_a_later_day_gives_one_more_once():
    assert level(need(), need(1)) == 3
    assert level(need(), need(1), need(1.1)) == 4
    assert level(need(met=False), need(1)) == 2  # missed, and given the next day


def test_a_later_day_is_one_of_the_learner_s():
    evening = datetime(2026, 1, 5, 20, tzinfo=timezone(timedelta(hours=-8)))  # the day after, in UTC
    morning = datetime(2026, 1, 5, 9, tzinfo=timezone(timedelta(hours=-8)))
    twice = [need((at - MONDAY) / timedelta(days=1)) for at in (morning, evening)]
    assert level(*twice, zone=timezone(timedelta(hours=-8))) == 2
    assert level(*twice, zone=UTC) == 3


def test_a_miss_takes_one_and_never_more_than_there_is():
    assert level(need(met=False)) == 0
    assert level(need(typed=True, new=True), need(met=False)) == 2
    assert level(need(met=False), need(met=False), need()) == 1


def test_a_day_gives_no_more_than_it_may_and_a_miss_makes_no_room():
    best = [need(hours / 24, typed=True, new=True) for hours in range(5)]
    assert level(*best) == A_DAY
    assert level(*best, need(0.3, met=False), need(0.4, typed=True, new=True)) == A_DAY - 1


def test_it_takes_three_days_to_be_full_and_then_it_stays():
    days = [need(day, typed=True, new=True) for day in range(5)]
    best = [need(day + again / 24, typed=True, new=True) for day in range(3) for again in range(2)]
    assert level(*best[:4]) < FULL
    assert level(*best) == FULL
    assert level(*best, *days[3:]) == FULL


def test_how_often_and_when_last_is_told():
    found = grown(need(), need(1, met=False), need(3))
    assert (found.needed, found.given, found.last) == (3, 2, MONDAY + timedelta(days=3))
    assert grown(need(), skill="pause").last is None


def test_every_skill_is_told_in_the_order_of_a_talk():
    assert [skill.name for skill in growth(Practice(), CUSTOMERS, UTC).skills] == [*SKILLS]
    assert {*SKILLS} == {*TECHNIQUES, "pause"}


def test_each_skill_grows_by_itself():
    practice = Practice((need(), need(skill="greet", met=False), need(1), need(2, skill="pause")))
    levels = {skill.name: skill.level for skill in growth(practice, CUSTOMERS, UTC).skills if skill.needed}
    assert levels == {"apologize": 3, "greet": 0, "pause": 1}


def test_customers_met_and_passed_are_counted_once_each_by_type():
    practice = Practice(
        (need(customer="rude/one"), need(customer="angry/two")),
        (talk("angry/one", passed=False), talk("angry/one", passed=True), talk("angry/one", passed=False)),
    )
    found = growth(practice, CUSTOMERS, UTC).types
    assert [met.type for met in found] == [*KINDS]
    angry, rude = (met for met in found if met.there)
    assert angry == Met("angry", there=2, met=2, passed=1)
    assert rude == Met("rude", there=1, met=1, passed=0)


def test_somebody_who_is_not_among_them_grows_skills_and_no_number_of_customers():
    practice = Practice((need(customer="own/aunt"),), (talk("own/aunt", passed=True),))
    assert grown(*practice.needs).level == 1
    assert {(kind.met, kind.passed) for kind in growth(practice, CUSTOMERS, UTC).types} == {(0, 0)}


steps = st.lists(st.tuples(st.integers(0, 60), st.booleans(), st.booleans(), st.booleans()), max_size=60)


@given(steps)
def test_no_bar_leaves_its_ends_or_grows_by_more_than_a_day_may_give(made):
    hours, needs = 0, []
    for later, met, typed, new in made:
        hours += later
        needs.append(need(hours / 24, met=met, typed=typed, new=new))
    levels = [level(*needs[:count]) for count in range(len(needs) + 1)]
    assert all(0 <= one <= FULL for one in levels)
    moves = [(one.at.date(), after - before) for one, before, after in zip(needs, levels, levels[1:], strict=False)]
    for _, day in groupby(moves, key=lambda move: move[0]):
        assert sum(move for _, move in day if move > 0) <= A_DAY
    for one, (_, move) in zip(needs, moves, strict=True):
        assert move >= 0 if one.met else move in {-1, 0}


def test_the_rule_can_be_read_and_says_its_numbers():
    assert grade(RULE) <= 8
    assert f"{A_DAY} a day at most, and {FULL} is full" in RULE
