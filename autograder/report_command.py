"""The commands `report` and `marks`: a page on a class, and its marks as a table, written to files."""

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from autograder.class_reading import read_works, with_certain
from autograder.command import counted, program
from autograder.final_marks import FinalMark
from autograder.notebook import grade_id
from autograder.paper import Paper, load_paper


def write_report(options: Namespace) -> str:
    """Write the page on an exercise of a class, and say where it is. Raises OSError, and ValueError in words."""
    from autograder.class_report import class_report

    paper = load_paper(options.course_dir, options.name)
    works = read_works(options.course_dir, paper)
    given, trouble = _given(options, paper)
    made = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    html = class_report(paper, works, with_certain(paper, works, given), made, program())
    out = _place(options, "report.html")
    out.write_text(html, encoding="utf-8", newline="\n")
    without = sum(work.student not in given for work in works)
    note = f" {without} of them have no marks in the gradebook yet, so the page has what is certain." if without else ""
    return " ".join(filter(None, [f"The report on {counted(len(works), 'hand-in')} is in {out}.{note}", trouble]))


def write_marks(options: Namespace) -> str:
    """Write the marks of an exercise from the gradebook, and say where they are. Raises as `write_report` does."""
    from autograder.gradebook_marks import open_session, read_final_marks
    from autograder.marks_csv import marks_csv

    paper = load_paper(options.course_dir, options.name)
    with open_session(options.course_dir, options.name, options.db) as session:
        marks = read_final_marks(session, options.name)
    out = _place(options, "marks.csv")
    out.write_bytes(marks_csv([grade_id(cell) for cell in paper.graded], marks))
    waiting = sum(mark.waits for mark in marks.values())
    note = f" In {waiting} a person still has to look: their totals aren't final." if waiting else ""
    return f"The marks of {counted(len(marks), 'learner')} are in {out}.{note}"


def _given(options: Namespace, paper: Paper) -> tuple[dict[str, FinalMark], str]:
    """The marks in the gradebook; none, and why, where it can't be read: a report can be made before it is there."""
    from autograder.class_gradebook import GradebookError
    from autograder.gradebook_marks import open_session, read_final_marks

    try:
        with open_session(options.course_dir, paper.name, options.db) as session:
            return read_final_marks(session, paper.name), ""
    except GradebookError as error:
        return {}, str(error)


def _place(options: Namespace, end: str) -> Path:
    return Path(options.out or options.course_dir / f"{options.name}-{end}")
