"""The quiz: sittings that begin afresh."""

import pytest
from small_drill import PRACTICE, right_answer, write

from course.drillbook import load_drill
from course.journal import open_journal, practice_folder
from course.views import quiz as quizzes


@pytest.fixture
def sit(tmp_path, monkeypatch):
    """Open the small drill as a quiz."""
    write(tmp_path, PRACTICE)
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(quizzes, "load_drill", lambda name: load_drill(name, tmp_path))
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


@pytest.mark.parametrize("sitting", [True, "1", None, -4])
def test_a_sitting_that_makes_no_sense_is_none(sit, sitting):
    questions = sit()._questions
    journal = open_journal(practice_folder())
    journal.append("quiz", {"quiz": questions.name, "digest": questions.digest, "sitting": sitting})
    assert quizzes.sittings(journal.history, questions) == (1, "")
