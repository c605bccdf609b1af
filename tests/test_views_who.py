"""Who is learning: asked where several are, told above what is theirs, changed at any time."""

from unittest.mock import Mock

import pytest
from made_up import escaped
from sent import send

from course import learners, next_shift, who
from course.learners import FIRST
from course.views.who import Theirs


def test_who_learns_alone_gets_the_activity_and_no_question(data):
    assert not isinstance(next_shift("angry"), Theirs)
    assert who().scene["fresh"]
    send(next_shift("angry"), when="they shout", then="breathe")
    assert not isinstance(next_shift("angry"), Theirs)
    scene = who().scene
    assert (scene["full"], scene["fresh"], scene["now"]["slug"]) == (True, False, FIRST)


def test_a_question_first_and_then_the_activity(data, bea):
    page = next_shift("angry")
    question = page.children[0]
    assert question.scene["now"] is None
    assert [one["title"] for one in question.scene["learners"]] == ["Whoever learned here first", "Bea"]
    assert page.shown is None
    scene = send(question, do="choose", slug=bea.slug)
    assert (scene["ack"], scene["now"]["title"], scene["switched"]) == ("m1", "Bea", False)
    send(page.shown, when="they shout", then="breathe")
    assert "they shout" in next(bea.journals.iterdir()).read_text(encoding="utf-8")
    assert len(list((data / "journals").iterdir())) == 1


def test_each_has_their_own_and_one_answer_is_for_the_whole_page(data, bea):
    pages = [next_shift("angry"), next_shift("calm")]
    send(pages[1].children[0], do="choose", slug=FIRST)
    assert [page.shown.scene["topic"] for page in pages] == ["angry", "calm"]
    send(pages[0].shown, when="they shout", then="breathe")
    scene = send(pages[0].children[0], do="choose", slug="bea")
    assert scene["switched"]
    assert pages[0].shown.scene["plan"] is None
    send(pages[1].children[0], do="choose", slug=FIRST)
    assert pages[0].shown.scene["plan"] == {"when": "they shout", "then": "breathe"}
    assert isinstance(next_shift("rude"), Theirs)  # whose it is stands above each of them


def test_somebody_new_is_learning_at_once(data, bea):
    page = next_shift("angry")
    scene = send(page.children[0], do="add", name=" <b>Cem</b> ")
    assert scene["now"]["title"] == "<b>Cem</b>"
    assert page.shown is not None
    assert learners.now(data).journals == data / "learners" / "b-cem-b" / "journals"


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({"do": "add", "name": "bea"}, "Somebody here is called bea already"),
        ({"do": "add", "name": " "}, "Type a name"),
        ({"do": "add", "name": 3}, ""),
        ({"do": "choose", "slug": "../bea"}, ""),
        ({"do": "rename", "name": "Ann"}, ""),  # nobody is learning yet who could be renamed
        ({}, ""),
        ({"do": "dance"}, ""),
    ],
    ids=str,
)
def test_what_makes_no_sense_changes_nothing(data, bea, message, said):
    page = next_shift("angry")
    scene = send(page.children[0], **message)
    assert scene["said"].startswith(said)
    assert bool(scene["said"]) == bool(said)
    assert (scene["ack"], scene["now"], page.shown) == ("m1", None, None)


def test_one_s_own_name_is_changed(data, bea):
    learners.choose(data, FIRST)
    page = who()
    scene = send(page, do="rename", name="Ann")
    assert (scene["said"], scene["now"]["name"], scene["switched"]) == ("Your name is saved.", "Ann", False)
    assert send(page, do="rename", name="Bea")["said"].startswith("Somebody here is called Bea")


def test_a_full_disk_is_told_and_one_goes_on(data, bea, monkeypatch):
    def full(*_args, **_named):
        raise OSError(28, "No space left on device")

    page = next_shift("angry")
    monkeypatch.setattr(learners, "_write", full)
    scene = send(page.children[0], do="choose", slug="bea")
    assert "No space left on device" in scene["said"]
    assert page.shown is not None
    learners.forget(data)


def test_somebody_who_was_erased_meanwhile_is_asked_anew(data, bea):
    learners.choose(data, "bea")
    page = next_shift("angry")
    learners.add(data, "Cem")
    for path in [bea.home / "name.txt", bea.home]:
        path.unlink() if path.is_file() else path.rmdir()
    send(page.children[0], do="choose", slug="bea")
    assert page.children[0].scene["now"] is None
    assert page.shown is None


def test_in_a_notebook_without_widgets_it_says_what_to_do(data, bea):
    assert "Run All Cells" in repr(next_shift("angry"))


@pytest.mark.usefixtures("bracketed")
def test_every_sentence_can_be_translated(data, bea, monkeypatch):
    page = next_shift("angry").children[0]
    messages = [{"name": "bea"}, {"name": " "}, {"name": "x" * 99}, {"do": "rename", "name": "Bo"}, {"name": "Cem"}]
    scenes = [send(page, do="choose", slug=bea.slug), *(send(page, **{"do": "add", **one}) for one in messages)]
    monkeypatch.setattr(learners, "_write", Mock(side_effect=OSError(28, "No space left on device")))
    scenes.append(send(page, do="add", name="Dov"))
    assert sum(bool(one["said"]) for one in scenes) == 5
    assert escaped(scenes, "Bea", "Bo", "Cem", "dov", ids={"slug"}) == set()
