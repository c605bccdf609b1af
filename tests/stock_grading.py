"""What nbgrader does with a course folder, in a process of its own: two of them do a class together."""

import os
import sys
from collections.abc import Sequence
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

if TYPE_CHECKING:  # nbgrader takes its time
    from nbgrader.apps.api import NbGraderAPI

HandIn = tuple[str, str]  # an exercise and a student


def nbgrader_at(course: Path) -> "NbGraderAPI":
    """nbgrader with the settings of a course folder, as its commands find them there."""
    from nbgrader.apps.api import NbGraderAPI

    os.chdir(course)
    sys.path.insert(0, str(course))  # the plugin for late hand-ins lies there
    config = PyFileConfigLoader("nbgrader_config.py", str(course)).load_config()
    config.CourseDirectory.db_url = f"sqlite:///{course / 'gradebook.db'}?timeout=120"  # the other process writes, too
    return NbGraderAPI(config=config)


def autograde(course: Path, hand_ins: Sequence[HandIn]) -> dict[HandIn, str]:
    """Grade some hand-ins; returns the log of each of which nothing came."""
    api = nbgrader_at(course)
    done = {hand_in: api.autograde(*hand_in) for hand_in in hand_ins}
    return {hand_in: result["log"] for hand_in, result in done.items() if not result["success"]}


def lists_of(course: Path, hand_ins: Sequence[HandIn]) -> dict[str, list[Any]]:
    """All that the lists of formgrader are made of, without ids that are given by chance, and their order."""
    api = nbgrader_at(course)
    names, students = dict(hand_ins), api.get_students()
    found = {
        "assignments": api.get_assignments(),
        "students": students,
        "notebooks": [one for name in names for one in api.get_notebooks(name)],
        "submissions": [one for name in names for one in api.get_submissions(name)],
        "of notebooks": [one for name in names for one in api.get_notebook_submissions(name, name)],
        "of students": [one for student in students for one in api.get_student_submissions(student["id"])],
        "notebooks of students": [
            one for name, student in hand_ins for one in api.get_student_notebook_submissions(student, name)
        ],
        "grades": [],
        "comments": [],
    }
    with api.gradebook as gradebook:
        for name, student in hand_ins:
            notebook = gradebook.find_submission_notebook(name, name, student)
            found["grades"].append(sorted((grade.to_dict() for grade in notebook.grades), key=itemgetter("name")))
            found["comments"].append([comment.to_dict() for comment in notebook.comments])
    return {what: sorted(map(_without_chance, lists), key=repr) for what, lists in found.items()}


def _without_chance(found: Any) -> Any:
    """Without ids, and without the last digits of sums: a database adds up in the order in which rows came."""
    if isinstance(found, list):
        return [_without_chance(one) for one in found]
    if isinstance(found, float):
        return round(found, 9)
    if not isinstance(found, dict):
        return found
    by_chance = {"index"} if "email" in found else {"id", "index"}  # a student's id is a name
    return {key: _without_chance(value) for key, value in sorted(found.items()) if key not in by_chance}


def pages_of(course: Path, hand_ins: Sequence[HandIn]) -> dict[str, dict[HandIn, str]]:
    """The page of each hand-in that formgrader shows, and the one that learners get back, as HTML."""
    from nbconvert.exporters import HTMLExporter
    from nbgrader.server_extensions.formgrader import handlers

    api = nbgrader_at(course)
    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    exporter = HTMLExporter(config=config)  # as `FormgradeExtension` makes it
    pages: dict[str, dict[HandIn, str]] = {"formgrader": {}, "feedback": {}}
    for name, student in hand_ins:
        notebook = course / "autograded" / student / name / f"{name}.ipynb"
        resources = {  # as `SubmissionHandler` fills them, with names for the ids
            "assignment_id": name,
            "notebook_id": name,
            "submission_id": f"{name} of {student}",
            "index": 0,
            "total": 1,
            "base_url": "/",
            "student": student,
            "last_name": None,
            "first_name": None,
            "notebook_path": f"autograded/{student}/{name}/{name}.ipynb",
        }
        pages["formgrader"][name, student], _ = exporter.from_filename(str(notebook), resources=resources)
        made = api.generate_feedback(name, student)
        assert made["success"], made["log"]
        feedback = course / "feedback" / student / name / f"{name}.html"
        pages["feedback"][name, student] = feedback.read_text(encoding="utf-8")
    return pages
