"""One live conversation: what can be said, said to the journal first, and shown to whoever looks on."""

import secrets
from collections.abc import Callable
from pathlib import Path
from threading import RLock

from course import dialogue, replies
from course.attempts import SEEDS, Attempt, Attempts, attempts_in, has_changed, judged_otherwise
from course.dialogue import State
from course.history import History
from course.journal import Journal, open_journal, practice_folder
from course.labels import LABELS
from course.language import N_, _, number
from course.observers import Observers
from course.own_shelf import find_in
from course.policy import house_rules
from course.reply import JUDGED, LONGEST
from course.scenario import Scenario

NONE = ""  # what somebody meant when it was no label that a judge asked about
_LONG = N_(
    "That was a long reply: no more than its first {judged} characters are judged, and no more than {kept} are kept."
)
_conversations: dict[tuple[Path, str, str], "Conversation"] = {}


def open_conversation(name: str, key: str | None = None, folder: Path | None = None) -> "Conversation":
    """Return the live conversation with a customer under a key, where it was left, re-read from disk.

    In one process the same name, key and folder are the same object, until whoever wrote the customer changes them.
    Without a key there is one conversation a customer; without a folder it is practice. Raises as `load_scenario` does.
    """
    folder = (folder or practice_folder()).absolute()
    key = name if key is None else key
    place = folder, name, key
    journal = open_journal(folder)
    journal.refresh()
    scenario, talk = find_in(journal.history)(name), _conversations.get(place)
    if talk and talk.scenario.digest == scenario.digest:
        talk.refresh()
    else:
        _conversations[place] = Conversation(scenario, journal, key)
    return _conversations[place]


