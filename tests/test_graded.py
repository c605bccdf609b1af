"""What one hand-in earns, from bytes: as a check in a kernel would say it, and whatever the bytes hold."""

import copy
import json
import subprocess
import sys
from dataclasses import replace

import nbformat
import pytest
from solutions import EXERCISES, NAMES, TASKS, answer, right_answers, solve, talk

from autograder.assignment import load_assignment
from autograder.graded import Score, Submission, grade
from autograder.mark import ATTENTION
from autograder.paper import load_paper


def released(name):
    return (EXERCISES / "release" / name / f"{name}.ipynb").read_bytes()


def handed_in(folder, name="angry", **files):
    """What lies in a folder, with the notebook as it was released."""
    here = {path.name: path.read_bytes() for path in folder.iterdir()}
    return Submission("ada", {f"{name}.ipynb": released(name), **here, **files})


def with_answer(words, name="angry"):
    page = json.loads(released(name))
    (cell,) = [cell for cell in page["cells"] if cell["id"] == f"{name}-reflection"]
    cell["source"] = words
    return json.dumps(page).encode()


def cell_of(graded, name):
    return next(cell for cell in json.loads(graded.notebook)["cells"] if cell["id"] == name)


@pytest.fixture(scope="module")
def paper():
    return load_paper(EXERCISES, "angry")


@pytest.mark.parametrize("name", NAMES)
def test_the_official_solution_earns_all_that_the_course_marks(tmp_path, name):
    solve(tmp_path, name)
    graded = grade(load_paper(EXERCISES, name), handed_in(tmp_path, name))
    full = tuple(Score(grade_id, task.points, False) for grade_id, task in load_assignment(name).items())
    assert graded.scores == (*full, Score(f"{name}-reflection", 0, False))
    assert (graded.unanswered, graded.problems, graded.waits) == ({f"{name}-reflection"}, (), False)
    nbformat.validate(nbformat.reads(graded.notebook, as_version=4))


def test_a_cell_shows_what_its_check_shows_in_a_kernel(tmp_path, paper, monkeypatch):
    from autograder import check

    answer(tmp_path, TASKS["angry-concepts"], dict(list(right_answers("angry-concepts").items())[:4]))
    shown = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MODULE_NINE_KEYS", str(EXERCISES / "keys"))
    monkeypatch.setattr("autograder.checks.display", lambda data, metadata, raw: shown.append((data, metadata)))
    mark = check("angry-concepts")
    first, second = cell_of(grade(paper, handed_in(tmp_path)), "angry-concepts")["outputs"]
    assert [(first["data"], first["metadata"])] == shown
    assert second["data"]["text/plain"] == repr(mark) == "1.33"
    assert second["output_type"] == "execute_result"


def test_nothing_handed_in_waits_for_a_person(paper):
    graded = grade(paper, Submission("una", {}))
    assert set(graded.scores) == {
        *(Score(grade_id, None, True) for grade_id in paper.tasks),
        Score("angry-reflection", None, True),
    }
    assert graded.unanswered == frozenset()
    assert cell_of(graded, "angry-new")["outputs"][0]["metadata"] == {ATTENTION: True}
    assert graded.problems == ("There is no angry.ipynb in the hand-in, so no text of theirs could be read.",)
    assert cell_of(graded, "angry-reflection")["source"] == graded.problems[0]


def test_a_text_of_their_own_waits_and_is_shown_without_its_markup(paper):
    words = "I <b>waited</b>. <script>steal()</script> [x](javascript:steal())"
    graded = grade(paper, Submission("ada", {"angry.ipynb": with_answer(words)}))
    assert Score("angry-reflection", None, True) in graded.scores
    assert graded.unanswered == frozenset()
    assert "<script>" not in graded.notebook


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"cells": 3}', b"[" * 100_000, b"\0" * 100])
def test_a_broken_notebook_costs_its_text_and_nothing_else(tmp_path, paper, content):
    talk(tmp_path, TASKS["angry-new"])
    graded = grade(paper, handed_in(tmp_path, **{"angry.ipynb": content}))
    assert Score("angry-new", 4.0, False) in graded.scores
    assert len(graded.problems) == 1


def test_a_part_that_cannot_be_marked_is_a_persons(tmp_path, paper, monkeypatch):
    talk(tmp_path, TASKS["angry-new"])
    monkeypatch.setattr("autograder.graded.mark_part", lambda *_: 1 / 0)
    graded = grade(paper, handed_in(tmp_path))
    assert Score("angry-new", None, True) in graded.scores
    assert "ZeroDivisionError" in graded.notebook


def test_a_text_without_points_is_kept_and_costs_nothing(paper):
    page = copy.deepcopy(paper.notebook)
    (cell,) = [cell for cell in page["cells"] if cell["id"] == "angry-reflection"]
    cell["metadata"]["nbgrader"].update(grade=False, points=0)
    graded = grade(replace(paper, notebook=page), Submission("ada", {"angry.ipynb": with_answer("I waited.")}))
    assert {score.grade_id for score in graded.scores} == set(paper.tasks)
    assert "I waited." in graded.notebook


def test_points_and_checks_of_a_hand_in_are_not_believed(tmp_path, paper):
    page = json.loads(released("angry"))
    for cell in page["cells"]:
        cell["metadata"].get("nbgrader", {}).update(points=100, grade=True, solution=True)
        cell["outputs"] = [{"output_type": "execute_result", "data": {"text/plain": "100"}}]
    graded = grade(paper, Submission("eve", {"angry.ipynb": json.dumps(page).encode()}))
    assert sum(score.points or 0 for score in graded.scores) == 0
    assert len(graded.scores) == 7


def test_a_worker_needs_neither_nbgrader_nor_widgets():
    code = "import sys, autograder.graded; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8").stdout
    heavy = {"nbgrader", "nbformat", "nbconvert", "IPython", "ipywidgets", "anywidget", "sqlalchemy", "jsonschema"}
    assert heavy & set(loaded.split()) == set()
