"""What the commands share, and how they are typed again."""

import sys

import pytest

from autograder.command import CommandError, counted, exercise, program


@pytest.mark.parametrize(
    ("typed", "again"),
    [
        (["../.venv/bin/python", "-m", "autograder", "grade", "angry"], "../.venv/bin/python -m autograder"),
        (["python3", "-m", "autograder"], "python3 -m autograder"),
        (["python3", "-m", "pytest"], "python -m autograder"),
        (["/a place/python3", "-m", "autograder"], "python -m autograder"),
        (["python3"], "python -m autograder"),
    ],
)
def test_a_command_is_told_as_it_was_typed(monkeypatch, typed, again):
    monkeypatch.setattr(sys, "orig_argv", typed)
    assert program() == again


def test_one_thing_is_one_thing():
    assert [counted(1, "hand-in"), counted(0, "hand-in"), counted(2, "reply", "replies")] == [
        "1 hand-in",
        "0 hand-ins",
        "2 replies",
    ]


def test_an_exercise_that_is_not_there_is_a_sentence():
    assert exercise("angry") == "angry"
    with pytest.raises(CommandError, match="Did you mean 'angry'"):
        exercise("angri")
