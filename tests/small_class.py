"""A class of made-up learners in an exercise, as the report reads it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from solutions import EXERCISES
from students import hand_in, write_page

from autograder.class_work import Work, work_of
from autograder.final_marks import FinalMark, PartMark
from autograder.folder import read_submission
from autograder.notebook import grade_id, settings_of
from autograder.paper import Paper, load_paper

COPIED = (
    "When Walt laid his notebook down I stopped talking and read the page with him, line by line, and only then did I "
    "ask what the gym looks like. He laughed, and after that he talked to me instead of at me."
)
SKILLS = {
    "ada": 1.0,
    "bo": 0.9,
    "cy": 0.7,
    "di": 0.6,
    "ed": 0.5,
    "flo": 0.4,
    "gus": 0.3,
    "hal": 0.2,
    "ivy": 0.8,
    "jo": 0.1,
}


def angry() -> Paper:
    """The exercise that they do."""
    return load_paper(EXERCISES, "angry")


def class_of(folder: Path, most: int = len(SKILLS)) -> list[Work]:
    """The first learners, of whom Bo and Cy have the same text, and Flo's file is Ed's; Jo has a name to be escaped."""
    names = list(SKILLS)[:most]
    for seed, name in enumerate(names):
        hand_in(folder / name, "angry", seed, SKILLS[name])
    for name in {"bo", "cy"} & set(names):
        write_page(folder / name, "angry", COPIED)
    if "flo" in names:
        for file in (folder / "ed").glob("journal-*"):
            (folder / "flo" / "journal-copy.jsonl").write_bytes(file.read_bytes())
    works = [work_of(angry(), read_submission(folder / name, name, "angry")) for name in names]
    return [replace(work, student="<b>jo") if work.student == "jo" else work for work in works]


def marks_of(works: list[Work]) -> Mapping[str, FinalMark]:
    """The marks that are certain."""
    points = {grade_id(cell): settings_of(cell)["points"] for cell in angry().graded}
    return {
        work.student: FinalMark(
            work.student, {name: PartMark(part.points, points[name], part.waits) for name, part in work.parts.items()}
        )
        for work in works
    }
