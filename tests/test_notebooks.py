"""Notebooks made from Markdown: what is locked, hidden, stable, and in step with its text."""

import json
import subprocess
import sys

import nbformat
import pytest

from course.notebooks import ROOT, build, notebook

TEXT = """# Hello

Words.

```python teaches=["004.angry.listen"]
play("angry/wrong-part")
```

```python nbgrader={"grade": true, "grade_id": "talk", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("talk")
```

<!-- #region nbgrader={"grade": true, "grade_id": "thoughts", "locked": false, "points": 4, "schema_version": 3, "solution": true, "task": false} -->
Write here – in your words.
<!-- #endregion -->
"""


@pytest.fixture
def cells():
    return nbformat.reads(notebook(TEXT, "hello"), as_version=4).cells


def test_a_notebook_is_valid_and_opens_without_a_question():
    made = nbformat.reads(notebook(TEXT, "hello"), as_version=4)
    nbformat.validate(made)
    assert made.metadata.kernelspec.name == "python3"


def test_ids_are_the_grade_id_or_the_place(cells):
    assert [cell.id for cell in cells] == ["hello-01", "hello-02", "talk", "thoughts"]


def test_only_answers_can_be_edited_and_nothing_deleted(cells):
    assert [cell.metadata.editable for cell in cells] == [False, False, False, True]
    assert not any(cell.metadata.deletable for cell in cells)


def test_code_is_hidden_and_holds_no_outputs(cells):
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert len(code) == 2
    assert all(cell.metadata.jupyter.source_hidden for cell in code)
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_what_an_author_tags_is_kept(cells):
    assert cells[1].metadata.teaches == ["004.angry.listen"]
    assert cells[2].metadata.nbgrader.points == 5


def test_other_processes_write_the_same_bytes():
    script = "import sys; from course.notebooks import notebook; print(notebook(sys.stdin.read(), 'hello'))"
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script],
        input=TEXT.encode(),
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    assert run.stdout.decode().replace("\r\n", "\n") == notebook(TEXT, "hello") + "\n"


@pytest.mark.parametrize(
    ("old", "new", "mend"),
    [
        ('"thoughts"', '"talk"', "two cells are called 'talk'"),
        ('"thoughts"', '"my thoughts"', "a grade_id is one word"),
        ('["004.angry.listen"]', "[004.angry.listen", """begins 'play\\("angry"""),
        ('nbgrader={"grade": true, "grade_id": "talk"', 'nbgrader="talk', "can't be read"),
    ],
)
def test_a_mistake_is_said_in_a_sentence(old, new, mend):
    assert old in TEXT
    with pytest.raises(ValueError, match=f"^hello.*{mend}"):
        notebook(TEXT.replace(old, new), "hello")


def test_a_notebook_tells_the_language_of_its_readers():
    made = nbformat.reads(notebook(TEXT, "hola", "es"), as_version=4)
    nbformat.validate(made)
    assert made.metadata.spoken == "es"
    assert made.metadata.language_info.name == "python"
    assert "spoken" not in nbformat.reads(notebook(TEXT, "hello"), as_version=4).metadata


def test_a_translated_lesson_lies_in_a_folder_of_its_language(tmp_path):
    text = tmp_path / "course" / "languages" / "es" / "text" / "01_hola.md"
    text.parent.mkdir(parents=True)
    text.write_text(TEXT, encoding="utf-8")
    made = tmp_path / "course" / "lessons" / "es" / "01_hola.ipynb"
    assert build(root=tmp_path) == [made]
    assert json.loads(made.read_bytes())["metadata"]["spoken"] == "es"


def test_build_writes_what_its_text_has_left_behind(tmp_path):
    lesson, exercise = tmp_path / "course" / "text" / "01_hi.md", tmp_path / "exercises" / "text" / "hi.md"
    for path in (lesson, exercise):
        path.parent.mkdir(parents=True)
        path.write_text(TEXT, encoding="utf-8")
    made = [
        tmp_path / "course" / "lessons" / "01_hi.ipynb",
        tmp_path / "exercises" / "source" / "hi" / "hi.ipynb",
    ]

    assert build(check=True, root=tmp_path) == made
    assert not any(path.exists() for path in made)
    assert build(root=tmp_path) == made
    assert build(check=True, root=tmp_path) == []
    assert b"\r" not in made[0].read_bytes()

    lesson.write_text(TEXT.replace("Words.", "Other words."), encoding="utf-8")
    assert build(check=True, root=tmp_path) == made[:1]
    changed = json.loads(made[1].read_bytes())
    changed["cells"][0]["source"] = ["# Changed by hand"]
    made[1].write_text(json.dumps(changed), encoding="utf-8")
    assert build(root=tmp_path) == made
    assert build(root=tmp_path) == []


def test_the_committed_notebooks_are_in_step_with_their_text():
    assert build(check=True) == []


def test_every_committed_notebook_has_its_text():
    folders = ["course", "exercises", *(path.parent for path in (ROOT / "course" / "languages").glob("*/text"))]
    texts = {path.stem for folder in folders for path in (ROOT / folder / "text").glob("*.md")}
    made = [
        *(ROOT / "course" / "lessons").rglob("*.ipynb"),
        *(ROOT / "exercises" / "source").glob("*/*.ipynb"),
    ]
    assert {path.stem for path in made} == texts