class Conversation:
    """A conversation with one customer under one key, kept in a journal.

    `state` is where it stands: a new one becomes visible only after the reply that led there was appended.
    """

    state: State
    _path: list[str]  # digests of the live attempt's records, its header first; empty before the first reply

    def __init__(self, scenario: Scenario, journal: Journal, key: str) -> None:
        self.scenario = scenario
        self.journal = journal
        self.key = key
        self._observers = Observers()
        self._lock = RLock()  # widgets may answer on another thread than the one that runs the cells
        self._moved = False
        self._long = False  # whether the last reply was longer than what is judged
        self._found: tuple[History, int, Attempts] | None = None  # replayed once, for every view that asks
        self._begin()
        self._resume(self.attempts().latest)

    def say(self, choice: str | None = None, turn: int | None = None, *, text: str | None = None) -> None:
        """Answer with a choice, by its id, or with typed words. Raises ValueError if the choice isn't offered now.

        `turn` is how many replies had been given when the choice was seen: if it isn't so many now, as after
        a second click, nothing happens. Nor does it when no words were typed. TypeError if they are no text.
        """
        if choice is not None or text is None or str.strip(text):
            self._answer(lambda state: dialogue.say(state, choice, text=text), turn, len(text or ""))

    def pause(self, turn: int | None = None) -> None:
        """Stay silent for a moment. Raises ValueError when the talk has ended. `turn` is as in `say`."""
        self._answer(dialogue.pause, turn)

    def meant(self, at: int, label: str) -> None:
        """Keep what the learner meant at turn `at` (from 0) by words that left labels open: one of these, or none ("").

        It changes nothing, and no mark hangs on it. Raises ValueError if that label wasn't left open there.
        """
        with self._lock:
            turn = self.state.turns[at] if 0 <= at < len(self.state.turns) else None
            left = turn.judgement.abstained if turn and turn.judgement else frozenset()
            if turn is None or not left or label not in {*left, ""}:
                raise ValueError(f"'{label}' wasn't left open at turn {at}")
            if self.meant_at(at) != label:
                about = {"customer": turn.line, "type": dialogue.before(self.state, at).type, "label": label}
                where = {"scenario": self.scenario.name, "beat": turn.beat, "reply": self._path[at + 1]}
                self.journal.append("meant", {"words": turn.reply.text, **about, **where})
        self._observers.tell()

    def meant_at(self, at: int) -> str | None:
        """What the learner said they meant at turn `at` (from 0): a label, or "" for none of those left open."""
        if not 0 <= at < len(self.state.turns):
            return None
        said = [
            one.data for one in self.journal.history.headers("meant") if one.data.get("reply") == self._path[at + 1]
        ]
        label = said[-1].get("label") if said else None
        return label if isinstance(label, str) and label in {"", *LABELS} else None

    def back(self, turn: int) -> None:
        """Go back to where so many replies had been given; the next one branches from there.

        What was tried stays in the journal. Raises ValueError if there are fewer replies.
        """
        with self._lock:
            if not 0 <= turn <= len(self.state.turns):
                raise ValueError(f"there are {len(self.state.turns)} turns, so no turn {turn} to go back to")
            self._moved, self._long = True, False
            if turn < len(self.state.turns):
                self.state = dialogue.before(self.state, turn)
            self._path = self._path[: turn + 1]
        self._observers.tell()

    def take_up(self, tip: str, turn: int) -> None:
        """Go on with an earlier attempt, named by its last record, from where so many replies had been given.

        The next reply branches from there. Raises ValueError if no attempt ends there that can go on, or it is shorter.
        """
        with self._lock:
            attempt = next((one for one in self.attempts().attempts if one.tip == tip and one.current), None)
            if attempt is None or not 0 <= turn <= len(attempt.state.turns):
                raise ValueError(f"no attempt that ends at {tip} can go on from turn {turn}")
            self._resume(attempt)
            self.back(turn)

    def again(self) -> None:
        """Start anew, with choices and wordings in a fresh order; what was tried stays in the journal."""
        with self._lock:
            self._moved, self._long = True, False
            self._begin()
        self._observers.tell()

    def attempts(self) -> Attempts:
        """Replay all that was tried under this key, the live attempt too if it has a reply."""
        history = self.journal.history
        if self._found is None or self._found[:2] != (history, len(history.records)):
            found = attempts_in(history, self.scenario, self.key)
            self._found = history, len(history.records), found
        return self._found[2]

    @property
    def tip(self) -> str | None:
        """The digest of the last record of the live attempt; None before its first reply."""
        return self._path[-1] if len(self._path) > 1 else None

    @property
    def notices(self) -> tuple[str, ...]:
        """What the learner should know about how this conversation is kept, a sentence or two each."""
        found = self.attempts()
        # Nobody needs to know for ever of conversations that don't go on.
        over = {has_changed(self.scenario)} if found.latest else set()
        over |= {judged_otherwise(self.scenario)} if not (found.latest and found.latest.routed) else set()
        problems = (*self.journal.history.problems, *found.problems)
        long = _(_LONG).format(judged=number(JUDGED), kept=number(LONGEST)) if self._long else ""
        mine = [self.journal.trouble, long]
        return (*filter(None, mine), *(problem for problem in problems if problem not in over))

    def refresh(self) -> None:
        """Read what other kernels wrote. The live attempt stays, unless nothing was done with it here yet."""
        with self._lock:
            self.journal.refresh()
            if not self._moved:
                self._resume(self.attempts().latest)
        self._observers.tell()

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have a function called after each change. Returns a function that ends this."""
        return self._observers.add(callback)

    def _answer(self, answer: Callable[[State], State], turn: int | None, length: int = 0) -> None:
        with self._lock:
            if turn is not None and turn != len(self.state.turns):
                return
            after = answer(self.state)
            self._moved, self._long = True, length > JUDGED
            if not self._path:
                self._path = [self.journal.append("conversation", self._header()).digest]
            data = {"answered": self.state.line, "reply": after.turns[-1].reply.to_json()}
            record = self.journal.append("reply", data, self._path[-1])
            self._path = [*self._path, record.digest]
            self.state = after
        self._observers.tell()

    def _header(self) -> dict[str, str | int]:
        return {
            "scenario": self.scenario.name,
            "digest": self.scenario.digest,
            "house_rules": house_rules().digest,
            "judge": replies.digest(),
            "seed": self.state.seed,
            "key": self.key,
        }

    def _begin(self) -> None:
        self.state = dialogue.start(self.scenario, secrets.randbelow(SEEDS))
        self._path = []

    def _resume(self, attempt: Attempt | None) -> None:
        if attempt is not None:
            self.state = attempt.state
            self._path = [record.digest for record in self.journal.history.path(attempt.tip)]
