"""What learners typed, gathered from a folder of hand-ins."""

import shutil

import pytest
from solutions import EXERCISES, REWRITES, TASKS, answer, talk

from autograder.typed import assignments_handed_in, typed_words
from course.dialogue import assessed
from course.drillbook import load_drill
from course.replies import Judgement

FIRST, SECOND = load_drill(REWRITES["angry-rewrite"].drill).items


@pytest.fixture
def course(tmp_path):
    shutil.copytree(EXERCISES / "keys", tmp_path / "keys")
    return tmp_path


def hand_in(course, learner, name="angry"):
    folder = course / "submitted" / learner / name
    folder.mkdir(parents=True)
    return folder


def test_nobody_handed_in(course):
    assert typed_words(course, "angry", assessed) == ()
    assert assignments_handed_in(course) == ()


def test_the_same_words_to_the_same_line_stand_once_with_how_many_wrote_them(course):
    for learner, words in (("ada", "I'm sorry."), ("bo", "i'm  sorry."), ("cy", "Sorry?")):
        answer(hand_in(course, learner), REWRITES["angry-rewrite"], {FIRST.id: words})
    answer(hand_in(course, "di"), REWRITES["angry-rewrite"], {FIRST.id: "I'm sorry.", SECOND.id: "I'm sorry."})
    found = {(one.customer, one.reply): one.learners for one in typed_words(course, "angry", assessed)}
    assert found == {
        (FIRST.customer, "I'm sorry."): 3,
        (FIRST.customer, "Sorry?"): 1,
        (SECOND.customer, "I'm sorry."): 1,
    }
    assert assignments_handed_in(course) == ("angry",)


def test_the_answer_that_counts_is_the_newest_and_what_is_no_answer_is_left_out(course):
    folder = hand_in(course, "ada")
    answer(folder, REWRITES["angry-rewrite"], {FIRST.id: "One."})
    answer(folder, REWRITES["angry-rewrite"], {FIRST.id: "Two.", SECOND.id: ["x"]})
    assert [one.reply for one in typed_words(course, "angry", assessed)] == ["Two."]


def test_words_of_a_talk_come_with_the_line_they_answer(course):
    folder = hand_in(course, "ada", "capstone")
    state = talk(folder, TASKS["capstone-new"]).state
    found = typed_words(course, "capstone", assessed)
    typed = [(turn.line, turn.reply.text) for turn in state.turns if turn.reply.typed]
    assert sorted((one.customer, one.reply) for one in found) == sorted(typed)
    assert {(one.part, one.type) for one in found} >= {("capstone-new", "general")}


def test_what_marks_wait_for_stands_first(course):
    answer(
        hand_in(course, "ada"), REWRITES["angry-rewrite"], {FIRST.id: "A puddle, eek.", SECOND.id: "One screw! Sorry."}
    )

    def judge(reply, *, customer, type, setting):
        sure = frozenset({"apologize", "own_problem"})
        return Judgement(sure) if "eek" in reply else Judgement(sure, {}, frozenset({"snap"}))

    found = typed_words(course, "angry", judge)
    assert [(one.reply, one.waits) for one in found] == [("One screw! Sorry.", True), ("A puddle, eek.", False)]


def test_whatever_lies_in_a_hand_in_is_read_as_data(course):
    folder = hand_in(course, "eve")
    (folder / "journal-evil.jsonl").write_bytes(b"{" * 1000)
    (folder / "course.py").write_text("raise SystemExit", encoding="utf-8")
    (course / "submitted" / "stray.txt").write_text("", encoding="utf-8")
    assert typed_words(course, "angry", assessed) == ()
    assert assignments_handed_in(course) == ("angry",)
