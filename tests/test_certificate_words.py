"""What a certificate says: what it may, in words that say what they mean, and nothing more."""

from dataclasses import replace

import pytest
from finisher import certificate
from made_up import escaped
from readability import grade

from course.certificate_words import LIMITS, sheet

PROMISED = "Completed; chose or wrote recommended replies in 15 of 22 new simulated conversations."


def test_it_says_what_it_may():
    words = sheet(certificate())
    assert words.statement == PROMISED
    assert LIMITS == "Not evidence of conduct at work, nor a postal qualification."
    assert words.made == "January 5, 2026"
    assert words.rows[-1] == ("All", "22", "15")
    assert sum(int(held) for _, held, _ in words.rows[:-1]) == 22


def test_it_says_what_its_words_mean_and_how_to_check_it():
    told = dict(sheet(certificate()).notes)
    assert {"Completed", "New simulated conversation", "Recommended replies"} <= told.keys()
    assert "12 or more" in told["Completed"]
    assert "70%" in told["Recommended replies"]
    assert "which can be wrong" in told["Recommended replies"]
    code = told["Code 3f2a-91bc-0000-aaaa-1234"]
    assert "python -m course certificate --check FILE --journals FOLDER" in code
    assert "can’t tell who gave the replies" in code


def test_skills_tests_are_printed_only_where_the_learner_says_so():
    assert "Skills test" not in dict(sheet(certificate(tests=False)).notes)
    told = dict(sheet(certificate()).notes)["Skills test"]
    assert told.startswith("8 of 12 best replies at the end of the course. 5 of 12 before it")
    assert "11 of 12 four weeks later" in told


@pytest.mark.parametrize(("before", "after", "small"), [(5, 9, True), (9, 5, True), (5, 10, False), (10, 5, False)])
def test_a_change_that_is_too_small_to_tell_is_called_so(before, after, small):
    facts = replace(certificate().facts, tests={"before": before, "after": after})
    told = dict(sheet(replace(certificate(), facts=facts)).notes)["Skills test"]
    assert ("too small to tell" in told) == small


def test_without_a_first_test_there_is_no_change():
    facts = replace(certificate().facts, tests={"after": 8})
    told = dict(sheet(replace(certificate(), facts=facts)).notes)["Skills test"]
    assert told == "8 of 12 best replies at the end of the course."


def test_own_words_are_told_where_there_were_some():
    assert "3 of these 15" in dict(sheet(certificate()).notes)["In own words"]
    facts = replace(certificate().facts, own_words=0)
    assert "In own words" not in dict(sheet(replace(certificate(), facts=facts)).notes)


def test_all_of_it_can_be_read_as_lines():
    lines = sheet(certificate()).in_lines()
    assert lines[:3] == ["Łucja Nguyễn-O’Brien", PROMISED, LIMITS]
    assert "Angry: 4 new conversations, 3 with recommended replies" in lines
    assert lines[-1].startswith("Code 3f2a")


def test_it_is_easy_to_read():
    notes = [text for term, text in sheet(certificate()).notes if not term.startswith("Code")]
    assert grade(" ".join(notes)) <= 8


@pytest.mark.usefixtures("bracketed")
def test_every_sentence_can_be_translated():
    words = sheet(certificate())
    rows = [kind for kind, *_ in words.rows]
    assert escaped([words.statement, words.made, rows, words.notes, words.title]) == set()
    assert escaped(words.in_lines(), words.name) == set()
    small = replace(certificate(), facts=replace(certificate().facts, tests={"before": 8, "after": 8}))
    assert escaped(sheet(small).notes) == set()
