"""The plan for the next shift."""

import pytest

from course.views.next_shift import LONGEST, next_shift


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    return next_shift("angry")


def send(page, **message):
    page._handle_custom_msg({"id": "m1", **message}, [])
    return page.scene


def test_a_plan_is_kept_and_the_newest_counts(page, tmp_path):
    assert page.scene["plan"] is None
    assert list(tmp_path.iterdir()) == []
    send(page, when="they shout", then="breathe")
    assert send(page, when=" they shout ", then="count to three")["ack"] == "m1"
    assert next_shift("angry").scene["plan"] == {"when": "they shout", "then": "count to three"}
    assert next_shift("rude").scene["plan"] is None


@pytest.mark.parametrize(
    "message", [{}, {"when": "x"}, {"when": "  ", "then": "x"}, {"when": "x", "then": ""}, {"when": None, "then": "x"}]
)
def test_half_a_plan_is_not_kept(page, message):
    scene = send(page, **message)
    assert (scene["plan"], scene["ack"]) == (None, "m1")


def test_a_plan_is_plain_words_of_some_length(page):
    plan = send(page, when="<b>they</b> shout \ud800", then="x" * 10 * LONGEST)["plan"]
    assert plan["when"].startswith("<b>they</b> shout")
    assert len(plan["then"]) == LONGEST


def test_a_plan_that_is_not_on_disk_is_not_called_saved(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path / "file"))
    page = next_shift("angry")
    assert page.scene["kept"]
    scene = send(page, when="they shout", then="breathe")
    assert not scene["kept"]
    assert "aren't being saved" in scene["notice"]
