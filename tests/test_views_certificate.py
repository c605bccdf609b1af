"""The certificate's page: what is left, the name, the files, and what is kept."""

from pathlib import Path
from unittest.mock import Mock

import pytest
from finisher import finisher
from made_up import escaped
from sent import send

from course.__main__ import main
from course.certificate_facts import KIND
from course.journal import open_journal
from course.views.certificate import certificate


@pytest.fixture
def page(home):
    finisher().write(home / "data" / "journals")
    return certificate()


def made(home):
    return sorted(path.suffix for path in (home / "lessons").iterdir())


def test_before_anything_was_done_it_says_what_to_do_and_makes_nothing(home):
    page = certificate()
    assert page.scene["held"] == 0
    assert len(page.scene["left"]) == 3
    assert send(page, do="make", name="Pat", tests=False)["answer"] == {}
    assert (made(home), (home / "data").exists()) == ([], False)


def test_what_was_done_meanwhile_counts_after_a_look(home):
    page = certificate()
    finisher(test=False).write(home / "data" / "journals")
    scene = send(page, do="look")
    assert (scene["held"], scene["recommended"]) == (14, 7)
    assert scene["left"] == ["Answer all questions of the skills test at the end of the course."]


def test_it_makes_a_page_and_a_pdf_that_check(page, home, capsys):
    answer = send(page, do="make", name="  Pat   Ó Briain ", tests=True)["answer"]
    assert answer["said"] == "Your certificate is ready, Pat Ó Briain."
    assert "in 7 of 14 new simulated conversations" in answer["lines"][0]
    assert made(home) == [".html", ".pdf"]
    assert answer["notes"][0] == f"On this computer it is in {home / 'lessons'}"
    for file in answer["files"]:
        assert main(["certificate", "--check", str(home / "lessons" / file["name"])]) == 0
        assert "8 of 12 best replies" in capsys.readouterr().out
    assert certificate().scene["name"] == "Pat Ó Briain"


def test_tests_are_printed_only_if_they_are_to_be(page, home, capsys):
    (file, _) = send(page, do="make", name="Pat", tests=False)["answer"]["files"]
    assert "best replies" not in (home / "lessons" / file["name"]).read_text(encoding="utf-8")
    assert main(["certificate", "--check", file["name"]]) == 0
    assert "best replies" not in capsys.readouterr().out


def test_a_name_that_the_pdf_cannot_show_gets_the_page(page, home):
    answer = send(page, do="make", name="李娜", tests=False)["answer"]
    assert "web page can" in answer["notes"][1]
    assert (made(home), len(answer["files"])) == ([".html"], 1)


def test_a_name_is_never_read_as_html(page, home):
    (file, _) = send(page, do="make", name="<img src=x onerror=alert(1)>", tests=False)["answer"]["files"]
    assert "<img" not in (home / "lessons" / file["name"]).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "message",
    [{}, {"do": "burn"}, {"do": "make"}, {"do": "make", "name": " \n", "tests": True}, {"do": "make", "name": 7}],
    ids=["nothing", "unknown", "no name", "spaces", "number"],
)
def test_a_message_that_makes_no_sense_makes_nothing(page, home, message):
    assert send(page, **message)["answer"] == {}
    assert made(home) == []
    assert open_journal(home / "data" / "journals").history.headers(KIND) == []


def test_a_folder_that_cannot_be_written_to_is_told(page, home, monkeypatch):
    monkeypatch.setattr(Path, "write_bytes", Mock(side_effect=OSError(28, "No space left on device")))
    answer = send(page, do="make", name="Pat", tests=False)["answer"]
    assert "No space left" in answer["said"]
    assert answer["files"] == []


@pytest.mark.usefixtures("bracketed")
def test_every_sentence_can_be_translated(home):
    nothing = certificate().scene
    finisher().write(home / "data" / "journals")
    page = certificate()
    scenes = [nothing, page.scene, *(send(page, do="make", name=name, tests=True) for name in ("Pat", "李娜"))]
    assert len(nothing["left"]) == 3
    assert escaped(scenes, "Pat", "李娜", ids={"name"}) == set()
