"""What somebody tried with one customer, replayed from a journal in which nothing derived is believed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path

from course import dialogue, replies
from course.dialogue import Judge, State
from course.hearing import unsure
from course.history import History, read
from course.language import N_, _, number
from course.record import Record
from course.reply import JUDGED, KEYS, Reply
from course.scenario import Scenario

MOST = 1000  # tries under one key that are read; nobody has that many
MOST_LINES = 4000  # of a hundred characters, in typed words: to judge them takes time
SEEDS = 1 << 32  # a seed is a whole number from 0 up to, not including, this
_UNSAID = N_(
    "Reply {number} to {name} answers words that the customer didn't say. It was left out, with all that follows it."
)
_TOO_MANY = N_(
    "Reply {number} to {name} comes after {most} lines of typed words; no more than these are read. "
    "It was left out, with all that follows it."
)
_IMPOSSIBLE = N_(
    "Reply {number} to {name} isn't one that could be given there. It was left out, with all that follows it."
)
_CLAIM = N_("Reply {number} to {name} claims to be more than it is. The claim was ignored; the reply itself counts.")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way through a conversation, up to where it was left.

    `tip` is the digest of its last record, `at` when that was made; `current` is False when it was played
    with another version of the customer, whom its replies are then put to again. `routed` is whether another judge
    heard its typed words, so that it stands as it went and only the marks are today's. Marks hang on something
    that couldn't be decided at the turns (from 0) that are `unsure`.
    """

    state: State
    tip: str
    at: datetime
    current: bool = True
    routed: bool = False
    unsure: tuple[int, ...] = ()

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


def read_attempts(scenario: Scenario, folder: Path, key: str, judge: Judge | None = None) -> Attempts:
    """Read and replay the attempts in a folder, as a grader does: nothing is written, nothing raised."""
    history = read(folder)
    found = attempts_in(history, scenario, key, judge)
    return Attempts(found.attempts, history.problems + found.problems)


def attempts_in(
    history: History, scenario: Scenario, key: str, judge: Judge | None = None, lines: int | None = None
) -> Attempts:
    """Replay the attempts under a key; what no talk with this customer could hold is left out and told.

    Typed words are judged again, up to so many `lines` of a hundred characters, MOST_LINES if none are named. With a
    `judge` of one's own, such as one that knows what a person overruled, each talk stands as it went, and its marks
    come from that judge.
    """
    own = judge and lru_cache(maxsize=MOST_LINES)(judge)
    return _Reader(history, scenario, own, MOST_LINES if lines is None else lines).under(key)


def attempts_as_heard(history: History, scenario: Scenario) -> Attempts:
    """The attempts under all keys, typed words with the labels that they were heard with then.

    It is quick, and enough for a learner's own record, on which no mark hangs.
    """
    return _Reader(history, scenario, None, len(history.records) * JUDGED, believe=True).under(None)


def has_changed(scenario: Scenario) -> str:
    """Say that the customer has changed since a conversation was held."""
    told = _(
        "“{title}” has changed since an earlier conversation, so that one can't go on. "
        "It is kept, and what was said counts as far as it fits."
    )
    return told.format(title=scenario.title)


def judged_otherwise(scenario: Scenario) -> str:
    """Say that another judge heard what was typed."""
    told = _(
        "What was typed to “{title}” was judged by another version of the course when it was said. "
        "That conversation stands as it went; its marks come from the words, judged again today."
    )
    return told.format(title=scenario.title)


def _anothers(header: Record, scenario: Scenario) -> bool:
    """Whether a thread is with another customer: one exercise holds talks with several."""
    name = header.data.get("scenario")
    return isinstance(name, str) and name != scenario.name


def _wrong_header(header: Record, scenario: Scenario) -> str:
    """Say what is wrong with the start of a thread; "" when nothing is."""
    seed, name = header.data.get("seed"), header.data.get("scenario")
    if name != scenario.name or type(seed) is not int or not 0 <= seed < SEEDS:
        return _("The start of a try of “{title}” makes no sense; it was set aside.").format(title=scenario.title)
    return ""


