"""Whom, or which drill, to review a skill with; and who comes as a surprise."""

from datetime import timedelta

import pytest
from past import MONDAY
from tiny import tiny

from course.agenda import RESTED, Invitation, Stock, surprise, what_next
from course.document import DocumentError
from course.fading import Rehearsal, due
from course.labels import PAUSE, TECHNIQUES
from course.practice import Need, Practice
from course.roster import practice_customers
from course.scenario import NoCustomerError

LATER = MONDAY + timedelta(days=10)
TINY = tiny()  # needs pause, acknowledge_feeling, apologize, offer_choices, offer_solution


def stock(*names, drills=None, gone=()):
    def find(name):
        if name in gone:
            raise DocumentError(name, 1, "title", "is missing")
        if name not in names:
            raise NoCustomerError(name)
        return TINY.model_copy(update={"name": name, "level": 2 if "hard" in name else 1})

    return Stock({name: name.partition("/")[0] for name in names}, find, lambda: drills or {})


def met(customer, skill="apologize", days=0.0, kind="angry"):
    return Need(MONDAY + timedelta(days=days), skill, kind, customer, met=True, typed=False, new=True)


def drilled(drill, days, skill="apologize"):
    return Rehearsal(MONDAY + timedelta(days=days), skill, drill, right=True)


def next_for(*needs, of, now=LATER, rehearsals=()):
    practice = Practice(needs)
    return what_next(practice, due(practice, now, rehearsals), now, of, rehearsals)


def test_nothing_is_to_be_done_where_nothing_fades():
    assert next_for(of=stock("angry/a")) is None
    assert next_for(met("angry/a", days=10), of=stock("angry/a", "angry/b")) is None


def test_somebody_new_comes_first_and_takes_in_what_else_is_due():
    of = stock("angry/a", "angry/b", "angry/hard", drills={"apologize": ("angry/sorting",)})
    needs = [met("angry/a"), met("angry/a", "pause", 1), met("angry/a", "greet", 1), met("angry/a", "offer_choices", 9)]
    assert next_for(*needs, of=of) == Invitation(("apologize", "pause"), customer="angry/b", new=True)
    needs.append(met("angry/b", "greet", 9))
    assert next_for(*needs, of=of).customer == "angry/hard"


def test_nobody_of_a_type_that_was_not_met_comes_but_for_friendly_ones():
    of = stock("angry/a", "rude/b")
    assert next_for(met("angry/a"), of=of) == Invitation(("apologize",), customer="angry/a")
    assert next_for(met("angry/a"), met("angry/a", kind="rude"), of=of).customer == "rude/b"
    assert next_for(met("angry/a"), of=stock("angry/a", "rude/b", "positive/c")).customer == "positive/c"


def test_where_all_were_met_a_drill_and_the_one_met_longest_ago_take_turns():
    drills = {"apologize": ("angry/best", "angry/good"), "pause": ("angry/best",)}
    of = stock("angry/a", "angry/b", drills=drills)
    needs = [met("angry/b", days=-1), met("angry/a"), met("angry/a", "pause", 1)]
    assert next_for(*needs, of=of) == Invitation(("pause", "apologize"), drill="angry/best")
    done, later = [drilled("angry/best", 10), drilled("angry/best", 10, "pause")], LATER + timedelta(days=40)
    assert next_for(*needs, of=of, now=later, rehearsals=done).customer == "angry/b"
    talked = [*needs, met("angry/b", days=50), met("angry/b", "pause", 50)]
    assert next_for(*talked, of=of, now=later + timedelta(days=100), rehearsals=done).drill == "angry/best"


def test_a_drill_rests_and_one_that_was_done_comes_before_a_new_one():
    of = stock("angry/a", drills={"apologize": ("angry/new", "angry/old")})
    needs = [met("angry/a", days=2)]
    fresh, rested = [drilled("angry/old", 2 - 0.5)], MONDAY + timedelta(days=1.5) + RESTED
    assert next_for(*needs, of=of, now=rested - timedelta(hours=1), rehearsals=fresh).drill == "angry/new"
    assert next_for(*needs, of=of, now=rested, rehearsals=fresh).drill == "angry/old"


def test_a_customer_who_does_not_need_the_skill_does_not_come():
    of = stock("angry/a", "angry/b", drills={"greet": ("positive/voice",)})
    assert next_for(met("angry/a", "greet"), of=of) == Invitation(("greet",), drill="positive/voice")
    assert next_for(met("angry/a", "greet"), of=stock("angry/a", "angry/b")) is None


def test_a_customer_with_a_mistake_keeps_nobody_else_from_coming():
    of = stock("angry/a", "angry/b", "angry/c", gone={"angry/b"})
    assert next_for(met("angry/a"), of=of).customer == "angry/c"


def test_a_customer_of_ones_own_or_one_who_is_gone_is_not_sent_for():
    assert next_for(met("own/neighbor"), of=stock("angry/a")).customer == "angry/a"


@pytest.mark.parametrize("skill", [PAUSE, *TECHNIQUES])
def test_each_skill_of_the_course_can_be_reviewed_with_somebody_new_with_all_known_and_by_a_drill(skill):
    real = Stock(practice_customers())
    found = next_for(met("own/one", skill), of=real)
    assert found.new or found.drill
    everybody = [met(name, skill, kind=kind) for name, kind in practice_customers().items()]
    by_drill = next_for(*everybody, of=real)
    assert skill in by_drill.skills
    assert by_drill.drill
    again = next_for(
        *everybody, of=real, now=LATER + timedelta(days=40), rehearsals=[drilled(by_drill.drill, 10, skill)]
    )
    assert again.customer
    assert any(need.label == skill for need in real.find(again.customer).needs)


def test_a_surprise_is_somebody_new_of_a_type_that_was_met():
    customers = {"angry/a": "angry", "angry/b": "angry", "rude/c": "rude", "positive/d": "positive"}
    come = {surprise(Practice((met("angry/a"),)), customers, draw) for draw in range(20)}
    assert come == {"angry/b", "positive/d"}
    assert {surprise(Practice(), customers, draw) for draw in range(20)} == {"positive/d"}


def test_whoever_was_sent_away_comes_only_if_nobody_else_is_there():
    customers = {"angry/a": "angry", "angry/b": "angry"}
    practice = Practice((met("own/one"),))
    assert {surprise(practice, customers, draw, "angry/a") for draw in range(20)} == {"angry/b"}
    assert surprise(practice, {"angry/a": "angry"}, 7, "angry/a") == "angry/a"


def test_when_nobody_new_of_a_known_type_is_left_others_come_and_then_whoever_was_met_longest_ago():
    customers = {"angry/a": "angry", "angry/b": "angry", "rude/c": "rude"}
    needs = (met("angry/b"), met("angry/a", days=1), met("own/one", days=2))
    assert surprise(Practice(needs), customers, 5) == "rude/c"
    every = Practice((*needs, met("rude/c", days=3, kind="rude")))
    assert surprise(every, customers, 5) == "angry/b"
    assert surprise(every, customers, 5, apart="angry/b") == "angry/a"
