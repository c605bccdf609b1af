"""Each rule with its condition and without it."""

import pytest

from course.replies import Evidence, Judgement, Setting
from course.replies.circumstances import settle

NEIGHBORS = "Did you check with your neighbors?"
SUPERVISOR = "You asked for my supervisor: she's on her way, and I'll stay right here."
WARNING = "If you shout again, I'll end this. I'd rather find your parcel."
REFUND = "I'll refund the postage today."
LATER = Setting(first=False)


def judged(*unsure, **spans):
    """Labels with the words that carry them, and labels left open, which hang on all the words."""
    evidence = {label: Evidence((words,), 0.7) for label, words in spans.items()}
    evidence |= {label: Evidence((WARNING,), 0.4) for label in unsure}
    return Judgement(frozenset(spans), evidence, frozenset(unsure))


def settled(judgement, reply, setting, customer=""):
    told = settle(judgement, reply, customer, setting)
    assert told.labels | told.abstained == told.evidence.keys()
    assert not told.labels & told.abstained
    assert all(span in reply for one in told.evidence.values() for span in one.spans)
    return told


def test_asking_whether_the_neighbors_have_it_brushes_off_as_a_first_answer():
    told = settled(judged(ask_question=NEIGHBORS), NEIGHBORS, Setting(first=True))
    assert told.labels == {"dismiss"}
    assert told.evidence["dismiss"].spans == (NEIGHBORS,)
    assert told.evidence["dismiss"].confidence > 0.5


def test_asking_it_later_is_a_question():
    told = settled(judged(dismiss=NEIGHBORS), NEIGHBORS, LATER)
    assert told.labels == {"ask_question"}
    assert settled(judged(), NEIGHBORS, LATER).labels == {"ask_question"}


def test_what_other_words_do_beside_asking_it_stays():
    where, calm = "Where does he leave them?", "Calm down."
    both = f"{NEIGHBORS} {where}"
    assert settled(judged(ask_question=where), both, Setting()).labels == {"ask_question", "dismiss"}
    assert settled(judged(dismiss=calm), f"{calm} {NEIGHBORS}", LATER).labels == {"ask_question", "dismiss"}


@pytest.mark.parametrize(
    "reply",
    [
        "Have you looked on the porch?",
        "Could you ask anyone else in the household?",
        "Are you sure you tried next door?",
    ],
)
def test_looking_elsewhere_is_asked_in_other_words_too(reply):
    assert settled(judged(), reply, Setting()).labels == {"dismiss"}


@pytest.mark.parametrize(
    "reply",
    [
        "You did check with your neighbors.",
        "Could you check with your neighbors.",
        "Did you check the slip?",
        "Will you look at the photo of the porch with me?",
        "Where on the porch did you look?",
        "So you've asked the neighbors, and nobody has it?",
        "I asked your neighbors. Are you in?",
    ],
)
def test_what_asks_nothing_of_the_kind_is_no_brushing_off(reply):
    kept = judged(paraphrase=reply)
    assert settled(kept, reply, Setting()) == kept
    assert settled(kept, reply, LATER) == kept


def test_a_supervisor_who_was_asked_for_after_options_is_no_passing_along():
    passed, wants = judged(pass_along=SUPERVISOR, paraphrase=SUPERVISOR), "Get me the manager!"
    assert settled(passed, SUPERVISOR, Setting(tried=True), wants).labels == {"paraphrase"}
    assert settled(passed, SUPERVISOR, Setting(tried=False), wants) == passed
    assert settled(passed, SUPERVISOR, Setting(tried=True), "Do something!") == passed
    elsewhere = judged(pass_along="Call the hotline.")
    assert settled(elsewhere, "Call the hotline.", Setting(tried=True), wants) == elsewhere


