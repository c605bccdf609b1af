"""The live answers to one drill, or one's plan for the next shift: of each item the newest counts.

In the journal a header (kind `drill` or `plan`) says what is answered, and each `answer` record that
continues it holds `item` and `answer`, which is plain JSON.
"""

from collections.abc import Callable, Mapping
from typing import Any

from course.history import History
from course.journal import Journal
from course.observers import Observers

_open: dict[tuple[Any, ...], "Answers"] = {}


def newest(history: History, kind: str, about: Mapping[str, Any]) -> dict[str, Any]:
    """The newest answer to each item, under all headers of this kind that say what `about` says."""
    headers = {header.digest for header in history.headers(kind) if about.items() <= header.data.items()}
    answers = (r.data for r in history.records.values() if r.kind == "answer" and r.parent in headers)
    return {data["item"]: data.get("answer") for data in answers if isinstance(data.get("item"), str)}


def older(history: History, kind: str, about: Mapping[str, Any]) -> bool:
    """Whether some answers were given to this when its content, and so its digest, was another."""
    named = {key: value for key, value in about.items() if key != "digest"}
    headers = (header.data for header in history.headers(kind))
    return any(named.items() <= data.items() and data.get("digest") != about["digest"] for data in headers)


def open_answers(journal: Journal, kind: str, about: Mapping[str, Any]) -> "Answers":
    """The one live set of answers to this in this process, so that every view of it shows the same."""
    name = (journal.folder, kind, *sorted(about.items()))
    if name not in _open:
        _open[name] = Answers(journal, kind, about)
    _open[name].refresh()
    return _open[name]


class Answers:
    """What was answered by item. `notice` is "" or says what the learner must know about the journal."""

    def __init__(self, journal: Journal, kind: str, about: Mapping[str, Any]) -> None:
        self._journal, self._kind, self._about = journal, kind, dict(about)
        self._observers = Observers()
        self._header: str | None = None
        self.given = newest(journal.history, kind, about)

    @property
    def kept(self) -> bool:
        """Whether every answer is on disk."""
        return not self._journal.trouble

    @property
    def notice(self) -> str:
        """What the journal has to say: that it can't save, or that lines were set aside."""
        return " ".join(filter(None, [self._journal.trouble, *self._journal.history.problems]))

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have a function called after each new answer. Returns a function that ends this."""
        return self._observers.add(callback)

    def refresh(self) -> None:
        """Take in what other notebooks wrote meanwhile."""
        self._journal.refresh()
        self.given = newest(self._journal.history, self._kind, self._about)

    def give(self, item: str, answer: Any) -> None:
        """Record an answer, then tell every view. Raises ValueError for an answer that isn't plain JSON."""
        if self._header is None:
            self._header = self._journal.append(self._kind, self._about).digest
        record = self._journal.append("answer", {"item": item, "answer": answer}, self._header)
        self.given[item] = record.data["answer"]  # as it will be read again: half a character, say, becomes "?"
        self._observers.tell()
