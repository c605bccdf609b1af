"""Sixty hand-ins graded by stock `nbgrader autograde` and by `python -m autograder grade`: whatever is read of it is alike.

Stock takes nearly all of the time: four minutes of the processor's, which on two busy cores were eight by the clock.
"""

import csv
import json
import re
import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from io import StringIO
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import nbformat
import pytest

pytest.importorskip("nbgrader")

import stock_grading
from classroom import Classroom, instructor_in
from nbgrader.api import Gradebook
from rich.console import Console
from varied_class import AGAIN, DECIDED, HAND_INS, NOON, hand_in

from autograder.__main__ import main
from autograder.overrules import FILE, Overrule, add_overrule
from course.drillbook import load_drill

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stock nbgrader doesn't grade there")

NAMES = tuple(dict.fromkeys(name for name, _ in HAND_INS))

#: Of these stock makes nothing: it keeps no notebook, no mark, and what was done in the exercise counts for nothing.
#: Ours marks what the journals hold, and tells of the text that couldn't be read; a person gives that mark.
UNGRADED_BY_STOCK = {
    ("angry", "notebook-renamed"): (
        "No notebooks found",
        "There is no angry.ipynb in the hand-in, so no text of theirs could be read.",
        {"angry-concepts": 2.0},
    ),
    ("angry", "notebook-unreadable"): (
        "Notebook does not appear to be JSON",
        "angry.ipynb isn't a notebook that can be read, so no text of theirs could be read.",
        {"angry-concepts": 2.0, "angry-known": 2.0},
    ),
}
BOTH = [of for of in HAND_INS if of not in UNGRADED_BY_STOCK]
#: Whose pages are made; they are made from notebooks and rows that are compared of all.
PAGES = [of for number, of in enumerate(BOTH) if number % 3 == 0 or of in AGAIN]

PLUGIN = """
from nbgrader.plugins import BasePlugin

class ByTheHour(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 3600
"""
SETTINGS = 'c.AssignLatePenalties.plugin_class = "fees_by_the_hour.ByTheHour"\n'

WIDGET = re.compile(
    r'<div class="output_wrapper">\s*<div class="output">\s*<div class="output_area">\s*'
    r'<div class="prompt output_prompt">Out:</div>\s*<div class="output_subarea output_widget_view[^>]*>\s*'
    r'<script type="text/javascript">[^<]*</script>\s*'
    r'<script type="application/vnd\.jupyter\.widget-view\+json">[^<]*</script>\s*(</div>\s*){4}'
)

Rows = dict[str, list[dict[str, Any]]]


@dataclass
class Graded:
    """One copy of the course, graded: its gradebook after the first and after the second time, and its pages."""

    course: Path
    rows: list[Rows] = field(default_factory=list)
    told: dict[tuple[str, str], Any] = field(default_factory=dict)
    lists: dict[str, list[Any]] = field(default_factory=dict)
    pages: dict[str, dict[tuple[str, str], str]] = field(default_factory=dict)

    @property
    def db_url(self) -> str:
        return f"sqlite:///{self.course / 'gradebook.db'}"


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Iterator[tuple[Graded, Graded]]:
    """Our copy of the course and stock's, each graded, marked by hand, partly handed in again, and graded again."""
    folder = tmp_path_factory.mktemp("same")
    (folder / "made").mkdir()
    with instructor_in(folder / "made", exchange=folder / "exchange") as patch:
        make_course(folder / "made")
        ours, stock = (Graded(shutil.copytree(folder / "made", folder / copy)) for copy in ("ours", "stock"))
        patch.chdir(ours.course)
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
            grade_by_stock(stock, list(HAND_INS), processes)
            grade_by_ours(ours, list(HAND_INS))
            for copy in (ours, stock):
                by_hand(copy)
            hand_in_again(ours, stock)
            grade_by_stock(stock, list(AGAIN), processes)
            grade_by_ours(ours, list(AGAIN), "--force")
            for copy in (ours, stock):
                take_out(copy, UNGRADED_BY_STOCK)
            courses = [copy.course for copy in (ours, stock)]
            ours.lists, stock.lists = processes.map(stock_grading.lists_of, courses, [BOTH] * 2)
            ours.pages, stock.pages = processes.map(stock_grading.pages_of, courses, [PAGES] * 2)
        yield ours, stock


