"""What a worker of a cluster does with what it is sent."""

import pickle
from dataclasses import replace

from solutions import EXERCISES

from autograder.desk import mark_packed, take_paper
from autograder.graded import Submission, grade
from autograder.paper import load_paper

PAPER = load_paper(EXERCISES, "angry")
HAND_INS = [Submission("ada", {}), Submission("bo", {"angry.ipynb": b"{"})]


def test_hand_ins_are_marked_by_the_paper_that_was_taken():
    assert take_paper(PAPER) == PAPER.course
    assert mark_packed(PAPER.digest, pickle.dumps(HAND_INS)) == [grade(PAPER, one) for one in HAND_INS]


def test_without_the_paper_nothing_is_unpacked():
    assert mark_packed("another", b"no hand-ins") is None


def test_it_is_the_course_here_that_is_named():
    assert take_paper(replace(PAPER, course="of another place")) == PAPER.course
