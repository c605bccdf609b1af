"""`who`: who is learning on this computer. Where several are, an activity of practice asks first, and says whose."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from ipywidgets import HTML, VBox, Widget

from course import learners
from course.language import N_, _
from course.learners import BadNameError, Learner, NobodySaidError, data_folder
from course.observers import Observers
from course.views.page import Page, source

T = TypeVar("T")
_UNKEPT = N_("The computer couldn’t keep that ({why}). It holds for this page only: other lessons will ask again.")
_changed = Observers()  # every page of this process, whichever it was said in


def who() -> "WhoPage":
    """Show who is learning, and let somebody else learn here, too."""
    return WhoPage(full=True)


def theirs(activity: Callable[[], T]) -> "T | Theirs":
    """What an activity shows; where several people learn and it is theirs, below the question whose it is."""
    if learners.noticing():
        return activity()  # it is a part of another activity, which asks
    with learners.noticed() as asked:
        try:
            made = activity()
        except NobodySaidError:
            return Theirs(activity)
    return Theirs(activity, made) if asked and len(learners.learners(data_folder())) > 1 else made


class WhoPage(Page):
    """The widget that `who` returns. `full`: with all there is to say; else one line, once it is known who is learning.

    `then` is called when somebody else is learning than before.
    """

    _esm = source("page.js", "who.js")
    _css = source("page.css", "who.css")

    def __init__(self, *, full: bool, then: Callable[[], None] = lambda: None) -> None:
        self._full, self._then = full, then
        self._said, self._switched = "", False
        self._known = learners.now(data_folder())
        super().__init__()
        self.follow(_ToldOfChanges())

    def look(self) -> dict[str, Any]:
        """Who learns here, and who of them is learning now."""
        data = data_folder()
        known = learners.now(data)
        return {
            "full": self._full,
            "fresh": known is not None and not known.journals.exists(),
            "now": _shown(known) if known else None,
            "learners": [_shown(one) for one in learners.learners(data)],
            "longest": learners.LONGEST,
            "said": self._said,
            "switched": self._switched,
        }

    def act(self, message: dict[str, Any]) -> None:
        """Do `choose` (a slug), `add` (a name) or `rename` (oneself). What can't be done is said."""
        before = self._known
        try:
            self._said = self._done(message)
        except BadNameError as reason:
            self._said = str(reason)
        except OSError as reason:
            self._said = _(_UNKEPT).format(why=reason.strerror)
        self._switched = before is not None and _home(learners.now(data_folder())) != _home(before)
        _changed.tell()

    def refresh(self) -> None:
        """Show how things stand now, and whose the activity below is."""
        super().refresh()
        before, self._known = self._known, learners.now(data_folder())
        if _home(self._known) != _home(before):
            self._then()

    def _done(self, message: dict[str, Any]) -> str:
        data = data_folder()
        match message:
            case {"do": "choose", "slug": str(slug)}:
                learners.choose(data, slug)
            case {"do": "add", "name": str(name)}:
                learners.choose(data, learners.add(data, name).slug)
            case {"do": "rename", "name": str(name)} if known := learners.now(data):
                learners.rename(data, known, name)
                return _("Your name is saved.")
            case _:
                raise ValueError(message)
        return ""


class Theirs(VBox):
    """An activity below the line that says whose it is; before that is known (None was `made`), the question alone."""

    def __init__(self, activity: Callable[[], object], made: object = None) -> None:
        self._activity = activity
        super().__init__()
        self._page = WhoPage(full=False, then=self._open)
        self._show(made)

    @property
    def shown(self) -> Widget | None:
        """The activity as a widget, None while it is unknown whose it is."""
        return self.children[1] if len(self.children) > 1 else None

    def _open(self) -> None:
        made = None
        with suppress(NobodySaidError), learners.noticed():
            made = self._activity()
        self._show(made)

    def _show(self, made: object) -> None:
        self.children = [self._page] if made is None else [self._page, _widget(made)]

    def __repr__(self) -> str:
        return repr(self._page)


class _ToldOfChanges:
    """What a page follows to hear that somebody else is learning."""

    def observe(self, callback: Callable[[], None], /) -> Callable[[], None]:
        return _changed.add(callback)


def _home(one: Learner | None) -> Path | None:
    return one.home if one else None


def _shown(one: Learner) -> dict[str, str]:
    return {"slug": one.slug, "title": one.title, "name": one.name}


def _widget(made: object) -> Widget:
    """What an activity returned, as a widget: a report that stands still, too."""
    return made if isinstance(made, Widget) else HTML(getattr(made, "_repr_html_", made.__str__)())
