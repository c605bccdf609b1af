"""The skills test on the screen: kept reply by reply, silent about the best ones, honest afterwards."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from made_up import escaped
from past import MONDAY, Past
from sitters import FORMS, letters, sit

from course.journal import Journal, open_journal, practice_folder
from course.views.skills_test import SkillsTestPage, skills_test


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def send(page, **message):
    page._handle_custom_msg({"id": "m1", **message}, [])
    return page.scene


def form_of(page):
    """The form that a page asks."""
    return next(form for form in FORMS.values() if form.items[0].id == page.scene["items"][0]["id"])


def take(page, right, *, finish=True):
    """Begin and answer everything; so many replies are the best."""
    send(page, do="begin")
    for item, answer in letters(form_of(page), right).items():
        send(page, do="answer", item=item, answer=answer)
    return send(page, do="finish") if finish else page.scene


def test_nothing_is_kept_before_it_is_begun(data):
    scene = skills_test("before").scene
    assert (scene["state"], scene["items"], scene["result"]) == ("ready", [], None)
    assert "Twelve short scenes" in scene["words"][0]
    assert not data.exists()


def test_each_reply_is_kept_and_a_test_goes_on_where_it_was_left():
    page = skills_test("before")
    assert send(page, do="begin")["state"] == "open"
    item = page.scene["items"][0]
    assert (item["answer"], len(page.scene["items"])) == (None, 12)
    send(page, do="answer", item=item["id"], answer="b")
    assert [one["answer"] for one in skills_test("before").scene["items"]][:2] == ["b", None]
    on_disk = Journal(practice_folder()).history.records.values()
    assert [record.kind for record in on_disk] == ["skills_test", "answer"]
    send(page, do="answer", item=item["id"], answer="c")
    assert skills_test("before").scene["items"][0]["answer"] == "c"


def test_nothing_tells_the_best_reply_before_the_second_test_is_done():
    first, second = skills_test("before"), skills_test("after")
    scenes = [take(first, 5, finish=False), take(first, 5), skills_test("before").scene, take(second, 9, finish=False)]
    said = json.dumps(scenes, ensure_ascii=False)
    for form in FORMS.values():
        for item in form.items:
            assert not [reply.why for reply in item.replies if reply.why in said]
    keys = {key for scene in scenes for item in scene["items"] for key in item}
    assert keys == {"id", "situation", "who", "says", "options", "answer", "feedback"}
    assert {key for scene in scenes for item in scene["items"] for one in item["options"] for key in one} == {
        "place",
        "text",
    }
    assert [scene["result"] for scene in scenes] == [None] * 4
    assert "5 of 12" not in said


def test_afterwards_both_are_read_with_their_reasons():
    take(skills_test("before"), 4)
    page = skills_test("after")
    asked = {item["id"] for item in send(page, do="begin")["items"]}
    scene = take(page, 9)
    assert scene["state"] == "done"
    assert [reading["title"][:15] for reading in scene["result"]["readings"]] == ["The test before", "The test after "]
    assert "That's 5 more" in scene["result"]["changes"][0]
    assert skills_test("before").scene["result"] == scene["result"]
    before = {item.id for form in FORMS.values() for item in form.items} - asked
    assert len(before) == 12


def test_a_second_begin_is_the_same_sitting():
    page, other = skills_test("before"), skills_test("before")
    send(page, do="begin")
    send(other, do="begin")
    assert len(open_journal(practice_folder()).history.headers("skills_test")) == 1
    assert other.scene["state"] == "open"


def test_another_notebook_that_finished_it_is_heard():
    page = skills_test("before")
    scene = take(page, 4, finish=False)
    other = Journal(practice_folder())
    header = other.history.headers("skills_test")[0]
    other.append("finish", {"right": 4}, header.digest)
    item = scene["items"][0]
    changed = next(place for place in "abcd" if place != item["answer"])
    assert send(page, do="answer", item=item["id"], answer=changed)["state"] == "done"
    assert len(Journal(practice_folder()).history.children(header.digest)) == 13


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"do": "dance"},
        {"do": "finish"},
        {"do": "begin"},
        {"do": "answer"},
        {"do": "answer", "item": "nobody", "answer": "a"},
        {"do": "answer", "item": [], "answer": "a"},
        {"do": "answer", "item": 0, "answer": "e"},
        {"do": "answer", "item": 0, "answer": None},
        {"do": "answer", "item": 0, "answer": "best"},
    ],
    ids=str,
)
def test_what_makes_no_sense_changes_nothing(message):
    page = skills_test("before")
    before = send(page, do="begin")
    if message.get("item") == 0:
        message = {**message, "item": before["items"][0]["id"]}
    assert send(page, **message) == before
    assert len(open_journal(practice_folder()).history.records) == 1


@pytest.mark.parametrize("message", [{"do": "answer", "item": "wet-coat", "answer": "a"}, {"do": "finish"}], ids=str)
def test_nothing_is_answered_before_it_is_begun(message, data):
    page = skills_test("before")
    assert send(page, **message)["state"] == "ready"
    assert not data.exists()


def test_either_form_may_come_first():
    def first(seed):
        page = skills_test("before")
        page._seed = seed
        return page._form(page._standing(())).name

    assert [first(seed) for seed in range(4)] == ["a", "b", "a", "b"]
    seeds = {skills_test("before")._seed % 2 for _ in range(60)}
    assert seeds == {0, 1}


def test_the_seed_is_in_the_journal_and_each_form_comes_once():
    page = skills_test("before")
    take(page, 4)
    take(skills_test("after"), 4)
    before, after = (record.data for record in open_journal(practice_folder()).history.headers("skills_test"))
    assert before["form"] == "ab"[before["seed"] % 2]
    assert {before["form"], after["form"]} == {"a", "b"}


def test_the_last_one_waits_for_its_day():
    past = Past()
    sit(past, "before")
    sit(past, "after", "b", days=10)
    past.write(practice_folder())
    journal = open_journal(practice_folder())

    def page(days):
        return SkillsTestPage(journal, "later", lambda: MONDAY + timedelta(days=days))

    assert page(20).scene["state"] == "closed"
    assert "from February 12, 2026 on" in page(20).scene["words"][0]
    assert page(39).scene["state"] == "ready"
    assert page(39).scene["result"] is None
    late = page(39)
    scene = take(late, 12)
    assert (scene["state"], len(scene["result"]["counts"])) == ("done", 3)
    day = datetime.now(UTC).astimezone() + timedelta(weeks=4)
    assert scene["words"] == [f"You can take it again from {day:%B} {day.day}, {day.year} on."]


@pytest.mark.parametrize(
    ("which", "said"),
    [("before", "nothing more to tell"), ("later", "from"), ("after", None)],
    ids=["before", "later", "after"],
)
def test_what_is_closed_says_why(which, said):
    take(skills_test("after"), 4)
    scene = skills_test(which).scene
    if said:
        assert scene["state"] == "closed"
        assert said in scene["words"][0]
    else:
        assert scene["state"] == "done"
    assert send(skills_test(which), do="begin")["state"] == scene["state"]


def test_later_without_the_second_one_says_what_to_do():
    assert "Take that one first" in skills_test("later").scene["words"][0]


def test_a_full_disk_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path / "file"))
    page = skills_test("before")
    scene = take(page, 4, finish=False)
    assert scene["state"] == "open"
    assert all(item["answer"] for item in scene["items"])
    assert "aren't being saved" in scene["notice"]


def test_a_test_that_is_none_is_told_in_a_sentence():
    shown = skills_test("befor")
    assert "there's no test called 'befor'. Did you mean 'before'?" in repr(shown)


@pytest.mark.usefixtures("bracketed")
def test_every_sentence_can_be_translated():
    closed, first, second = skills_test("later"), skills_test("before"), skills_test("after")
    scenes = [closed.scene, first.scene, take(first, 5), second.scene, take(second, 9), skills_test("later").scene]
    other = SkillsTestPage(open_journal(practice_folder()), "later", lambda: datetime.now(UTC) + timedelta(days=30))
    scenes += [other.scene, take(other, 7)]
    theirs = [
        words
        for form in FORMS.values()
        for item in form.items
        for reply in item.replies
        for words in (reply.words, reply.why)
    ]
    assert all(scene["words"] or scene["result"] for scene in scenes)
    assert (
        escaped(scenes, *theirs, ids={"which", "state", "id", "place", "answer", "situation", "who", "says"}) == set()
    )
