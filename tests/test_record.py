import contextlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.record import LONGEST, LineError, Record, digest_of

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def line(**keys: object) -> bytes:
    plain = {"parent": "p", "kind": "reply", "at": "2026-11-21T21:31:50.000001Z", **keys}
    return json.dumps({key: value for key, value in plain.items() if value != "absent"}).encode()


def test_a_header_starts_and_a_reply_continues():
    header = Record.new("conversation", {"scenario": "angry/eddie", "seed": 7})
    reply = Record.new("reply", {"words": "Ça va?\nYes"}, header.digest)
    assert (header.parent, header.kind, header.data) == (
        None,
        "conversation",
        {"scenario": "angry/eddie", "seed": 7},
    )
    assert (reply.parent, reply.data) == (header.digest, {"words": "Ça va?\nYes"})
    assert b'"module_nine":1' in header.line
    assert b"\n" not in reply.line
    assert "Ça va?".encode() in reply.line
    assert reply.digest == digest_of(reply.line)
    assert len(reply.digest) == 32


@given(st.dictionaries(st.text().filter(lambda key: key not in {"module_nine", "parent", "kind", "at"}), JSON))
def test_what_is_written_is_what_is_read(data):
    record = Record.new("reply", data, "p")
    again = Record.parse(record.line)
    assert again == record
    assert again.data == record.data
    assert again.at == record.at
    assert b"\n" not in record.line


def test_half_a_character_becomes_a_question_mark():
    assert Record.new("reply", {"text": "a\ud83d"}, "p").data == {"text": "a?"}


def test_the_time_is_utc():
    before = datetime.now(UTC)
    assert before <= Record.new("reply", {}, "p").at <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("data", "why"),
    [({"x": float("nan")}, "JSON"), ({"parent": "x"}, "for itself"), ({"text": "x" * LONGEST}, "too long")],
)
def test_what_a_line_cannot_hold_is_refused(data, why):
    with pytest.raises(ValueError, match=why):
        Record.new("reply", data, "p")


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"", "can't be read"),
        (b"\x00\xff\xfe", "can't be read"),
        (b"[]", "not from this course"),
        (b"17", "not from this course"),
        (b"{}", "not from this course"),
        (b"[" * 100_000, "can't be read"),
        (b'{"a":' * 100_000, "can't be read"),
        (b'{"parent":"p","n":' + b"9" * 5000 + b"}", "can't be read"),
        (line()[:-1], "can't be read"),
        (line(x=float("nan")), "can't be read"),
        (line(x=float("inf")), "can't be read"),
        (line(x=1).replace(b"1}", b"1e999}"), "can't be read"),
        (line(x="\ud800"), "can't be read"),
        (line(**{"\udfff": 1}), "can't be read"),
        (line(kind=3), "not from this course"),
        (line(kind=None), "not from this course"),
        (line(parent=3), "not from this course"),
        (line(parent=None), "not from this course"),
        (line(module_nine=1), "not from this course"),
        (line(parent=None, module_nine=True), "not from this course"),
        (line(parent=None, module_nine=0), "not from this course"),
        (line(parent=None, module_nine=2), "newer version"),
        (line(at=None), "when it was written"),
        (line(at=5), "when it was written"),
        (line(at="yesterday"), "when it was written"),
        (line(at="2026-11-21T21:31:50"), "when it was written"),
        (line(at="2026-02-30T21:31:50Z"), "when it was written"),
        (line(at="9999-12-31T23:59:59-23:59"), "when it was written"),
        (b" " * (LONGEST + 1), "too long"),
    ],
)
def test_a_hostile_line_is_bad_and_nothing_worse(bad, why):
    with pytest.raises(LineError, match=why):
        Record.parse(bad)


@given(st.binary())
def test_any_bytes_are_a_record_or_bad(content):
    with contextlib.suppress(LineError):
        Record.parse(content)


def test_a_pair_of_surrogates_is_one_letter_and_fine():
    assert Record.parse(line(text="😀")).data == {"text": "😀"}
