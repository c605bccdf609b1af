import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import escaped

from course.history import LARGEST, MOST, read, read_files
from course.record import Record

START = Record.new("conversation", {"scenario": "angry/eddie"})


def chain(start: Record, *words: str) -> list[Record]:
    records = [start]
    for word in words:
        records.append(Record.new("reply", {"word": word}, records[-1].digest))
    return records


def write(path: Path, *records: Record, tail: bytes = b"") -> Path:
    path.write_bytes(b"".join(record.line + b"\n" for record in records) + tail)
    return path


def at(record: Record, moment: str) -> Record:
    start = {"module_nine": 1} if record.parent is None else {"parent": record.parent}
    return Record.parse(json.dumps({**record.data, **start, "kind": record.kind, "at": moment}).encode())


def test_no_folder_is_an_empty_history(tmp_path):
    history = read(tmp_path / "none")
    assert history.records == {}
    assert history.problems == ()
    assert history.tips() == []


def test_paths_lead_from_a_header_to_each_tip(tmp_path):
    first, second = chain(START, "a", "b"), chain(START, "c")
    write(tmp_path / "journal-1.jsonl", *first)
    write(tmp_path / "journal-2.jsonl", *second[1:])
    history = read(tmp_path)
    assert history.tips() == [first[-1], second[-1]]
    assert history.path(first[-1].digest) == first
    assert history.path(second[-1].digest) == second
    assert history.children(START.digest) == (first[1], second[1])
    assert history.headers("conversation") == history.headers() == [START]
    assert history.headers("drill") == []
    assert history.problems == ()


def test_files_held_in_memory_say_what_their_folder_says(tmp_path):
    (tmp_path / "journal-b.jsonl").write_bytes(b'{"torn')
    (tmp_path / "journal-a.jsonl").write_bytes(b"nonsense\n")
    (tmp_path / "notes.txt").write_bytes(b"mine")
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert read_files(files) == read(tmp_path)
    assert [sheet.name for sheet in read_files(files).sheets] == ["journal-a.jsonl", "journal-b.jsonl"]


def test_a_copied_file_is_read_once(tmp_path):
    records = chain(START, "a", "b")
    write(tmp_path / "journal-1.jsonl", *records)
    write(tmp_path / "journal-1 (copy).jsonl", *records)
    history = read(tmp_path)
    assert list(history.records.values()) == records
    assert history.problems == ()
    assert history.children(START.digest) == (records[1],)


def test_line_ends_of_windows_change_nothing(tmp_path):
    records = chain(START, "a")
    path = write(tmp_path / "journal-1.jsonl", *records)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert list(read(tmp_path).records.values()) == records


def test_order_is_by_file_then_time_then_digest(tmp_path):
    early, late, back = (at(START, f"2026-01-0{day}T00:00:00Z") for day in (1, 3, 2))
    write(tmp_path / "journal-b.jsonl", late, back)  # here the clock was set back
    write(tmp_path / "journal-a.jsonl", early)
    assert list(read(tmp_path).records.values()) == [early, late, back]
    same = [at(Record.new("x", {"n": n}), "2026-01-03T00:00:00Z") for n in range(5)]
    for n, record in enumerate(same):
        write(tmp_path / f"journal-{n}.jsonl", record)
    expected = [early, *sorted([late, *same], key=lambda record: record.digest), back]
    assert list(read(tmp_path).records.values()) == expected


@settings(max_examples=5, deadline=None)  # a slow disk is no mistake
@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_a_torn_last_line_is_set_aside_at_every_byte(tmp_path_factory, words):
    folder = tmp_path_factory.mktemp("torn")
    *whole, torn = chain(START, "a", words)
    for cut in range(1, len(torn.line) + 1):
        write(folder / "journal-1.jsonl", *whole, tail=torn.line[:cut])
        history = read(folder)
        assert list(history.records.values()) == whole
        assert len(history.problems) == 1
        assert "line 3: the last line was cut off while it was being written" in history.problems[0]


