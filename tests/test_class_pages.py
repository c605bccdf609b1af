"""The notebooks to lead a class from: they run whole, with a class server and without one, and open by their names."""

import json
import re
from contextlib import contextmanager

import nbformat
import pytest
from live_pages import Server
from nbclient import NotebookClient

from course.classroom.running import note_of
from course.notebooks import ROOT
from course.views.page import sentences
from course.way import read_lessons
from course.workspace import COURSE, find_lesson, shipped

LESSONS = ROOT / "course" / "lessons"
PAGES = {path.stem: path for path in sorted(LESSONS.glob("class_*.ipynb"))}
DESK = ROOT / "course" / "classroom" / "pages"
WIDGET = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
CLASSES = {"class_30_minutes": "angry/wrong-part", "class_90_minutes": "angry/held-mail"}
each_page = pytest.mark.parametrize("name", PAGES)


@contextmanager
def nobody(_data):
    """No server at all."""
    yield


@contextmanager
def server(data):
    """A server, while it lasts."""
    serving = Server(data)
    try:
        yield
    finally:
        serving.kill()


@contextmanager
def server_gone(data):
    """A server that was killed: its note is left, and nobody answers there."""
    with server(data):
        pass
    assert note_of(data).exists()
    yield


def run(name, folder):
    """A page as it looks after Run All Cells, and the scene of each widget on it."""
    page = nbformat.read(PAGES[name], as_version=4)
    NotebookClient(page, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    outputs = [out for cell in page.cells for out in cell.get("outputs", ())]
    state = page.metadata.get("widgets", {}).get(STATE, {"state": {}})["state"]
    widgets = [out.data[WIDGET]["model_id"] for out in outputs if WIDGET in out.get("data", {})]
    return page, outputs, [state[one]["state"]["scene"] for one in widgets]


@each_page
@pytest.mark.parametrize("there", [server, nobody, server_gone], ids=lambda there: there.__name__)
def test_a_page_runs_whole_and_its_desk_is_there_if_a_server_is(name, there, tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    with there(tmp_path):
        page, outputs, (desk,) = run(name, tmp_path)
    assert {out.output_type for out in outputs} == {"execute_result"}  # nothing printed, no traceback
    assert desk["here"] is (there is server)
    assert ("make class" in desk["said"]) is (there is not server)
    shown = "".join(out.data.get("text/html", "") for out in outputs)
    assert "print-pack.html" in shown
    assert "a mistake" not in shown
    if there is server:
        secret = (tmp_path / "classroom" / "secret").read_text(encoding="utf-8").strip()
        assert secret not in json.dumps(page)
        assert "/desk#" not in json.dumps(page)


@each_page
def test_a_page_says_which_cells_to_run_and_plays_one_customer(name):
    cells = nbformat.read(PAGES[name], as_version=4).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    assert f'host("{CLASSES[name]}")' in code
    assert [line for line in code if line.startswith("print_pack(")] == [
        f'print_pack("{CLASSES[name]}", "angry/three-seconds")'
    ]


@each_page
def test_what_it_says_to_press_is_on_the_desk(name):
    text = "\n".join(cell.source for cell in nbformat.read(PAGES[name], as_version=4).cells)
    told = {" ".join(words.split()) for words in re.findall(r"[Pp]ress\s+\*\*([^*]+)\*\*", text)}
    there = {words for path in DESK.glob("desk*.js") for words in sentences(path.read_text(encoding="utf-8"))}
    assert "Have them vote" in told <= there


@each_page
def test_the_minutes_of_the_plan_are_those_of_its_title_and_its_headings(name):
    text = "\n".join(cell.source for cell in nbformat.read(PAGES[name], as_version=4).cells)
    planned = [int(row.split("|")[1]) for row in text.splitlines() if row.startswith("| ") and row[2].isdigit()]
    headed = [
        int(line.rpartition("(")[2].split()[0])
        for line in text.splitlines()
        if line.startswith("## ") and line.endswith("minutes)")
    ]
    assert sum(planned) == int(name.split("_")[1])
    assert planned == headed


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("class_90", "class_90_minutes"),
        ("class_30", "class_30_minutes"),
        ("9", "09_practice_room"),
        ("3", "03_angry_customers"),
        ("03", "03_angry_customers"),
    ],
)
def test_a_page_opens_by_its_name_and_takes_no_number_from_a_lesson(asked, name):
    assert find_lesson(asked, sorted(file for file in shipped(COURSE) if file.endswith(".ipynb"))) == f"{name}.ipynb"


def test_the_way_of_a_learner_has_no_class_on_it():
    assert set(PAGES) == set(CLASSES)
    assert {lesson.file for lesson in read_lessons()} & {path.name for path in PAGES.values()} == set()
