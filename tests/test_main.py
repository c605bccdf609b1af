import os
from pathlib import Path

import pytest

from course import __main__ as command
from course import check as proofs
from course import notebooks, workspace


@pytest.fixture
def opened(monkeypatch):
    calls = []
    monkeypatch.setattr(
        workspace, "open_course", lambda lesson, rest, *, plain: calls.append((lesson, rest, *["plain"] * plain)) or 0
    )
    return calls


@pytest.mark.parametrize(
    ("arguments", "call"),
    [
        (["open"], (None, [])),
        (["open", "03_angry_customers"], ("03_angry_customers", [])),
        (["open", "--no-browser", "--port", "8977"], (None, ["--no-browser", "--port", "8977"])),
        (["open", "angry", "--port=1"], ("angry", ["--port=1"])),
        (["pages"], (None, [], "plain")),
        (["pages", "angry", "--no-browser"], ("angry", ["--no-browser"], "plain")),
    ],
)
def test_open_takes_a_lesson_and_hands_on_options(opened, arguments, call):
    assert command.main(arguments) == 0
    assert opened == [call]


def test_a_folder_for_the_data_is_taken_along_by_the_icon(opened, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", "there")
    assert command.main(["--data", "here", "open"]) == 0
    assert os.environ["MODULE_NINE_DATA"] == "here"
    assert opened == [(None, [])]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["chekc"],
        ["check", "--mpas"],
        ["check", "tin.yaml", "--docs", "docs"],
        ["open", "--help"],
        ["open", "a", "b"],
    ],
)
def test_what_is_no_command_is_answered_with_the_usage(opened, arguments, capsys):
    with pytest.raises(SystemExit):
        command.main(arguments)
    assert "usage: python -m course" in "".join(capsys.readouterr())
    assert opened == []


@pytest.mark.parametrize("words", [False, True])
def test_check_tells_of_words_when_asked(monkeypatch, words):
    calls = []
    monkeypatch.setattr(proofs, "check", lambda *given, **named: calls.append((given, named)) or 0)
    assert command.main(["check", "tin.yaml", *["--words"] * words]) == 0
    assert calls == [(([Path("tin.yaml")], None, None), {"words": words})]


def test_build_says_what_an_author_did_wrong(monkeypatch, capsys):
    def build(*, check):
        raise ValueError("03_angry.md: the cell id 'a' stands twice")

    monkeypatch.setattr(notebooks, "build", build)
    assert command.main(["build"]) == 1
    assert "stands twice" in capsys.readouterr().err


def test_build_check_fails_when_a_notebook_differs(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(notebooks, "build", lambda *, check: [tmp_path / "x.ipynb"] if check else [])
    assert command.main(["build", "--check"]) == 1
    assert "differs from its text" in capsys.readouterr().out
    assert command.main(["build"]) == 0
