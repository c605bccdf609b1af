"""Which conversation of a hand-in counts, and what its marks are for certain."""

import pytest
from solutions import TASKS, talk

from autograder.talk import talk_in
from course.dialogue import assessed
from course.history import read
from course.replies import Judgement

TYPED = TASKS["capstone-new"]
PICKED = TYPED.model_copy(update={"typed": False})
ANGRY = TASKS["angry-new"]


def judge(labels="", doubts=""):
    """A judge that says the same of all words."""
    said = Judgement(frozenset(labels.split()), {}, frozenset(doubts.split()))
    return lambda *_, **__: said


def test_no_talk_is_no_talk(tmp_path):
    found = talk_in(TYPED, read(tmp_path), assessed)
    assert (found.counts, found.others, found.problems, found.doubtful) == (None, (), (), False)


def test_marks_of_picked_replies_are_certain_whatever_a_judge_says(tmp_path):
    possible = talk(tmp_path, ANGRY).state.marks.possible
    found = talk_in(ANGRY, read(tmp_path), judge("snap", "dismiss"))
    assert (found.earned, found.at_most, found.doubtful) == (possible, possible, False)


def test_where_every_reply_is_typed_a_talk_with_picked_ones_does_not_count(tmp_path):
    conversation = talk(tmp_path, PICKED)
    found = talk_in(TYPED, read(tmp_path), assessed)
    assert (found.counts, len(found.others)) == (None, 1)
    assert "every reply is typed" in found.problems[-1]
    conversation.again()
    talk(tmp_path, TYPED)
    found = talk_in(TYPED, read(tmp_path), assessed)
    assert found.counts.state.turns[0].reply.typed
    assert len(found.others) == 1
    assert talk_in(PICKED, read(tmp_path), assessed).counts.state.turns[0].reply.choice


@pytest.mark.parametrize(
    ("labels", "doubts", "doubtful"),
    [
        ("acknowledge_feeling", "", False),
        ("acknowledge_feeling", "agree_with_truth", True),  # the first moment needs it
        ("acknowledge_feeling", "snap", True),
        ("snap", "own_problem", False),  # beside a pitfall no technique is heard
        ("", "greet", False),  # nobody needs it here
    ],
)
def test_what_is_certain_is_counted_and_what_doubts_could_add_is_told(tmp_path, labels, doubts, doubtful):
    talk(tmp_path, TYPED, turns=1)
    found = talk_in(TYPED, read(tmp_path), judge(labels, doubts))
    assert found.doubtful == doubtful
    assert found.earned <= found.counts.state.marks.earned <= found.at_most


def test_a_decision_about_doubts_leaves_none(tmp_path):
    talk(tmp_path, TYPED)
    worst, best = (
        talk_in(TYPED, read(tmp_path), judge(*said)) for said in [("", "snap agree_with_truth"), ("agree_with_truth",)]
    )
    assert worst.doubtful
    assert not best.doubtful
    assert worst.earned < best.earned
    assert worst.at_most == best.earned


def test_more_words_than_anybody_types_to_one_customer_are_not_judged(tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.talk.LINES", 1)
    assert len(talk(tmp_path, TYPED, turns=2).state.turns) == 2
    found = talk_in(TYPED, read(tmp_path), assessed)
    assert len(found.counts.state.turns) == 1
    assert "after 1 lines of typed words" in found.problems[-1]
