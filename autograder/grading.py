"""One exercise of a class, graded: what has changed is marked, and kept so that a stop at any moment does no harm.

A hand-in is kept in three steps: the files that show its marks, beside those of the last time; its rows in the
gradebook, in one transaction; then the files take their place, with a record of what they were made from. Whatever
has no such record is graded again.
"""

import errno
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from autograder.autograded import Autograded
from autograder.class_gradebook import ClassGradebook
from autograder.class_rows import Standing
from autograder.class_settings import SettingsError, read_time
from autograder.folder import TIMESTAMP, read_submission
from autograder.graded import Graded, Submission
from autograder.ledger import Record, digest, fingerprint
from autograder.lock import locked
from autograder.notebook import settings_of
from autograder.paper import Paper
from autograder.workers import Batch, Results, Ungraded, Workers

_HAND_INS = 16  # in a batch …
_BYTES = 4 << 20  # … unless fewer fill this
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


class GradingError(ValueError):
    """Nothing more can be graded; the message says what to mend."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the gradebook has of a student's hand-in, in points, and what to know about it.

    `earned` is None where nothing could be graded; `problems` say why. `waits` is whether a person has to give a mark,
    `skipped` whether all was as it was graded the last time.
    """

    student: str
    possible: float
    earned: float | None = None
    waits: bool = False
    problems: tuple[str, ...] = ()
    skipped: bool = False


@dataclass(frozen=True)
class Grading:
    """A paper, who marks by it, and the gradebook that keeps the marks."""

    paper: Paper
    workers: Workers
    gradebook: ClassGradebook

    def outcomes(self, students: Sequence[str], *, force: bool = False) -> Iterator[Outcome]:
        """Grade what has changed, or with `force` all, of some students; each is told as soon as it is kept.

        Raises LockedError where another run is at this exercise, GradingError, GradebookError, WorkersError, OSError.
        """
        with locked(self.gradebook.settings.course, self.paper.name):
            yield from self._outcomes(students, force=force)

    def _outcomes(self, students: Sequence[str], *, force: bool) -> Iterator[Outcome]:
        standings = {} if force else self.gradebook.standing()
        changed = []
        for student in students:
            try:
                self._autograded(student).mend()
                before = self._as_before(student, standings.get(student))
            except OSError as error:
                yield self._failed(student, _in_words(error))
                continue
            if before:
                yield before
            else:
                changed.append(student)
        unread: list[Submission] = []
        for batch, results in self.workers(self.paper, _batches(self._readable(changed, unread))):
            yield from self._kept(batch, results)
        for submission in unread:
            yield self._failed(submission.student, f"{submission.problems[0]} What was graded of it before stays.")

    def _as_before(self, student: str, standing: Standing | None) -> Outcome | None:
        """What is kept of a hand-in already; None where it has to be graded."""
        if standing is None or not standing.complete:
            return None
        record = self._autograded(student).record()
        if record is None or record.fingerprint != self._fingerprint(self._read(student), standing):
            return None
        return replace(self._outcome(student, standing, record.problems), skipped=True)

    def _kept(self, batch: Batch, results: Results) -> Iterator[Outcome]:
        """Keep what came of a batch. Raises GradingError, GradebookError."""
        ready: dict[str, tuple[Submission, Graded]] = {}
        for submission, result in zip(batch, results, strict=True):
            if isinstance(result, Ungraded):
                yield self._failed(submission.student, result.why)
                continue
            shown = {f"{self.paper.name}.ipynb": result.notebook.encode()}
            try:
                self._autograded(submission.student).prepare({**submission.files, **shown})
            except OSError as error:
                yield self._failed(submission.student, _in_words(error))
            else:
                ready[submission.student] = submission, result
        times = {student: _time(submission) for student, (submission, _) in ready.items()}
        wrong = self.gradebook.write([graded for _, graded in ready.values()], times)
        standings = self.gradebook.standing(ready)
        for student, kept in ready.items():
            yield self._put(*kept, standings.get(student), f"{student} {wrong[student]}" if student in wrong else "")

    def _put(self, submission: Submission, graded: Graded, standing: Standing | None, wrong: str) -> Outcome:
        """Put the files of a hand-in that is in the gradebook in their place. Raises GradingError."""
        student, files = graded.student, self._autograded(graded.student)
        try:
            if standing is None or not standing.complete:
                files.mend()
                return self._failed(student, wrong or "Its rows went from the gradebook while it was graded.")
            notebook = digest(graded.notebook.encode())
            record = Record(self._fingerprint(submission, standing), notebook, graded.problems)
            files.replace(None if wrong else record)
        except OSError as error:
            return self._failed(student, _in_words(error))
        return self._outcome(student, standing, (*graded.problems, *filter(None, [wrong])))

    def _read(self, student: str) -> Submission:
        """A hand-in, without its time if that can't be read."""
        name = self.paper.name
        submission = read_submission(self.gradebook.settings.folder("submitted", student, name), student, name)
        try:
            _time(submission)
        except SettingsError as error:
            files = {file: content for file, content in submission.files.items() if file != TIMESTAMP}
            return replace(submission, files=files, problems=(*submission.problems, str(error)))
        return submission

    def _readable(self, students: Iterable[str], unread: list[Submission]) -> Iterator[Submission]:
        """The hand-ins of some students; those that nobody can read now go to `unread`."""
        for student in students:
            submission = self._read(student)
            if submission.unread:
                unread.append(submission)
            else:
                yield submission

    def _autograded(self, student: str) -> Autograded:
        return Autograded(self.gradebook.settings.folder("autograded", student, self.paper.name))

    def _fingerprint(self, submission: Submission, standing: Standing) -> str:
        late = self.gradebook.settings.lateness if standing.seconds_late else ""
        return fingerprint(self.paper, submission, standing, late)

    def _outcome(self, student: str, standing: Standing, problems: tuple[str, ...]) -> Outcome:
        return Outcome(student, self._possible, standing.points, standing.waits, problems)

    def _failed(self, student: str, why: str) -> Outcome:
        return Outcome(student, self._possible, problems=(why,))

    @cached_property
    def _possible(self) -> float:
        return float(sum(settings_of(cell)["points"] for cell in self.paper.graded))


def _batches(submissions: Iterable[Submission]) -> Iterator[Batch]:
    batch: list[Submission] = []
    for submission in submissions:
        batch.append(submission)
        if len(batch) == _HAND_INS or sum(map(_size, batch)) >= _BYTES:
            yield batch
            batch = []
    if batch:
        yield batch


def _size(submission: Submission) -> int:
    return sum(map(len, submission.files.values()))


def _time(submission: Submission) -> datetime | None:
    """When it was handed in. Raises SettingsError."""
    return read_time(submission.files.get(TIMESTAMP, b""))


def _in_words(error: OSError) -> str:
    """Why the files of one student can't be kept. Raises GradingError where those of the others can't be either."""
    if error.errno in _FULL:
        raise GradingError(
            f"{error.filename or 'What was graded'} can't be written ({error.strerror}). Make room, then run it again: "
            "what is done stays done."
        ) from error
    return f"{error.filename} can't be read or written ({error.strerror}). Mend that, then run it again."