def make_course(folder: Path) -> None:
    (folder / "fees_by_the_hour.py").write_text(PLUGIN, encoding="utf-8", newline="\n")
    room = Classroom(folder, SETTINGS)
    for name in NAMES:
        made = room.api.generate_assignment(name, create=True)
        assert made["success"], made["log"]
        with room.api.gradebook as gradebook:
            gradebook.update_or_create_assignment(name, duedate=NOON)
    (item, *_) = load_drill("exercise/angry-rewrite").items
    labels = frozenset({"agree_with_truth", "own_problem"})
    add_overrule(folder / FILE, Overrule(item.customer, item.type, DECIDED, labels))
    for (name, student), steps in HAND_INS.items():
        hand_in(folder / "submitted" / student / name, name, student, steps)


def grade_by_stock(copy: Graded, hand_ins: list[tuple[str, str]], processes: ProcessPoolExecutor) -> None:
    halves = hand_ins[::2], hand_ins[1::2]
    for logs in processes.map(stock_grading.autograde, [copy.course] * 2, halves):
        copy.told |= logs
    copy.rows.append(rows_of(copy))


def grade_by_ours(copy: Graded, hand_ins: list[tuple[str, str]], *options: str) -> None:
    for name in dict(hand_ins):
        students = [student for exercise, student in hand_ins if exercise == name]
        asked = [word for student in students for word in ("--student", student)]
        said = StringIO()
        status = main(
            ["grade", name, *asked, *options, "--workers", "1", "--json", "--course-dir", str(copy.course)],
            Console(file=said),
        )
        outcomes = json.loads(said.getvalue())["students"]
        assert status == any(outcome["problems"] for outcome in outcomes)
        assert {outcome["student"] for outcome in outcomes if not outcome["skipped"]} == {*students}
        copy.told |= {(name, outcome["student"]): outcome for outcome in outcomes}
    copy.rows.append(rows_of(copy))


def by_hand(copy: Graded) -> None:
    """What an instructor gives, says and allows in formgrader between two gradings."""
    with Gradebook(copy.db_url) as gradebook:
        for name, student, part, mark, credit in (
            ("angry", "ada", "reflection", 3.5, None),
            ("angry", "half-done", "known", 1, None),
            ("angry", "half-done", "concepts", None, 0.5),
            ("capstone", "typed-mixed", "rewrite", 1.5, 0.25),
            ("capstone", "typed-mixed", "reflection", 2, 1),
            ("cultural", "ada", "reflection", 4, None),
            ("calm", "late", "reflection", 3, None),  # isn't graded again
        ):
            grade = gradebook.find_grade(f"{name}-{part}", name, name, student)
            grade.manual_score, grade.extra_credit, grade.needs_manual_grade = mark, credit, False
        for name, student in (*AGAIN, ("rude", "text-split")):
            comment = gradebook.find_comment(f"{name}-reflection", name, name, student)
            comment.manual_comment = f"Thank you, {student}. “Wait” – yes!"
        gradebook.find_submission_notebook("angry", "angry", "ada").flagged = True
        gradebook.grant_extension("calm", "late-allowed", hours=5)
        gradebook.grant_extension("calm", "late-allowed-partly", hours=2)
        gradebook.db.commit()


def hand_in_again(ours: Graded, stock: Graded) -> None:
    """Who hands in again hands in the same to both."""
    for (name, student), steps in AGAIN.items():
        folder = Path("submitted", student, name)
        for step in steps:
            step(ours.course / folder, name)
        shutil.copytree(ours.course / folder, stock.course / folder, dirs_exist_ok=True)


