"""`past_talks`: every talk that was held, to read with its notes, to take up again, to see beside another."""

from datetime import datetime
from typing import Any

from ipywidgets import HTML, DOMWidget

from course.attempts import has_changed
from course.conversation import Conversation
from course.journal import Journal, open_journal, practice_folder
from course.language import _, ngettext
from course.past import PastTalk, missing, with_notes
from course.past import past_talks as talks_in
from course.phrases import day, hour
from course.views.compare import beside
from course.views.page import Page, source
from course.views.play import ConversationPage
from course.views.report import element, page, report
from course.views.scene import SILENCE
from course.views.stack import Stack
from course.views.told import told

_QUOTED = 60  # characters of a reply, by which its turn is known again


@told
def past_talks() -> Stack:
    """Show the list of all talks in practice; whatever is opened shows below it."""
    return PastTalksPage(open_journal(practice_folder())).stack


class PastTalksPage(Page):
    """The list that `past_talks` shows; what somebody opens stands below it, in `stack`."""

    _esm = source("page.js", "past_talks.js")
    _css = source("page.css", "past_talks.css")

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._found: tuple[int, tuple[PastTalk, ...], int] | None = None  # folded once for so many records
        self._open: PastTalk | None = None
        self._below = ""  # what of the open talk is shown below, in words
        journal.refresh()
        super().__init__()
        self.stack = Stack(self)

    def look(self) -> dict[str, Any]:
        """The talks as rows, the newest first, and what can be done with the one that is open."""
        talks, lost = self._talks()
        notice = " ".join(filter(None, [self._journal.trouble, *self._journal.history.problems]))
        opened = _opened(self._open, talks, self._below) if self._open else None
        return {"talks": [_row(talk) for talk in talks], "missing": _missing(lost), "open": opened, "notice": notice}

    def act(self, message: dict[str, Any]) -> None:
        """Do `open` (a talk, by its tip), `beside` (another), `take_up` (at a turn; None is a new talk) or `close`."""
        match message:
            case {"do": "open", "tip": str(tip)}:
                self._journal.refresh()
                talk = self._talk(tip)
                below = HTML(report(with_notes(talk)).html)
                self._put(talk, below, _("You can read it below, with the coach’s notes."))
            case {"do": "beside", "tip": str(tip)} if self._open:
                other = self._talk(tip)
                if other.customer.plain != self._open.customer.plain:
                    raise ValueError(tip)
                below = HTML(_side_by_side(self._open, other))
                self._put(self._open, below, _("The two talks are below, side by side."))
            case {"do": "take_up", "turn": int() | None as turn} if self._open:
                self._take_up(self._open, turn)
            case {"do": "close"}:
                self._put(None, None, "")

    def _talks(self) -> tuple[tuple[PastTalk, ...], int]:
        history = self._journal.history
        count = len(history.records)
        if self._found is None or self._found[0] != count:
            self._found = count, talks_in(history), missing(history)
        return self._found[1:]

    def _talk(self, tip: str) -> PastTalk:
        """The talk of this tip, or the newest that has gone on from there since. Raises KeyError if there is none."""
        history, talks = self._journal.history, self._talks()[0]
        if history.children(tip):
            on = (talk.tip for talk in talks if any(one.digest == tip for one in history.path(talk.tip)))
            tip = next(on, tip)
        return {talk.tip: talk for talk in talks}[tip]

    def _take_up(self, talk: PastTalk, turn: int | None) -> None:
        """Have a past talk go on, in a conversation apart from those that a lesson shows."""
        live = Conversation(talk.customer, self._journal, talk.key)
        if turn is None:
            live.again()
        else:
            live.take_up(talk.tip, turn)
        anew, on = _("A new talk begins below."), _("Your talk goes on below. What you said then is kept.")
        self._put(talk, ConversationPage(live), anew if turn is None else on)
        live.observe(lambda: self.refresh() if live.state.ended else None)  # the list is folded anew, which takes time

    def _put(self, talk: PastTalk | None, below: DOMWidget | None, told: str) -> None:
        self._open, self._below = talk, told
        self.stack.show(below)


