"""What the journals of a folder say: the records that can be trusted, in order, and what was set aside."""

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from course.language import _, ngettext
from course.record import LineError, Record

LARGEST = 16 << 20  # bytes of one file that is read
MOST = 64 << 20  # bytes of one folder
_NAME = re.compile(r"journal-.*\.jsonl", re.DOTALL)


@dataclass(frozen=True)
class Sheet:
    """One journal file as it was read: its records in file order, its size, what was set aside."""

    name: str
    size: int
    records: tuple[Record, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class History:
    """Records by digest, in the order they were made, the parent of each among them. It never changes.

    `newest` is when the last of them was made; None when there is none.
    """

    sheets: tuple[Sheet, ...] = ()
    problems: tuple[str, ...] = ()
    records: Mapping[str, Record] = field(default_factory=dict)
    _children: Mapping[str | None, tuple[Record, ...]] = field(default_factory=dict, repr=False)  # None: the headers
    newest: datetime | None = None

    def plus(self, records: Iterable[Record]) -> "History":
        """Return a history with these records too; one that is known already isn't added twice."""
        every, children = dict(self.records), dict(self._children)
        new: dict[str | None, list[Record]] = {}
        newest = self.newest
        for record in records:
            if record.digest not in every:
                every[record.digest] = record
                newest = max(newest or record.at, record.at)
                new.setdefault(record.parent, []).append(record)
        for parent, ahead in new.items():
            children[parent] = (*children.get(parent, ()), *ahead)
        return History(self.sheets, self.problems, every, children, newest)

    def headers(self, kind: str | None = None) -> list[Record]:
        """Return the records that start a thread, of one kind or of all."""
        return [record for record in self._children.get(None, ()) if kind is None or record.kind == kind]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each record, by its digest, in the order they were made."""
        return {digest: place for place, digest in enumerate(self.records)}

    def children(self, digest: str) -> tuple[Record, ...]:
        """Return the records that continue the one of this digest."""
        return self._children.get(digest, ())

    def tips(self) -> list[Record]:
        """Return the records that nothing continues: the ends of all branches."""
        return [record for record in self.records.values() if record.digest not in self._children]

    def path(self, digest: str) -> list[Record]:
        """Return a header and all that leads from it to the record of this digest. KeyError if unknown."""
        path = [self.records[digest]]
        while (parent := path[-1].parent) is not None:
            path.append(self.records[parent])
        return path[::-1]


def read(folder: Path, before: History | None = None) -> History:
    """Read every journal of a folder; nothing is written, and what can't be read becomes a problem in words.

    With the history read before, a file of the same size isn't read again: a journal only grows.
    """
    known = {sheet.name: sheet for sheet in before.sheets} if before else {}
    try:
        with os.scandir(folder) as entries:
            found = sorted(entry.name for entry in entries if is_journal(entry.name))
    except FileNotFoundError:
        return History()
    except OSError as error:
        told = _("The folder {folder} can't be read ({error}).")
        return History(problems=(told.format(folder=shown(str(folder)), error=error.strerror),))
    sheets, room = [], MOST
    for name in found:
        sheet = _sheet(folder / name, known.get(name), room)
        sheets.append(sheet)
        room -= sheet.size
    if before and tuple(sheets) == before.sheets:
        return before
    return _history(sheets)


def read_files(files: Mapping[str, bytes]) -> History:
    """What the journals among these files say, by their names, as `read` says it of a folder."""
    return _history([_parse(name, files[name]) for name in sorted(files) if is_journal(name)])


def is_journal(name: str) -> bool:
    """Whether a file of this name is one of the journals beside a notebook."""
    return bool(_NAME.fullmatch(name))


def shown(name: str) -> str:
    """Return a file's name with everything that can't be printed shown as a question mark."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)


def _history(sheets: list[Sheet]) -> History:
    records = _in_order(sheets)
    rooted = _rooted(records)
    orphans = records.keys() - rooted
    problems = tuple(problem for sheet in sheets for problem in _with_orphans(sheet, orphans))
    trusted = (record for record in records.values() if record.digest in rooted)
    return History(tuple(sheets), problems).plus(trusted)


def _sheet(path: Path, known: Sheet | None, room: int) -> Sheet:
    def aside(problem: str, error: str | None = None) -> Sheet:
        return Sheet(path.name, 0, (), (problem.format(file=shown(path.name), error=error),))

    try:
        # Opening a pipe would wait for ever, and a link may lead to another person's file.
        if not stat.S_ISREG(path.lstat().st_mode):
            return aside(_("{file} is not a plain file, so it was set aside."))
        size = path.stat().st_size
        if known and known.size == size:
            return known
        if size > min(LARGEST, room):
            return aside(_("{file} is too large, so it was set aside."))
        with path.open("rb") as file:
            content = file.read(size)
    except OSError as error:
        return aside(_("{file} can't be read ({error}), so it was set aside."), error.strerror)
    return _parse(path.name, content)


def _parse(name: str, content: bytes) -> Sheet:
    *lines, torn = content.split(b"\n")
    records, bad = [], []
    for number, line in enumerate(lines, 1):
        try:
            records.append(Record.parse(line.removesuffix(b"\r")))
        except LineError as error:
            bad.append((number, str(error)))
    problems = list(_bad_lines(shown(name), bad))
    if torn:
        told = _("{file}, line {number}: the last line was cut off while it was being written, so it was set aside.")
        problems.append(told.format(file=shown(name), number=len(lines) + 1))
    return Sheet(name, len(content), tuple(records), tuple(problems))


def _bad_lines(name: str, bad: list[tuple[int, str]]) -> Iterator[str]:
    if not bad:
        return
    number, why = bad[0]
    # To translate: {why} is such as "this line is too long".
    told = _("{file}, line {number}: {why}, so it was set aside.").format(file=name, number=number, why=_(why))
    if more := len(bad) - 1:
        rest = ngettext("After it 1 line was set aside too.", "After it {n} lines were set aside too.", more)
        told += " " + rest.format(n=more)
    yield told


def _with_orphans(sheet: Sheet, orphans: set[str]) -> Iterator[str]:
    yield from sheet.problems
    lost = sum(record.digest in orphans for record in sheet.records)
    if lost:
        told = ngettext(
            "{file}: 1 line was set aside, because what came before isn't there. A file or a line may be missing.",
            "{file}: {n} lines were set aside, because what came before isn't there. A file or a line may be missing.",
            lost,
        )
        yield told.format(file=shown(sheet.name), n=lost)


def _rooted(records: Mapping[str, Record]) -> set[str]:
    """Return the digests of the records that a header leads to."""
    continued: dict[str | None, list[Record]] = {}
    for record in records.values():
        continued.setdefault(record.parent, []).append(record)
    rooted, ahead = set(), continued.get(None, [])
    while ahead:
        record = ahead.pop()
        rooted.add(record.digest)
        ahead.extend(continued.get(record.digest, ()))
    return rooted


def _in_order(sheets: list[Sheet]) -> dict[str, Record]:
    """Order by time between files, but never against the order of a file: clocks are set back at times."""
    placed = []
    for sheet in sheets:
        latest = None
        for position, record in enumerate(sheet.records):
            latest = record.at if latest is None else max(latest, record.at)
            placed.append((latest, position, record.digest, record))
    placed.sort(key=lambda place: place[:3])
    ordered: dict[str, Record] = {}
    for _at, _position, digest, record in placed:
        ordered.setdefault(digest, record)
    return ordered
