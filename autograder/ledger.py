"""What was graded from what: a record beside each autograded notebook, by which a second run sees what has changed."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from autograder.graded import Submission
from autograder.paper import Paper

if TYPE_CHECKING:  # it brings nbgrader along
    from autograder.class_rows import Standing

FILE = ".graded.json"
_VERSION = 1  # of all that is written for a hand-in; a new number has everything graded again


@dataclass(frozen=True, slots=True)
class Record:
    """From what a hand-in was graded, the digest of the notebook that shows it, and what was told of it then."""

    fingerprint: str
    notebook: str
    problems: tuple[str, ...] = ()

    def to_json(self) -> bytes:
        """The record as it lies beside the notebook."""
        return json.dumps(asdict(self), indent=1).encode() + b"\n"

    @classmethod
    def from_json(cls, content: bytes) -> "Record | None":
        """The record that a file holds; None where it holds none."""
        try:
            match json.loads(content):
                case {"fingerprint": str(fingerprint), "notebook": str(notebook), "problems": [*problems]}:
                    return cls(fingerprint, notebook, tuple(map(str, problems)))
        except (ValueError, RecursionError):
            pass
        return None


def fingerprint(paper: Paper, submission: Submission, standing: "Standing", late: str) -> str:
    """A name of all that a grade depends on and of its rows in the gradebook: it differs where any of that does.

    `late` names what being late costs this student, "" for nothing.
    """
    files = {name: digest(content) for name, content in submission.files.items()}
    rows = [str(standing.submitted), str(standing.due), str(standing.extension), standing.digest]
    about = [_VERSION, paper.digest, submission.student, files, submission.problems, rows, late]
    return digest(json.dumps(about, sort_keys=True).encode())


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return sha256(content).hexdigest()