def take_out(copy: Graded, hand_ins: dict[tuple[str, str], Any]) -> None:
    """Take hand-ins out of a course, so that what is added up over a class can be compared."""
    with Gradebook(copy.db_url) as gradebook:
        for name, student in hand_ins:
            gradebook.remove_submission(name, student)
            for step in ("submitted", "autograded"):
                shutil.rmtree(copy.course / step / student, ignore_errors=True)


def rows_of(copy: Graded) -> Rows:
    """Every column of every table. What has an id of its own by chance is called by whose it is and of what."""
    with closing(sqlite3.connect(copy.course / "gradebook.db")) as database:
        database.row_factory = sqlite3.Row
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {table: [dict(row) for row in database.execute(f'SELECT * FROM "{table}"')] for table in tables}
    names = {row["id"]: row["name"] for table in ("assignment", "base_cell") for row in rows[table]}
    for row in rows["submitted_assignment"]:
        names[row["id"]] = f"{names[row['assignment_id']]} of {row['student_id']}"
    for row in rows["submitted_notebook"]:
        names[row["id"]] = names[row["assignment_id"]]
    for row in chain(rows["grade"], rows["comment"]):
        del row["id"]
    named = {
        table: [{column: names.get(value, value) for column, value in row.items()} for row in found]
        for table, found in rows.items()
    }
    return {table: sorted(found, key=repr) for table, found in named.items()}


def of_hand_in(rows: Rows, name: str, student: str) -> dict[str, tuple[float | None, bool]]:
    """By cell: the mark given automatically, and whether a person has to look."""
    mine = [row for row in rows["grade"] if row["notebook_id"] == f"{name} of {student}"]
    return {row["cell_id"]: (row["auto_score"], bool(row["needs_manual_grade"])) for row in mine}


def without(rows: Rows, hand_ins: dict[tuple[str, str], Any]) -> Rows:
    names = {f"{name} of {student}" for name, student in hand_ins}
    return {
        table: [row for row in found if names.isdisjoint(str(value) for value in row.values())]
        for table, found in rows.items()
    }


@pytest.mark.parametrize("time", [0, 1], ids=["the first time", "graded again"])
def test_every_row_of_the_gradebook_is_the_same(graded, time):
    ours, stock = (without(copy.rows[time], UNGRADED_BY_STOCK) for copy in graded)
    assert ours.keys() == stock.keys()
    for table, rows in ours.items():
        assert rows == stock[table], table
    assert len(ours["submitted_assignment"]) == len(ours["comment"]) == 58
    assert len(ours["grade"]) == 58 * 7


def test_the_class_is_as_varied_as_it_says(graded):
    """What is alike would prove little of a class in which all are alike."""
    ours, _ = graded
    first, second = ours.rows
    marks = Counter(
        (
            row["auto_score"] is None,
            bool(row["auto_score"]),
            bool(row["needs_manual_grade"]),
        )
        for row in first["grade"]
    )
    assert marks[True, False, True] > 100  # nothing is certain
    assert marks[False, True, False] > 100  # marks that stand
    assert marks[False, False, True] >= 5  # nothing earned, and not sure
    assert marks[False, True, True] >= 1  # some of it earned, and not sure
    assert len({row["auto_score"] for row in first["grade"]}) > 20
    assert {row["auto_comment"] for row in first["comment"]} == {None, "No response."}
    penalties = [
        {row["id"]: row["late_submission_penalty"] for row in rows["submitted_notebook"]} for rows in (first, second)
    ]
    told = {student: [of[f"calm of {student}"] for of in penalties] for student in ("late", "late-very", "late-empty")}
    assert told == {"late": [1.5, 1.5], "late-very": [5, 5], "late-empty": [0, 0]}
    allowed = {
        student: [of[f"calm of {student}"] for of in penalties] for student in ("late-allowed", "late-allowed-partly")
    }
    assert allowed == {"late-allowed": [4, None], "late-allowed-partly": [4, 2]}
    assert sum(row["manual_score"] is not None for row in second["grade"]) == 6
    assert sum(bool(row["extra_credit"]) for row in second["grade"]) == 3
    assert of_hand_in(second, "angry", "half-done")["angry-known"] == (2.0, True)
    assert of_hand_in(second, "cultural", "ada")["cultural-reflection"] == (0.0, True)


