"""What a learner is told before handing in: what is still to do, and nothing of what is right."""

import json

import pytest
from solutions import EXERCISES, NAMES, TASKS, answer, key_of, right_answers, solve, talk

from autograder.completeness import missing
from autograder.key import FOLDER
from course.bundle import UNWRITTEN, NothingToHandIn
from course.drillbook import load_drill
from course.journal import open_journal

each_exercise = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(autouse=True)
def on_a_learners_machine(monkeypatch):
    monkeypatch.delenv(FOLDER, raising=False)


def save(folder, name, text=None):
    """The released notebook as a learner's file, with a text in it."""
    page = json.loads((EXERCISES / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8"))
    (own,) = [cell for cell in page["cells"] if cell["metadata"].get("nbgrader", {}).get("solution")]
    if text is not None:
        own["source"] = text.splitlines(keepends=True)
    (folder / f"{name}.ipynb").write_text(json.dumps(page), encoding="utf-8")


def told(folder, name, **setting):
    return [part.missing or part.told for part in missing(name, folder, **setting)]


@each_exercise
def test_an_untouched_exercise_lacks_each_of_its_seven_parts(name, tmp_path):
    save(tmp_path, name)
    parts = missing(name, tmp_path)
    assert [part.part.partition(". ")[0] for part in parts] == [f"Part {number}" for number in range(1, 8)]
    assert all(part.missing and not part.told for part in parts)
    assert "still our line" in parts[-1].missing


@each_exercise
def test_an_exercise_that_is_done_lacks_nothing_and_tells_no_mark(name, tmp_path):
    solve(tmp_path, name)
    save(tmp_path, name, "When they go quiet, then I'll wait.")
    assert told(tmp_path, name) == [""] * 7


def test_wrong_answers_are_as_complete_as_right_ones(tmp_path):
    for part in ("concepts", "transcript", "thoughts", "rewrite"):
        name = f"angry-{part}"
        wrong = {item.id: _wrong(item) for item in load_drill(TASKS[name].drill).items}
        assert wrong != right_answers(name)
        answer(tmp_path, TASKS[name], wrong)
    save(tmp_path, "angry", "x")
    assert [bool(part.missing) for part in missing("angry", tmp_path)] == [False] * 3 + [True] * 2 + [False] * 2


def _wrong(item):
    match item.kind:
        case "choose":
            return next(letter for letter in item.places if letter not in key_of("angry-concepts").get(item.id, ()))
        case "mark":
            return {next(iter(item.places)): item.labels[0]}
        case _:
            return dict.fromkeys(item.places, next(iter(item.bins))) if item.kind == "sort" else "No."


def test_open_questions_are_named(tmp_path):
    items = load_drill(TASKS["angry-concepts"].drill).items
    for item in (items[0], items[2]):
        answer(tmp_path, TASKS["angry-concepts"], {item.id: "a"})
    answer(tmp_path, TASKS["angry-transcript"], {load_drill(TASKS["angry-transcript"].drill).items[0].id: {}})
    save(tmp_path, "angry")
    concepts, transcript, *_ = told(tmp_path, "angry")
    assert concepts == "2 of 6 questions are done. Questions 2, 4, 5 and 6: No answer is saved yet."
    assert transcript == "No line is marked yet."


def test_lines_that_are_left_to_sort_are_counted(tmp_path):
    found = [(name, item) for name, task in TASKS.items() if task.drill for item in load_drill(task.drill).items]
    name, item = next((name, item) for name, item in found if item.kind == "sort")
    answer(tmp_path, TASKS[name], {item.id: {"1": next(iter(item.bins))}})
    exercise = name.partition("-")[0]
    save(tmp_path, exercise)
    assert f"{len(item.lines) - 1} lines are left to sort." in " ".join(told(tmp_path, exercise))


def test_a_talk_that_has_not_ended_is_told(tmp_path):
    talk(tmp_path, TASKS["angry-known"], turns=2)
    save(tmp_path, "angry")
    known, new = told(tmp_path, "angry")[3:5]
    assert "isn't finished" in known
    assert new == "You haven't talked with this customer yet."


def test_a_talk_of_picked_replies_is_no_typed_one(tmp_path):
    talk(tmp_path, TASKS["capstone-new"].model_copy(update={"typed": False}))
    save(tmp_path, "capstone")
    assert "typed every reply yourself" in told(tmp_path, "capstone")[4]


@pytest.mark.parametrize(
    ("text", "out"),
    [
        pytest.param("I left out part 4.\nThe other one went well.", [True, False], id="one"),
        pytest.param("I left out parts 4 and 5\nSo there is no talk.", [True, True], id="both"),
        pytest.param("i Left Out part 4, part 5. Nothing else to say.", [True, True], id="a list"),
        pytest.param("I left out part 4\nI left out part 5\nThat was it.", [True, True], id="two lines"),
        pytest.param("Part 4 was left out of my plans.", [False, False], id="other words"),
    ],
)
def test_a_talk_with_a_notice_may_be_left_out_and_is_told_as_that(text, out, tmp_path):
    save(tmp_path, "rude", text)
    talks, own = missing("rude", tmp_path)[3:5], missing("rude", tmp_path)[6]
    assert [not part.missing and part.told.startswith("Left out") for part in talks] == out
    assert all("I left out part" in part.missing for part, left in zip(talks, out, strict=True) if not left)
    assert not own.missing


def test_a_talk_without_a_notice_is_not_left_out_by_saying_so(tmp_path):
    save(tmp_path, "angry", "I left out part 4.")
    *_, known, _, _, own = told(tmp_path, "angry")
    assert known == "You haven't talked with this customer yet."
    assert own.startswith("So far it only says what you left out.")


def test_our_line_beside_a_text_is_no_lack(tmp_path):
    save(tmp_path, "angry", f"{UNWRITTEN}\n\nI waited.")
    assert told(tmp_path, "angry")[6] == ""


def test_answers_to_questions_that_have_changed_since_are_asked_for_again(tmp_path):
    drill = load_drill(TASKS["angry-concepts"].drill)
    journal = open_journal(tmp_path)
    header = journal.append("drill", {"drill": drill.name, "digest": "0" * 64})
    journal.append("answer", {"item": drill.items[0].id, "answer": "a"}, header.digest)
    save(tmp_path, "angry")
    assert told(tmp_path, "angry")[0].startswith("The questions have changed")


def test_with_marks_only_those_are_told_that_need_no_answers(tmp_path):
    solve(tmp_path, "angry")
    save(tmp_path, "angry", "I waited.")
    marks = told(tmp_path, "angry", marks=True)
    later, known, new = "Marked after you hand in ({} points).", "2 of 2 points.", "4 of 4 points."
    assert marks == [later.format(2), later.format(3), later.format(3), known, new, later.format(2), ""]


def test_with_marks_and_the_answers_every_part_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER, str(EXERCISES / "keys"))
    answer(tmp_path, TASKS["angry-concepts"], right_answers("angry-concepts"))
    save(tmp_path, "angry")
    assert told(tmp_path, "angry", marks=True)[0] == "2 of 2 points."
    assert told(tmp_path, "angry")[0] == ""


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"cells": 1}', b"\xff", b"[" * 100_000], ids=range(5))
def test_a_notebook_that_cannot_be_read_is_told(content, tmp_path):
    (tmp_path / "angry.ipynb").write_bytes(content)
    with pytest.raises(NothingToHandIn, match="File ▸ Save"):
        missing("angry", tmp_path)


def test_a_notebook_of_another_name_is_told(tmp_path):
    with pytest.raises(NothingToHandIn, match=r"no angry\.ipynb"):
        missing("angry", tmp_path)


def test_cells_that_are_gone_or_strange_stop_nothing(tmp_path):
    page = {"nbformat": 4, "cells": [{"metadata": {"nbgrader": {"solution": True}}, "source": ["x", 3]}, 7, {}]}
    (tmp_path / "angry.ipynb").write_text(json.dumps(page), encoding="utf-8")
    assert [part.part for part in missing("angry", tmp_path)][:2] == ["angry-concepts", "angry-transcript"]
