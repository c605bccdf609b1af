"""A class as its instructor's folder has it: what each learner did, and the marks as they stand."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.class_work import Work, work_of
from autograder.final_marks import FinalMark, PartMark
from autograder.folder import read_submission, submissions
from autograder.notebook import grade_id, settings_of
from autograder.paper import Paper


def read_works(course: Path, paper: Paper) -> list[Work]:
    """What everybody did who handed in, replayed. Raises OSError where `submitted/` can't be read."""
    return [
        work_of(paper, read_submission(course / "submitted" / student / paper.name, student, paper.name))
        for student in submissions(course, paper.name)
    ]


def with_certain(paper: Paper, works: Sequence[Work], given: Mapping[str, FinalMark]) -> dict[str, FinalMark]:
    """The marks of all these learners: those given, and for whom there are none yet, the points that are certain."""
    return {work.student: given.get(work.student) or _certain(paper, work) for work in works}


def _certain(paper: Paper, work: Work) -> FinalMark:
    parts = {}
    for cell in paper.graded:
        name, done = grade_id(cell), work.parts[grade_id(cell)]
        unknown = done.waits and not done.shares and not done.points
        parts[name] = PartMark(None if unknown else done.points, settings_of(cell)["points"], done.waits)
    return FinalMark(work.student, parts)
