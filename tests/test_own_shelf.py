"""A learner's own customers, by name, as their journal tells them."""

import pytest
from past import Past
from rosa import ROSA

from course.conversation import open_conversation
from course.history import History
from course.journal import Journal, open_journal
from course.own_customer import own_customer
from course.own_shelf import as_form, find_in, own_forms, short_name
from course.past import missing as lost
from course.past import past_talks
from course.practice import practice_in
from course.scenario import NoCustomerError, load_scenario

BEST = ["B", "C", "A"]  # of Rosa's three moments


def past(*answers, short="rosa", into=None):
    """A past in which a customer was begun and these boxes were filled."""
    made = into or Past()
    header = made.add("own_customer", {"customer": short})
    for item, answer in answers:
        made.add("answer", {"item": item, "answer": answer}, header.digest)
    return made


def test_what_was_written_is_found_by_its_name():
    history = past(("name", "Rosa"), ("who", "A baker"), ("who", "A nurse"), ("ready", ROSA)).history
    assert own_forms(history) == {"rosa": {"name": "Rosa", "who": "A nurse", "ready": ROSA}}
    assert find_in(history)("own/rosa") == own_customer(ROSA, "own/rosa")
    assert find_in(history)("angry/wrong-part") is load_scenario("angry/wrong-part")


@pytest.mark.parametrize(
    "answers",
    [
        [("name", "Rosa")],
        [("ready", {**ROSA, "who": ""})],
        [("ready", "x")],
        [("ready", {**ROSA, "who": "{x}"})],
        [("ready", None)],
    ],
    ids=["begun", "a box is empty", "no form", "a mistake", "nothing"],
)
def test_a_customer_who_is_not_ready_is_not_there(answers):
    with pytest.raises(NoCustomerError, match="own/rosa"):
        find_in(past(*answers).history)("own/rosa")


def test_nobody_knows_another_learners_customer():
    with pytest.raises(NoCustomerError):
        find_in(History())("own/rosa")
    with pytest.raises(NoCustomerError):
        find_in(History())("angry/nobody")


@pytest.mark.parametrize("short", ["../x", "Rosa", "", "a b", 3, None])
def test_a_name_that_the_course_did_not_give_is_no_customer(short):
    assert own_forms(past(("name", "Rosa"), short=short).history) == {}


def test_answers_to_other_things_are_none_of_a_customers():
    made = past(("name", "Rosa"))
    drill = made.add("drill", {"drill": "x"})
    made.add("answer", {"item": "who", "answer": "x"}, drill.digest)
    assert own_forms(made.history) == {"rosa": {"name": "Rosa"}}


@pytest.mark.parametrize(
    ("name", "taken", "short"),
    [
        ("Rosa", [], "rosa"),
        ("Rosa", ["rosa", "rosa-2"], "rosa-3"),
        ("Señora Núñez!", [], "senora-nunez"),
        ("山田", [], "customer"),
        ("../..", ["customer"], "customer-2"),
        ("x" * 500, [], "x" * 40),
    ],
)
def test_a_short_name_is_free_and_plain(name, taken, short):
    assert short_name(name, taken) == short


def test_only_words_are_a_form():
    assert as_form({"who": "x", "heat": 7, 3: "x"}) == {"who": "x"}
    assert as_form(None) == as_form([]) == {}


def test_own_customers_count_as_practice_and_are_never_new():
    made = past(("ready", ROSA))
    made.talk(own_customer(ROSA, "own/rosa"), BEST)
    practice = practice_in(made.history)
    assert [(talk.customer, talk.passed, talk.earned) for talk in practice.talks] == [("own/rosa", True, 12)]
    assert {need.skill for need in practice.needs if need.met} == {
        ROSA[f"{part}.good.does{n}"] for part in "123" for n in "12"
    }
    assert not any(need.new for need in practice.needs)
    assert [talk.customer.name for talk in past_talks(made.history)] == ["own/rosa"]
    assert lost(made.history) == 0


def test_a_talk_with_a_customer_that_is_gone_is_only_missed():
    made = Past()
    made.talk(own_customer(ROSA, "own/rosa"), BEST)
    assert practice_in(made.history).talks == past_talks(made.history) == ()
    assert lost(made.history) == 1


def test_a_talk_goes_on_until_its_customer_is_written_anew(tmp_path):
    past(("ready", ROSA)).write(tmp_path)
    talk = open_conversation("own/rosa", folder=tmp_path)
    talk.say("B")
    assert open_conversation("own/rosa", folder=tmp_path) is talk
    journal = open_journal(tmp_path)
    header = journal.append("own_customer", {"customer": "rosa"})
    journal.append("answer", {"item": "ready", "answer": {**ROSA, "1.line": "Three times!"}}, header.digest)
    anew = open_conversation("own/rosa", folder=tmp_path)
    assert (anew.state.line, len(anew.state.turns)) == ("Three times!", 0)
    assert open_conversation("own/rosa", folder=tmp_path) is anew
    assert len(past_talks(Journal(tmp_path).history)) == 1
