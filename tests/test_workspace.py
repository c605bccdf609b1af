import json
import subprocess
import sys

import pytest

from course import learners, workspace
from course.workspace import CannotOpen, find_lesson, refresh, shipped

NAME = "03_angry_customers.ipynb"


def notebook(*words, **cell):
    cells = [{"cell_type": "markdown", "metadata": {}, "source": [text], **cell} for text in words]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def folders(tmp_path):
    """What the course ships, the learner's folder, and the files as they were handed out."""
    source = tmp_path / "course" / NAME
    source.parent.mkdir()
    source.write_text(notebook("Teaching", "My answer:"), encoding="utf-8")
    return source, tmp_path / "workbook", tmp_path / "shipped"


def update(folders, name=NAME):
    source, folder, originals = folders
    return refresh({name: source}, folder, originals)


def test_a_first_visit_copies_every_file_as_it_is(folders):
    assert update(folders) == []
    assert (folders[1] / NAME).read_bytes() == folders[0].read_bytes()


def test_a_copy_with_words_stays_while_nothing_newer_comes(folders):
    update(folders)
    mine = notebook("Teaching", "My answer: listen first.")
    (folders[1] / NAME).write_text(mine, encoding="utf-8")
    assert update(folders) == []
    assert (folders[1] / NAME).read_text(encoding="utf-8") == mine


def test_a_copy_that_was_only_run_becomes_the_newer_one(folders):
    update(folders)
    (folders[1] / NAME).write_text(notebook("Teaching", "My answer:", outputs=["Hello"]), encoding="utf-8")
    folders[0].write_text(notebook("Better teaching", "My answer:"), encoding="utf-8")
    assert update(folders) == []
    assert (folders[1] / NAME).read_bytes() == folders[0].read_bytes()


def test_words_step_aside_for_a_newer_lesson_and_never_onto_one_another(folders):
    update(folders)
    for number in range(3):
        (folders[1] / NAME).write_text(notebook("Teaching", f"Answer {number}"), encoding="utf-8")
        folders[0].write_text(notebook(f"Teaching, edition {number + 2}", "My answer:"), encoding="utf-8")
        [kept] = update(folders)
        assert "what you wrote" in kept.name
        assert f"Answer {number}" in kept.read_text(encoding="utf-8")
        assert (folders[1] / NAME).read_bytes() == folders[0].read_bytes()
    everything = [path.read_text(encoding="utf-8") for path in folders[1].iterdir()]
    assert sum(f"Answer {number}" in text for number in range(3) for text in everything) == 3


def test_an_exercise_somebody_began_keeps_its_name_and_its_words(folders):
    name = "exercises/angry/angry.ipynb"
    update(folders, name)
    mine = notebook("Teaching", "My answer: listen first.")
    (folders[1] / name).write_text(mine, encoding="utf-8")
    folders[0].write_text(notebook("Better teaching", "My answer:"), encoding="utf-8")
    assert update(folders, name) == []
    assert [path.read_text(encoding="utf-8") for path in (folders[1] / name).parent.iterdir()] == [mine]


def test_a_copy_thrown_away_comes_back(folders):
    update(folders)
    (folders[1] / NAME).unlink()
    update(folders)
    assert (folders[1] / NAME).exists()


@pytest.mark.parametrize("broken", [b"", b"not json", b"[]", b'{"cells": 3}', b'{"cells": [1]}', b"\xff\xfe"])
def test_a_broken_notebook_is_kept_too(folders, broken):
    update(folders)
    (folders[1] / NAME).write_bytes(broken)
    folders[0].write_text(notebook("Better teaching"), encoding="utf-8")
    [kept] = update(folders)
    assert kept.read_bytes() == broken


def test_words_in_a_folder_of_unknown_history_are_kept(folders):
    (folders[1]).mkdir()
    (folders[1] / NAME).write_text(notebook("Mine"), encoding="utf-8")
    [kept] = update(folders)
    assert "Mine" in kept.read_text(encoding="utf-8")