@pytest.mark.parametrize("of", UNGRADED_BY_STOCK, ids=lambda of: of[1])
def test_what_stock_makes_nothing_of_is_marked_as_far_as_it_can_be_read(graded, of):
    ours, stock = graded
    log, problem, earned = UNGRADED_BY_STOCK[of]
    assert log in stock.told[of]
    assert {*of_hand_in(stock.rows[1], *of).values()} == {(None, True)}
    assert ours.told[of]["problems"] == [problem]
    cells = of_hand_in(ours.rows[1], *of)
    assert cells == {cell: (earned.get(cell), cell not in earned) for cell in cells}


def test_formgrader_lists_the_same(graded):
    ours, stock = (copy.lists for copy in graded)
    assert ours.keys() == stock.keys()
    for what, found in ours.items():
        assert found == stock[what], what
    assert len(ours["submissions"]) == len(ours["grades"]) == 58
    assert {one["autograded"] for one in ours["submissions"]} == {True}


def page(html: str) -> str:
    """A page without what running cells leaves on it: counts, the name of the running Python, and widgets.

    Stock runs the cells that open the activities, too. On its pages stands an empty place for each, as the page has no
    program to show it with; on ours nothing.
    """
    html = re.sub(r"(In|Out)\s?\[[\s\d]*\]:", r"\1:", html).replace("hl-ipython3", "hl-python")
    html = re.sub(r'(id="|#)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', r"\1id", html)
    html = re.sub(
        r'<script type="application/vnd\.jupyter\.widget-state\+json">.*?</script>', "", html, flags=re.DOTALL
    )
    return re.sub(r"\s+", " ", WIDGET.sub("", html))


@pytest.mark.parametrize("place", ["formgrader", "feedback"])
def test_pages_show_the_same(graded, place):
    ours, stock = (copy.pages[place] for copy in graded)
    assert ours.keys() == stock.keys() == {*PAGES}
    for of, html in ours.items():
        assert page(html) == page(stock[of]), of
    assert "The marks, and why" in ours["angry", "ada"]


def notebook_of(copy: Graded, name: str, student: str) -> dict[str, Any]:
    """An autograded notebook without what running cells leaves in it."""
    notebook = nbformat.read(copy.course / "autograded" / student / name / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # when it ran
        cell.pop("execution_count", None)
        for output in cell.get("outputs", []):
            output.pop("execution_count", None)
        if not cell.metadata.get("nbgrader", {}).get("grade"):
            cell.pop("outputs", None)
    return {"cells": notebook.cells, "kernelspec": notebook.metadata.kernelspec, "format": notebook.nbformat_minor}


def test_autograded_notebooks_hold_the_same(graded):
    for of in BOTH:
        ours, stock = (notebook_of(copy, *of) for copy in graded)
        assert ours == stock, of


def test_what_ours_leaves_out_beside_the_notebook_is_what_nobody_marks(graded):
    """Stock copies whatever was handed in, for marking and for feedback; ours what it marks from."""
    for of in BOTH:
        ours, stock = (
            {path.name for path in (copy.course / "autograded" / of[1] / of[0]).iterdir()} for copy in graded
        )
        assert ours - stock == {".graded.json"}
        assert stock - ours == ({"notes.txt", "journal.txt"} if of[1] == "files-beside" else set()), of


def test_export_writes_the_same(graded, monkeypatch):
    """But for the order of learners without a name: nbgrader's is that in which they came into the gradebook."""
    from nbgrader.plugins import CsvExportPlugin

    tables = []
    for copy in graded:
        monkeypatch.chdir(copy.course)
        with Gradebook(copy.db_url) as gradebook:
            CsvExportPlugin().export(gradebook)
        with (copy.course / "grades.csv").open(encoding="utf-8", newline="") as file:
            tables.append(sorted(csv.reader(file)))
    ours, stock = tables
    assert ours == stock
    assert len(ours) == 1 + len(NAMES) * len({student for _, student in HAND_INS})
