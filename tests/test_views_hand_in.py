"""The last cell of an exercise: what its buttons find and make, and what they say of it."""

import zipfile
from unittest.mock import Mock

import pytest
from made_up import escaped

from course.bundle import NothingToHandIn, Standing
from course.journal import open_journal
from course.pen import Pen
from course.views.hand_in import HandInPage, hand_in


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "angry.ipynb").write_text("{}", encoding="utf-8")
    return tmp_path


def names(path):
    return sorted(zipfile.ZipFile(path).namelist())


def press(page, what, **more):
    page._hear(page, {"id": "1", "do": what, **more}, None)
    return page.scene["answer"]


def finds(*parts):
    return lambda assignment, folder, *, marks=False: parts


def test_the_button_makes_it_and_running_the_cell_does_not(folder, monkeypatch):
    monkeypatch.chdir(folder)
    page = hand_in("angry")
    assert not list(folder.glob("*.zip"))
    answer = press(page, "make")
    assert names(folder / "angry-hand-in.zip") == ["angry.ipynb"]
    assert (answer["said"], answer["file"]) == ("angry-hand-in.zip is ready.", "angry-hand-in.zip")


def test_an_answer_that_waited_for_room_on_the_disk_is_in_it_too(folder, monkeypatch):
    page = HandInPage("angry", folder)
    with monkeypatch.context() as full:
        full.setattr(Pen, "write", Mock(side_effect=OSError(28, "No space left on device")))
        open_journal(folder).append("drill", {"drill": "x"})
        assert "the disk is full" in " ".join(press(page, "make")["notes"])
        assert names(folder / "angry-hand-in.zip") == ["angry.ipynb"]
    assert "the disk is full" not in " ".join(press(page, "make")["notes"])
    assert len(names(folder / "angry-hand-in.zip")) == 2


def test_a_check_says_what_is_missing_and_makes_nothing(folder):
    page = HandInPage(
        "angry", folder, finds(Standing("Part 1"), Standing("Part 2", "Go on."), Standing("Part 3", "", "Out."))
    )
    answer = press(page, "check")
    assert answer["said"].startswith("1 part still needs something.")
    assert [(row["name"], row["done"], row["text"]) for row in answer["rows"]] == [
        ("Part 1", True, ""),
        ("Part 2", False, "Go on."),
        ("Part 3", True, "Out."),
    ]
    assert [path.name for path in folder.iterdir()] == ["angry.ipynb"]


def test_a_check_that_finds_all_says_so(folder):
    assert press(HandInPage("angry", folder, finds(Standing("Part 1"))), "check")["said"].startswith("Everything")


def test_what_could_not_be_saved_is_told(folder):
    page = HandInPage("angry", folder, finds())
    for what in ("check", "make"):
        assert press(page, what, unsaved=True)["notes"][0].startswith("The notebook couldn't be saved")
        assert not press(page, what, unsaved=False)["notes"][0].startswith("The notebook couldn't be saved")


def test_lines_of_a_journal_that_were_set_aside_are_told(folder):
    (folder / "journal-x.jsonl").write_bytes(b'{"torn')
    assert "cut off" in " ".join(press(HandInPage("angry", folder, finds()), "check")["notes"])


@pytest.mark.parametrize("what", ["check", "make"])
def test_a_notebook_that_is_not_there_is_told(what, tmp_path):
    answer = press(HandInPage("angry", tmp_path, finds()), what)
    assert answer["said"].startswith("There is no angry.ipynb in this folder")


def test_what_a_check_cannot_look_at_is_told(folder):
    broken = Mock(side_effect=NothingToHandIn("Ask for it."))
    assert press(HandInPage("angry", folder, broken), "check")["said"] == "Ask for it."


def test_marks_are_asked_for_only_where_the_exercise_says_so(folder, monkeypatch):
    monkeypatch.chdir(folder)
    asked = Mock(return_value=[])
    press(hand_in("angry", asked), "check")
    press(hand_in("angry", asked, marks=True), "check")
    assert [call.kwargs["marks"] for call in asked.call_args_list] == [False, True]


@pytest.mark.parametrize("message", [{"do": "check"}, {"do": "burn"}, {}], ids=["no check", "unknown", "nothing"])
def test_a_message_that_makes_no_sense_changes_nothing(message, folder):
    page = HandInPage("angry", folder)
    page._hear(page, {"id": "1", **message}, None)
    assert page.scene == {"checks": False, "marks": False, "answer": {}, "ack": "1"}


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize("missing", ["", "Go on."])
def test_every_sentence_can_be_translated(folder, missing):
    page = HandInPage("angry", folder, finds(Standing("Part 1", missing)))
    answers = [press(page, "check", unsaved=True), press(page, "make")]
    open_journal(folder).append("drill", {"drill": "x"})
    answers.append(press(page, "make"))
    (folder / "angry.ipynb").unlink()
    answers += [press(page, "check"), press(page, "make")]
    assert escaped(answers, "Part 1", "Go on.", ids={"file"}) == set()
