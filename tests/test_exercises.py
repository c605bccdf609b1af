"""A real nbgrader course: what an instructor and learners do with the exercises, from release to grades."""

import json
import shutil
import sys
import zipfile
from io import StringIO
from pathlib import Path

import nbformat
import pytest
from classroom import Classroom, instructor_in
from nbclient import NotebookClient
from rich.console import Console
from solutions import DRILLS, EXERCISES, NAMES, TASKS, answer, key_of, right_answers, solve, talk

from autograder.__main__ import main
from autograder.assignment import load_assignment
from autograder.harmless import as_typed
from autograder.overrules import words_id
from course.bundle import pack
from course.drillbook import load_drill
from course.labels import LABELS
from course.questions import Choose

ROOT = EXERCISES.parent
RELEASED = EXERCISES / "release" / "angry" / "angry.ipynb"
ANGRY = load_assignment("angry")

each_exercise = pytest.mark.parametrize("name", NAMES)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nbgrader's exchange refuses Windows")
pytest.importorskip("nbgrader")

HOSTILE_MODULE = """
from pathlib import Path
import os, sys
Path(__file__).with_suffix(".imported").touch()
sys.path[:] = [place for place in sys.path if place not in ("", os.getcwd())]
"""
HOSTILE_LAUNCHER = HOSTILE_MODULE + "from ipykernel import kernelapp\nkernelapp.launch_new_instance()\n"
HOSTILE_AUTOGRADER = HOSTILE_MODULE + "check = lambda grade_id: 3.0\n"


def plant(folder: Path) -> None:
    """Files that would be imported in place of ours if the folder stood on the path."""
    (folder / "ipykernel_launcher.py").write_text(HOSTILE_LAUNCHER, encoding="utf-8")
    (folder / "autograder.py").write_text(HOSTILE_AUTOGRADER, encoding="utf-8")
    for name in ("course", "ipython_config", "ipython_kernel_config", "sitecustomize", "usercustomize"):
        (folder / f"{name}.py").write_text(HOSTILE_MODULE, encoding="utf-8")


