"""What a learner did as xAPI 1.0.3 statements, which is what an employer's learning system reads. Pure.

A statement's id comes from the record it tells of: sent twice, it is the same one.
Words are in it only where they are asked for.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from course.attempts import Attempt
from course.certificate_facts import KIND as CERTIFICATE
from course.certificate_facts import Measure
from course.document import DocumentError
from course.drillbook import load_drill
from course.forms import ITEMS
from course.history import History
from course.practice import tries_in
from course.record import Record
from course.sitting import shown, sittings_in

BASE = "https://module-nine.example"  # nobody's address: the names of our activities begin with it
_VERBS = "http://adlnet.gov/expapi/verbs"
_TYPES = "http://adlnet.gov/expapi/activities"
# What somebody did: its verb, and what kind of thing it was done with.
_DID = {
    "passed": (f"{_VERBS}/passed", f"{_TYPES}/simulation"),
    "failed": (f"{_VERBS}/failed", f"{_TYPES}/simulation"),
    "answered": (f"{_VERBS}/answered", f"{_TYPES}/question"),
    "completed": (f"{_VERBS}/completed", f"{_TYPES}/assessment"),
    "earned": ("http://id.tincanapi.com/verb/earned", f"{BASE}/types/certificate"),
}
_ANSWERED = {"drill": "Drill", "quiz": "Quiz", "plan": "Plan for the next shift"}
_WHICH = {"before": "before the course", "after": "after the course", "later": "weeks after the course"}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a name, and the e-mail address by which a learning system knows them; without one, our own `id`."""

    name: str
    mail: str
    id: str

    def to_json(self) -> dict[str, Any]:
        """The actor as statements name them."""
        known = {"mbox": f"mailto:{self.mail}"} if self.mail else {"account": {"homePage": BASE, "name": self.id}}
        return {"objectType": "Agent", **({"name": self.name} if self.name else {}), **known}


def statements(history: History, actor: Actor, by: Measure, *, words: bool) -> list[dict[str, Any]]:
    """Every talk that came to an end, every answer, test and certificate, in the order in which they were done.

    `words` is whether what the learner said and wrote goes with them.
    """
    told = [
        *_talks(history, by, words=words),
        *_answers(history, words=words),
        *_tests(history, by),
        *(_certificate(record) for record in history.headers(CERTIFICATE)),
    ]
    return [{**one, "actor": actor.to_json()} for one in sorted(told, key=lambda one: (one["timestamp"], one["id"]))]


def _talks(history: History, by: Measure, *, words: bool) -> Iterator[dict[str, Any]]:
    for tries in tries_in(history, by.find).values():
        for attempt in tries:
            if attempt.finished:
                yield _talk(attempt, words=words)


def _talk(attempt: Attempt, *, words: bool) -> dict[str, Any]:
    state = attempt.state
    marks, scenario = state.marks, state.scenario
    result = {"score": _score(marks.earned, marks.possible), "success": marks.passed, "completion": True}
    if words:
        result["response"] = "\n".join(f"{state.name}: {turn.line}\nMe: {turn.reply.text}" for turn in state.turns)
    told = _told(
        "passed" if marks.passed else "failed",
        f"customers/{scenario.name}",
        scenario.title,
        attempt.at,
        attempt.tip,
    )
    own = all(turn.reply.choice is None for turn in state.turns)
    context = {**told["context"], "extensions": {f"{BASE}/extensions/all-in-own-words": own}}
    return {**told, "result": result, "context": context}


def _answers(history: History, *, words: bool) -> Iterator[dict[str, Any]]:
    """Every answer to a drill or a quiz, and every plan for the next shift."""
    for record in history.records.values():
        header = history.records[record.parent] if record.parent else None
        if record.kind != "answer" or header is None or header.kind not in _ANSWERED:
            continue
        item, about = str(record.data.get("item", "")), str(header.data.get(header.kind, ""))
        title, answer = f"{_ANSWERED[header.kind]}, {about}: {item}", record.data.get("answer")
        told = _told("answered", f"{header.kind}/{about}/{item}", title, record.at, record.digest)
        result: dict[str, Any] = {"completion": True, **_marked(header, item, answer)}
        if words:
            result["response"] = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
        yield {**told, "result": result}


def _marked(header: Record, item: str, answer: object) -> dict[str, Any]:
    """The score of an answer to a drill that still is what it was, {} where there's none to give."""
    try:
        drill = load_drill(str(header.data.get(header.kind)))
    except DocumentError:
        return {}
    question = next((one for one in drill.items if one.id == item), None)
    if question is None or header.data.get("digest") != drill.digest or not question.sound(answer):
        return {}
    marks = question.mark(answer, question.key)
    return {"score": _score(marks.earned, marks.possible)} if marks.possible else {}


def _tests(history: History, by: Measure) -> Iterator[dict[str, Any]]:
    sittings = sittings_in(history, by.forms)
    readable = shown(sittings)
    for sitting in sittings:
        if sitting.finished:
            title = f"Skills test {_WHICH[sitting.which]}"
            told = _told("completed", f"skills-test/{sitting.form}", title, sitting.finished, sitting.header)
            score = {"score": _score(sitting.right, ITEMS)} if sitting in readable else {}
            yield {**told, "result": {"completion": True, **score}}


def _certificate(record: Record) -> dict[str, Any]:
    return _told("earned", "certificate", "Certificate of practice", record.at, record.digest)


def _told(did: str, path: str, title: str, at: datetime, digest: str) -> dict[str, Any]:
    """A statement without its actor. `digest` is that of the record it tells of, or comes from."""
    verb, kind = _DID[did]
    return {
        "id": str(uuid5(NAMESPACE_URL, f"{BASE}/records/{digest}")),
        "verb": {"id": verb, "display": {"en-US": did}},
        "object": _activity(kind, path, title),
        "timestamp": at.isoformat(timespec="milliseconds"),
        "context": {
            "platform": "Module Nine",
            "language": "en-US",
            "contextActivities": {"parent": [_activity(f"{_TYPES}/course", "course", "Module Nine")]},
        },
    }


def _activity(kind: str, path: str, title: str) -> dict[str, Any]:
    return {
        "objectType": "Activity",
        "id": f"{BASE}/{quote(path)}",
        "definition": {"type": kind, "name": {"en-US": title}},
    }


def _score(earned: int, possible: int) -> dict[str, float]:
    return {"scaled": round(earned / possible, 4), "raw": earned, "min": 0, "max": possible}
