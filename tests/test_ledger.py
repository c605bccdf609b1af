"""What a grade was made from has a name, and a record that is read back or taken for none."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from solutions import EXERCISES

from autograder.graded import Submission
from autograder.ledger import Record, digest, fingerprint
from autograder.paper import load_paper

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
PAPER = load_paper(EXERCISES, "angry")
HAND_IN = Submission("ada", {"angry.ipynb": b"{}", "journal-1.jsonl": b"{}\n"})
STANDING = SimpleNamespace(submitted=NOON, due=NOON, extension=None, digest="d")


def standing(**changes):
    return SimpleNamespace(**vars(STANDING) | changes)


def test_the_same_has_the_same_name():
    files = dict(reversed(HAND_IN.files.items()))
    assert fingerprint(PAPER, replace(HAND_IN, files=files), standing(), "") == fingerprint(
        PAPER, HAND_IN, STANDING, ""
    )


def test_whatever_a_grade_depends_on_changes_its_name():
    others = [
        (PAPER, HAND_IN, STANDING, ""),
        (PAPER, HAND_IN, STANDING, "zero"),
        (replace(PAPER, course="another"), HAND_IN, STANDING, ""),
        (PAPER, replace(HAND_IN, student="bo"), STANDING, ""),
        (PAPER, replace(HAND_IN, problems=("x was set aside.",)), STANDING, ""),
        (PAPER, replace(HAND_IN, files={}), STANDING, ""),
        (PAPER, replace(HAND_IN, files={**HAND_IN.files, "angry.ipynb": b"{ }"}), STANDING, ""),
        (PAPER, replace(HAND_IN, files={**HAND_IN.files, "journal-2.jsonl": b""}), STANDING, ""),
        (PAPER, HAND_IN, standing(submitted=None), ""),
        (PAPER, HAND_IN, standing(submitted=NOON + timedelta(seconds=1)), ""),
        (PAPER, HAND_IN, standing(due=None), ""),
        (PAPER, HAND_IN, standing(due=NOON + timedelta(days=1)), ""),
        (PAPER, HAND_IN, standing(extension=timedelta(days=1)), ""),
        (PAPER, HAND_IN, standing(digest="e"), ""),
    ]
    assert len({fingerprint(*one) for one in others}) == len(others)


def test_a_record_is_read_back():
    record = Record("f", digest(b"page"), ("“journal-?.jsonl” is a link.", "é \ud800"))
    assert Record.from_json(record.to_json()) == record


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"[" * 100_000,
        b'{"fingerprint": "f"}',
        b'{"fingerprint": 1, "notebook": "", "problems": []}',
        b'{"fingerprint": "", "notebook": "", "problems": "none"}',
    ],
)
def test_what_is_no_record_is_none(content):
    assert Record.from_json(content) is None
