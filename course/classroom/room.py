"""A live class as a pure function of its log: who is there, what was asked and answered, where the talk stands.

It knows no socket, no clock and no judge. Feed it the events of a log in their order, and it says of each what became
of it. Two servers that read the same log hold the same room.
"""

from collections.abc import Callable
from typing import Literal

from course import dialogue
from course.classroom.events import (
    Answered,
    Asked,
    Back,
    Closed,
    Ended,
    Event,
    Hands,
    Hidden,
    Joined,
    Judged,
    Opened,
    Paused,
    Said,
    Timed,
)
from course.classroom.round import FELLED, IN, Round
from course.dialogue import State
from course.labels import PAUSE
from course.reply import Reply
from course.scenario import Scenario

# What became of an event: it counts; it came too late (or twice, by another press); it makes no sense here.
Verdict = Literal["counted", "late", "no"]


class Room:
    """A room as its log tells it. `find` gives a customer by name, and may raise LookupError or ValueError.

    `talk` is None until the room is opened; `changed` whether today's customer isn't the one that it was opened with.
    `roads` are the ways that the talk took before somebody went back, each from the beginning.
    """

    def __init__(self, find: Callable[[str], Scenario], is_card: Callable[[str], bool]) -> None:
        self._find, self._is_card = find, is_card
        self._verdicts: dict[str, Verdict] = {}
        self.opened: Opened | None = None
        self.talk: State | None = None
        self.changed = False
        self.judge = ""
        self.seats: dict[str, int] = {}  # their numbers, from 1
        self.rounds: list[Round] = []
        self.roads: list[State] = []
        self.paused = False
        self.timer: Timed | None = None
        self.ended = False
        self.revision = 0  # goes up with all that everybody sees, but not with an answer

    @property
    def round(self) -> Round | None:
        """The round that was asked last."""
        return self.rounds[-1] if self.rounds else None

    def apply(self, event: Event) -> Verdict:
        """Take in the next event of the log, and say what became of it. One whose id is known changes nothing.

        One that no server took in (it has no `at`) isn't of a log, and is "no".
        """
        if event.at is None:
            return "no"
        if event.id not in self._verdicts:
            self._verdicts[event.id] = self._applied(event)
        return self._verdicts[event.id]

    def verdict(self, id: str) -> Verdict | None:
        """What became of the event with this id; None if the log didn't bring it yet."""
        return self._verdicts.get(id)

    def touched(self, event: Event) -> set[str]:
        """The seats whose own page an event may change, besides what everybody sees."""
        if not isinstance(event, Answered | Joined):
            return set()
        asked = self.round
        group = asked.group(event.seat) if asked and asked.way == "cards" else None
        if asked is None or group is None:
            return {event.seat}
        return {seat for seat in asked.order if asked.group(seat) == group}

    def _applied(self, event: Event) -> Verdict:
        if isinstance(event, Opened):
            return self._open(event)
        if self.talk is None:
            return "no"
        if self.ended:
            return "late"
        if isinstance(event, Joined):
            self.seats.setdefault(event.seat, len(self.seats) + 1)
            return "counted"
        if isinstance(event, Answered):
            return self._answer(event)
        return self._led(event, self.talk)

    def _led(self, event: Event, talk: State) -> Verdict:
        """What the facilitator did."""
        match event:
            case Asked():
                verdict = self._ask(event, talk)
            case Said():
                verdict = self._say(event, talk)
            case Back():
                verdict = self._back(event, talk)
            case Closed():
                verdict = self._close(event)
            case Hands():
                verdict = self._hands(event)
            case Hidden():
                verdict = self._hide(event)
            case _:
                verdict = self._set(event)
        self.revision += verdict == "counted"
        return verdict

    def _set(self, event: Event) -> Verdict:
        match event:
            case Paused():
                self.paused = event.on
            case Timed():
                self.timer = event if event.seconds else None
            case Judged():
                self.judge = event.digest
            case Ended():
                self.ended = True
                self._stop()
        return "counted"

    def _open(self, event: Opened) -> Verdict:
        if self.opened:
            return "late"
        try:
            scenario = self._find(event.scenario)
        except (LookupError, ValueError):
            return "no"
        self.opened, self.judge = event, event.judge
        self.changed = scenario.digest != event.digest
        self.talk = dialogue.start(scenario, event.seed)
        self.revision += 1
        return "counted"

    def _ask(self, event: Asked, talk: State) -> Verdict:
        if event.round != len(self.rounds) + 1:
            return "late"
        before = self._numbered(event.again)
        if event.again and not (before and before.is_like(event) and self.repeats(before)):
            return "no"
        offered = () if talk.ended else (*(choice.id for choice in talk.choices), PAUSE)
        options = {"cards": (IN,), "predict": FELLED, "vote": offered, "type": ()}[event.way]
        sensible = {"cards": self._is_card(event.of), "predict": event.of in offered}.get(event.way, bool(offered))
        if not sensible:
            return "no"
        self._stop()
        asked = Round(event.round, event.way, talk, options, event.of, event.again)
        if before and event.way == "cards":
            asked.order, asked.shift = dict(before.order), before.shift + 1
        self.rounds.append(asked)
        return "counted"

    def repeats(self, asked: Round) -> bool:
        """Whether a round can be asked again: where the talk stands as it stood then. A role play always can."""
        return asked.way == "cards" or asked.talk == self.talk

    def _answer(self, event: Answered) -> Verdict:
        asked = self.round
        if asked is None or event.round != asked.number:
            return "late" if 0 < event.round <= len(self.rounds) else "no"
        if not asked.open or self.paused:
            return "late"
        if event.seat not in self.seats:
            return "no"
        return "counted" if asked.answer(event, self.seats[event.seat]) else "no"

    def _close(self, event: Closed) -> Verdict:
        asked = self.round
        if asked is None or event.round != asked.number or not asked.open:
            return "late"
        self._stop()
        return "counted"

    def _hands(self, event: Hands) -> Verdict:
        asked = self._numbered(event.round)
        if asked is None or not asked.chosen or not event.counts.keys() <= set(asked.options):
            return "no"
        asked.hands = dict(event.counts)
        return "counted"

    def _hide(self, event: Hidden) -> Verdict:
        for asked in self.rounds:
            if any(answer.id == event.answer for answer in asked.answers.values()):
                (asked.hidden.add if event.hidden else asked.hidden.discard)(event.answer)
                return "counted"
        return "no"

    def _say(self, event: Said, talk: State) -> Verdict:
        if event.turn != len(talk.turns) or talk.ended:
            return "late"
        try:
            after = self._answered(event, talk)
        except ValueError:
            return "no"
        for asked in self.rounds:
            if asked.way == "predict" and asked.talk == talk and asked.of == event.choice:
                asked.came = FELLED[(after.heat >= talk.heat) + (after.heat > talk.heat)]
        self.talk = after
        self._stop()
        return "counted"

    def _answered(self, event: Said, talk: State) -> State:
        """The talk one reply further. Raises ValueError for what can't be said."""
        if event.answer is None:
            return dialogue.pause(talk) if event.choice == PAUSE else dialogue.say(talk, event.choice)
        words = self.words(event.answer)
        if event.choice or not words:
            raise ValueError("say a choice or an answer that somebody typed")
        return dialogue.step(talk, event.labels, text=words)

    def _back(self, event: Back, talk: State) -> Verdict:
        if not 0 <= event.turn < len(talk.turns):
            return "no"
        if not any(road.turns[: len(talk.turns)] == talk.turns for road in self.roads):
            self.roads.append(talk)
        self.talk = dialogue.before(talk, event.turn)
        self._stop()
        return "counted"

    def words(self, answer: str) -> str | None:
        """The words of a typed answer, hidden or not, by its id; None if there is no such answer (any more)."""
        every = (one for asked in self.rounds for one in asked.answers.values())
        return next((one.text for one in every if one.id == answer and one.text), None)

    def _numbered(self, number: int) -> Round | None:
        return self.rounds[number - 1] if 0 < number <= len(self.rounds) else None

    def _stop(self) -> None:
        """A round ends with the next one, with a reply, and with the class."""
        if self.round:
            self.round.open = False

    @property
    def replies(self) -> tuple[Reply, ...]:
        """What the clerk has said, on the way that the talk took."""
        return self.talk.replies if self.talk else ()
