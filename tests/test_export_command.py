"""`python -m course export FOLDER`."""

import json

import pytest
from past import Past
from xapi_spec import Statement

from course.__main__ import main
from course.scenario import load_scenario


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path / "data"))
    customer, past = load_scenario("angry/wrong-part"), Past()
    past.talk(customer, customer.models.good)
    past.write(tmp_path / "data" / "journals")
    return tmp_path


def test_it_makes_both_files(data, capsys):
    assert main(["export", str(data / "out"), "--mail", "pat@example.com", "--words"]) == 0
    whole, told = sorted((data / "out").iterdir())
    (statement,) = json.loads(told.read_text(encoding="utf-8"))
    Statement.model_validate(statement)
    assert statement["actor"]["mbox"] == "mailto:pat@example.com"
    assert "Me: " in statement["result"]["response"]
    assert len(json.loads(whole.read_text(encoding="utf-8"))["talks"]) == 1
    said = capsys.readouterr().out
    assert str(whole) in said
    assert "1 statement" in said


def test_words_stay_here_unless_they_are_asked_for(data):
    assert main(["export", str(data / "out")]) == 0
    assert "response" not in sorted((data / "out").iterdir())[1].read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["out", "--mail", "pat"], "isn’t an e-mail address"), (["data/journals/journal-past.jsonl"], "couldn’t be put")],
    ids=["no address", "no folder"],
)
def test_what_cannot_be_done_is_told(data, arguments, words, capsys):
    assert main(["export", str(data / arguments[0]), *arguments[1:]]) == 1
    assert words in capsys.readouterr().err


def test_without_practice_nothing_is_made(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    assert main(["export", str(tmp_path / "out")]) == 1
    assert "nothing to export yet" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
