"""What came of grading is told: all of a small class, of a large one what needs a look, and to programs all."""

import json
from io import StringIO

import pytest
from rich.console import Console

from autograder.grading import Outcome
from autograder.tally import Tally

ADA = Outcome("ada", 20, 16)
BO = Outcome("bo", 20, 12.5, waits=True, skipped=True)
CY = Outcome("cy", 20, problems=("journal-1.jsonl is too large, so it was set aside.", "No."))


def printed(tally):
    console = Console(file=StringIO(), width=150)
    console.print(tally.table())
    return console.file.getvalue()


def test_a_small_class_is_told_student_by_student():
    tally = Tally("angry", [CY, BO, ADA])
    rows = [line for line in printed(tally).splitlines() if "│" in line]
    assert [row.split("│")[1].strip() for row in rows] == ["ada", "bo", "cy", "", ""]
    assert "16 of 20" in rows[0]
    assert "12.5 of 20" in rows[1]
    assert "waits for a person, as before" in rows[1]
    assert "–" in rows[2]
    assert "not graded" in rows[2]
    assert "too large" in rows[3]
    assert "No." in rows[4]


def test_of_a_large_class_only_what_needs_a_look_is_told():
    many = [Outcome(f"s{number:03}", 20, number / 10) for number in range(100)]
    assert Tally("angry", many).table() is None
    said = printed(Tally("angry", [*many, CY]))
    assert "1 of 101" in said
    assert "cy" in said
    assert "s000" not in said
    assert Tally("angry", many).sentences() == (
        "100 hand-ins of angry were graded, 0 were as before. Points: 4.95 in the middle, 0 to 9.9, of 20."
    )


def test_sentences_count_what_is_left_to_do():
    said = Tally("angry", [ADA, BO, CY]).sentences()
    assert said.startswith("1 hand-in of angry was graded, 1 was as before.")
    assert "In 1 a mark waits for a person" in said
    assert "1 couldn't be graded." in said
    assert "couldn't" not in Tally("angry", [ADA]).sentences()


@pytest.mark.parametrize(
    ("tally", "attention"),
    [
        (Tally("angry", [ADA, BO]), False),
        (Tally("angry", [ADA, CY]), True),
        (Tally("angry", [ADA], notes=["Are these different people?"]), True),
        (Tally("angry", [ADA], stopped="The disk is full."), True),
    ],
    ids=["marks that wait", "a problem", "a note", "stopped"],
)
def test_attention_is_more_than_marks_that_wait(tally, attention):
    assert tally.needs_attention is attention


def test_a_program_gets_one_object():
    tally = Tally("angry", [BO, CY], ["A note."], "")
    said = json.loads(tally.to_json())
    assert (said["assignment"], said["notes"], said["stopped"]) == ("angry", ["A note."], None)
    first, second = said["students"]
    assert first == {
        "student": "bo",
        "possible": 20,
        "earned": 12.5,
        "waits": True,
        "skipped": True,
        "problems": [],
    }
    assert (second["earned"], second["problems"]) == (None, list(CY.problems))


def test_names_and_problems_cannot_steer_a_terminal():
    said = printed(Tally("angry", [Outcome("[bold]a\x1b[2J", 20, problems=("\x1b]0;x\x07[red]y",))]))
    assert "\x1b" not in said
    assert "\x07" not in said
    assert "[bold]a" in said
    assert "[red]y" in said