def _row(talk: PastTalk) -> dict[str, str]:
    state = talk.state
    return {
        "tip": talk.tip,
        "customer": talk.customer.name,
        "title": talk.customer.title,
        "name": state.name,
        "when": _when(talk.at),
        "how": _how(talk),
    }


def _opened(talk: PastTalk, talks: tuple[PastTalk, ...], below: str) -> dict[str, Any]:
    """What can be done with a talk: where it can be taken up, and which others can stand beside it."""
    others = [one for one in talks if one.customer.plain == talk.customer.plain and one.tip != talk.tip]
    may = talk.attempt.current and any(one.tip == talk.tip for one in talks)
    return {
        "tip": talk.tip,
        "title": _("{name}, {when}").format(name=talk.state.name, when=_when(talk.at)),
        "below": below,
        "changed": "" if talk.attempt.current else has_changed(talk.customer),
        "turns": _turns(talk) if may else [],
        "others": [{"tip": one.tip, "text": _named(one)} for one in others],
    }


def _turns(talk: PastTalk) -> list[dict[str, Any]]:
    turns = [{"turn": at, "text": _turn(talk, at)} for at in range(len(talk.state.turns))]
    left = [] if talk.attempt.finished else [{"turn": len(turns), "text": _("Where you left it")}]
    return left + turns


def _turn(talk: PastTalk, at: int) -> str:
    return _("Turn {n}: {reply}").format(n=at + 1, reply=_quoted(talk, at))


def _quoted(talk: PastTalk, at: int) -> str:
    reply = talk.state.turns[at].reply
    words = " ".join(reply.text.split())
    short = words if len(words) <= _QUOTED else words[:_QUOTED].rsplit(" ", 1)[0] + " …"
    return _(SILENCE) if reply.pause else _("“{words}”").format(words=short)


def _side_by_side(one: PastTalk, other: PastTalk) -> str:
    """Two talks with one customer, the earlier one on the left: HTML."""
    columns = [(_named(talk), with_notes(talk)) for talk in sorted((one, other), key=lambda talk: talk.at)]
    same = _same(one, other)
    said = ngettext("Both are the same for the first turn.", "Both are the same for the first {n} turns.", same)
    return page(
        element("h4", one.customer.title),
        element("p", said.format(n=same)) if same else "",
        beside(columns),
    )


def _same(one: PastTalk, other: PastTalk) -> int:
    """How many turns two talks have in common."""
    if (one.customer.name, one.state.seed) != (other.customer.name, other.state.seed):
        return 0
    pairs = list(zip(one.state.replies, other.state.replies, strict=False))
    return next((turn for turn, (ours, theirs) in enumerate(pairs) if ours != theirs), len(pairs))


def _named(talk: PastTalk) -> str:
    # To translate: the number of a talk, when it was, and a sentence that says how it went.
    said = _("Talk {n}, {when}. {how}")
    return said.format(n=talk.number, when=_when(talk.at), how=_how(talk))


def _how(talk: PastTalk) -> str:
    state, count = talk.state, len(talk.state.turns)
    if state.ending is None:
        return ngettext("Not finished, {n} turn.", "Not finished, {n} turns.", count).format(n=count)
    ending, marks = state.scenario.endings[state.ending].title, state.marks
    # To translate: how a talk ended, in an author's words, and what it earned.
    told = _("{ending}. {n} of {all} marks, a pass.") if marks.passed else _("{ending}. {n} of {all} marks.")
    return told.format(ending=ending, n=marks.earned, all=marks.possible)


def _when(at: datetime) -> str:
    here = at.astimezone()
    return _("{day}, {hour}").format(day=day(here), hour=hour(here))


def _missing(count: int) -> str:
    if not count:
        return ""
    said = ngettext(
        "One talk isn’t in this list, because the customer is no longer part of the course. What was said is kept.",
        "{n} talks aren’t in this list, because the customer is no longer part of the course. What was said is kept.",
        count,
    )
    return said.format(n=count)
