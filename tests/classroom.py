"""A real nbgrader course in a folder of its own, with what an instructor does in it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from solutions import EXERCISES
from traitlets.config.loader import PyFileConfigLoader

from autograder.overrules import VARIABLE


@contextmanager
def instructor_in(folder: Path, exchange: Path | None = None) -> Iterator[pytest.MonkeyPatch]:
    """An instructor at work in a course folder; what they, and nbgrader's settings, change is put back at the end."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("PATH", "PYTHONSAFEPATH", "MODULE_NINE_KEYS", VARIABLE):
            patch.setenv(name, os.environ.get(name, ""))  # nbgrader's settings change these; this puts them back
        patch.setenv("MODULE_NINE_EXCHANGE", str(exchange or folder / "exchange"))
        patch.chdir(folder)
        yield patch


class Classroom:
    """A copy of the folder `exercises` with an exchange of its own, and nbgrader at work in it."""

    def __init__(self, folder: Path, settings: str = "") -> None:
        from nbgrader.apps.api import NbGraderAPI

        self.folder = folder
        for part in ("nbgrader_config.py", "keys", "source"):
            copy = shutil.copytree if (EXERCISES / part).is_dir() else shutil.copy
            copy(EXERCISES / part, folder / part)
        with (folder / "nbgrader_config.py").open("a", encoding="utf-8", newline="\n") as file:
            file.write(settings)
        config = PyFileConfigLoader("nbgrader_config.py", str(folder)).load_config()
        config.Exchange.cache = str(folder / "cache")
        Path(config.Exchange.root).mkdir()
        self.api = NbGraderAPI(config=config)

    def command(self, *words: str) -> str:
        """Run nbgrader as the README says, in an environment that isn't activated."""
        env = os.environ | {"PATH": os.defpath}
        for name in ("PYTHONSAFEPATH", "MODULE_NINE_KEYS", "VIRTUAL_ENV"):
            env.pop(name, None)
        run = subprocess.run(
            [sys.executable, "-m", "nbgrader", *words],
            check=False,
            cwd=self.folder,
            env=env,
            capture_output=True,
            encoding="utf-8",
        )
        assert run.returncode == 0, run.stderr
        return run.stderr

    def hand_in(self, learner: str, name: str = "angry") -> Path:
        """The folder of a hand-in that was collected, with the notebook as it was released."""
        folder = self.folder / "submitted" / learner / name
        shutil.copytree(EXERCISES / "release" / name, folder)
        return folder

    def exchange(self, action: str, **settings: str) -> None:
        """Do as a learner: fetch or submit."""
        from nbgrader.coursedir import CourseDirectory

        coursedir = CourseDirectory(parent=self.api, assignment_id="angry", **settings)
        step = getattr(self.api.exchange, action)
        step(coursedir=coursedir, authenticator=self.api.authenticator, parent=self.api).start()

    def grade(self, learner: str, name: str = "angry") -> None:
        result = self.api.autograde(name, learner)
        assert result["success"], result["log"]

    def marks(self, learner: str, name: str = "angry") -> dict[str, tuple[float | None, bool]]:
        """By test cell: the mark that was given automatically, and whether a person has to look."""
        with self.api.gradebook as gradebook:
            (notebook,) = gradebook.find_submission(name, learner).notebooks
            return {grade.name: (grade.auto_score, grade.needs_manual_grade) for grade in notebook.grades}

    def shown(self, learner: str, grade_id: str) -> str:
        """The HTML that a test cell showed when it was graded."""
        graded = nbformat.read(self.folder / "autograded" / learner / "angry" / "angry.ipynb", as_version=4)
        (cell,) = [cell for cell in graded.cells if cell.id == grade_id]
        return "".join(output.data.get("text/html", "") for output in cell.outputs)
