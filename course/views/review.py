"""`review`: a few minutes a day with what is fading, and what became of the plans for the next shift."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from course.agenda import Invitation, Stock, what_next
from course.drillbook import load_drill
from course.fading import DAY, standings
from course.journal import Journal, open_journal, practice_folder
from course.language import _, in_words_of
from course.plans import LONGEST, OUTCOMES, Plan, keep_outcome, plans_to_ask
from course.practice import practice_in
from course.rehearsal import rehearsals_in
from course.roster import practice_customers
from course.scenario import load_scenario
from course.views.page import Page, source
from course.views.quiz import sittings
from course.views.review_words import GONE, THANKS, Stand, ago, fading, offer, words
from course.views.stack import Stack
from course.views.told import told
from course.views.visitor import Below
from course.visits import last_visit, send_for


@told
def review() -> Stack:
    """Show what to review today, and below it the talk or the questions that do it."""
    return ReviewPage(open_journal(practice_folder())).stack


def _clock() -> datetime:
    return datetime.now(UTC)


class ReviewPage(Page):
    """What `review` shows; the talk or drill of the day stands below it, in `stack`. `clock` says what time it is."""

    _esm = source("page.js", "door.js", "review.js")
    _css = source("page.css", "door.css")

    def __init__(self, journal: Journal, clock: Callable[[], datetime] = _clock) -> None:
        journal.refresh()
        self._journal, self._clock = journal, clock
        self._stand, self._today = Stand(), ""
        self._plan: Plan | None = None
        self._kept = ""  # what became of the plan that was asked about last, by its name in OUTCOMES
        self._take_stock()
        self._below = Below(journal, self._finish)
        visit = last_visit(journal.history, "review")
        shown = self._below.let_in(visit, again=True) if visit and clock() - visit.at < DAY else None
        super().__init__()
        self.stack = Stack(self)
        self.stack.show(shown)

    def look(self) -> dict[str, Any]:
        """The plan to ask about, what fades, and what to do for it."""
        now, invitation, below = self._clock(), self._stand.invitation, self._below
        here = below.visitor.name if below.visitor else ""
        skills = invitation.skills if invitation and not (below.waiting or below.over) else ()
        return {
            "title": _("Today’s review"),
            "plan": _asked(self._plan, now),
            "thanks": _(THANKS[self._kept]) if self._kept else "",
            "said": [_(GONE)] if below.gone else words(self._stand, now, today=self._today, here=here, over=below.over),
            "fading": [fading(one, now) for one in self._stand.due if one.skill in skills],
            "button": (_("Go on") if below.over else _("Begin")) if invitation and not below.waiting else None,
            "main": not below.over,
            "open": below.waiting,
            "notice": self._journal.trouble,
        }

    def act(self, message: dict[str, Any]) -> None:
        """Do `begin`, or keep what became of the plan that is asked about: `outcome` (of a record), with a note."""
        match message:
            case {"do": "begin"} if self._stand.invitation and not self._below.waiting:
                self._begin(self._stand.invitation)
            case {"do": "outcome", "record": record, "outcome": str(outcome), "note": str(note)}:
                if self._plan is None or record != self._plan.record:
                    raise ValueError(record)
                keep_outcome(self._journal, self._plan, outcome, note)
                self._kept, self._plan = outcome, self._next_plan()

    def _take_stock(self) -> None:
        """Find out how things stand."""
        history, now = self._journal.history, self._clock()
        practice, rehearsals = practice_in(history), rehearsals_in(history)
        skills = standings(practice, now, rehearsals)
        due = tuple(one for one in skills if one.due <= now)
        invitation = what_next(practice, due, now, Stock(practice_customers()), rehearsals)
        self._stand = Stand(skills, due, invitation)
        met = {need.customer: need.at for need in practice.needs}
        self._today = _offered(invitation, met, now) if invitation else ""
        self._plan = self._next_plan()

    def _next_plan(self) -> Plan | None:
        return next(iter(plans_to_ask(self._journal.history, self._clock())), None)

    def _begin(self, invitation: Invitation) -> None:
        self._journal.refresh()
        if invitation.customer:
            visit = send_for(self._journal, "review", customer=invitation.customer)
        else:
            questions = load_drill(in_words_of("drills", invitation.drill))
            sitting = sittings(self._journal.history, questions)[0]
            visit = send_for(self._journal, "review", drill=invitation.drill, sitting=sitting)
        self.stack.show(self._below.let_in(visit))

    def _finish(self) -> None:
        self._take_stock()
        self.refresh()


def _offered(invitation: Invitation, met: dict[str, datetime], now: datetime) -> str:
    if invitation.drill:
        name = load_drill(in_words_of("drills", invitation.drill)).title
    else:
        name = load_scenario(in_words_of("scenarios", invitation.customer)).title
    return offer(invitation, name, met.get(invitation.customer), now)


def _asked(plan: Plan | None, now: datetime) -> dict[str, Any] | None:
    if plan is None:
        return None
    outcomes = [{"name": name, "text": _(text)} for name, text in OUTCOMES.items()]
    shown = {"record": plan.record, "when": plan.when, "then": plan.then, "since": ago(plan.at, now)}
    return {**shown, "outcomes": outcomes, "longest": LONGEST}