def test_learners_get_lessons_and_released_exercises_and_nothing_hidden(tmp_path):
    for path in [
        "course/lessons/03.ipynb",
        "course/lessons/.ipynb_checkpoints/03-checkpoint.ipynb",
        "exercises/release/angry/angry.ipynb",
        "exercises/source/angry/angry.ipynb",
    ]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    assert list(shipped(tmp_path / "course")) == ["03.ipynb", "exercises/angry/angry.ipynb"]


def test_the_course_itself_ships_the_lesson_about_angry_customers():
    assert NAME in shipped(workspace.COURSE)


@pytest.mark.parametrize("asked", [None, "03", "angry", "Angry customers", NAME])
def test_a_lesson_is_found_by_any_part_of_its_name(asked):
    assert find_lesson(asked, [NAME, "04_rude_customers.ipynb"]) == NAME


@pytest.mark.parametrize("asked", ["customers", "07", "", "../secret"])
def test_a_lesson_that_could_be_several_or_none_lists_what_there_is(asked):
    with pytest.raises(CannotOpen, match="03_angry_customers, 04_rude_customers"):
        find_lesson(asked, [NAME, "04_rude_customers.ipynb"])


def test_a_translation_is_found_by_its_folder_or_what_only_it_is_called():
    names = [NAME, "es/03_clientes_enojados.ipynb"]
    assert [find_lesson(asked, names) for asked in ("03", "es/03", "clientes")] == [names[0], names[1], names[1]]


def test_the_course_opens_where_one_starts():
    assert find_lesson(None, sorted(shipped(workspace.COURSE))) == "00_start_here.ipynb"


def test_a_course_without_lessons_says_so():
    with pytest.raises(CannotOpen, match="no lessons"):
        find_lesson(None, [])


def test_a_data_folder_that_cannot_be_made_is_a_sentence(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").touch()
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path / "file"))
    assert workspace.open_course() == 1
    said = capsys.readouterr().err
    assert "can't keep your work" in said
    assert "MODULE_NINE_DATA" in said


def test_an_unknown_lesson_ends_with_a_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    assert workspace.open_course("no such lesson") == 1
    assert "Which lesson" in capsys.readouterr().err


def test_a_python_without_our_packages_is_told_how_to_install():
    bare = [sys.executable, "-S", "-m", "course", "open"]  # -S: as if nothing were installed
    told = subprocess.run(bare, cwd=workspace.COURSE.parent, capture_output=True, encoding="utf-8", check=False)
    assert told.returncode == 1
    assert "isn't installed in this Python" in told.stderr
    assert "Traceback" not in told.stderr


def test_when_the_course_is_opened_it_is_unknown_who_is_learning(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    for name in ("Ann", "Bea"):
        learners.choose(tmp_path, learners.add(tmp_path, name).slug)
    assert learners.now(tmp_path).name == "Bea"
    workspace.prepare(None)
    assert learners.now(tmp_path) is None
    assert [one.name for one in learners.learners(tmp_path)] == ["Ann", "Bea"]


def test_what_activities_showed_is_taken_out_and_words_stay(tmp_path):
    page, checkpoint = tmp_path / "ä lesson.ipynb", tmp_path / ".ipynb_checkpoints" / "a-checkpoint.ipynb"
    checkpoint.parent.mkdir()
    checkpoint.touch()
    (tmp_path / "broken.ipynb").write_text('{"cells": 3}', encoding="utf-8")
    page.write_text(notebook("Mine: ä", cell_type="code", outputs=["Bea's bars"], execution_count=3), encoding="utf-8")
    workspace.clear_outputs(tmp_path)
    left = json.loads(page.read_text(encoding="utf-8"))
    assert left == json.loads(notebook("Mine: ä", cell_type="code", outputs=[], execution_count=None))
    assert not checkpoint.exists()
    assert (tmp_path / "broken.ipynb").read_text(encoding="utf-8") == '{"cells": 3}'
    unchanged = page.stat().st_mtime_ns
    workspace.clear_outputs(tmp_path)
    assert page.stat().st_mtime_ns == unchanged
