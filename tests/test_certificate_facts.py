"""What may be certified, by whom a journal was filled, and what gives a forged certificate away."""

import json
from dataclasses import replace

import pytest
from finisher import finisher, sat, two_of_each
from past import Past
from plain_judge import plain_judge

from course import dialogue
from course.certificate_facts import (
    ENOUGH,
    KIND,
    LONGEST,
    certified,
    code_in,
    code_of,
    entry,
    facts_in,
    left_to_do,
    measure,
    plain_name,
    verdict,
)
from course.history import read_files
from course.language import speak
from course.roster import KINDS
from course.scenario import load_scenario

NAME = "Pat Ó Briain"


@pytest.fixture(scope="module")
def by():
    return measure()


@pytest.fixture
def past():
    return finisher()


def awarded(past, by, days=21.0):
    """The record of a certificate, made on a day."""
    return past.add(KIND, entry(NAME, facts_in(past.history, by), tests=True), days=days)


def forged(past, change):
    """The journal with its last line changed, as somebody with an editor would."""
    *lines, last = (record.line for record in past.records)
    claim = json.loads(last)
    change(claim)
    return read_files({"journal-1.jsonl": b"".join(line + b"\n" for line in [*lines, json.dumps(claim).encode()])})


def test_new_conversations_count_and_those_with_recommended_replies_among_them(past, by):
    facts = facts_in(past.history, by)
    assert (facts.held, facts.recommended, facts.own_words) == (14, 7, 0)
    assert facts.kinds == dict.fromkeys(KINDS, (2, 1))
    assert facts.tests == {"before": 5, "after": 8}
    assert left_to_do(facts) == ()


def test_a_customer_counts_once_and_as_the_first_talk_went(past, by):
    before = facts_in(past.history, by)
    for name in two_of_each():
        customer = load_scenario(name)
        past.talk(customer, customer.models.good, days=30, seed=1)
        hotter = load_scenario(f"{name}+hotter")
        past.talk(hotter, customer.models.good[:1], days=31)
    assert facts_in(past.history, by) == before


def test_a_talk_that_was_left_is_none_and_another_one_with_that_customer_is_not_new(by):
    past, customer = Past(), load_scenario("angry/wrong-part")
    past.talk(customer, customer.models.good[:2])
    assert facts_in(past.history, by).held == 0
    past.talk(customer, customer.models.good, days=1, seed=1)
    facts = facts_in(past.history, by)
    assert (facts.held, facts.recommended) == (1, 0)


def test_a_reply_that_was_taken_back_counts_and_one_after_the_end_changes_nothing(by):
    customer = load_scenario("angry/wrong-part")
    good, bad = customer.models.good, customer.models.bad
    steadily, back, after = Past(), Past(), Past()
    steadily.talk(customer, good[3:], days=1, since=steadily.talk(customer, good[:3]))
    start = back.talk(customer, good[:1])
    back.talk(customer, [next(letter for letter in "ABCD" if letter != good[1])], since=start)
    back.talk(customer, good[1:], since=start)
    first = after.talk(customer, good)
    after.talk(customer, bad[:1], days=1, since=(dialogue.start(customer), first[1][:1]))
    found = [facts_in(past.history, by) for past in (steadily, back, after)]
    assert [(facts.held, facts.recommended) for facts in found] == [(1, 1), (1, 0), (1, 1)]


def test_customers_that_are_nobody_of_the_course_do_not_count(past, by):
    own = facts_in(past.history, replace(by, customers={}))
    assert (own.held, own.recommended) == (0, 0)


def test_typed_words_are_judged_again_whatever_the_journal_claims_of_them(by):
    customer = load_scenario("angry/wrong-part")
    state, needed = dialogue.start(customer), []
    while not state.ended:
        needed.append(frozenset(state.beat.needs) - {"pause"})
        state = dialogue.step(state, needed[-1])
    assert state.marks.passed
    honest = Past()
    honest.talk(customer, needed)  # in words that name what they do, which is what the plain judge hears
    facts = facts_in(honest.history, replace(by, judge=plain_judge))
    assert (facts.recommended, facts.own_words) == (1, 1)
    forged = Past()
    parent = None
    for record in honest.records:
        claim = json.loads(record.line)
        data = {key: claim[key] for key in claim.keys() - {"module_nine", "parent", "kind", "at"}}
        if record.kind == "reply":
            data["reply"]["text"] = "The weather is nice."
        parent = forged.add(record.kind, data, parent).digest
    facts = facts_in(forged.history, replace(by, judge=plain_judge))
    assert (facts.held, facts.recommended, facts.own_words) == (1, 0, 0)


