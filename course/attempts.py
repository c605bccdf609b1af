"""What somebody tried with one customer, replayed from a journal in which nothing derived is believed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from course import dialogue
from course.dialogue import State
from course.history import History, read
from course.record import Record
from course.reply import KEYS, Reply
from course.scenario import Scenario

MOST = 1000  # tries under one key that are read; nobody has that many
SEEDS = 1 << 32  # a seed is a whole number from 0 up to, not including, this


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way through a conversation, up to where it was left.

    `tip` is the digest of its last record, `at` when that was made; `current` is False when it was played
    with another version of the customer, whom its replies are then put to again.
    """

    state: State
    tip: str
    at: datetime
    current: bool = True

    @property
    def finished(self) -> bool:
        """Whether the customer has been answered to an ending."""
        return self.state.ended


@dataclass(frozen=True, slots=True)
class Attempts:
    """All attempts under one key, in the order they were left, and in words what was set aside."""

    attempts: tuple[Attempt, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def first_finished(self) -> Attempt | None:
        """The attempt that counts in an exercise; with another version, only for want of a better."""
        finished = [attempt for attempt in self.attempts if attempt.finished]
        return next((attempt for attempt in finished if attempt.current), finished[0] if finished else None)

    @property
    def latest(self) -> Attempt | None:
        """The attempt that goes on when the notebook is opened again."""
        return next((attempt for attempt in reversed(self.attempts) if attempt.current), None)


def read_attempts(scenario: Scenario, folder: Path, key: str) -> Attempts:
    """Read and replay the attempts in a folder, as a grader does: nothing is written, nothing raised."""
    history = read(folder)
    found = attempts_in(history, scenario, key)
    return Attempts(found.attempts, history.problems + found.problems)


def attempts_in(history: History, scenario: Scenario, key: str) -> Attempts:
    """Replay the attempts under a key; what no talk with this customer could hold is left out and told."""
    attempts: list[Attempt] = []
    problems: list[str] = []
    for header in history.headers("conversation"):
        if header.data.get("key") == key and not _anothers(header, scenario):
            wrong = _wrong_header(header, scenario)
            problems += [wrong] if wrong else []
            attempts += [] if wrong else islice(_replayed(history, scenario, header, problems), MOST - len(attempts))
    if len(attempts) == MOST:
        problems.append(f"There are {MOST} tries or more of “{scenario.title}”; no more than these were read.")
    place = {digest: number for number, digest in enumerate(history.records)}
    attempts.sort(key=lambda attempt: place[attempt.tip])
    return Attempts(tuple(attempts), tuple(dict.fromkeys(problems)))


def has_changed(scenario: Scenario) -> str:
    """Say that the customer has changed since a conversation was held."""
    return (
        f"“{scenario.title}” has changed since an earlier conversation, so that one can't go on. "
        "It is kept, and what was said counts as far as it fits."
    )


def _anothers(header: Record, scenario: Scenario) -> bool:
    """Whether a thread is with another customer: one exercise holds talks with several."""
    name = header.data.get("scenario")
    return isinstance(name, str) and name != scenario.name


def _wrong_header(header: Record, scenario: Scenario) -> str:
    """Say what is wrong with the start of a thread; "" when nothing is."""
    seed, name = header.data.get("seed"), header.data.get("scenario")
    if name != scenario.name or type(seed) is not int or not 0 <= seed < SEEDS:
        return f"The start of a try of “{scenario.title}” makes no sense; it was set aside."
    return ""


def _replayed(history: History, scenario: Scenario, header: Record, problems: list[str]) -> Iterator[Attempt]:
    """Replay every branch of a thread. Problems are added to the list given."""
    current = header.data.get("digest") == scenario.digest
    if not current:
        problems.append(has_changed(scenario))
    waiting = [(header, dialogue.start(scenario, header.data["seed"]))]
    while waiting:
        record, state = waiting.pop()
        ahead = []
        for child in history.children(record.digest):
            after, problem = _answered(state, child, claims=current)
            if after is not None:
                ahead.append((child, after))
            if problem and current:
                problems.append(f"Reply {len(state.turns) + 1} to {state.name} {problem}")
        waiting += ahead
        if not ahead and record is not header:
            yield Attempt(state, record.digest, record.at, current)


def _answered(state: State, record: Record, *, claims: bool) -> tuple[State | None, str]:
    """Return the state after a recorded reply, None if it can't have been given here, and what is wrong.

    `claims` is whether what the record claims of it must hold.
    """
    left_out = "It was left out, with all that follows it."
    said = record.data.get("reply")
    known = {key: said[key] for key in KEYS & said.keys()} if isinstance(said, Mapping) else said
    try:
        reply = Reply.from_json(known)
        if not reply.pause and reply.choice is None:
            return None, f"is in typed words, which can't be judged here. {left_out}"
        after = dialogue.pause(state) if reply.pause else dialogue.say(state, reply.choice)
    except ValueError:
        return None, f"isn't one that could be given there. {left_out}"
    given, more = after.turns[-1].reply, record.data.keys() - {"answered", "reply"} or known != said
    if claims and record.data.get("answered") != state.line and reply.text != given.text:
        return None, f"answers words that the customer didn't say. {left_out}"
    if claims and (more or reply != given or record.data.get("answered") != state.line):
        return after, "claims to be more than it is. The claim was ignored; the reply itself counts."
    return after, ""
