"""The answers to graded drills: only who grades has them, in a folder that nbgrader's settings name."""

import os
from pathlib import Path

from course.drillbook import load_keys
from course.marking import AnswerKey
from course.questions import Drill

FOLDER = "MODULE_NINE_KEYS"


def keys_are_here() -> bool:
    """Whether this is where hand-ins are marked: a learner's own notebook has no answers."""
    return bool(os.environ.get(FOLDER))


def load_key(grade_id: str, drill: Drill) -> dict[str, AnswerKey]:
    """The answers to the drill that a test cell marks, by item. Raises DocumentError."""
    return load_keys(Path(os.environ[FOLDER], f"{grade_id}.yaml"), drill)