@pytest.mark.parametrize(
    "warned", [judged(threaten=WARNING), judged("threaten"), judged("set_boundary", threaten=WARNING)]
)
def test_a_calm_consequence_after_a_reminder_with_a_way_to_go_on_is_a_boundary(warned):
    told = settled(warned, WARNING, Setting(reminded=True))
    assert (told.labels, told.abstained) == ({"set_boundary"}, frozenset())
    assert told.evidence["set_boundary"].spans == ("If you shout again, I'll end this.",)
    assert settled(warned, WARNING, Setting(reminded=False)) == warned


def test_a_consequence_stays_a_threat_without_a_way_to_go_on_or_with_a_snap():
    bare = "If you shout again, the police will come."
    for threat, reply in ((judged(threaten=bare), bare), (judged(threaten=WARNING, snap=WARNING), WARNING),
                          (judged("snap", threaten=WARNING), WARNING), (judged(paraphrase=WARNING), WARNING)):  # fmt: skip
        assert settled(threat, reply, Setting(reminded=True)) == threat


@pytest.mark.parametrize(
    ("reply", "words"),
    [("Stop, or we're done. I want to help.", "Stop, or we're done."), ("I'd rather help. So - if - you stop", "if"),
     ("Sit. I’d like to help\nif\nyou stop", "if"), ("I can help. Calm" + " " * 2000 + "if you stop", "I can help.")],
)  # fmt: skip
def test_the_boundary_hangs_on_the_sentence_with_its_if_or_else_on_the_first(reply, words):
    assert settled(judged(threaten=reply), reply, Setting(reminded=True)).evidence["set_boundary"].spans == (words,)


def test_an_offer_of_what_the_clerk_may_not_do_promises_too_much():
    barred = Setting(may_not=("Waive fees on customs.", "Refund the postage."))
    told = settled(judged(offer_solution=REFUND), REFUND, barred)
    assert told.labels == {"overpromise"}
    assert told.evidence["overpromise"].spans == (REFUND,)
    offer = judged(offer_solution=REFUND)
    assert settled(offer, REFUND, Setting()) == offer
    assert settled(offer, REFUND, Setting(may_not=("Refund a lost parcel.", "Refund."))) == offer


def test_a_deed_is_named_by_nearly_all_its_words():
    barred = Setting(may_not=("Deliver tomorrow before noon, free.",))
    assert settled(judged(), "I'll deliver it free, tomorrow before lunch.", barred).labels == {"overpromise"}
    assert settled(judged(), "I'll deliver it tomorrow before lunch.", barred) == judged()


def test_another_offer_beside_it_stays_an_offer():
    look = "I'll look in the back."
    told = settled(judged(offer_solution=look), f"{look} {REFUND}", Setting(may_not=("Refund the postage.",)))
    assert told.labels == {"offer_solution", "overpromise"}
    assert told.evidence["overpromise"].spans == (REFUND,)


@pytest.mark.parametrize(
    "reply",
    ["I can't refund the postage.", "I can’t refund the postage.", "We will never refund the postage.", "I'll see who won't refund postage.",
     "They refund the postage.", "I’m going to explain why I couldn’t refund postage."],
)  # fmt: skip
def test_saying_that_it_is_not_possible_promises_nothing(reply):
    assert settled(judged(), reply, Setting(may_not=("Refund the postage.",))) == judged()


@pytest.mark.parametrize(
    "reply", ["I’ll refund the postage.", "I'm going to refund your postage", "Let me refund the postage!"]
)
def test_an_offer_has_many_beginnings_and_either_apostrophe(reply):
    assert settled(judged(), reply, Setting(may_not=("Refund the postage.",))).labels == {"overpromise"}


def test_several_rules_at_once_each_decide_their_own():
    reply = f"{NEIGHBORS} {REFUND} {WARNING}"
    moment = Setting(first=True, tried=True, reminded=True, may_not=("Refund the postage.",))
    told = settled(judged(threaten=WARNING, greet=NEIGHBORS), reply, moment)
    assert told.labels == {"greet", "dismiss", "overpromise", "set_boundary"}


def test_without_words_nothing_is_decided():
    threat = judged(threaten="")
    for reply in ("", " " * 2000 + "I can wait."):
        assert settle(threat, reply, "", Setting(reminded=True)) == threat
