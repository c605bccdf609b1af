"""The drill's page: what it gives away, what it takes, what it keeps."""

import json

import pytest
from small_drill import PRACTICE as SMALL
from small_drill import right_answer, write

from course.answers import Answers
from course.drillbook import drill_names, load_drill, read_drill
from course.journal import Journal, open_journal, practice_folder
from course.views.drill import DrillPage, drill, drill_scene

THOUGHTS, PITFALLS = load_drill("angry/thoughts"), load_drill("angry/pitfalls")
PRACTICE = [name for name in drill_names() if not load_drill(name).graded]


@pytest.fixture
def page(tmp_path):
    return DrillPage(THOUGHTS, Answers(Journal(tmp_path), "drill", {"drill": "angry/thoughts"}), graded=False)


def send(page, **message):
    page._handle_custom_msg({"id": "m1", **message}, [])
    return page.scene


@pytest.mark.parametrize("name", drill_names())
def test_before_an_answer_nothing_is_given_away(name):
    questions = load_drill(name)
    shown = json.dumps(drill_scene(questions, {}, graded=False))
    for item in questions.items:
        for why in filter(None, item.key.why.values()):
            assert json.dumps(why) not in shown
    assert '"right":' not in shown


@pytest.mark.parametrize("name", PRACTICE)
def test_right_answers_earn_all_and_say_why(name):
    questions = load_drill(name)
    shown = drill_scene(questions, {item.id: right_answer(item, item.key) for item in questions.items}, graded=False)
    for item in shown["items"]:
        assert item["feedback"]["earned"] == item["feedback"]["possible"]
        assert all(reason["text"] for reason in item["feedback"]["reasons"].values())


def test_graded_gives_no_feedback():
    given = {item.id: right_answer(item, item.key) for item in THOUGHTS.items}
    shown = drill_scene(THOUGHTS, given, graded=True)
    assert [item["feedback"] for item in shown["items"]] == [None] * len(THOUGHTS.items)
    assert [item["answer"] for item in shown["items"]] == list(given.values())


def test_an_answer_is_kept_and_may_be_changed(page):
    item = THOUGHTS.items[0].id
    assert send(page, item=item, answer="a")["items"][0]["answer"] == "a"
    scene = send(page, item=item, answer="b")
    assert (scene["items"][0]["answer"], scene["ack"]) == ("b", "m1")


@pytest.mark.parametrize("answer", [
    ("part", {"1": ["fact"]}), ("part", {"9": "fact"}), ("part", {"1": "snap"}), ("part", "fact"),
    ("row", ["a", "b"]), ("row", ["a", "b", "b"]), ("row", "abc"), ("row", [["a"], "b", "c"]), ("row", {"a": "1"}),
    ("say", "  "), ("say", "x" * 2001), ("say", ["x"]), ("say", None),
])  # fmt: skip
def test_what_no_page_could_send_is_no_answer(tmp_path, answer):
    write(tmp_path, SMALL)
    shown = drill_scene(read_drill("angry/mine", tmp_path), dict([answer]), graded=False)
    assert [item["answer"] for item in shown["items"]] == [None] * 5


def test_words_get_a_model_to_compare_with_once_they_are_written(tmp_path):
    write(tmp_path, SMALL)
    questions = read_drill("angry/mine", tmp_path)
    assert "about the wait" not in json.dumps(drill_scene(questions, {}, graded=False))
    (*_, own) = drill_scene(questions, {"say": "Oh no."}, graded=False)["items"]
    assert own["feedback"]["reasons"]["model"]["text"] == "I'm sorry about the wait. Where were you?"


@pytest.mark.parametrize("answer", ["z", "", None, 3, ["a"], {"1": "snap"}])
def test_what_is_no_answer_is_not_kept(page, answer):
    scene = send(page, item=THOUGHTS.items[0].id, answer=answer)
    assert (scene["items"][0]["answer"], scene["ack"]) == (None, "m1")


@pytest.mark.parametrize("message", [{}, {"item": "none", "answer": "a"}, {"item": []}])
def test_a_message_that_makes_no_sense_changes_nothing(page, message):
    before = page.scene["items"]
    scene = send(page, **message)
    assert (scene["items"], scene["ack"]) == (before, "m1")


@pytest.mark.parametrize("answer", [{"1": ["x"]}, {"99": "dismiss"}, {"1": "dismiss"}, "a", {"2": None}])
def test_a_transcript_takes_known_labels_on_lines_that_can_be_marked(answer):
    item = PITFALLS.items[0]
    shown = drill_scene(PITFALLS, {item.id: answer}, graded=False)["items"][0]
    assert shown["answer"] is None


def test_without_a_front_end_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    for name in drill_names():
        drill(name)
    assert list(tmp_path.iterdir()) == []


def test_a_graded_drill_is_kept_beside_the_notebook(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = next(name for name in drill_names() if load_drill(name).graded)
    page = drill(name)
    send(page, item=page.scene["items"][0]["id"], answer="a")
    assert len(list(tmp_path.glob("journal-*.jsonl"))) == 1


@pytest.mark.parametrize("graded", [False, True])
def test_whoever_answered_an_older_version_is_told(tmp_path, monkeypatch, graded):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    name = "exercise/angry-concepts" if graded else "angry/thoughts"
    journal = open_journal(tmp_path if graded else practice_folder())
    assert "have changed" not in drill(name).scene["introduction"]
    Answers(journal, "drill", {"drill": name, "digest": "0" * 64}).give("x", "a")
    page = drill(name)
    assert "have changed" in page.scene["introduction"]
    send(page, item=page.scene["items"][0]["id"], answer="a")
    assert "have changed" not in drill(name).scene["introduction"]


@pytest.mark.usefixtures("bracketed")
def test_a_drill_speaks_the_language_that_is_spoken(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    Answers(open_journal(practice_folder()), "drill", {"drill": "angry/pitfalls", "digest": "0" * 64}).give("x", "a")
    shown = drill("angry/pitfalls").scene
    assert "[These questions have changed since" in shown["introduction"]
    titles = [label["title"] for item in shown["items"] if item["kind"] == "mark" for label in item["labels"]]
    assert titles
    assert all(title.startswith("[") for title in titles)
