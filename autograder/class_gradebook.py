"""The one writer to nbgrader's gradebook: it leaves there, for a class at once, what `nbgrader autograde` leaves.

Hand-ins are written a batch at a time, each batch in one transaction: it is there as a whole, or not at all.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, create_engine, inspect, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from autograder.class_rows import Layout, LayoutError, Standing, read_layout, read_standings
from autograder.class_settings import SettingsError, read_settings
from autograder.class_writing import (
    INSERTS,
    HandIn,
    known_students,
    read_scores,
    write_hand_ins,
    write_marks,
    write_penalties,
)
from autograder.graded import Graded

_PATIENCE = 20  # seconds for which others may hold the gradebook
_GENERATE = "Run: nbgrader generate_assignment {} --force"

#: What to do about an error, by words in what the database says of it.
_ADVICE = {
    "locked": "Another program is at work in it. Close it, or wait until it is done.",
    "lock timeout": "Another program is at work in it. Close it, or wait until it is done.",
    "readonly": "Let this account write it, and the folder it is in.",
    "read-only": "Let this account write to it.",
    "permission denied": "Let this account read and write its tables.",
    "disk": "Make room on the disk.",
    "column": "Another version of nbgrader made it. Keep a copy, then run: nbgrader db upgrade",
    "": "See that it is there and can be reached.",
}


class GradebookError(ValueError):
    """A gradebook that can't be read or written; the message says what to do."""


class ClassGradebook:
    """The gradebook of a course folder, as far as it is about one exercise; used in a `with` block.

    All that it does raises GradebookError, and nothing else, where nbgrader's settings or its gradebook don't do.
    """

    def __init__(self, course: Path, name: str, db_url: str | None = None) -> None:
        self.name = name
        try:
            self.settings = read_settings(course, db_url)
        except SettingsError as error:
            raise GradebookError(str(error)) from error
        self._engine = _engine(_url(self.settings.db_url, self.settings.course, name))

    def __enter__(self) -> Self:
        with self._told(), self._engine.connect() as connection:
            if not inspect(connection).has_table("assignment"):
                raise LayoutError("is empty")
            self._layout(connection)
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()

    def standing(self, students: Collection[str] | None = None) -> dict[str, Standing]:
        """What is there of each student's hand-in, or of some students' alone: five queries, however many."""
        with self._told(), self._engine.connect() as connection:
            return read_standings(connection, self._layout(connection), students)

    def write(self, graded: Iterable[Graded], submitted: Mapping[str, datetime | None]) -> dict[str, str]:
        """Write the marks of some hand-ins, all of them or none; marks, credit and comments of a person's stay.

        `submitted` has the time of each, where it is known. Returns by student, as a sentence, what to mend before the
        rows of that one are right, so that nobody takes them for done.
        """
        batch = {one.student: one for one in sorted(graded, key=lambda one: one.student)}
        with self._told(), self._engine.begin() as connection:
            layout = self._layout(connection)
            strangers = self._strangers(connection, batch)
            welcome = {student: one for student, one in batch.items() if student not in strangers}
            for one in welcome.values():
                _check(layout, one)
            hand_ins = write_hand_ins(connection, layout, {student: submitted.get(student) for student in welcome})
            write_marks(connection, layout, {hand_ins[student].notebook: one for student, one in welcome.items()})
            return strangers | self._late(connection, hand_ins)

    def _strangers(self, connection: Connection, students: Iterable[str]) -> dict[str, str]:
        if self.settings.creates_students:
            return {}
        unknown = set(students) - known_students(connection, students)
        why = "isn't in the gradebook, and nbgrader's setting Autograde.create_student is off. Add them in formgrader."
        return dict.fromkeys(sorted(unknown), why)

    def _late(self, connection: Connection, hand_ins: Mapping[str, HandIn]) -> dict[str, str]:
        """Take off what the course takes for being late, and say for whom its plugin failed."""
        late = {student: one for student, one in hand_ins.items() if one.seconds_late}
        scores = read_scores(connection, [one.notebook for one in late.values()])
        penalties: dict[str, float | None] = {
            one.notebook: None for student, one in hand_ins.items() if student not in late
        }
        failed = {}
        for student, one in late.items():
            try:
                penalties[one.notebook] = self.settings.penalty(student, scores[one.notebook], one.seconds_late)
            except Exception as error:  # noqa: BLE001 - a plugin is the instructor's own code, and can raise anything
                what = f"{type(error).__name__}: {error}"
                failed[student] = f"was late, and the plugin for that failed ({what}). Mend it, then grade this again."
        write_penalties(connection, penalties)
        return failed

    def _layout(self, connection: Connection) -> Layout:
        return read_layout(connection, self.name)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """A block in which what goes wrong with the gradebook is told as a sentence."""
        shown = self._engine.url.render_as_string(hide_password=True)
        try:
            yield
        except LayoutError as error:
            raise GradebookError(f"The gradebook {shown} {error}. {_GENERATE.format(self.name)}") from error
        except SQLAlchemyError as error:
            reason = str(error.orig if isinstance(error, DBAPIError) else error).strip().partition("\n")[0]
            advice = next(advice for words, advice in _ADVICE.items() if words in reason.lower())
            raise GradebookError(f"The gradebook {shown} can't be used ({reason}). {advice}") from error


def _check(layout: Layout, graded: Graded) -> None:
    """Marks are for the cells that the gradebook knows. Raises LayoutError."""
    for score in graded.scores:
        if score.grade_id not in layout.graded:
            raise LayoutError(f"has no graded cell {score.grade_id}")
        if (score.points or 0) > (most := layout.points[score.grade_id]):
            raise LayoutError(f"gives {most:g} points at most for {score.grade_id}, and {score.points:g} were earned")


def _url(db_url: str, course: Path, name: str) -> URL:
    """Where the gradebook is; a file that isn't absolute is one in the course folder, as for nbgrader."""
    try:
        url = make_url(db_url)
    except SQLAlchemyError:
        raise GradebookError(f"'{db_url}' isn't the address of a database, such as sqlite:///gradebook.db") from None
    if url.get_backend_name() not in INSERTS:
        raise GradebookError(f"The gradebook has to be SQLite or PostgreSQL, not {url.get_backend_name()}.")
    if url.get_backend_name() == "sqlite" and url.database and not url.database.startswith(("file:", ":")):
        file = course / url.database
        if not file.is_file():  # connecting would make an empty one
            raise GradebookError(f"There's no gradebook {file}. {_GENERATE.format(name)}")
        url = url.set(database=str(file))
    return url


def _engine(url: URL) -> Engine:
    patience: dict[str, Any] = {"timeout": _PATIENCE}
    if url.get_backend_name() == "postgresql":
        asked = url.query.get("options", "")
        patience = {"connect_timeout": _PATIENCE, "options": f"{asked} -c lock_timeout={_PATIENCE}s"}
    try:
        return create_engine(url, connect_args=patience, pool_pre_ping=True)
    except ImportError as error:
        raise GradebookError(f"A gradebook of this kind needs the package {error.name}. Install it.") from error
    except SQLAlchemyError as error:
        raise GradebookError(f"A gradebook at {url} can't be opened: {error}.") from error
