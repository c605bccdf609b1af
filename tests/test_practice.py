"""What was practiced, folded from a journal: each need once, met or missed, and each finished try."""

from datetime import timedelta

import pytest
from past import MONDAY, Past
from tiny import tiny

from course import dialogue, moment
from course.history import History
from course.practice import Practice, practice_in
from course.scenario import NoCustomerError, hotter

WARM = frozenset({"acknowledge_feeling", "apologize"})


def find(name):
    if name != TINY.name:
        raise NoCustomerError(name)
    return TINY


TINY = tiny()


def told(practice, *facts):
    return [tuple(getattr(need, fact) for fact in facts) for need in practice.needs]


def test_each_need_of_a_talk_is_told_met_or_missed():
    past = Past()
    state, _ = past.talk(TINY, ["pause", "A", "A"])
    assert state.ended
    practice = practice_in(past.history, find)
    met = {(need.beat, need.label) for _, need, _ in state.earned}
    assert {skill for skill, was_met in told(practice, "skill", "met") if was_met} == {label for _, label in met}
    assert len(practice.needs) == len(TINY.needs)
    (talk,) = practice.talks
    assert (talk.earned, talk.possible, talk.number, talk.alone) == (state.marks.earned, TINY.possible, 1, False)


def test_what_may_still_come_is_not_missed_yet():
    past = Past()
    past.talk(TINY, ["pause"])
    assert told(practice_in(past.history, find), "skill", "met") == [("pause", True)]
    assert practice_in(past.history, find).talks == ()


def test_what_was_left_behind_is_missed():
    past = Past()
    state, _ = past.talk(TINY, ["A"])
    assert state.moment.beat == "fix"
    assert sorted(told(practice_in(past.history, find), "skill", "met")) == [
        ("acknowledge_feeling", True),
        ("apologize", True),
        ("pause", False),
    ]


def test_own_words_and_a_customer_not_met_before_are_told():
    past = Past()
    past.talk(TINY, [WARM])
    past.talk(TINY, ["A"], days=2, seed=1)
    practice = practice_in(past.history, find)
    met = [need for need in practice.needs if need.skill == "apologize"]
    assert [(need.typed, need.new) for need in met] == [(True, True), (False, False)]
    assert met[1].at - met[0].at > timedelta(days=1)


def test_what_a_second_way_shares_with_the_first_is_told_once():
    past = Past()
    first, path = past.talk(TINY, ["pause", "A"])
    past.talk(TINY, ["A"], days=1, since=(first, path))
    once = practice_in(past.history, find)
    past.talk(TINY, ["B"], days=2, since=(first, path))
    both = practice_in(past.history, find)
    assert [need for need in both.needs if need.at < MONDAY + timedelta(days=2)] == list(once.needs)
    assert not any(need.new for need in both.needs if need.at > MONDAY + timedelta(days=2))


def test_a_customer_who_comes_in_hotter_is_no_other():
    past, hot = Past(), hotter(TINY)
    past.talk(TINY, ["pause", "A", "A"])
    past.talk(hot, ["pause", "A", "A"], days=1)
    practice = practice_in(past.history, {TINY.name: TINY, hot.name: hot}.__getitem__)
    assert [(talk.customer, talk.number) for talk in practice.talks] == [(TINY.name, 1), (TINY.name, 2)]
    assert {(need.customer, need.new) for need in practice.needs} == {(TINY.name, True), (TINY.name, False)}
    assert all(need.at < MONDAY + timedelta(days=1) for need in practice.needs if need.new)


def test_a_customer_who_is_gone_is_left_out():
    past = Past()
    past.talk(TINY, ["pause", "A", "A"])
    assert practice_in(past.history, lambda name: find("nobody")) == Practice()
    past.add("conversation", {"scenario": 7, "key": None})
    assert practice_in(past.history, find).talks


def test_an_empty_journal_is_no_practice():
    assert practice_in(Past().history) == Practice()


@pytest.mark.parametrize("typed", [False, True])
def test_a_year_is_replayed_once_and_no_typed_word_is_judged_again(monkeypatch, typed):
    past = Past()
    for number in range(300):
        past.talk(TINY, ["pause", WARM if typed else "A", "A"], days=number / 10, seed=number)
    given = []
    once = moment.react
    monkeypatch.setattr(moment, "react", lambda *about: given.append(about) or once(*about))
    monkeypatch.setattr(dialogue, "assessed", None)
    assert len(practice_in(past.history, find).talks) == 300
    assert len(given) == 600


@pytest.mark.parametrize("keys", [1, 40])
def test_a_journal_is_looked_through_once_for_each_customer_whatever_the_keys(monkeypatch, keys):
    past = Past()
    for number in range(40):
        past.talk(TINY, ["pause", "A", "A"], key=f"talk {number % keys}", seed=number)
    history, looks = past.history, []
    real = History.headers
    monkeypatch.setattr(History, "headers", lambda self, kind=None: looks.append(kind) or real(self, kind))
    assert len(practice_in(history, find).talks) == 40
    assert len(looks) == 2


def test_a_talk_whose_key_is_no_text_is_left_out():
    past = Past()
    past.talk(TINY, ["pause", "A", "A"], key=7)
    assert practice_in(past.history, find) == Practice()
