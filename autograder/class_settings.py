"""nbgrader's settings of a course folder, read as nbgrader reads them: where things are, and what being late costs."""

import hashlib
import math
import os
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jupyter_core.paths import jupyter_config_path
from traitlets import TraitError
from traitlets.config.loader import Config, ConfigFileNotFound, JSONFileConfigLoader, PyFileConfigLoader

from autograder.nbgrader_parts import AssignLatePenalties, Autograde, CourseDirectory, NbGrader, parse_utc


class SettingsError(ValueError):
    """Settings that can't be used; the message says which, and why."""


@dataclass(frozen=True)
class ClassSettings:
    """What nbgrader knows of one course folder: its gradebook, its folders, and its plugin for late hand-ins."""

    course: Path
    courses: CourseDirectory
    late: AssignLatePenalties
    creates_students: bool

    @property
    def db_url(self) -> str:
        """The address of the gradebook, as SQLAlchemy writes it."""
        return str(self.courses.db_url)

    def folder(self, step: str, student: str, name: str) -> Path:
        """Where an exercise of a student lies at a step: "submitted", "autograded" or "feedback"."""
        return Path(self.courses.format_path(getattr(self.courses, f"{step}_directory"), student, name))

    @property
    def lateness(self) -> str:
        """A name of what being late costs: it differs where the plugin, its settings or its file do."""
        plugin = self.late.plugin_inst
        file = Path(type(plugin).late_submission_penalty.__code__.co_filename)
        code = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
        return repr((type(plugin).__qualname__, sorted(plugin.trait_values(config=True).items()), code))

    def penalty(self, student: str, score: float, seconds: float) -> float | None:
        """What the course's plugin takes off a score for so many seconds, from 0 to that score; None for nothing.

        Raises ValueError for an answer that is no number, and whatever the plugin raises.
        """
        with _as_nbgrader_runs(self.course):
            self.late.init_plugin()
            asked = self.late.plugin_inst.late_submission_penalty(student, score, seconds)
        if asked is None:
            return None
        if not math.isfinite(asked):
            raise ValueError(f"{asked} isn't a penalty")
        return 0.0 if asked < 0 else float(min(asked, score))


def read_settings(course: Path, db_url: str | None = None) -> ClassSettings:
    """Read `nbgrader_config` of a course folder over those of this machine and its user. Raises SettingsError.

    What these files change beside the settings is put back: the environment, the path, the folder. What they import
    stays imported, as a second import would give the late plugin another class than the settings name.
    """
    course = course.resolve()
    try:
        with _as_nbgrader_runs(course):
            app = NbGrader(config=_config(course), log_level="WARN")
            app.coursedir = CourseDirectory(parent=app, root=str(course), **({"db_url": db_url} if db_url else {}))
            late = AssignLatePenalties(parent=app)
            late.init_plugin()
            autograde = Autograde(coursedir=app.coursedir, parent=app)
            settings = ClassSettings(course, app.coursedir, late, autograde.create_student)
    except (OSError, TraitError, ImportError) as error:
        raise SettingsError(f"nbgrader's settings for {course} can't be used: {error}") from None
    if settings.folder("submitted", "NAME", "EXERCISE") != course / "submitted" / "NAME" / "EXERCISE":
        raise SettingsError(  # whoever reads hand-ins has to find the same ones, with nbgrader or without
            f"nbgrader's settings for {course} have hand-ins elsewhere than in submitted/NAME/EXERCISE, where these "
            "commands look. Take CourseDirectory.submitted_directory and directory_structure out of nbgrader_config."
        )
    return settings


def read_time(content: bytes) -> datetime | None:
    """When something was handed in, in UTC, from the bytes of its timestamp.txt; None where it is empty.

    Raises SettingsError.
    """
    try:
        words = content.decode("utf-8").strip()
        time: datetime | None = parse_utc(words) if words else None
    except (ValueError, OverflowError):
        raise SettingsError(
            "timestamp.txt isn't a time such as 2026-05-31 12:00:00 UTC. Correct it, or delete the file."
        ) from None
    return time


def _config(course: Path) -> Config:
    """All settings: what stands nearer to the course wins."""
    config = Config()
    shared = [str(place) for place in reversed(jupyter_config_path())]
    files = [("jupyter_config", place) for place in shared] + [("nbgrader_config", place) for place in shared]
    for name, place in [*files, ("nbgrader_config", str(course))]:
        for loader in (PyFileConfigLoader(f"{name}.py", path=place), JSONFileConfigLoader(f"{name}.json", path=place)):
            try:
                config.merge(loader.load_config())
            except ConfigFileNotFound:
                continue
            except Exception as error:
                what = f"{type(error).__name__}: {error}"
                raise SettingsError(f"{Path(place, loader.filename)} can't be read ({what}).") from error
    return config


@contextmanager
def _as_nbgrader_runs(course: Path) -> Iterator[None]:
    """A block that runs in the course's folder and imports from it; what it changes of the process is put back."""
    environment, path = os.environ.copy(), sys.path.copy()
    sys.path.insert(0, str(course))
    try:
        with chdir(course):
            yield
    finally:
        sys.path[:] = path
        for name in os.environ.keys() - environment.keys():
            del os.environ[name]
        os.environ.update(environment)
