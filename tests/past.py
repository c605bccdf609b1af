"""A made-up past: what a learner did and when, as the journal that it would have left."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from course import dialogue, replies
from course.dialogue import State
from course.history import History, read, read_files
from course.labels import PAUSE
from course.record import VERSION, Record
from course.scenario import Scenario

MONDAY = datetime(2026, 1, 5, 8, tzinfo=UTC)  # when everything here begins
_NAMES = re.compile(rb"[0-9a-f]{12,32}")  # a digest, or the first digits that a key takes of it


class Past:
    """Records of talks and answers, each at a time of its own; `days` are counted from `begins`."""

    def __init__(self, begins: datetime = MONDAY) -> None:
        self.records: list[Record] = []
        self._begins = begins
        self._seconds = 0

    def add(self, kind: str, data: Mapping[str, Any], parent: str | None = None, days: float = 0) -> Record:
        """Add a record, a second after the one before on the same day."""
        self._seconds += 1
        at = self._begins + timedelta(days=days, seconds=self._seconds)
        start = {"module_nine": VERSION} if parent is None else {"parent": parent}
        self.records.append(_record({**data, **start, "kind": kind}, at))
        return self.records[-1]

    def talk(
        self,
        scenario: Scenario,
        steps: Iterable[str | frozenset[str]],
        days: float = 0,
        *,
        seed: int = 0,
        key: str | None = None,
        since: tuple[State, list[str]] | None = None,
    ) -> tuple[State, list[str]]:
        """A talk: a step is a choice's id, `pause`, or the labels of typed words. Returns its state and its digests.

        `since` is what an earlier call returned, cut to where this one goes on from.
        """
        state, path = since or (dialogue.start(scenario, seed), [])
        if not path:
            header = {
                "scenario": scenario.name,
                "digest": scenario.digest,
                "judge": replies.digest(),
                "seed": seed,
                "key": key or scenario.name,
            }
            path = [self.add("conversation", header, days=days).digest]
        for step in steps:
            if step == PAUSE:
                after = dialogue.pause(state)
            elif isinstance(step, str):
                after = dialogue.say(state, step)
            else:
                after = dialogue.step(state, step, text=f"words that do {' '.join(sorted(step))}")
            data = {"answered": state.line, "reply": after.turns[-1].reply.to_json()}
            path = [*path, self.add("reply", data, path[-1], days).digest]
            state = after
        return state, path

    @property
    def history(self) -> History:
        """What a journal with all of it says."""
        return read_files({"journal-1.jsonl": self._content})

    def write(self, folder: Path) -> Path:
        """Put it where a journal is read from; returns that folder."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "journal-past.jsonl").write_bytes(self._content)
        return folder

    @property
    def _content(self) -> bytes:
        return b"".join(record.line + b"\n" for record in self.records)


def days_go_by(folder: Path, days: float) -> None:
    """Let time go by: a journal on disk is written anew, with everything in it done that many days earlier.

    A record is named by what it says, so each gets a new name, wherever another one gives it. Nobody may have the
    journal open meanwhile: they would know it as it was.
    """
    records: list[Record] = []
    renamed: dict[bytes, bytes] = {}

    def named(found: re.Match[bytes]) -> bytes:
        return renamed.get(found[0][:12], found[0])[: len(found[0])]

    for record in read(folder).records.values():
        records.append(_record(json.loads(_NAMES.sub(named, record.line)), record.at - timedelta(days=days)))
        renamed[record.digest[:12].encode()] = records[-1].digest.encode()
    for file in folder.glob("journal-*.jsonl"):
        file.unlink()
    (folder / "journal-before.jsonl").write_bytes(b"".join(record.line + b"\n" for record in records))


def _record(says: Mapping[str, Any], at: datetime) -> Record:
    """A record as the course writes it, at a time that the clock never showed."""
    value = {**says, "at": at.isoformat(timespec="microseconds")}
    return Record.parse(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
