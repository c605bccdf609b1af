"""The labelled replies: well-formed, in every voice, and nobody's words twice."""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from autograder.overrules import Overrule, corpus_rows, json_line
from course.beat import Type
from course.labels import LABELS

FOLDER = Path(__file__).parents[1] / "benchmarks" / "replies"
TYPES = set(Type.__args__)


def rows_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


PARTS = {path.stem: rows_of(path) for path in sorted((FOLDER / "corpus").glob("*.jsonl"))}
# An instructor's part, exported from what a class typed, has to be sound; it needs no balance, and may repeat itself.
OURS = {name: rows for name, rows in PARTS.items() if re.fullmatch(r"c\d+", name)}
HARD = rows_of(FOLDER / "hard.jsonl")

each_part = pytest.mark.parametrize("rows", PARTS.values(), ids=PARTS)


@each_part
def test_each_row_has_known_labels_and_a_type(rows):
    for row in rows:
        assert set(row) == {"id", "type", "customer", "reply", "labels", "spans"}, row["id"]
        assert row["type"] in TYPES, row["id"]
        assert set(row["labels"]) <= LABELS.keys(), row["id"]
        assert len(row["labels"]) == len(set(row["labels"])), row["id"]


@each_part
def test_a_span_is_in_the_reply_and_carries_one_of_its_labels(rows):
    for row in rows:
        assert all(words in row["reply"] for _, words in row["spans"]), row["id"]
        assert {label for label, _ in row["spans"]} <= set(row["labels"]), row["id"]


def test_what_an_instructor_exports_is_a_sound_part():
    spans = (("ask_question", "Which\u2028day?"), ("greet", "Hello."))
    decided = [
        Overrule("My parcel!", "package", "Hello. Which\u2028day?", frozenset({"greet", "ask_question"}), spans),
        Overrule("My parcel!", "package", "Mm.", frozenset()),
    ]
    lines = "".join(map(json_line, corpus_rows(decided, "our_town"))).splitlines()
    rows = [json.loads(line) for line in lines]
    assert [row["labels"] for row in rows] == [["greet", "ask_question"], []]
    test_each_row_has_known_labels_and_a_type(rows)
    test_a_span_is_in_the_reply_and_carries_one_of_its_labels(rows)


@pytest.mark.parametrize("rows", OURS.values(), ids=OURS)
def test_ours_have_a_span_for_each_label_and_every_label_in_each_part(rows):
    assert all({label for label, _ in row["spans"]} == set(row["labels"]) for row in rows)
    counts = Counter(label for row in rows for label in row["labels"])
    assert min(counts[label] for label in LABELS) >= 3  # some parts are weighted to what was hard to hear


def test_ours_together_have_every_label_often_and_replies_without_one():
    rows = [row for rows in OURS.values() for row in rows]
    assert min(Counter(label for row in rows for label in row["labels"]).values()) >= 35 * len(OURS)
    assert 0.04 < sum(not row["labels"] for row in rows) / len(rows) < 0.12


def test_no_id_stands_twice():
    ids = Counter(row["id"] for rows in [*PARTS.values(), HARD] for row in rows)
    assert [name for name, count in ids.items() if count > 1] == []


def test_no_six_words_in_a_row_are_shared_between_our_rows_and_any_other():
    first: dict[tuple[str, ...], str] = {}
    for row in [row for rows in [PARTS["shared"], *OURS.values(), HARD] for row in rows]:
        said = re.findall(r"[\w'’]+", row["reply"].lower())
        for run in {tuple(said[at : at + 6]) for at in range(len(said) - 5)}:
            known = first.setdefault(run, row["id"])
            both_shared = not {known[0], row["id"][0]} & {"c", "h"}
            assert known == row["id"] or both_shared, f"{row['id']} and {known}: {' '.join(run)}"


def test_a_hard_reply_says_why_and_what_a_careful_reader_would_sign():
    assert len(HARD) >= 60
    for row in HARD:
        assert set(row) == {"id", "type", "customer", "reply", "must", "must_not", "why"}, row["id"]
        assert set(row["must"]) | set(row["must_not"]) <= LABELS.keys(), row["id"]
        assert not set(row["must"]) & set(row["must_not"]), row["id"]
        assert row["must"] or row["must_not"], row["id"]
        assert row["why"], row["id"]


def test_the_reader_gives_every_row_in_its_part(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    sys.modules.pop("corpus", None)
    from corpus import by_part, choices, read_corpus

    parts = by_part(read_corpus())
    assert {name: len(rows) for name, rows in parts.items() if name in OURS} == {
        name: len(rows) for name, rows in OURS.items()
    }
    assert {"s", "p1", "p2", "p3", "p4", "p5", "p6"} <= set(parts)
    assert sum(map(len, parts.values())) == sum(map(len, PARTS.values()))
    assert len(choices()) > 1000
