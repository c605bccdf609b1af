"""What became of the plans for the next shift."""

from datetime import timedelta

import pytest
from past import MONDAY, Past

from course.history import read
from course.journal import Journal
from course.plans import AGAIN, LONGEST, OUTCOMES, SHIFT, TRIED, keep_outcome, plans_to_ask

NOON = MONDAY + timedelta(days=1)


def plan(past, topic="angry", when="they shout", then="breathe", days=0.0):
    header = past.add("plan", {"plan": topic}, days=days)
    return past.add("answer", {"item": "plan", "answer": {"when": when, "then": then}}, header.digest, days)


def asked(past, now=NOON):
    return [(one.topic, one.then) for one in plans_to_ask(past.history, now)]


def test_a_plan_is_asked_about_once_there_was_a_shift():
    past = Past()
    made = plan(past)
    assert plans_to_ask(past.history, made.at + SHIFT - timedelta(seconds=1)) == ()
    (one,) = plans_to_ask(past.history, made.at + SHIFT)
    assert (one.topic, one.when, one.then, one.at, one.record) == (
        "angry",
        "they shout",
        "breathe",
        made.at,
        made.digest,
    )


def test_the_newest_plan_on_each_topic_is_asked_about_and_the_oldest_first():
    past = Past()
    plan(past)
    plan(past, "rude", then="count")
    plan(past, then="listen", days=0.1)
    assert asked(past) == [("rude", "count"), ("angry", "listen")]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_it_is_asked_about_until_it_was_tried(outcome):
    past = Past()
    made = plan(past)
    told = past.add("plan_outcome", {"plan": "angry", "record": made.digest, "outcome": outcome}, days=1)
    assert plans_to_ask(past.history, told.at + AGAIN - timedelta(seconds=1)) == ()
    assert bool(plans_to_ask(past.history, told.at + AGAIN)) == (outcome not in TRIED)


def test_a_plan_that_was_changed_is_another():
    past = Past()
    made = plan(past)
    past.add("plan_outcome", {"plan": "angry", "record": made.digest, "outcome": "helped"}, days=1)
    assert asked(past, MONDAY + timedelta(days=30)) == []
    plan(past, then="smile", days=2)
    assert asked(past, MONDAY + timedelta(days=3)) == [("angry", "smile")]


@pytest.mark.parametrize("answer", [None, "x", {}, {"when": "x"}, {"when": 1, "then": "x"}, [["when", "x"]]], ids=str)
def test_half_a_plan_is_none(answer):
    past = Past()
    header = past.add("plan", {"plan": "angry"})
    past.add("answer", {"item": "plan", "answer": answer}, header.digest)
    assert asked(past) == []


@pytest.mark.parametrize("told", [{"record": ["x"]}, {"record": {}, "outcome": []}, {}, {"outcome": "helped"}], ids=str)
def test_an_outcome_that_makes_no_sense_settles_nothing(told):
    past = Past()
    plan(past)
    past.add("plan_outcome", told)
    assert asked(past) == [("angry", "breathe")]


def test_what_became_of_it_is_kept_on_disk(tmp_path):
    past = Past()
    plan(past)
    journal = Journal(past.write(tmp_path))
    (one,) = plans_to_ask(journal.history, NOON)
    with pytest.raises(ValueError, match="great"):
        keep_outcome(journal, one, "great", "")
    keep_outcome(journal, one, "forgot", " busy " + "x" * 2 * LONGEST)
    (header,) = read(tmp_path).headers("plan_outcome")
    assert (header.data["outcome"], header.data["record"]) == ("forgot", one.record)
    assert header.data["note"].startswith("busy x")
    assert len(header.data["note"]) == LONGEST
