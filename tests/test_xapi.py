"""The statements: valid by the specification's rules, the same when made again, private unless words are asked for."""

import copy
import json
from dataclasses import replace

import pytest
from finisher import finisher, sat
from past import Past
from pydantic import ValidationError
from tiny import tiny
from xapi_spec import Statement

from course.certificate_facts import KIND, Measure, entry, facts_in, measure
from course.drillbook import drill_names, load_drill
from course.forms import load_forms
from course.questions import Choose
from course.xapi import BASE, Actor, statements

PAT = Actor("Pat", "", "0123456789abcdef")
TINY = tiny()
SECRET = "words that do acknowledge_feeling apologize"
WARM = frozenset({"acknowledge_feeling", "apologize"})
BY = Measure({TINY.name: "angry"}, load_forms(), find=lambda name: TINY)


def told(past, *, words=False, actor=PAT, by=BY):
    found = statements(past.history, actor, by, words=words)
    for statement in found:
        Statement.model_validate(json.loads(json.dumps(statement)))
    return found


def verbs(found):
    return [statement["verb"]["display"]["en-US"] for statement in found]


@pytest.fixture
def past():
    past = Past()
    past.talk(TINY, ["pause", "A", "A"])
    past.talk(TINY, [WARM, "C"], days=1, seed=1)
    past.talk(TINY, ["A"], days=2, seed=2)  # was left
    drill, choose = next(
        (drill, item) for drill in map(load_drill, drill_names()) for item in drill.items if isinstance(item, Choose)
    )
    header = past.add("drill", {"drill": drill.name, "digest": drill.digest}, days=3)
    past.add("answer", {"item": choose.id, "answer": next(iter(choose.key.right))}, header.digest, 3)
    plan = past.add("plan", {"plan": "angry"}, days=4)
    past.add("answer", {"item": "plan", "answer": {"when": "they shout", "then": "breathe"}}, plan.digest, 4)
    return past


def test_each_thing_that_was_done_is_one_statement_in_order(past):
    found = told(past)
    assert verbs(found) == ["passed", "failed", "answered", "answered"]
    assert [statement["timestamp"][:10] for statement in found] == [f"2026-01-0{5 + day}" for day in (0, 1, 3, 4)]
    talk = found[0]
    state = past.talk(TINY, ["pause", "A", "A"], days=9)[0]
    assert talk["result"]["score"]["raw"] == state.marks.earned
    assert talk["object"]["id"] == f"{BASE}/customers/angry/tiny"
    assert found[2]["result"]["score"] == {"scaled": 1.0, "raw": 1, "min": 0, "max": 1}
    assert "score" not in found[3]["result"]


def test_whoever_finished_is_told_to_the_end():
    past, by = finisher(), measure()
    past.add(KIND, entry("Pat", facts_in(past.history, by), tests=False), days=21)
    found = told(past, by=by)
    assert [verbs(found).count(verb) for verb in ("passed", "failed", "completed", "earned")] == [7, 7, 2, 1]
    assert verbs(found)[-1] == "earned"
    raw = [statement["result"]["score"]["raw"] for statement in found if verbs([statement]) == ["completed"]]
    assert raw == [5, 8]


def test_how_the_first_test_went_is_told_only_after_the_second():
    past = Past()
    sat(past, "before", 5, 0)
    (test,) = told(past)
    assert "score" not in test["result"]


def test_no_words_go_along_unless_they_are_asked_for(past):
    silent, open_ = (json.dumps(told(past, words=words)) for words in (False, True))
    for said in (SECRET, "they shout", TINY.beats["fix"].choices["C"].text):
        assert (said in silent, said in open_) == (False, True)


def test_made_again_it_is_the_same_and_what_is_new_comes_on_top(past):
    before = told(past)
    past.talk(TINY, ["C", "C", "C"], days=5, seed=5)
    after = told(past)
    assert after[: len(before)] == before
    assert len({statement["id"] for statement in after}) == len(after) == len(before) + 1


def test_who_did_it_is_known_by_address_or_by_an_account_of_ours(past):
    assert told(past)[0]["actor"]["account"] == {"homePage": BASE, "name": PAT.id}
    actor = told(past, actor=replace(PAT, mail="pat@example.com"))[0]["actor"]
    assert actor == {"objectType": "Agent", "name": "Pat", "mbox": "mailto:pat@example.com"}
    assert "name" not in told(past, actor=replace(PAT, name=""))[0]["actor"]


@pytest.mark.parametrize("about", [{"drill": "x y/<z>\ud7ff"}, {"drill": 7}, {}], ids=["odd letters", "number", "none"])
def test_a_journal_that_makes_little_sense_gives_valid_statements(about):
    past = Past()
    header = past.add("drill", about)
    past.add("answer", {"item": "it em", "answer": None}, header.digest)
    past.add("answer", {"answer": {"deep": [1]}}, header.digest)
    assert verbs(told(past, words=True)) == ["answered", "answered"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: one.pop("actor"),
        lambda one: one.update(id="7"),
        lambda one: one.update(id=one["id"].upper()),
        lambda one: one.update(stored=None),
        lambda one: one.update(result=None),
        lambda one: one.update(timestamp="2026-01-05T08:00:00"),
        lambda one: one.update(timestamp="yesterday"),
        lambda one: one["verb"].update(id="passed"),
        lambda one: one["verb"].update(display="passed"),
        lambda one: one["verb"].update(display={"english!": "passed"}),
        lambda one: one["actor"].update(mbox="mailto:pat@example.com"),
        lambda one: one["actor"].pop("account"),
        lambda one: one["actor"]["account"].update(homePage="here"),
        lambda one: one["object"].update(id="customers/<b>"),
        lambda one: one["result"]["score"].update(scaled=1.5),
        lambda one: one["result"]["score"].update(raw=99),
        lambda one: one["result"].update(completion="true"),
        lambda one: one["context"].update(extensions={"own words": True}),
        lambda one: one["context"]["contextActivities"].update(parent=[]),
    ],
    ids=range(19),
)
def test_the_rules_refuse_what_is_no_statement(past, spoil):
    spoiled = copy.deepcopy(told(past)[0])
    Statement.model_validate(spoiled)
    spoil(spoiled)
    with pytest.raises(ValidationError):
        Statement.model_validate(spoiled)
