"""What somebody reads once the skills test has told its secrets: what has changed, pair by pair, and every reason."""

from collections.abc import Mapping, Sequence
from typing import Any

from course.forms import ITEMS, Form, Question, Reply
from course.hearing import title
from course.labels import PITFALLS
from course.language import N_, _
from course.phrases import listed
from course.sitting import Sitting, change

# By test: the heading of its column, how many replies were the best, the heading of the reasons, what is compared.
_COLUMNS = {"before": N_("Before the course"), "after": N_("After the course"), "later": N_("Weeks later")}
_COUNTS = {
    "before": N_("The test before the course: {n} of {all} with the best reply."),
    "after": N_("The test after the course: {n} of {all} with the best reply."),
    "later": N_("The test weeks later: {n} of {all} with the best reply."),
}
_REASONS = {
    "before": N_("The test before the course, with the reasons"),
    "after": N_("The test after the course, with the reasons"),
    "later": N_("The test weeks later, with the reasons"),
}
_COMPARED = {
    "before": N_("Compared with the test before the course: {change}"),
    "after": N_("Compared with the test after the course: {change}"),
    "later": N_("Compared with the test weeks later: {change}"),
}
_KINDS = {
    "best": N_("The best one here."),
    "early": N_("Right at another moment."),
    "busy": N_("Beside the point."),
    "pitfall": N_("Makes it harder: {harms}."),
}
_ONE = N_("One question says little about one skill. The reasons below say more than the marks.")
_AGAIN = N_("You had read the reasons for some of these questions before, so part of this may be memory.")
_ALONE = N_("You didn’t take the test before the course, so there is nothing to compare this with.")
_OLD = N_("The questions have changed since then, so only the count is left.")


def result(sittings: Sequence[Sitting], forms: Mapping[str, Form]) -> dict[str, Any]:
    """All that can be told of these finished sittings, as JSON."""
    told = [one for one in sittings if one.current]
    return {
        "counts": [_(_COUNTS[one.which]).format(n=one.right, all=ITEMS) for one in sittings],
        "changes": _changes(sittings),
        "caution": _(_ONE),
        "pairs": _pairs(told, forms) if told else None,
        "readings": [_reading(one, forms[one.form]) for one in told],
        "old": _(_OLD) if len(told) < len(sittings) else "",
    }


def _changes(sittings: Sequence[Sitting]) -> list[str]:
    """The newest sitting beside the one before the course, and what is later beside the one after it, too."""
    *earlier, last = sittings
    said = [
        _(_COMPARED[one.which]).format(change=change(one.right, last.right))
        for one in earlier
        if one.which != last.which
    ]
    if not said:
        return [_(_ALONE)]
    return [*said, _(_AGAIN)] if last.which == "later" and any(one.form == last.form for one in earlier) else said


def _pairs(sittings: Sequence[Sitting], forms: Mapping[str, Form]) -> dict[str, Any]:
    """A table: a row for each pair of questions, a column for each sitting."""
    rows = [
        {"skill": title(pair.skill).capitalize(), "cells": [_cell(one, forms[one.form].items[at]) for one in sittings]}
        for at, pair in enumerate(forms[sittings[0].form].items)
    ]
    return {"columns": [_(_COLUMNS[one.which]) for one in sittings], "rows": rows}


def _cell(sitting: Sitting, item: Question) -> dict[str, Any]:
    best = sitting.answers.get(item.id) == item.best
    return {"best": best, "text": _("The best one") if best else _("Another one")}


def _reading(sitting: Sitting, form: Form) -> dict[str, Any]:
    items = [_item(item, sitting.answers.get(item.id, "")) for item in form.items]
    return {"title": _(_REASONS[sitting.which]), "items": items}


def _item(item: Question, picked: str) -> dict[str, Any]:
    replies = [_reply(reply, picked=place == picked) for place, reply in item.places.items()]
    skill = title(item.skill).capitalize()
    return {"skill": skill, "situation": item.situation, "who": item.who, "says": item.says, "replies": replies}


def _reply(reply: Reply, *, picked: bool) -> dict[str, Any]:
    best = reply.kind == "best"
    return {"text": reply.words, "verdict": _verdict(reply), "why": reply.why, "best": best, "picked": picked}


def _verdict(reply: Reply) -> str:
    said = _(_KINDS[reply.kind])
    return said.format(harms=listed([title(name) for name in PITFALLS if name in reply.labels]))
