"""Figures of speech that turn words around, each with its plain counterpart."""

import pytest

from course.replies.figures import turned
from course.replies.judgement import Evidence, Judgement


def heard(reply, **spans):
    """A judgement in which these words carry these labels, and what figures make of it."""
    evidence = {label: Evidence((words,), 0.8) for label, words in spans.items()}
    return turned(Judgement(frozenset(spans), evidence), reply)


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("I can't promise you it'll turn up.", False),
        ("I'd be lying if I said it was safe.", False),
        ("No promises.", False),
        ("I can’t promise anything.", False),
        ("Nobody can guarantee that.", False),
        ("I promise you it'll turn up.", True),
        ("You can't lose: it's guaranteed.", True),
    ],
)
def test_a_promise_denied_is_none(reply, kept):
    assert ("overpromise" in heard(reply, overpromise=reply).labels) == kept


@pytest.mark.parametrize(
    "reply",
    ["I'm sorry you feel that way.", "I'm sorry that you think so.", "We regret if anybody took offense.",
     "Sorry if anyone was hurt.", "I apologize that you see it like that."],
)  # fmt: skip
def test_sorry_for_the_customer_brushes_off(reply):
    judged = heard(reply, apologize=reply)
    assert judged.labels == {"dismiss"}
    assert judged.evidence["dismiss"].spans == (reply.strip("."),) or judged.evidence["dismiss"].spans == (reply,)


@pytest.mark.parametrize(
    "reply",
    ["I'm sorry you've had to come back.", "I'm sorry that happened to you.", "Sorry you were sent here twice."],
)
def test_sorry_for_what_happened_stays_an_apology(reply):
    assert heard(reply, apologize=reply).labels == {"apologize"}


def test_an_apology_in_other_words_stays_beside_it():
    reply = "I'm sorry you feel that way. I'm sorry about the box."
    judged = heard(reply, apologize="I'm sorry about the box.")
    assert judged.labels == {"apologize", "dismiss"}


def test_a_mock_apology_snaps():
    reply = "Oh, I'm sorry, am I keeping you?"
    assert heard(reply, apologize=reply).labels == {"snap"}
    plain = "I'm sorry, am I too late for you?"
    assert heard(plain, apologize=plain).labels == {"apologize"}


def test_a_rule_with_a_way_on_hides_behind_nothing():
    rule, way = "Thirty days is the rule.", "I can swap it for a new one now."
    assert heard(f"{rule} {way}", blame_policy=rule, offer_solution=way).labels == {"offer_solution"}
    assert heard(rule, blame_policy=rule).labels == {"blame_policy"}


def test_beside_a_snap_a_question_in_the_same_sentence_is_none():
    snap, asked = "Does that mouth have a switch?", "What did you send?"
    assert heard(snap, snap=snap, ask_question=snap).labels == {"snap"}
    assert heard(f"{snap} {asked}", snap=snap, ask_question=asked).labels == {"snap", "ask_question"}
    assert heard(asked, ask_question=asked).labels == {"ask_question"}


def test_beside_a_snap_nobody_is_agreed_with():
    right, snap = "You're right.", "You're always right, aren't you."
    assert heard(f"{right} {snap}", agree_with_truth=right, snap=snap).labels == {"snap"}


def test_what_was_left_open_goes_too_and_evidence_fits():
    reply = "No promises."
    judged = turned(Judgement(frozenset(), {"overpromise": Evidence((reply,), 0.5)}, frozenset({"overpromise"})), reply)
    assert judged == Judgement()


@pytest.mark.parametrize("reply", ["Could you please lower your voice?", "sir please keep your voice down"])
def test_who_is_asked_to_be_quieter_is_warned_of_nothing(reply):
    judged = heard(reply, threaten=reply, snap=reply)
    assert (judged.labels, judged.abstained) == (frozenset(), {"set_boundary"})
    assert heard(reply, set_boundary=reply).labels == {"set_boundary"}


def test_quiet_or_else_is_a_threat():
    reply = "Please lower your voice or I'll ring for the guard."
    assert heard(reply, threaten=reply).labels == {"threaten"}
    assert heard("Please lower your voice. You'll wait outside.", threaten=reply).labels == {"threaten"}
