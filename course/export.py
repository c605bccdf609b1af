"""All that a learner did, as files for somebody else's program: JSON with every word, and xAPI statements."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from course.attempts import Attempt
from course.certificate_facts import Measure, plain_name
from course.history import History
from course.language import _
from course.practice import tries_in
from course.record import Record
from course.xapi import Actor, statements

FORMAT = 1
_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


class BadMailError(ValueError):
    """This is no e-mail address; the message says so, and what to do."""


@dataclass(frozen=True, slots=True)
class Export:
    """The two files as bytes, by name, and how much is in them."""

    everything: tuple[str, bytes]
    statements: tuple[str, bytes]
    records: int
    told: int

    @property
    def files(self) -> dict[str, bytes]:
        """Both files, by name."""
        return dict((self.everything, self.statements))


def actor_of(history: History, name: str, mail: str) -> Actor:
    """Who a journal is of. Its first record names them where there is no e-mail address. Raises BadMailError."""
    mail = mail.strip()
    if mail and not _MAIL.fullmatch(mail):
        raise BadMailError(_("That isn’t an e-mail address, such as pat@example.com. Change it, or leave it empty."))
    return Actor(plain_name(name), mail, next(iter(history.records), "nobody")[:16])


def export(history: History, actor: Actor, by: Measure, now: datetime, *, words: bool) -> Export:
    """Make the files. The first always has every word, the statements only with `words`. `now` is when, in UTC."""
    told = statements(history, actor, by, words=words)
    stem = f"module-nine-{actor.id[:4]}"
    whole = _bytes(everything(history, by, now))
    return Export(
        (f"{stem}-everything.json", whole), (f"{stem}-xapi.json", _bytes(told)), len(history.records), len(told)
    )


def everything(history: History, by: Measure, now: datetime) -> dict[str, Any]:
    """Each talk in words, and under them every record as it is kept, answers and plans among them."""
    talks = [(name, attempt) for name, tries in tries_in(history, by.find).items() for attempt in tries]
    talks.sort(key=lambda one: (one[1].at, one[1].tip))
    return {
        "module_nine_export": FORMAT,
        "made": now.isoformat(timespec="seconds"),
        "talks": [_talk(history, name, attempt) for name, attempt in talks],
        "records": [_record(record) for record in history.records.values()],
    }


def _talk(history: History, name: str, attempt: Attempt) -> dict[str, Any]:
    state = attempt.state
    marks = state.marks
    told = {"customer": name, "title": state.scenario.title, "type": state.scenario.type, "left": _time(attempt.at)}
    ending = state.scenario.endings[state.ending] if state.ending else None
    came = {"ending": ending.title, "earned": marks.earned, "possible": marks.possible} if ending else {}
    last = [{"who": state.name, "said": state.line}] if ending else []
    return {**told, **came, "lines": [*_lines(history, attempt), *last]}


def _lines(history: History, attempt: Attempt) -> Iterator[dict[str, Any]]:
    """What was said, in order; of the learner's lines also when, whether in own words, and what they did."""
    records = history.path(attempt.tip)[1:]
    for turn, record in zip(attempt.state.turns, records, strict=True):
        yield {"who": attempt.state.name, "said": turn.line}
        reply = turn.reply
        said = {"paused": True} if reply.pause else {"said": reply.text, "own_words": reply.typed}
        yield {"who": "you", **said, "did": sorted(turn.labels), "at": _time(record.at)}


def _record(record: Record) -> dict[str, Any]:
    start = {"digest": record.digest, "parent": record.parent, "kind": record.kind, "at": _time(record.at)}
    return {**start, "data": record.data}


def _time(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")


def _bytes(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
