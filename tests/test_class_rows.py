"""How the rows of a gradebook are read; what they hold is in test_class_gradebook.py."""

from datetime import datetime, timedelta

import pytest

pytest.importorskip("nbgrader")

from nbgrader.api import Assignment, Gradebook, SubmittedAssignment

from autograder.class_rows import LayoutError, read_layout, seconds_late

DUE = datetime(2026, 5, 1, 12)  # noqa: DTZ001 - nbgrader keeps times in UTC, and doesn't say so
HOUR = timedelta(hours=1)


@pytest.fixture
def gradebook(tmp_path, monkeypatch):
    monkeypatch.setattr("nbgrader.api.get_alembic_version", lambda: "")
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        gradebook.add_assignment("essay")
        gradebook.add_notebook("essay", "essay")
        yield gradebook


def test_an_exercise_of_two_notebooks_is_not_ours(gradebook):
    gradebook.add_notebook("appendix", "essay")
    with gradebook.engine.connect() as connection, pytest.raises(LayoutError, match="has: appendix, essay"):
        read_layout(connection, "essay")


@pytest.mark.parametrize(
    ("submitted", "due", "extension", "seconds"),
    [
        (DUE, DUE, None, 0),
        (DUE + HOUR, DUE, None, 3600),
        (DUE + HOUR, DUE, HOUR, 0),
        (DUE + HOUR, DUE, HOUR / 2, 1800),
        (DUE - HOUR, DUE, -2 * HOUR, 3600),
        (None, DUE, None, 0),
        (DUE, None, None, 0),
    ],
    ids=["in time", "late", "extended", "late all the same", "cut short", "no time", "no due date"],
)
def test_being_late_is_counted_as_nbgrader_counts_it(submitted, due, extension, seconds):
    assert seconds_late(submitted, due, extension) == seconds
    hand_in = SubmittedAssignment(assignment=Assignment("essay", due), timestamp=submitted, extension=extension)
    assert hand_in.total_seconds_late == seconds
