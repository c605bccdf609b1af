"""A made-up past: what a learner did and when, as the journal that it would have left."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from course import dialogue, replies
from course.dialogue import State
from course.history import History, read_files
from course.labels import PAUSE
from course.record import VERSION, Record
from course.scenario import Scenario

MONDAY = datetime(2026, 1, 5, 8, tzinfo=UTC)  # when everything here begins


class Past:
    """Records of talks and answers, each at a time of its own; `days` are counted from MONDAY."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self._seconds = 0

    def add(self, kind: str, data: Mapping[str, Any], parent: str | None = None, days: float = 0) -> Record:
        """Add a record, a second after the one before on the same day."""
        self._seconds += 1
        at = MONDAY + timedelta(days=days, seconds=self._seconds)
        start = {"module_nine": VERSION} if parent is None else {"parent": parent}
        line = json.dumps(
            {**data, **start, "kind": kind, "at": at.isoformat(timespec="microseconds")},
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )
        self.records.append(Record.parse(line.encode()))
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
