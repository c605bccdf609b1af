"""What a lesson imports from `course`."""

from pathlib import Path

import pytest

import course

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", course.__all__)
def test_a_name_stays_itself_after_every_module_was_loaded(name):
    # A module of the same name would take its place as soon as anything imports it.
    modules = [path.stem for path in (ROOT / "course").glob("*.py")]
    assert name not in modules


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="ply"):
        _ = course.ply


def test_typed_words_are_judged_with_one_import():
    assert course.assess("I'm sorry you've had to come back three times.").labels >= {"apologize"}
