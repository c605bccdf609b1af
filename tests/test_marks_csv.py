"""Marks as a table: what another program reads back, and nothing in it that a spreadsheet runs."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.final_marks import FinalMark, PartMark
from autograder.marks_csv import marks_csv

PARTS = ("a-concepts", "a-reflection")


def mark(student, concepts=1.5, reflection=None, penalty=0.0):
    return FinalMark(
        student,
        {"a-concepts": PartMark(concepts, 2), "a-reflection": PartMark(reflection, 4, reflection is None)},
        penalty,
    )


def rows(*marks):
    content = marks_csv(PARTS, {one.student: one for one in marks})
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(content.decode("utf-8-sig").splitlines(keepends=True)))


def test_a_row_for_each_learner_under_named_columns():
    assert rows(mark("bo", reflection=4.0, penalty=2.25), mark("Ada Zoë")) == [
        ["learner", "total", "maximum", *PARTS, "late_penalty", "waits"],
        ["Ada Zoë", "1.5", "6", "1.5", "", "0", "yes"],
        ["bo", "3.25", "6", "1.5", "4", "2.25", "no"],
    ]


def test_nobody_was_graded():
    assert len(rows()) == 1


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\tx", "=cmd|' /C calc'!A0", " =1", "＝1"])
def test_a_name_is_never_a_formula(name):
    assert rows(mark(name))[1][0] == f"'{name}"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_name_is_read_back(name):
    (_, row) = rows(mark(name))
    assert row[0].removeprefix("'") == name.removeprefix("'")
    assert not row[0].startswith(("=", "+", "-", "@"))


def test_a_part_that_is_not_in_the_gradebook_is_empty_and_fractions_are_short():
    third = FinalMark("ada", {"a-concepts": PartMark(2 / 3, 2)})
    assert rows(third)[1][3:5] == ["0.6667", ""]
