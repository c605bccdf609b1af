"""What somebody reads once the skills test has told its secrets: what has changed, pair by pair, and every reason."""

from collections.abc import Mapping, Sequence
from typing import Any

from course.forms import ITEMS, Form, Question, Reply
from course.hearing import title
from course.labels import LABELS, PITFALLS
from course.sitting import Sitting, change

NAMES = {"before": "before the course", "after": "after the course", "later": "weeks later"}
_KINDS = {
    "best": "The best one here.",
    "early": "Right at another moment.",
    "busy": "Beside the point.",
    "pitfall": "Makes it harder:",
}
_ONE = "One question says little about one skill. The reasons below say more than the marks."
_AGAIN = "You had read the reasons for some of these questions before, so part of this may be memory."
_ALONE = "You didn’t take the test before the course, so there is nothing to compare this with."
_OLD = "The questions have changed since then, so only the count is left."


def result(sittings: Sequence[Sitting], forms: Mapping[str, Form]) -> dict[str, Any]:
    """All that can be told of these finished sittings, as JSON."""
    told = [one for one in sittings if one.current]
    return {
        "counts": [f"The test {NAMES[one.which]}: {one.right} of {ITEMS} with the best reply." for one in sittings],
        "changes": _changes(sittings),
        "caution": _ONE,
        "pairs": _pairs(told, forms) if told else None,
        "readings": [_reading(one, forms[one.form]) for one in told],
        "old": _OLD if len(told) < len(sittings) else "",
    }


def _changes(sittings: Sequence[Sitting]) -> list[str]:
    """The newest sitting beside the one before the course, and what is later beside the one after it, too."""
    *earlier, last = sittings
    said = [
        f"Compared with the test {NAMES[one.which]}: {change(one.right, last.right)}"
        for one in earlier
        if one.which != last.which
    ]
    if not said:
        return [_ALONE]
    return [*said, _AGAIN] if last.which == "later" and any(one.form == last.form for one in earlier) else said


def _pairs(sittings: Sequence[Sitting], forms: Mapping[str, Form]) -> dict[str, Any]:
    """A table: a row for each pair of questions, a column for each sitting."""
    rows = [
        {"skill": title(pair.skill).capitalize(), "cells": [_cell(one, forms[one.form].items[at]) for one in sittings]}
        for at, pair in enumerate(forms[sittings[0].form].items)
    ]
    return {"columns": [NAMES[one.which].capitalize() for one in sittings], "rows": rows}


def _cell(sitting: Sitting, item: Question) -> dict[str, Any]:
    best = sitting.answers.get(item.id) == item.best
    return {"best": best, "text": "The best one" if best else "Another one"}


def _reading(sitting: Sitting, form: Form) -> dict[str, Any]:
    items = [_item(item, sitting.answers.get(item.id, "")) for item in form.items]
    return {"title": f"The test {NAMES[sitting.which]}, with the reasons", "items": items}


def _item(item: Question, picked: str) -> dict[str, Any]:
    replies = [_reply(reply, picked=place == picked) for place, reply in item.places.items()]
    skill = title(item.skill).capitalize()
    return {"skill": skill, "situation": item.situation, "who": item.who, "says": item.says, "replies": replies}


def _reply(reply: Reply, *, picked: bool) -> dict[str, Any]:
    best = reply.kind == "best"
    return {"text": reply.words, "verdict": _verdict(reply), "why": reply.why, "best": best, "picked": picked}


def _verdict(reply: Reply) -> str:
    harms = [LABELS[name].title for name in PITFALLS if name in reply.labels]
    return f"{_KINDS[reply.kind]} {' and '.join(harms)}." if harms else _KINDS[reply.kind]
