"""One line of a journal: what it says, and the digest by which later lines name it."""

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from course.language import N_

VERSION = 1
LONGEST = 1 << 20  # bytes of one line; far above any reply, far below what could fill a memory

_LAST = datetime.max.replace(tzinfo=UTC)
_OWN = {"module_nine", "parent", "kind", "at"}
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class LineError(ValueError):
    """A line that isn't a record; the message says so to a person, to be translated where it is shown."""


@dataclass(frozen=True, slots=True)
class Record:
    """A line as it is on disk and what it means.

    A *header* has no parent and starts a thread; any other record continues the one that its parent
    names. Two records are equal when their lines are.
    """

    line: bytes = field(repr=False)
    digest: str = field(compare=False)
    parent: str | None = field(compare=False)
    kind: str = field(compare=False)
    at: datetime = field(compare=False)
    data: dict[str, Any] = field(compare=False)

    @classmethod
    def new(
        cls, kind: str, data: Mapping[str, Any], parent: str | None = None, after: datetime | None = None
    ) -> "Record":
        """Return the record of something done now, and after `after`, whatever a clock that was set back says.

        Raises ValueError when data isn't plain, short JSON.
        """
        if not _OWN.isdisjoint(data):
            raise ValueError(f"a record keeps these keys for itself: {sorted(_OWN & data.keys())}")
        start = {"module_nine": VERSION} if parent is None else {"parent": parent}
        at = datetime.now(UTC)
        if after is not None and at <= after < _LAST:
            at = after + timedelta(microseconds=1)
        return cls.parse(_encode({**data, **start, "kind": kind, "at": at.isoformat(timespec="microseconds")}))

    @classmethod
    def parse(cls, line: bytes) -> "Record":
        """Read one line, given without its end. Raises LineError for all that isn't a record."""
        if len(line) > LONGEST:
            raise LineError(N_("this line is too long"))
        value = _decode(line)
        start, parent = value.pop("module_nine", None), value.pop("parent", None)
        kind, at = value.pop("kind", None), value.pop("at", None)
        if type(start) is int and start > VERSION:
            raise LineError(N_("this line was written by a newer version of the course"))
        if (type(start) is not int or start != VERSION) if parent is None else start is not None:
            raise LineError(N_("this line is not from this course"))
        if not (parent is None or isinstance(parent, str)) or not isinstance(kind, str):
            raise LineError(N_("this line is not from this course"))
        return cls(line, digest_of(line), parent, kind, _time(at), value)


def digest_of(line: bytes) -> str:
    """Return the name of a line: 32 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(line).hexdigest()[:32]


def _encode(value: dict[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    # A browser can hand over half a character (a lone surrogate), which UTF-8 can't hold: it becomes "?".
    return text.encode("utf-8", "replace")


def _decode(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line.decode("utf-8"), parse_constant=_refuse, parse_float=_finite)
        if _SURROGATE.search(line):
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        raise LineError(N_("this line can't be read")) from None
    if not isinstance(value, dict):
        raise LineError(N_("this line is not from this course"))
    return value


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _time(at: object) -> datetime:
    try:
        moment = datetime.fromisoformat(at) if isinstance(at, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() != timedelta(0):
        raise LineError(N_("this line doesn't say when it was written"))
    return moment
