"""A class read from its folder, with the marks that there are."""

import pytest
from small_class import angry
from students import hand_in

from autograder.class_reading import read_works, with_certain
from autograder.final_marks import FinalMark, PartMark


@pytest.fixture
def course(tmp_path):
    hand_in(tmp_path / "submitted" / "ada" / "angry", "angry", 1, 1.0)
    (tmp_path / "submitted" / "eve" / "angry").mkdir(parents=True)
    (tmp_path / "submitted" / "eve" / "angry" / "angry.ipynb").write_text("{", encoding="utf-8")
    (tmp_path / "submitted" / "zed" / "rude").mkdir(parents=True)
    return tmp_path


def test_everybody_who_handed_it_in_is_read(course):
    works = read_works(course, angry())
    assert [work.student for work in works] == ["ada", "eve"]
    assert works[0].parts["angry-concepts"].points == pytest.approx(2)


def test_a_mark_that_was_given_stands_and_else_what_is_certain_does(course):
    works = read_works(course, angry())
    given = FinalMark("ada", {"angry-new": PartMark(1, 4, by_hand=True)})
    marks = with_certain(angry(), works, {"ada": given, "bo": given})
    assert marks["ada"] is given
    assert set(marks) == {"ada", "eve"}
    parts = marks["eve"].parts
    assert (parts["angry-concepts"].points, parts["angry-concepts"].waits) == (None, True)
    assert (parts["angry-reflection"].points, parts["angry-reflection"].waits) == (0, False)
    assert marks["eve"].maximum == 20


def test_a_text_that_nobody_has_read_has_no_points_yet(course):
    hand_in(course / "submitted" / "flo" / "angry", "angry", 7, 1.0)
    works = read_works(course, angry())
    parts = with_certain(angry(), works, {})["flo"].parts
    wrote = any(text.place == "angry-reflection" for text in works[-1].texts)
    assert (parts["angry-reflection"].points, parts["angry-reflection"].waits) == (
        (None, True) if wrote else (0, False)
    )
