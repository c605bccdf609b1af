"""What a certificate says of somebody's practice, folded from their journal, and whether a journal bears it out. Pure.

Making one leaves a record of kind `certificate` in the journal: the name to print, and the facts. That record's digest
is the certificate's code. The facts name the last record of each talk they count, so the code stands for every reply.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from course import dialogue
from course.attempts import Attempt
from course.beat import Type
from course.dialogue import Judge
from course.forms import Form, load_forms
from course.history import History
from course.language import _, ngettext
from course.practice import Find, tries_in
from course.record import Record
from course.roster import KINDS, practice_customers
from course.scenario import load_scenario
from course.sitting import Which, sittings_in

KIND = "certificate"
ENOUGH = 12  # customers whom somebody has to have met
LONGEST = 80  # characters of a name
_DIGITS = 20  # of a code: with so many, nobody makes another record that has it
_CODE = re.compile(rf"\b[0-9a-f]{{4}}(?:-[0-9a-f]{{4}}){{{_DIGITS // 4 - 1}}}\b")


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted with: the customers who count, by name (none that a learner made), and the skills test's forms.

    `find` knows the customers; `judge` judges what was typed to them.
    """

    customers: Mapping[str, Type]
    forms: Mapping[str, Form]
    find: Find = load_scenario
    judge: Judge = dialogue.assessed


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is to certify.

    `talks` are the digests of the last record of each new conversation: the first with a customer that came to an end.
    `kinds` says for each type of customer how many of them there were, and in how many the replies were recommended
    ones; `own_words` in how many of these nothing was picked. `tests` holds how many best replies of twelve each skills
    test had that was finished: the first before, the first after, the last one later.
    """

    talks: tuple[str, ...]
    kinds: Mapping[Type, tuple[int, int]]
    own_words: int
    tests: Mapping[Which, int]

    @property
    def held(self) -> int:
        """How many new conversations there were."""
        return len(self.talks)

    @property
    def recommended(self) -> int:
        """In how many of them recommended replies were chosen or written."""
        return sum(good for _, good in self.kinds.values())

    def to_json(self) -> dict[str, Any]:
        """The facts as the journal keeps them."""
        kinds = {kind: list(counts) for kind, counts in self.kinds.items()}
        return {"talks": list(self.talks), "kinds": kinds, "own_words": self.own_words, "tests": {**self.tests}}


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as it was made: for whom, when, of what, the code by which it can be checked.

    `tests` is whether the skills tests are printed: that is the learner's to say.
    """

    name: str
    at: datetime
    facts: Facts
    code: str
    tests: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a journal says of a certificate's code.

    `problem` is "" where they fit; `certificate` is what the journal bears out, None where it knows no such code.
    """

    certificate: Certificate | None
    problem: str = ""


def measure() -> Measure:
    """Count with what comes with the course."""
    return Measure(practice_customers(), load_forms())


def facts_in(history: History, by: Measure) -> Facts:
    """What a journal has to certify, with the words of each talk that counts judged again."""
    counts: dict[Type, tuple[int, int]] = dict.fromkeys(KINDS, (0, 0))
    talks, alone = [], 0
    for attempt, at_once in _firsts(history, by):
        state = dialogue.rejudged(attempt.state, by.judge)
        good = at_once and state.marks.passed
        held, passed = counts[state.scenario.type]
        counts[state.scenario.type] = held + 1, passed + good
        talks.append(attempt.tip)
        alone += good and all(turn.reply.choice is None for turn in state.turns)
    return Facts(tuple(talks), counts, alone, _tests(history, by))


def left_to_do(facts: Facts) -> tuple[str, ...]:
    """What is still missing for a certificate, a sentence each; () when the course is completed."""
    missing = []
    if (more := ENOUGH - facts.held) > 0:
        said = ngettext(
            "Talk with {n} more new customer, each to the end.",
            "Talk with {n} more new customers, each to the end.",
            more,
        )
        missing.append(said.format(n=more))
    unmet = [_(KINDS[kind]) for kind, counts in facts.kinds.items() if not counts[0]]
    if unmet:
        said = _("Talk with at least one new customer of each of these kinds: {kinds}.")
        missing.append(said.format(kinds=", ".join(unmet)))
    if "after" not in facts.tests:
        missing.append(_("Answer all questions of the skills test at the end of the course."))
    return tuple(missing)


def plain_name(name: str) -> str:
    """A name as it can be printed: on one line, without what can't be seen. "" if nothing is left of it."""
    seen = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(seen.split())[:LONGEST].strip()


def entry(name: str, facts: Facts, *, tests: bool) -> dict[str, Any]:
    """What the journal keeps of a certificate. Raises ValueError without a name, or while something is left to do."""
    if not (known := plain_name(name)) or left_to_do(facts):
        raise ValueError("there is nothing to certify")
    return {"name": known, "print_tests": tests, "facts": facts.to_json()}


def certified(record: Record, facts: Facts) -> Certificate:
    """The certificate that a record of the journal stands for."""
    name, tests = plain_name(str(record.data.get("name", ""))), record.data.get("print_tests") is True
    return Certificate(name, record.at, facts, code_of(record), tests)


def code_of(record: Record) -> str:
    """The code of a certificate: 3f2a-91bc-… , the first digits of its record's digest."""
    digits = record.digest[:_DIGITS]
    return "-".join(digits[at : at + 4] for at in range(0, _DIGITS, 4))


def code_in(text: str) -> str:
    """The first code that stands in a text, however it was typed; "" when there is none."""
    found = _CODE.search(text.lower())
    return found[0] if found else ""


def verdict(history: History, code: str, by: Measure) -> Verdict:
    """Look a code up in a journal and count again, from the replies given by then, what its certificate counts."""
    record = next((record for record in history.headers(KIND) if code_of(record) == code), None)
    if record is None:
        return Verdict(None, f"No certificate with the code {code} was made from this journal.")
    by_then = History().plus(known for known in history.records.values() if known.at < record.at)
    facts = facts_in(by_then, by)
    found = certified(record, facts)
    if left := left_to_do(facts):
        return Verdict(found, f"By then the course wasn’t completed. What was missing: {' '.join(left)}")
    if record.data.get("facts") != facts.to_json():
        return Verdict(found, "The journal gives other numbers than those that were certified.")
    return Verdict(found)


def _firsts(history: History, by: Measure) -> list[tuple[Attempt, bool]]:
    """The first try with each customer that came to an end, in the order in which they were left.

    With each, whether it was the first of all: else a reply was taken back, or the customer was met before.
    """
    found = []
    for name, tries in tries_in(history, by.find).items():
        ended = next((one for one in tries if one.finished), None)
        if ended and name in by.customers:
            found.append((ended, ended is tries[0]))
    return sorted(found, key=lambda one: (one[0].at, one[0].tip))


def _tests(history: History, by: Measure) -> dict[Which, int]:
    done = [sitting for sitting in sittings_in(history, by.forms) if sitting.finished]
    counted: dict[Which, int] = {}
    for sitting in done:
        if sitting.which == "later" or sitting.which not in counted:
            counted[sitting.which] = sitting.right
    return counted