@pytest.mark.parametrize("kind", ["angry", "package"])
def test_each_kind_of_customer_is_asked_for(kind, by):
    facts = facts_in(finisher(but=kind).history, by)
    (left,) = left_to_do(facts)
    assert KINDS[kind] in left
    assert sum(title in left for title in KINDS.values()) == 1


def test_what_is_left_to_do_is_told(by):
    assert left_to_do(facts_in(finisher(test=False).history, by)) == (
        "Answer all questions of the skills test at the end of the course.",
    )
    nothing = left_to_do(facts_in(Past().history, by))
    assert nothing[0] == f"Talk with {ENOUGH} more new customers, each to the end."
    assert len(nothing) == 3


def test_a_test_that_was_left_does_not_count_and_the_last_later_one_does(by):
    past = finisher(test=False)
    sat(past, "after", 12, 20, finished=False)
    assert facts_in(past.history, by).tests == {"before": 5}
    sat(past, "after", 6, 21)
    sat(past, "after", 12, 22)
    sat(past, "later", 7, 60, "b")
    sat(past, "later", 9, 90)
    assert facts_in(past.history, by).tests == {"before": 5, "after": 6, "later": 9}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Pat \n O’Brien\t", "Pat O’Brien"),
        ("\u202eevil\u0007", "evil"),
        ("\u200b \u00a0", ""),
        ("<b>Pat</b>", "<b>Pat</b>"),
        ("x" * 500, "x" * LONGEST),
    ],
    ids=["spaces", "controls", "nothing seen", "brackets", "long"],
)
def test_a_name_is_one_line_that_can_be_seen(typed, kept):
    assert plain_name(typed) == kept


def test_nothing_is_certified_without_a_name_or_before_the_end(past, by):
    with pytest.raises(ValueError, match="nothing to certify"):
        entry(" ", facts_in(past.history, by), tests=False)
    with pytest.raises(ValueError, match="nothing to certify"):
        entry("Pat", facts_in(Past().history, by), tests=False)


def test_a_code_is_found_in_a_text_however_it_is_written():
    code = "3f2a-91bc-0000-aaaa-1234"
    assert code_in(f"<dt>Code {code.upper()}</dt>") == code_in(code) == code
    assert code_in("3f2a-91bc-0000-aaaa") == code_in("") == code_in(f"9{code}") == ""


def test_a_journal_bears_out_what_was_certified_from_it(past, by):
    record = awarded(past, by)
    customer = load_scenario("angry/wrong-part")
    past.talk(customer, customer.models.good, days=40, seed=3)  # what comes later changes nothing
    found = verdict(past.history, code_of(record), by)
    assert found.problem == ""
    assert found.certificate == certified(record, facts_in(past.history, by))
    assert (found.certificate.name, found.certificate.tests) == (NAME, True)


def test_another_ones_journal_does_not(past, by):
    record = awarded(past, by)
    other = finisher()
    other.add("plan", {"plan": "angry"}, days=1)
    found = verdict(other.history, code_of(record), by)
    assert found.certificate is None
    assert "No certificate with the code" in found.problem


def test_a_number_that_was_changed_in_the_journal_changes_the_code(past, by):
    record = awarded(past, by)

    def better(claim):
        claim["facts"]["kinds"]["angry"] = [2, 2]

    history = forged(past, better)
    assert verdict(history, code_of(record), by).certificate is None
    (changed,) = history.headers(KIND)
    found = verdict(history, code_of(changed), by)
    assert found.problem == "The journal gives other numbers than those that were certified."
    assert found.certificate.facts.recommended == 7


def test_a_certificate_of_a_course_that_was_not_completed_is_found_out(by):
    past = finisher(test=False)
    facts = facts_in(past.history, by)
    record = past.add(KIND, {"name": NAME, "print_tests": True, "facts": facts.to_json()}, days=21)
    assert "wasn’t completed" in verdict(past.history, code_of(record), by).problem


@pytest.mark.parametrize(
    "data", [{}, {"name": 7, "facts": []}, {"facts": {"talks": None}}], ids=["empty", "odd", "none"]
)
def test_a_record_that_makes_no_sense_bears_nothing_out(past, by, data):
    record = past.add(KIND, data, days=21)
    assert verdict(past.history, code_of(record), by).problem


def test_a_code_is_the_same_whatever_language_is_spoken(by, known):
    codes = [code_of(awarded(finisher(), by))]
    speak(known)
    assert left_to_do(facts_in(finisher(test=False).history, by))[0].startswith("[Answer all questions")
    assert [code_of(awarded(finisher(), by))] == codes
