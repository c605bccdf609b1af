"""What the proof finds in a learner's customer, in plain words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import escaped
from plain_judge import plain_judge
from readability import grade
from rosa import ROSA

from course.invariants import prove
from course.labels import PAUSE, PITFALLS, TECHNIQUES
from course.own_check import findings, problems
from course.own_customer import own_customer
from course.own_form import MOMENTS, does, missing, mistakes

LONG = " and I mean every word of what I say to you, here and now, at this window, on this very day"


def told(**changes):
    form = {**ROSA, **{name.replace("_", ".").replace("m", "", 1): value for name, value in changes.items()}}
    assert missing(form) == mistakes(form) == ()
    return problems(prove(own_customer(form, "own/rosa")))


def test_nothing_is_wrong_with_rosa():
    assert told() == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"m3_good_does1": "ask_success"}, "never offers a way on"),
        (
            {
                "m1_good_does1": "own_problem",
                "m1_good_does2": "show_evidence",
                "m2_good_does1": "offer_solution",
                "m2_good_does2": "ask_success",
            },
            "without listening",
        ),
        (
            {"m2_good_does1": "acknowledge_feeling", "m2_good_does2": "paraphrase"},
            "does the same few things each time",
        ),
        ({f"m{part}_good": ROSA[f"{part}.good"] + LONG for part in MOMENTS}, "always takes the longest reply"),
        ({f"m{part}_good": "Please! " + ROSA[f"{part}.good"] for part in MOMENTS}, "politest"),
        ({"m2_soon_does1": "ask_question", "m2_soon_does2": "agree_with_truth"}, "stays clear of the traps"),
        ({"m1_soon_does1": "paraphrase"}, "stays clear of the traps gets through 25 times in 100. Less than 25"),
    ],
)
def test_each_trick_is_told_in_a_sentence_with_its_mend(changes, words):
    found = [sentence for sentence in told(**changes) if words in sentence]
    assert len(found) == 1
    assert found[0].startswith("Whoever")
    assert grade(found[0]) <= 9


def test_players_are_told_with_how_often_they_get_through():
    players = dict(findings(own_customer(ROSA, "own/rosa"), plain_judge).players)
    assert players["Whoever gives what each moment needs"] == "always"
    assert players["Whoever picks blindly"] == "4 times in 100"
    assert players["Whoever always takes the longest reply"] == "never"


def test_words_that_are_heard_another_way_are_told():
    named = {**ROSA, "1.good": "acknowledge_feeling", "1.soon": "offer_solution snap", "1.trap": "blame_policy"}
    unheard = findings(own_customer(named, "own/rosa"), plain_judge).unheard
    assert "“acknowledge_feeling” Not heard: saying it back." in unheard
    assert "“offer_solution snap” Heard as well: snapping (in “snap”)." in unheard
    assert not any("“blame_policy”" in words for words in unheard)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_whatever_replies_do_everything_that_is_found_is_said_plainly(data):
    """No sentence of the proof's own, with names that only an author knows, reaches a learner."""
    form = dict(ROSA)
    for part in MOMENTS:
        for reply, known in {"good": [PAUSE, *TECHNIQUES], "soon": TECHNIQUES, "trap": PITFALLS}.items():
            names = does(part, reply)
            chosen = data.draw(st.lists(st.sampled_from(known), min_size=len(names), max_size=len(names), unique=True))
            form |= dict(zip(names, chosen, strict=True))
    form["type"] = data.draw(st.sampled_from(["angry", "rude", "general"]))
    form["heat"] = data.draw(st.sampled_from(["2", "5", "7", "9"]))
    found = problems(prove(own_customer(form, "own/rosa")))
    assert all(sentence.startswith("Whoever") for sentence in found), found
    assert len(found) <= 8


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize(
    "changes",
    [
        {"m3_good_does1": "ask_success"},
        {"m2_good_does1": "acknowledge_feeling", "m2_good_does2": "paraphrase"},
        {
            "m1_good_does1": "own_problem",
            "m1_good_does2": "show_evidence",
            "m2_good_does1": "offer_solution",
            "m2_good_does2": "ask_success",
        },
        {f"m{part}_good": ROSA[f"{part}.good"] + LONG for part in MOMENTS},
        {"m2_soon_does1": "ask_question", "m2_soon_does2": "agree_with_truth"},
    ],
    ids=["empathy", "the same", "fixing", "longest", "traps"],
)
def test_every_sentence_can_be_translated(changes):
    assert told(**changes)
    assert escaped(told(**changes)) == set()


@pytest.mark.usefixtures("bracketed")
def test_players_and_what_went_unheard_can_be_translated():
    found = findings(own_customer(ROSA, "own/rosa"), plain_judge)
    assert found.unheard
    assert escaped([found.players, found.unheard]) == set()
