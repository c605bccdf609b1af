"""The files to take along: every word and every record, and who it is about."""

import json
from datetime import UTC, datetime
from time import perf_counter

import pytest
from past import Past
from tiny import tiny
from xapi_spec import Statement

from course.certificate_facts import Measure
from course.export import BadMailError, actor_of, everything, export
from course.forms import load_forms

NOW = datetime(2026, 2, 1, 9, tzinfo=UTC)
TINY = tiny()
BY = Measure({TINY.name: "angry"}, load_forms(), find=lambda name: TINY)


@pytest.fixture
def past():
    past = Past()
    past.talk(TINY, ["pause", frozenset({"apologize", "acknowledge_feeling"}), "A"])
    past.talk(TINY, ["A"], days=2, seed=2)
    past.add("meant", {"words": "“Sí”, I said."}, days=3)
    return past


def test_each_talk_can_be_read_and_each_record_is_there(past):
    whole = everything(past.history, BY, NOW)
    ended, left = whole["talks"]
    assert [line.get("said") for line in ended["lines"]][1:4:2] == [None, "words that do acknowledge_feeling apologize"]
    assert [line["who"] for line in ended["lines"]] == ["Ines", "you"] * 3 + ["Ines"]
    assert ended["lines"][1]["paused"]
    assert ended["lines"][3]["own_words"]
    assert ended["ending"] == "A new tin"
    assert (ended["earned"], ended["possible"]) == (TINY.possible, TINY.possible)
    assert "ending" not in left
    kept = [{**record["data"], "kind": record["kind"], "parent": record["parent"]} for record in whole["records"]]
    assert len(kept) == len(past.records)
    for record, line in zip(past.records, kept, strict=True):
        told = json.loads(record.line)
        assert line == {**record.data, "kind": told["kind"], "parent": told.get("parent")}


def test_both_files_are_plain_json_and_named_after_one_journal(past):
    actor = actor_of(past.history, "Pat", "")
    made = export(past.history, actor, BY, NOW, words=False)
    assert sorted(made.files) == [f"module-nine-{actor.id[:4]}-{what}.json" for what in ("everything", "xapi")]
    whole, told = (json.loads(made.files[name].decode("utf-8")) for name in sorted(made.files))
    assert whole["made"] == "2026-02-01T09:00:00+00:00"
    assert "“Sí”" in made.everything[1].decode("utf-8")
    assert (made.records, made.told) == (len(whole["records"]), len(told)) == (len(past.records), 1)
    Statement.model_validate(told[0])
    assert actor.id == past.records[0].digest[:16]


def test_an_empty_journal_gives_empty_files():
    made = export(Past().history, actor_of(Past().history, "", ""), BY, NOW, words=True)
    assert (made.records, made.told) == (0, 0)


@pytest.mark.parametrize("mail", ["pat@example.com", " pat.o'brien+work@mail.example.co.uk ", ""])
def test_an_address_is_kept(past, mail):
    assert actor_of(past.history, "Pat", mail).mail == mail.strip()


@pytest.mark.parametrize("mail", ["pat", "pat@", "@example.com", "pat@example", "a b@example.com", "<pat@example.com>"])
def test_what_is_no_address_is_told(past, mail):
    with pytest.raises(BadMailError, match="leave it empty"):
        actor_of(past.history, "Pat", mail)


def test_a_year_is_exported_in_time_that_grows_no_faster_than_it_does():
    def seconds(talks):
        past = Past()
        for number in range(talks):
            past.talk(TINY, ["pause", "A", "A"], days=number / 10, seed=number)
        history = past.history
        begin = perf_counter()
        assert export(history, actor_of(history, "", ""), BY, NOW, words=True).told == talks
        return perf_counter() - begin

    small = seconds(100)
    assert seconds(900) < 9 * 4 * small