@dataclass(slots=True)
class _Reader:
    """Replays threads with one customer; `problems` says what was set aside.

    Whether to `believe` what typed words were heard as then is the caller's.
    """

    history: History
    scenario: Scenario
    judge: Judge | None
    most: int
    believe: bool = False
    problems: list[str] = field(default_factory=list)
    lines: int = 0

    def under(self, key: str | None) -> Attempts:
        """All attempts under a key, in the order they were left; for None those under every key, however many."""
        found: list[Attempt] = []
        most = MOST if key is not None else len(self.history.records)
        for header in self.history.headers("conversation"):
            named = header.data.get("key")
            if (isinstance(named, str) if key is None else named == key) and not _anothers(header, self.scenario):
                found += islice(self.attempts(header), most - len(found))
        if key is not None and len(found) == MOST:
            told = _("There are {most} tries or more of “{title}”; no more than these were read.")
            self.problems.append(told.format(most=MOST, title=self.scenario.title))
        found.sort(key=lambda attempt: self.history.places[attempt.tip])
        return Attempts(tuple(found), tuple(dict.fromkeys(self.problems)))

    def attempts(self, header: Record) -> Iterator[Attempt]:
        """Replay every branch of a thread."""
        if wrong := _wrong_header(header, self.scenario):
            self.problems.append(wrong)
            return
        current = header.data.get("digest") == self.scenario.digest
        if not current:
            self.problems.append(has_changed(self.scenario))
        waiting = [(header, dialogue.start(self.scenario, header.data["seed"]))]
        while waiting:
            record, state = waiting.pop()
            ahead = []
            for child in self.history.children(record.digest):
                after, problem = self._answered(state, child, header, claims=current)
                if after is not None:
                    ahead.append((child, after))
                if problem and current:
                    about = {"number": len(state.turns) + 1, "name": state.name, "most": number(self.most)}
                    self.problems.append(_(problem).format(**about))
            waiting += ahead
            if not ahead and record is not header:
                yield self._attempt(state, record, header, current=current)

    def _attempt(self, state: State, tip: Record, header: Record, *, current: bool) -> Attempt:
        typed = any(turn.reply.typed for turn in state.turns)
        routed = typed and current and not _ours(header)
        if routed:
            self.problems.append(judged_otherwise(self.scenario))
        if typed and not self.believe and (routed or self.judge):
            state = dialogue.rejudged(state, self.judge or dialogue.assessed)
        return Attempt(state, tip.digest, tip.at, current, routed, unsure(state))

    def _answered(self, state: State, record: Record, header: Record, *, claims: bool) -> tuple[State | None, str]:
        """Return the state after a recorded reply, None if it can't have been given here, and what is wrong.

        `claims` is whether what the record claims of it must hold.
        """
        said = record.data.get("reply")
        known = {key: said[key] for key in KEYS & said.keys()} if isinstance(said, Mapping) else said
        elsewhere = claims and record.data.get("answered") != state.line
        try:
            reply = Reply.from_json(known)
            if reply.typed and elsewhere:
                return None, _UNSAID
            if reply.typed and self.lines >= self.most:
                return None, _TOO_MANY
            after = self._given(state, reply, header, claims=claims)
        except ValueError:
            return None, _IMPOSSIBLE
        given, more = after.turns[-1].reply, record.data.keys() - {"answered", "reply"} or known != said
        if elsewhere and reply.text != given.text:
            return None, _UNSAID
        if claims and (more or reply != given or elsewhere):
            return after, _CLAIM
        return after, ""

    def _given(self, state: State, reply: Reply, header: Record, *, claims: bool) -> State:
        """The state after a reply was given again. Raises ValueError if it can't be."""
        if reply.pause:
            return dialogue.pause(state)
        if reply.choice is not None:
            return dialogue.say(state, reply.choice)
        if not reply.text.strip():
            raise ValueError("nothing was said")
        self.lines += 1 + min(len(reply.text), JUDGED) // 100
        if self.believe or (claims and not _ours(header)):
            return dialogue.step(state, reply.labels, text=reply.text)
        return dialogue.say(state, text=reply.text)


def _ours(header: Record) -> bool:
    """Whether the judge that heard a thread's typed words is the one that is here."""
    return bool(header.data.get("judge") == replies.digest())
