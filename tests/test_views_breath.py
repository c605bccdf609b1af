"""One slow breath."""

import pytest

from course.views.breath import STEPS, breath


def test_the_breath_is_there_in_words():
    assert breath().scene["steps"] == list(STEPS)


def test_nothing_is_kept_of_a_breath(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    page = breath()
    page._handle_custom_msg({"id": "m1", "do": "breathe"}, [])
    assert page.scene["ack"] == "m1"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("bracketed")
def test_the_breath_is_there_in_the_language_that_is_spoken():
    assert breath().scene["steps"] == [f"[{step}]" for step in STEPS]
