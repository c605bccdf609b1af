"""What stands on a certificate, in the order in which it is read: the same words on the page and in the PDF."""

from collections.abc import Iterator
from dataclasses import dataclass

from course.certificate_facts import ENOUGH, Certificate
from course.forms import ITEMS
from course.roster import KINDS
from course.sitting import TELLS

TITLE = "Certificate of practice"
COURSE = "Module Nine: conversations with customers"
LIMITS = "Not evidence of conduct at work, nor a postal qualification."
CAPTION = "New conversations by kind of customer, and those with recommended replies"
HEAD = ("Customers", "New", "Recommended")
CHECK = "python -m course certificate --check FILE --journals FOLDER"
_MEANS = (
    (
        "Completed",
        f"Talked with {ENOUGH} or more simulated customers to the end, at least one from each row of the table, "
        "and answered every question of the skills test that closes the course.",
    ),
    (
        "New simulated conversation",
        "The first one with a customer that came to an end. Each customer counts once. Later tries don’t count, "
        "and neither do customers that the learner made.",
    ),
    (
        "Recommended replies",
        "The replies earned 70% or more of the points for what the course teaches, and none was taken back to try "
        "another. A reply that makes things worse loses points. Typed words were judged by a computer program, "
        "which can be wrong.",
    ),
)
_CODE = (
    "It belongs to one person’s practice record: every reply they gave in the course. With that record, anyone who "
    f"has the course can check this certificate: {CHECK}. The check judges the words again. "
    "It can’t tell who gave the replies."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A certificate as words: who did what, the table's rows, what the words mean, each with its term, and the code."""

    name: str
    statement: str
    made: str
    rows: tuple[tuple[str, str, str], ...]
    notes: tuple[tuple[str, str], ...]
    code: str

    def in_lines(self) -> list[str]:
        """All of it as plain lines, for a screen without a page."""
        table = [f"{kind}: {held} new conversations, {good} with recommended replies" for kind, held, good in self.rows]
        notes = [f"{term}: {text}" for term, text in self.notes]
        return [self.name, self.statement, LIMITS, self.made, *table, *notes]


def sheet(certificate: Certificate) -> Sheet:
    """Put a certificate into words."""
    facts, at = certificate.facts, certificate.at
    statement = (
        f"Completed; chose or wrote recommended replies in {facts.recommended} of {facts.held} "
        "new simulated conversations."
    )
    rows = tuple((KINDS[kind], str(held), str(good)) for kind, (held, good) in facts.kinds.items())
    total = ("All", str(facts.held), str(facts.recommended))
    notes = (*_MEANS, *_own_words(certificate), *_tests(certificate), (f"Code {certificate.code}", _CODE))
    return Sheet(certificate.name, statement, f"{at:%B} {at.day}, {at.year}", (*rows, total), notes, certificate.code)


def _own_words(certificate: Certificate) -> Iterator[tuple[str, str]]:
    facts = certificate.facts
    if facts.own_words:
        yield (
            "In own words",
            f"In {facts.own_words} of these {facts.recommended} conversations no reply was picked from a list.",
        )


def _tests(certificate: Certificate) -> Iterator[tuple[str, str]]:
    counted = certificate.facts.tests
    if not certificate.tests or "after" not in counted:
        return
    after = counted["after"]
    parts = [f"{after} of {ITEMS} best replies at the end of the course."]
    if "before" in counted:
        before = counted["before"]
        parts.append(f"{before} of {ITEMS} before it, with other questions.")
        if abs(after - before) < TELLS:
            parts.append(f"With so few questions, a change of less than {TELLS} is too small to tell.")
    if "later" in counted:
        parts.append(f"{counted['later']} of {ITEMS} four weeks later or more.")
    yield "Skills test", " ".join(parts)
