"""What can be taken along, from its page."""

import json

import pytest
from made_up import escaped
from past import Past
from sent import send
from xapi_spec import Statement

from course import learners
from course.scenario import load_scenario
from course.views.take_along import take_along


@pytest.fixture
def page(home):
    customer, past = load_scenario("angry/wrong-part"), Past()
    past.talk(customer, customer.models.good)
    past.write(home / "data" / "journals")
    return take_along()


def make(page, **message):
    return send(page, **{"do": "make", "mail": "", "words": False, **message})["answer"]


def read(home, answer):
    return [(home / "lessons" / file["name"]).read_text(encoding="utf-8") for file in answer["files"]]


def test_the_button_makes_two_files_and_showing_it_makes_none(page, home):
    assert list((home / "lessons").iterdir()) == []
    answer = make(page)
    whole, told = read(home, answer)
    assert answer["said"] == "Your two files are ready."
    assert len(json.loads(whole)["talks"]) == 1
    (statement,) = json.loads(told)
    Statement.model_validate(statement)
    assert "1 statement for a learning system (xAPI 1.0.3), without your own words" in answer["files"][1]["text"]
    assert "Nothing was sent" in answer["notes"][-1]
    assert str(home / "lessons") in answer["notes"][-1]


def test_words_and_an_address_go_along_if_the_learner_says_so(page, home):
    (statement,) = json.loads(read(home, make(page, mail=" pat@example.com ", words=True))[1])
    assert statement["actor"]["mbox"] == "mailto:pat@example.com"
    assert "Me: " in statement["result"]["response"]


def test_statements_name_whoever_is_learning(page, home):
    learners.rename(home / "data", learners.learners(home / "data")[0], "Pat")
    assert json.loads(read(home, make(take_along()))[1])[0]["actor"]["name"] == "Pat"


def test_what_is_no_address_is_told_and_nothing_is_made(page, home):
    assert "isn’t an e-mail address" in make(page, mail="pat")["said"]
    assert list((home / "lessons").iterdir()) == []


def test_before_there_is_anything_it_says_so(home):
    assert "nothing to take along yet" in make(take_along())["said"]
    assert list((home / "lessons").iterdir()) == []


@pytest.mark.parametrize("message", [{"do": "burn"}, {"mail": None}, {"do": None}], ids=["unknown", "no mail", "none"])
def test_a_message_that_makes_no_sense_changes_nothing(page, home, message):
    assert make(page, **message) == {}
    assert list((home / "lessons").iterdir()) == []


@pytest.mark.usefixtures("bracketed")
def test_every_sentence_can_be_translated(page, home):
    answers = [make(page, words=words) for words in (False, True)] + [make(page, mail="pat")]
    assert len({str(answer) for answer in answers}) == 3
    assert escaped(answers, ids={"name"}) == set()


@pytest.mark.usefixtures("bracketed")
def test_that_there_is_nothing_can_be_translated(home):
    assert escaped(make(take_along())) == set()
