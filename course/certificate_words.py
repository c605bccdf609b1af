"""What stands on a certificate, in the order in which it is read: the same words on the page and in the PDF."""

from collections.abc import Iterator
from dataclasses import dataclass

from course.certificate_facts import ENOUGH, Certificate
from course.forms import ITEMS
from course.language import N_, _
from course.phrases import day
from course.roster import KINDS
from course.sitting import TELLS

TITLE = N_("Certificate of practice")
COURSE = N_("Module Nine: conversations with customers")
LIMITS = N_("Not evidence of conduct at work, nor a postal qualification.")
CAPTION = N_("New conversations by kind of customer, and those with recommended replies")
HEAD = (N_("Customers"), N_("New"), N_("Recommended"))
CHECK = "python -m course certificate --check FILE --journals FOLDER"
_MEANS = (
    (
        N_("Completed"),
        N_(
            "Talked with {enough} or more simulated customers to the end, at least one from each row of the table, "
            "and answered every question of the skills test that closes the course."
        ),
    ),
    (
        N_("New simulated conversation"),
        N_(
            "The first one with a customer that came to an end. Each customer counts once. Later tries don’t count, "
            "and neither do customers that the learner made."
        ),
    ),
    (
        N_("Recommended replies"),
        N_(
            "The replies earned 70% or more of the points for what the course teaches, and none was taken back to try "
            "another. A reply that makes things worse loses points. Typed words were judged by a computer program, "
            "which can be wrong."
        ),
    ),
)
_CODE = N_(
    "It belongs to one person’s practice record: every reply they gave in the course. With that record, anyone who "
    "has the course can check this certificate: {command}. The check judges the words again. "
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

    @property
    def title(self) -> str:
        """What it is, and whose."""
        return _("{title}: {name}").format(title=_(TITLE), name=self.name)

    def in_lines(self) -> list[str]:
        """All of it as plain lines, for a screen without a page."""
        row = _("{kind}: {held} new conversations, {good} with recommended replies")
        table = [row.format(kind=kind, held=held, good=good) for kind, held, good in self.rows]
        notes = [f"{term}: {text}" for term, text in self.notes]
        return [self.name, self.statement, _(LIMITS), self.made, *table, *notes]


def sheet(certificate: Certificate) -> Sheet:
    """Put a certificate into words, in the language that is spoken now."""
    facts = certificate.facts
    statement = _("Completed; chose or wrote recommended replies in {good} of {held} new simulated conversations.")
    statement = statement.format(good=facts.recommended, held=facts.held)
    rows = tuple((_(KINDS[kind]), str(held), str(good)) for kind, (held, good) in facts.kinds.items())
    total = (_("All"), str(facts.held), str(facts.recommended))
    means = ((_(term), _(text).format(enough=ENOUGH)) for term, text in _MEANS)
    code = (_("Code {code}").format(code=certificate.code), _(_CODE).format(command=CHECK))
    notes = (*means, *_own_words(certificate), *_tests(certificate), code)
    return Sheet(certificate.name, statement, day(certificate.at), (*rows, total), notes, certificate.code)


def _own_words(certificate: Certificate) -> Iterator[tuple[str, str]]:
    facts = certificate.facts
    if facts.own_words:
        said = _("In {n} of these {all} conversations no reply was picked from a list.")
        yield _("In own words"), said.format(n=facts.own_words, all=facts.recommended)


def _tests(certificate: Certificate) -> Iterator[tuple[str, str]]:
    counted = certificate.facts.tests
    if not certificate.tests or "after" not in counted:
        return
    after = counted["after"]
    parts = [_("{n} of {all} best replies at the end of the course.").format(n=after, all=ITEMS)]
    if "before" in counted:
        before = counted["before"]
        parts.append(_("{n} of {all} before it, with other questions.").format(n=before, all=ITEMS))
        if abs(after - before) < TELLS:
            small = _("With so few questions, a change of less than {n} is too small to tell.")
            parts.append(small.format(n=TELLS))
    if "later" in counted:
        parts.append(_("{n} of {all} four weeks later or more.").format(n=counted["later"], all=ITEMS))
    yield _("Skills test"), " ".join(parts)
