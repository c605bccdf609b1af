"""Lines that two journals hold, and gaps where one was changed: told from real journals, and from nothing else."""

import json

import pytest
from solutions import REWRITES, TASKS, answer, talk

from autograder.traces import gaps_in, lines_of, shared_lines
from course.drillbook import load_drill
from course.history import read, read_files

ITEM = load_drill(REWRITES["angry-rewrite"].drill).items[0]


@pytest.fixture
def hand_in(tmp_path):
    """The files of a hand-in with a whole talk and an answer."""
    talk(tmp_path, TASKS["angry-new"])
    answer(tmp_path, REWRITES["angry-rewrite"], {ITEM.id: "A whole day in a puddle."})
    return {path.name: path.read_bytes() for path in tmp_path.iterdir()}


def lines(files):
    return lines_of(read_files(files))


def test_a_line_says_what_was_done(hand_in):
    told = [line.words for line in lines(hand_in).values()]
    assert told[0] == "began a talk: angry/empty-gym"
    assert told[1].startswith("said: So families walk in")
    assert "said: nothing, for a moment" in told
    assert told[-2:] == ["began: exercise/angry-rewrite", f"answered {ITEM.id}: A whole day in a puddle."]


def test_honest_classmates_share_nothing_though_they_do_the_same(tmp_path):
    for learner in ("ada", "bo"):
        talk(tmp_path / learner, TASKS["angry-new"])
    assert shared_lines({learner: lines_of(read(tmp_path / learner)) for learner in ("ada", "bo")}) == ()


def test_a_copied_journal_is_found_under_whatever_name_and_in_part(hand_in):
    (content,) = hand_in.values()
    part = b"".join(content.splitlines(keepends=True)[:4])
    held = {"cy": lines({"journal-x.jsonl": part}), "ada": lines(hand_in), "bo": lines({"journal-own.jsonl": content})}
    first, second = shared_lines(held)
    assert (first.students, second.students) == (("ada", "bo"), ("ada", "bo", "cy"))
    assert len(second.lines) == 4
    assert len(first.lines) + 4 == len(held["ada"])
    assert list(second.lines) == list(held["ada"].values())[:4]


def test_an_honest_journal_has_no_gap(hand_in):
    assert gaps_in(read_files(hand_in)) == ()


def test_a_line_changed_afterwards_leaves_a_gap_behind_it(hand_in):
    ((name, content),) = hand_in.items()
    rows = content.splitlines(keepends=True)
    record = json.loads(rows[2])
    rows[2] = json.dumps({**record, "at": record["at"].replace("20", "19", 1)}).encode() + b"\n"
    (gap,) = gaps_in(read_files({name: b"".join(rows)}))
    told = [line.words for line in lines(hand_in).values()]
    assert (gap.file, gap.before.words, gap.after.words) == (name, told[2], told[3])


def test_a_line_taken_out_leaves_a_gap(hand_in):
    ((name, content),) = hand_in.items()
    rows = content.splitlines(keepends=True)
    (gap,) = gaps_in(read_files({name: b"".join(rows[1:])}))
    assert gap.before is None
    assert gap.after.words.startswith("said: So families")


def test_what_is_in_another_file_is_no_gap(hand_in):
    ((_, content),) = hand_in.items()
    rows = content.splitlines(keepends=True)
    assert gaps_in(read_files({"journal-a.jsonl": b"".join(rows[3:]), "journal-b.jsonl": b"".join(rows[:3])})) == ()


def test_very_many_gaps_and_very_long_words_are_cut():
    row = '{{"parent":"{0}","kind":"reply","at":"2026-01-01T00:00:00+00:00","reply":{{"text":"{1}"}}}}\n'
    content = "".join(row.format(at, "x" * 1000) for at in range(100)).encode()
    gaps = gaps_in(read_files({"journal-a.jsonl": content}))
    assert len(gaps) == 10
    assert len(gaps[0].after.words) == 301


@pytest.mark.parametrize("data", ['"reply":3', '"reply":{}', '"reply":{"text":{}}', '"reply":{"text":[1]}'])
def test_whatever_a_line_holds_is_told_as_words(data):
    content = f'{{"parent":"x","kind":"reply","at":"2026-01-01T00:00:00+00:00",{data}}}\n'.encode()
    assert all(isinstance(line.words, str) for line in lines({"journal-a.jsonl": content}).values())
