"""Live answers over a journal: the newest counts, wherever it was given."""

import pytest

from course.answers import Answers, newest, older, open_answers
from course.history import read
from course.journal import Journal, open_journal

ABOUT = {"drill": "angry/mine", "digest": "d"}


@pytest.fixture
def answers(tmp_path):
    return open_answers(open_journal(tmp_path), "drill", ABOUT)


def test_answers_to_another_version_are_known_as_such(tmp_path):
    journal = Journal(tmp_path)
    assert not older(journal.history, "drill", ABOUT)
    Answers(journal, "drill", ABOUT).give("a", 1)
    Answers(journal, "drill", {"drill": "angry/other", "digest": "e"}).give("a", 1)
    assert not older(journal.history, "drill", ABOUT)
    Answers(journal, "drill", ABOUT | {"digest": "e"}).give("a", 1)
    assert older(journal.history, "drill", ABOUT)


def test_looking_writes_nothing(answers, tmp_path):
    assert answers.given == {}
    assert list(tmp_path.iterdir()) == []


def test_the_newest_answer_counts_and_is_on_disk(answers, tmp_path):
    answers.give("first", "a")
    answers.give("second", {"3": "snap"})
    answers.give("first", "b")
    assert answers.given == {"first": "b", "second": {"3": "snap"}}
    assert newest(read(tmp_path), "drill", ABOUT) == answers.given


def test_an_answer_is_known_as_it_will_be_read_again(answers, tmp_path):
    answers.give("first", {"when": "half a face: \ud83d"})
    assert answers.given == newest(read(tmp_path), "drill", ABOUT) == {"first": {"when": "half a face: ?"}}


def test_another_drill_or_another_version_of_it_is_apart(answers, tmp_path):
    answers.give("first", "a")
    for about in ({"drill": "angry/mine", "digest": "e"}, {"drill": "angry/other", "digest": "d"}):
        assert newest(read(tmp_path), "drill", about) == {}
    assert newest(read(tmp_path), "plan", ABOUT) == {}


def test_a_header_that_says_more_still_counts(tmp_path):
    journal = Journal(tmp_path)
    header = journal.append("drill", {**ABOUT, "more": 1})
    journal.append("answer", {"item": "first", "answer": "a"}, header.digest)
    journal.append("answer", {"item": ["no", "name"], "answer": "a"}, header.digest)
    journal.append("other", {"item": "first", "answer": "b"}, header.digest)
    assert newest(journal.history, "drill", ABOUT) == {"first": "a"}


def test_one_set_of_answers_is_live_and_tells_every_view(answers, tmp_path):
    told = []
    answers.observe(lambda: told.append(answers.given["first"]))
    same = open_answers(open_journal(tmp_path), "drill", ABOUT)
    same.give("first", "a")
    assert same is answers
    assert told == ["a"]


def test_what_another_notebook_wrote_is_taken_in(answers, tmp_path):
    answers.give("first", "a")
    other = Journal(tmp_path)
    header = other.append("drill", ABOUT)
    other.append("answer", {"item": "first", "answer": "c"}, header.digest)
    assert open_answers(open_journal(tmp_path), "drill", ABOUT).given == {"first": "c"}


def test_what_is_no_json_is_refused_and_changes_nothing(answers):
    with pytest.raises(ValueError, match="JSON"):
        answers.give("first", float("nan"))
    assert answers.given == {}


def test_trouble_with_the_disk_is_said(tmp_path):
    (tmp_path / "taken").write_text("not a folder")
    answers = open_answers(open_journal(tmp_path / "taken"), "drill", ABOUT)
    answers.give("first", "a")
    assert "aren't being saved" in answers.notice
    assert answers.given == {"first": "a"}