def test_a_bad_line_in_the_middle_loses_only_what_needs_it(tmp_path):
    records, other = chain(START, "a", "b", "c"), Record.new("drill", {})
    lines = [record.line for record in [*records, other]]
    lines[2] = lines[2].replace(b"reply", b"REPLY")  # still a record, of another digest
    lines.insert(1, b"rubbish")
    (tmp_path / "journal-1.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    history = read(tmp_path)
    assert [record.kind for record in history.records.values()] == ["conversation", "reply", "REPLY", "drill"]
    bad, orphan = history.problems
    assert bad == "journal-1.jsonl, line 2: this line can't be read, so it was set aside."
    assert orphan.startswith("journal-1.jsonl: 1 line was set aside, because what came before isn't there.")


def test_many_bad_lines_make_one_sentence(tmp_path):
    (tmp_path / "journal-1.jsonl").write_bytes(b"x\n" * 1000)
    (problem,) = read(tmp_path).problems
    assert problem == (
        "journal-1.jsonl, line 1: this line can't be read, so it was set aside. After it 999 lines were set aside too."
    )


def test_only_plain_files_of_a_journals_name_are_opened(tmp_path):
    secret = write(tmp_path / "elsewhere.jsonl", START)
    write(tmp_path / "notes.txt", START)
    (tmp_path / "journal-a.jsonl").mkdir()
    expected = 1
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "journal-b.jsonl")
        (tmp_path / "journal-c.jsonl").symlink_to(secret)
        (tmp_path / "journal-d.jsonl").symlink_to(tmp_path / "nowhere")
        expected = 4
    history = read(tmp_path)
    assert history.records == {}
    assert len(history.problems) == expected
    assert all("is not a plain file, so it was set aside." in problem for problem in history.problems)


def test_a_huge_file_is_not_read(tmp_path):
    with (tmp_path / "journal-a.jsonl").open("wb") as file:
        file.truncate(100 << 20)
    write(tmp_path / "journal-b.jsonl", START)
    history = read(tmp_path)
    assert list(history.records.values()) == [START]
    assert history.problems == ("journal-a.jsonl is too large, so it was set aside.",)


def test_a_huge_folder_is_read_up_to_a_limit(tmp_path):
    for number in range(MOST // LARGEST + 1):
        os.truncate(write(tmp_path / f"journal-{number}.jsonl", START), LARGEST)
    history = read(tmp_path)
    assert list(history.records.values()) == [START]
    assert history.problems[-1] == "journal-4.jsonl is too large, so it was set aside."


def test_a_file_in_place_of_the_folder(tmp_path):
    (tmp_path / "file").write_text("hello")
    history = read(tmp_path / "file")
    assert history.records == {}
    assert "can't be read" in history.problems[0]


@pytest.mark.skipif(sys.platform != "linux", reason="others have no such names")
def test_a_name_that_cannot_be_printed_is_shown_with_question_marks(tmp_path):
    name = os.fsdecode(b"journal-\xff\x1b[31m\n.jsonl")
    (tmp_path / name).write_bytes(b"rubbish")
    (problem,) = read(tmp_path).problems
    assert problem.startswith("journal-??[31m?.jsonl, line 1: the last line was cut off")


def test_a_very_deep_chain_is_followed(tmp_path):
    records = chain(START, *map(str, range(5000)))
    write(tmp_path / "journal-1.jsonl", *records)
    history = read(tmp_path)
    assert history.path(history.tips()[0].digest) == records


def test_what_continues_nothing_is_set_aside(tmp_path):
    write(tmp_path / "journal-1.jsonl", Record.new("reply", {}, "0" * 32))
    assert read(tmp_path).records == {}


def test_reading_again_reads_what_is_new(tmp_path):
    records = chain(START, "a", "b")
    write(tmp_path / "journal-1.jsonl", *records[:1])
    write(tmp_path / "journal-2.jsonl", *records[1:2])
    before = read(tmp_path)
    write(tmp_path / "journal-2.jsonl", *records[1:])
    after = read(tmp_path, before)
    assert list(after.records.values()) == records
    assert after.sheets[0] is before.sheets[0]
    assert read(tmp_path, after) is after
    assert after.sheets[1] is not before.sheets[1]


def test_many_files_are_read_whole(tmp_path):
    for number in range(60):
        records = [Record.new("conversation", {"scenario": "angry/eddie", "seed": number, "digest": "0" * 32})]
        for _ in range(49):
            records.append(Record.new("reply", {"reply": {"choice": "a"}}, records[-1].digest))
        write(tmp_path / f"journal-{number}.jsonl", *records)
    history = read(tmp_path)
    assert len(history.records) == 3_000
    assert len(history.tips()) == 60


@pytest.mark.usefixtures("bracketed")
def test_what_was_set_aside_is_told_in_the_language_that_is_spoken(tmp_path):
    write(tmp_path / "journal-1.jsonl", Record.new("reply", {}, "0" * 32), tail=b"x\nx\nx\ntorn")
    (tmp_path / "journal-2.jsonl").mkdir()
    problems = read(tmp_path).problems
    assert len(problems) == 4
    assert "[this line can't be read], so it was set aside.] [After it 2 lines were set aside too.]" in problems[0]
    assert escaped(list(problems)) == set()