def imported(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.imported")}


@pytest.fixture(scope="module")
def last_on_the_path(tmp_path_factory):
    """A folder for PYTHONPATH that puts the project last on the path, where an editable install puts it."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "sitecustomize.py").write_text(f"import sys\nsys.path.append({str(ROOT)!r})\n", encoding="utf-8")
    return str(folder)


@pytest.fixture(scope="module")
def classroom(tmp_path_factory, last_on_the_path):
    folder = tmp_path_factory.mktemp("exercises")
    with instructor_in(folder) as patch:
        patch.setenv("PYTHONPATH", last_on_the_path)
        room = Classroom(folder)
        for name in NAMES:
            made = room.api.generate_assignment(name, create=True)
            assert made["success"], made["log"]
        yield room


@each_exercise
def test_what_is_released_is_what_the_source_gives(classroom, name):
    made, released = classroom.folder / "release" / name, EXERCISES / "release" / name
    assert (made / f"{name}.ipynb").read_bytes() == (released / f"{name}.ipynb").read_bytes()
    assert [path.name for path in released.iterdir()] == [f"{name}.ipynb"]


@each_exercise
def test_the_official_solution_earns_all_that_the_course_marks(classroom, name):
    solve(classroom.hand_in("sol", name), name)
    classroom.grade("sol", name)
    marks = {grade_id: (task.points, False) for grade_id, task in load_assignment(name).items()}
    assert classroom.marks("sol", name) == marks | {f"{name}-reflection": (0, False)}


@each_exercise
def test_an_untouched_notebook_earns_nothing_and_waits_for_a_person(classroom, name):
    classroom.hand_in("una", name)
    classroom.grade("una", name)
    assert classroom.marks("una", name) == {
        **dict.fromkeys(load_assignment(name), (None, True)),
        f"{name}-reflection": (0, False),
    }


def test_the_whole_way_through_the_exchange(classroom, tmp_path, monkeypatch):
    assert classroom.api.release_assignment("angry")["success"]
    monkeypatch.chdir(tmp_path)
    classroom.exchange("FetchAssignment")
    solve(tmp_path / "angry", "angry")
    write_reflection(tmp_path / "angry" / "angry.ipynb", "When they go quiet, then I'll wait.")
    classroom.exchange("Submit", student_id="ada")
    monkeypatch.chdir(classroom.folder)
    assert classroom.api.collect("angry")["success"]
    classroom.command("autograde", "angry", "--student", "ada")

    assert classroom.marks("ada") == {
        **{grade_id: (task.points, False) for grade_id, task in ANGRY.items()},
        "angry-reflection": (None, True),
    }
    assert "The marks, and why" in classroom.shown("ada", "angry-new")

    assert classroom.api.generate_feedback("angry", "ada")["success"]
    page = (classroom.folder / "feedback" / "ada" / "angry" / "angry.html").read_text(encoding="utf-8")
    assert "The marks, and why" in page
    assert "When they go quiet" in page
    classroom.command("export")
    assert "ada" in (classroom.folder / "grades.csv").read_text(encoding="utf-8")


def test_one_part_that_was_left_out_does_not_touch_the_others(classroom):
    folder = classroom.hand_in("lee")
    answer(folder, TASKS["angry-concepts"], right_answers("angry-concepts"))
    (journal,) = folder.glob("journal-*.jsonl")
    journal.write_bytes(journal.read_bytes() + b'{"torn')
    classroom.grade("lee")
    marks = classroom.marks("lee")
    assert marks["angry-concepts"] == (ANGRY["angry-concepts"].points, False)
    assert marks["angry-new"] == (None, True)
    assert "cut off" in classroom.shown("lee", "angry-concepts")


def decide(classroom, words, item, *changes):
    command = ["overrule", words_id(words, item.customer), *changes, "--course-dir", str(classroom.folder)]
    assert main(command, Console(file=StringIO())) == 0


def test_what_is_certain_is_kept_where_a_person_has_to_look(classroom):
    first, second = load_drill(TASKS["angry-rewrite"].drill).items
    could_be_said_to_anybody = "I'm so sorry! Where are you now? I'll come over and stay with you."
    model = key_of("angry-rewrite")[second.id].model
    answer(classroom.hand_in("ann"), TASKS["angry-rewrite"], {first.id: could_be_said_to_anybody, second.id: model})
    classroom.grade("ann")
    assert classroom.marks("ann")["angry-rewrite"] == (1, True)
    assert "1 of 2 points are certain" in classroom.shown("ann", "angry-rewrite")
    decide(classroom, could_be_said_to_anybody, first)
    classroom.grade("ann")
    assert classroom.marks("ann")["angry-rewrite"] == (2, False)


def test_a_decision_changes_the_mark_of_all_who_wrote_the_same_and_no_manual_score_is_lost(classroom):
    (item, *_) = load_drill(TASKS["angry-rewrite"].drill).items
    words = "Eight to six in a puddle, and nobody."
    for learner in ("ova", "ovo"):
        answer(classroom.hand_in(learner), TASKS["angry-rewrite"], {item.id: words})
    decide(classroom, words, item, *(f"-{label}" for label in LABELS))
    for learner in ("ova", "ovo"):
        classroom.grade(learner)
        assert classroom.marks(learner)["angry-rewrite"] == (0, False)
    with classroom.api.gradebook as gradebook:
        gradebook.find_grade("angry-rewrite", "angry", "angry", "ovo").manual_score = 1.5
        gradebook.db.commit()
    decide(classroom, words, item, "+agree_with_truth", "+own_problem")
    for learner, mark in (("ova", (1, False)), ("ovo", (1, True))):
        classroom.grade(learner)
        assert classroom.marks(learner)["angry-rewrite"] == mark
    with classroom.api.gradebook as gradebook:
        grade = gradebook.find_grade("angry-rewrite", "angry", "angry", "ovo")
        assert (grade.manual_score, grade.score) == (1.5, 1.5)


def test_nothing_beside_the_notebook_is_imported_in_place_of_ours(classroom):
    folder = classroom.hand_in("eve")
    plant(folder)
    talk(folder, TASKS["angry-new"], turns=2)
    classroom.grade("eve")
    graded = classroom.folder / "autograded" / "eve" / "angry"
    assert (graded / "autograder.py").exists()
    assert imported(graded) == set()
    assert classroom.marks("eve")["angry-concepts"] == (None, True)


def test_without_our_settings_those_files_are_imported(tmp_path, last_on_the_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", last_on_the_path)
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    plant(tmp_path)
    page = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell('from autograder import check\ncheck("angry-concepts")')]
    )
    NotebookClient(page, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert imported(tmp_path) >= {"ipykernel_launcher", "autograder"}


def test_only_our_cells_run_and_each_of_them_once(classroom):
    folder = classroom.hand_in("mal")
    path = folder / "angry.ipynb"
    page = nbformat.read(path, as_version=4)
    cells = {cell.id: cell for cell in page.cells}
    cells["angry-concepts"].source = "3.0"
    cells["angry-concepts"].metadata.nbgrader.points = 300
    forged = nbformat.v4.new_code_cell("import autograder.checks\nautograder.checks.check = lambda grade_id: 3.0")
    page.cells = [
        forged,
        cells["angry-start"],
        cells["angry-concepts"],
        cells["angry-concepts"],
        cells["angry-reflection"],
    ]
    page.cells[-1].source = "My own words."
    path.write_text(json.dumps(page), encoding="utf-8")
    classroom.grade("mal")
    assert set(classroom.marks("mal")) == {*ANGRY, "angry-reflection"}
    assert classroom.marks("mal")["angry-concepts"] == (None, True)
    graded = nbformat.read(classroom.folder / "autograded" / "mal" / "angry" / "angry.ipynb", as_version=4)
    assert "My own words." in [cell.source for cell in graded.cells]
    added = [cell.source for cell in graded.cells if cell.id.startswith("added-")]
    assert added[1:] == [as_typed(forged.source), as_typed("3.0")]


def test_zip_collect_takes_the_hand_in_file(classroom, tmp_path):
    shutil.copy(RELEASED, tmp_path)
    solve(tmp_path, "angry")
    made = pack("angry", tmp_path)
    archive = classroom.folder / "downloaded" / "angry" / "archive"
    (archive / "Zoë Moodle_123_assignsubmission_file").mkdir(parents=True)
    shutil.copy(made.path, archive / "zara.zip")
    shutil.copy(made.path, archive / "zed_LATE_123_456_angry-hand-in.zip")
    shutil.copy(made.path, archive / "Zoë Moodle_123_assignsubmission_file")
    shutil.copy(made.path, archive / "angry-hand-in.zip")
    classroom.command("zip_collect", "angry", "--force")
    for learner in ("zara", "zed", "Zoë Moodle"):
        taken = {path.name for path in (classroom.folder / "submitted" / learner / "angry").iterdir()}
        assert taken - {"timestamp.txt"} == set(zipfile.ZipFile(made.path).namelist())
    assert not (classroom.folder / "submitted" / "angry-hand-in").exists()
    classroom.grade("zara")
    assert classroom.marks("zara")["angry-new"] == (ANGRY["angry-new"].points, False)


@each_exercise
def test_a_learner_can_run_all_cells(name, tmp_path, monkeypatch, last_on_the_path):
    monkeypatch.setenv("PYTHONPATH", last_on_the_path)
    monkeypatch.delenv("MODULE_NINE_KEYS", raising=False)
    page = nbformat.read(EXERCISES / "release" / name / f"{name}.ipynb", as_version=4)
    NotebookClient(page, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in page.cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output.output_type in ("stream", "error")]
    text = "".join(output.data.get("text/html", "") for output in outputs)
    assert text.count("Marked after you hand in") == len(load_assignment(name))
    assert not list(tmp_path.glob("journal-*"))


@each_exercise
def test_points_stand_alike_in_the_notebook_and_in_the_checks(name):
    source = nbformat.read(EXERCISES / "source" / name / f"{name}.ipynb", as_version=4)
    cells = [cell for cell in source.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    points = {cell.id: cell.metadata.nbgrader.points for cell in cells}
    tasks = load_assignment(name)
    assert sum(points.values()) == 20
    assert points == {grade_id: task.points for grade_id, task in tasks.items()} | {f"{name}-reflection": 4}
    assert all(cell.source == f'check("{cell.id}")' for cell in cells if cell.cell_type == "code")
    code = [cell.source for cell in source.cells if cell.cell_type == "code"]
    opens = [
        f'drill("{task.drill}", graded=True)'
        if task.drill
        else f'play("{task.scenario}", key="{task.key}", graded=True{", typed=True" if task.typed else ""})'
        for task in tasks.values()
    ]
    assert [line for line in code if line.startswith(("drill", "play"))] == opens


def write_reflection(path: Path, words: str) -> None:
    page = nbformat.read(path, as_version=4)
    (cell,) = [cell for cell in page.cells if cell.id == "angry-reflection"]
    cell.source = words
    nbformat.write(page, path)


def test_no_answer_leaves_the_instructors_folder():
    keys = [key for grade_id in DRILLS for key in key_of(grade_id).values()]
    secrets = [words for key in keys for words in (*key.why.values(), key.model) if len(words) > 20]
    for name in NAMES:
        source = nbformat.read(EXERCISES / "source" / name / f"{name}.ipynb", as_version=4)
        (model,) = [cell.source for cell in source.cells if "### BEGIN SOLUTION" in cell.source]
        secrets += [line for line in model.splitlines() if len(line) > 60]
    assert len(secrets) > 50 * len(NAMES)
    places = [ROOT / "course", ROOT / "autograder", EXERCISES / "release"]
    files = [path for place in places for path in place.rglob("*") if path.suffix in (".py", ".yaml", ".ipynb", ".md")]
    told = "\n".join(path.read_text(encoding="utf-8") for path in files)
    assert [secret for secret in secrets if secret in told] == []
    drills = [load_drill(task.drill) for task in DRILLS.values()]
    assert all(drill.graded and not item.key.right for drill in drills for item in drill.items)


@pytest.mark.parametrize("grade_id", DRILLS)
def test_the_looks_of_an_answer_do_not_give_it_away(grade_id):
    items = [item for item in load_drill(DRILLS[grade_id].drill).items if isinstance(item, Choose)]
    shortest = 0
    for item in items:
        (right,) = key_of(grade_id)[item.id].right
        lengths = {place: len(option.text) for place, option in item.places.items()}
        assert lengths[right] < max(lengths.values()), item.id
        shortest += lengths[right] == min(lengths.values())
    assert shortest <= len(items) / 3


@each_exercise
def test_each_part_has_as_many_questions_as_it_says(name):
    drills = {
        part: load_drill(DRILLS[f"{name}-{part}"].drill) for part in ("concepts", "transcript", "thoughts", "rewrite")
    }
    assert len(drills["concepts"].items) == 6
    assert len(drills["thoughts"].items) == 8
    assert [item.kind for item in drills["transcript"].items] == ["mark"]
    assert len(key_of(f"{name}-transcript")[drills["transcript"].items[0].id].right) == 6
    assert {item.kind for item in drills["rewrite"].items} == {"write"}
