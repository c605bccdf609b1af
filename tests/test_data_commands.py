"""`python -m course backup | restore | erase`, as they are typed."""

import json
import sys
from io import StringIO

import pytest

from course import data_commands, learners
from course.__main__ import main
from course.history import read
from course.journal import Journal


@pytest.fixture
def data(tmp_path, monkeypatch):
    home = tmp_path / "data"
    monkeypatch.setenv("MODULE_NINE_DATA", str(home))
    monkeypatch.setattr(data_commands, "_open_on", lambda data: iter(()))
    Journal(home / "journals").append("plan", {"plan": "angry"})
    yield home
    learners.forget(home)


@pytest.fixture
def shared(data):
    learners.rename(data, learners.at(data, "first"), "Ann")
    bea = learners.add(data, "Bea")
    Journal(bea.journals).append("plan", {"plan": "rude"})
    return bea


def answer(monkeypatch, words):
    monkeypatch.setattr(sys, "stdin", StringIO(words))


def test_back_up_erase_and_restore(data, tmp_path, monkeypatch, capsys):
    kept = [record.line for record in read(data / "journals").records.values()]
    assert main(["backup", str(tmp_path / "b.zip")]) == 0
    said = capsys.readouterr().out
    assert str(tmp_path / "b.zip") in said
    answer(monkeypatch, "erase\n")
    assert main(["erase"]) == 0
    assert not data.exists()
    said = capsys.readouterr().out
    assert "This erases everything" in said
    assert str(data / "journals") in said
    assert main(["restore", str(tmp_path / "b.zip")]) == 0
    assert "Restored: Whoever learned here first" in capsys.readouterr().out
    assert [record.line for record in read(data / "journals").records.values()] == kept


@pytest.mark.parametrize("words", ["", "\n", "yes\n", "no\n", "erase everything\n"])
def test_without_the_word_nothing_is_erased(data, monkeypatch, capsys, words):
    answer(monkeypatch, words)
    assert main(["erase"]) == 1
    assert "Nothing was erased." in capsys.readouterr().out
    assert (data / "journals").exists()


def test_nothing_to_erase_is_no_question(data, monkeypatch, capsys):
    answer(monkeypatch, "erase\n")
    main(["erase"])
    assert main(["erase"]) == 0
    assert "nothing to erase" in capsys.readouterr().out


def test_where_several_learn_it_has_to_be_said_whose(data, shared, monkeypatch, capsys):
    learners.choose(data, "bea")
    answer(monkeypatch, "erase\n")
    assert main(["erase"]) == 1
    assert "Ann, Bea" in capsys.readouterr().err
    assert shared.home.exists()


def test_one_learner_is_erased_by_name_and_what_activities_showed_goes_too(data, shared, monkeypatch, capsys):
    cell = {"cell_type": "code", "source": "progress()", "outputs": []}
    blank, shown = ({"cells": [{**cell, "outputs": outputs}]} for outputs in ([], ["Bea's bars"]))
    for name, page in {"shipped": blank, "workbook": shown}.items():
        (data / name).mkdir()
        (data / name / "lesson.ipynb").write_text(json.dumps(page), encoding="utf-8", newline="\n")
    answer(monkeypatch, "ERASE\n")
    assert main(["--learner", "bea", "erase"]) == 0
    assert "This erases the practice of Bea" in capsys.readouterr().out
    assert not shared.home.exists()
    assert (data / "journals").exists()
    assert "bars" not in (data / "workbook" / "lesson.ipynb").read_text(encoding="utf-8")


def test_everyone_goes_when_told_so(data, shared, monkeypatch):
    answer(monkeypatch, "erase\n")
    assert main(["erase", "--everyone"]) == 0
    assert not data.exists()


def test_what_couldnt_be_erased_is_told(data, monkeypatch, capsys):
    answer(monkeypatch, "erase\n")
    monkeypatch.setattr(data_commands, "erase", lambda data, paths: ["a file (busy)"])
    assert main(["erase"]) == 1
    assert "couldn't be erased: a file (busy)" in capsys.readouterr().err


def test_while_the_course_is_open_nothing_is_erased(data, monkeypatch, capsys):
    monkeypatch.setattr(data_commands, "_open_on", lambda data: iter(["http://localhost:8888/"]))
    answer(monkeypatch, "erase\n")
    assert main(["erase"]) == 1
    assert "Close it first" in capsys.readouterr().err
    assert (data / "journals").exists()


@pytest.mark.parametrize(("root", "open_"), [("workbook", True), (".", True), ("../elsewhere", False)])
def test_a_server_on_the_learner_s_folder_is_found(tmp_path, monkeypatch, root, open_):
    running = [{"root_dir": str((tmp_path / root).resolve()), "url": "http://localhost:8888/"}]
    monkeypatch.setattr("jupyter_server.serverapp.list_running_servers", lambda: iter(running))
    assert [*data_commands._open_on(tmp_path)] == ["http://localhost:8888/"] * open_


def test_one_learner_is_backed_up_by_name(data, shared, tmp_path, capsys):
    assert main(["--learner", "Bea", "backup", str(tmp_path / "bea.zip")]) == 0
    assert "Backed up: Bea. 2 files" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["backup", "{}/b.zip"], ["restore", "{}/b.zip"], ["restore", "{}/none.zip"], ["--learner", "Cem", "backup", "x"]],
    ids=" ".join,
)
def test_what_cannot_be_done_is_a_sentence(data, tmp_path, capsys, arguments):
    (tmp_path / "b.zip").write_bytes(b"something else")
    assert main([argument.format(tmp_path) for argument in arguments]) == 1
    said = capsys.readouterr().err
    assert said.strip().endswith(".")
    assert "Traceback" not in said
    assert (tmp_path / "b.zip").read_bytes() == b"something else"


def test_a_command_that_needs_to_know_whose_practice_it_is_says_so(data, shared, monkeypatch, capsys):
    monkeypatch.setattr("course.__main__._COMMANDS", {"build": lambda *_: learners.learning(data)})
    assert main(["build"]) == 1
    assert "--learner NAME build" in capsys.readouterr().err
