"""An exercise as whoever grades has it: what must be there, and what its name changes with."""

import json
import os
import pickle
import shutil
import subprocess
import sys

import pytest
from solutions import EXERCISES, NAMES

from autograder.overrules import FILE, Overrule, add_overrule
from autograder.paper import PaperError, load_paper
from course.document import DocumentError


@pytest.fixture
def course(tmp_path):
    for part in ("keys", "release"):
        shutil.copytree(EXERCISES / part, tmp_path / part)
    return tmp_path


def edit(course, change):
    path = course / "release" / "angry" / "angry.ipynb"
    page = json.loads(path.read_bytes())
    (cell,) = [cell for cell in page["cells"] if cell["id"] == "angry-new"]
    change(cell)
    path.write_text(json.dumps(page), encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_exercise_is_a_paper_of_twenty_points(name):
    paper = load_paper(EXERCISES, name)
    assert sum(cell["metadata"]["nbgrader"]["points"] for cell in paper.graded) == 20
    assert pickle.loads(pickle.dumps(paper)).digest == paper.digest


def test_its_name_follows_all_that_marks_depend_on(course):
    names = [load_paper(course, "angry").digest]
    add_overrule(course / FILE, Overrule("Hey.", "angry", "Hello.", frozenset(["greet"])))
    names.append(load_paper(course, "angry").digest)
    key = course / "keys" / "angry-concepts.yaml"
    key.write_text(key.read_text(encoding="utf-8").replace("why:", "why: \n", 0) + "# a remark\n", encoding="utf-8")
    assert load_paper(course, "angry").digest == names[-1]
    rewrite = course / "keys" / "angry-rewrite.yaml"
    rewrite.write_text(rewrite.read_text(encoding="utf-8").replace("model: ", "model: Well, "), encoding="utf-8")
    names.append(load_paper(course, "angry").digest)
    edit(course, lambda cell: cell["metadata"].update(tags=["x"]))
    names.append(load_paper(course, "angry").digest)
    assert len(set(names)) == len(names)


def test_its_name_is_the_same_in_every_process():
    code = "import sys, autograder.paper as p; print(p.load_paper(p.Path(sys.argv[1]), 'angry').digest)"
    said = {
        subprocess.run(
            [sys.executable, "-c", code, str(EXERCISES)],
            check=True,
            capture_output=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=EXERCISES.parent,
        ).stdout
        for seed in "123"
    }
    assert len(said) == 1


@pytest.mark.parametrize(
    ("change", "mend"),
    [
        ({"source": "assert True"}, "nbgrader autograde"),
        ({"source": 'check("angry-known")'}, "isn't a check of the course"),
        ({"points": 9}, "9 points in the notebook, and 4"),
    ],
)
def test_a_cell_that_is_no_check_of_ours_is_told(course, change, mend):
    edit(course, lambda cell: (cell.update(change), cell["metadata"]["nbgrader"].update(change)))
    with pytest.raises(PaperError, match=mend):
        load_paper(course, "angry")


@pytest.mark.parametrize("content", [None, b"{}"])
def test_without_a_released_notebook_its_command_is_told(course, content):
    path = course / "release" / "angry" / "angry.ipynb"
    path.unlink()
    if content:
        path.write_bytes(content)
    with pytest.raises(PaperError, match="nbgrader generate_assignment angry --force"):
        load_paper(course, "angry")


def test_an_exercise_that_is_not_there_is_told(course):
    with pytest.raises(PaperError, match="Did you mean 'angry'"):
        load_paper(course, "angri")


def test_a_mistake_in_the_keys_names_its_line(course):
    (course / "keys" / "angry-new.yaml").write_text("items: 3\n", encoding="utf-8")
    load_paper(course, "angry")  # a talk has no keys
    (course / "keys" / "angry-concepts.yaml").write_text("items: 3\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="line 1"):
        load_paper(course, "angry")
