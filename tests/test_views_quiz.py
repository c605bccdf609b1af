"""The quiz: sittings that begin afresh."""

import pytest
from small_drill import PRACTICE, right_answer, write

from course.answers import Answers
from course.drillbook import read_drill
from course.journal import Journal, open_journal, practice_folder
from course.views import quiz as quizzes


@pytest.fixture
def sit(tmp_path, monkeypatch):
    """Open the small drill as a quiz."""
    write(tmp_path, PRACTICE)
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(quizzes, "load_drill", lambda name: read_drill(name, tmp_path))
    return lambda: quizzes.quiz("angry/mine")


def send(page, item, answer):
    page._handle_custom_msg({"id": "m1", "item": item, "answer": answer}, [])


def answers(page):
    return [item["answer"] for item in page.scene["items"]]


def test_one_that_was_left_midway_goes_on(sit):
    page = sit()
    assert answers(page) == [None] * 5
    send(page, "pick", "a")
    assert answers(sit())[0] == "a"
    assert "Last time" not in sit().scene["introduction"]


def test_a_finished_one_begins_afresh_and_tells_how_it_went(sit):
    page = sit()
    for item in page._questions.items:
        send(page, item.id, "a" if item.id == "pick" else right_answer(item, item.key))
    again = sit()
    assert answers(again) == [None] * 5
    assert again.scene["introduction"].endswith("Last time: 8 of 9 right.")
    send(again, "pick", "b")
    assert answers(sit())[0] == "b"
    assert "8 of 9" in sit().scene["introduction"]
    assert all(answers(page))


def test_what_another_kernel_answers_belongs_to_the_same_sitting(sit):
    page = sit()
    questions, about = page._questions, page._answers._about
    send(page, "pick", "a")
    other = Answers(Journal(practice_folder()), "quiz", about)
    for item in questions.items[1:]:
        other.give(item.id, right_answer(item, item.key))
    assert answers(sit()) == [None] * 5
    assert sit().scene["introduction"].endswith("Last time: 8 of 9 right.")
    send(page, "pick", "b")  # the first sitting is still on the screen, and is where this goes
    assert answers(sit()) == [None] * 5
    assert sit().scene["introduction"].endswith("Last time: 9 of 9 right.")


def test_questions_that_have_changed_are_a_quiz_of_their_own(sit, tmp_path):
    page = sit()
    for item in page._questions.items:
        send(page, item.id, right_answer(item, item.key))
    write(tmp_path, PRACTICE.replace("Which one?", "Which?"))
    assert "Last time" not in sit().scene["introduction"]
    send(page, "pick", "a")  # a page from before the change
    assert answers(sit()) == [None] * 5


@pytest.mark.parametrize("sitting", [True, "1", None, -4])
def test_a_sitting_that_makes_no_sense_is_none(sit, sitting):
    questions = sit()._questions
    journal = open_journal(practice_folder())
    journal.append("quiz", {"quiz": questions.name, "digest": questions.digest, "sitting": sitting})
    assert quizzes.sittings(journal.history, questions) == (1, "")
