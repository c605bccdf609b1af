"""A customer that a learner wrote in the form, as the same kind of script that the course's authors write. Pure.

The form has no rules and no numbers. They come from here: three moments that each need two things, one reply in
three that gives them, and three ways to end.
"""

import json
from functools import lru_cache
from typing import Any

import yaml

from course.document import parse_document
from course.hearing import english_title
from course.labels import LABELS, PAUSE
from course.own_form import MOMENTS, Form, does, filled
from course.scenario import Scenario, parse_scenario

_ABOUT = {"1": "They begin.", "2": "What it's really about.", "3": "What can be done."}
# Another place in each moment for the reply that helps, so that none of them gives it away.
_ORDER = {"1": ("soon", "good", "trap"), "2": ("trap", "soon", "good"), "3": ("good", "trap", "soon")}
_LETTERS = ("A", "B", "C")
_TRUST = 3
_EARNED = 5  # trust that the best ending asks for on top: one of the six needs may be missed, no more
_HEAD = """\
# A customer that a learner of Module Nine wrote in the course's form. What holds for it is proved by
#     python -m course check THIS-FILE
# and whoever saves it among the course's scenarios can play it by its name.
"""


def own_customer(form: Form, name: str) -> Scenario:
    """The customer of a filled form, under a name.

    Raises DocumentError for a form of which `missing` or `mistakes` has something to say.
    """
    return _parsed(json.dumps(filled(form), sort_keys=True), name)


def as_yaml(form: Form) -> str:
    """A filled form as a file that an author could have written. Raises KeyError if something is missing."""
    text = yaml.dump(_script(filled(form)), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=2**30)
    return _HEAD + text


@lru_cache(maxsize=64)
def _parsed(form: str, name: str) -> Scenario:
    return parse_scenario(parse_document(as_yaml(json.loads(form)), f"{name}.yaml"), name)


class _Dumper(yaml.SafeDumper):
    """YAML with every text in quotes, so that nothing in it can be taken for anything but words."""


def _quoted(dumper: _Dumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if text.isidentifier() else '"')


_Dumper.add_representer(str, _quoted)


def _script(form: dict[str, str]) -> dict[str, Any]:
    name = form["name"]
    return {
        "title": f"A talk with {name}",
        "type": form["type"],
        "level": 1,
        "place": form["place"],
        "clerk": {
            "role": form["role"],
            "knows": [],
            "may": form.get("may", "").splitlines(),
            "may_not": form.get("may_not", "").splitlines(),
        },
        "customer": {
            "name": name,
            "who": form["who"],
            "heat": int(form["heat"]),
            "trust": _TRUST,
            "sets_off": form["sets_off"],
            "asks_for": form["asks_for"],
            "needs": form["needs"],
            "fact": form["before"],
            "silence": {"hot": "Well? Say something!", "warm": "I'm waiting.", "cool": "Yes?"},
        },
        "start": "moment_1",
        "beats": {f"moment_{part}": _beat(form, part) for part in MOMENTS},
        "endings": _endings(form),
        "models": {"bad": _model(form, "trap"), "good": _model(form, "good")},
    }


def _beat(form: dict[str, str], part: str) -> dict[str, Any]:
    needs = [form[name] for name in does(part, "good")]
    hint = form.get(f"{part}.hint") or f"Two things would help {form['name']} now. Which ones have been missing so far?"
    choices = {letter: _choice(form, part, reply) for letter, reply in zip(_LETTERS, _ORDER[part], strict=True)}
    return {
        "about": _ABOUT[part],
        "line": _line(form, part),
        "needs": needs,
        "hint": hint,
        "choices": choices,
        "rules": _rules(part),
    }


def _line(form: dict[str, str], part: str) -> dict[str, str]:
    """What they say at each heat: a changed mood is calmer for who came in hot, and hotter for who came in calm."""
    line, heat = form[f"{part}.line"], int(form["heat"])
    changed = form.get(f"{part}.changed", line)
    if heat >= 7:
        return {"hot": line, "warm": changed, "cool": changed}
    if heat >= 4:
        return {"hot": line, "warm": line, "cool": changed}
    return {"hot": changed, "warm": changed, "cool": line}


def _choice(form: dict[str, str], part: str, reply: str) -> dict[str, Any]:
    labels = [form[name] for name in does(part, reply) if name in form and form[name] != PAUSE]
    why = form.get(f"{part}.{reply}.why") or _why(form, part, reply)
    choice: dict[str, Any] = {"words": form[f"{part}.{reply}"], "labels": labels, "why": why}
    answer = form.get(f"{part}.{reply}.answer")
    return {**choice, "answer": answer} if answer else choice


def _why(form: dict[str, str], part: str, reply: str) -> str:
    """What a coach says where the learner left that open."""
    needs = " and ".join(english_title(form[name]) for name in does(part, "good"))
    if reply == "good":
        return f"This is what {form['name']} needs here: {needs}."
    if reply == "soon":
        return f"Good words, and not what {form['name']} needs right now. That is {needs}."
    return f"It's a trap: the reply {LABELS[form[does(part, 'trap')[0]]].meaning}."


def _rules(part: str) -> list[dict[str, Any]]:
    if part != MOMENTS[-1]:
        return [{"go": f"moment_{int(part) + 1}"}]
    best = {"met": True, "slips": 1, "trust": _TRUST + _EARNED, "go": "well"}
    return [best, {"slips": 1, "go": "fair"}, {"go": "badly"}]


def _endings(form: dict[str, str]) -> dict[str, Any]:
    name, last = form["name"], form.get("last", "Thank you.")
    badly = form.get("badly") or f"{name} leaves, and nothing has been solved."
    return {
        "well": {"title": "It ends well", "quality": "best", "line": last, "text": form["well"]},
        "fair": {
            "title": "It ends",
            "quality": "fair",
            "line": "All right, then.",
            "text": f"{name} leaves with a part of what they came for.",
        },
        "badly": {"title": "It ends badly", "quality": "poor", "line": "I'm leaving.", "text": badly},
    }


def _model(form: dict[str, str], reply: str) -> list[str]:
    """A conversation of three such replies, with the silence before each that needs one."""
    steps = []
    for part in MOMENTS:
        if reply == "good" and PAUSE in (form[name] for name in does(part, reply)):
            steps.append(PAUSE)
        steps.append(_LETTERS[_ORDER[part].index(reply)])
    return steps
