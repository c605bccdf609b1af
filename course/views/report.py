"""A conversation as a page that stands still: escaped HTML without scripts, for a report or a comparison."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from course.dialogue import State
from course.language import N_, _, ngettext
from course.views.scene import ended, lines

_STYLE = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")
_SPEAKERS = {"you": N_("You"), "coach": N_("Coach")}
_SIGNS = {"technique": "+", "pitfall": "−"}


@dataclass(frozen=True, slots=True)
class Report:
    """HTML to show, and the same in a few plain words where HTML can't be shown."""

    html: str
    words: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.words


def report(state: State) -> Report:
    """What was said, with the coach's notes; of a conversation that has ended also how it went."""
    name = state.name
    parts = [element("h4", f"{state.scenario.title}: {name}"), talk(state, lines(state, helped=True))]
    parts += _story(ended(state)) if state.ended else [element("p", _("This conversation hasn’t ended."))]
    turns, marks = len(state.turns), state.marks
    said = ngettext(
        "{name}: {turns} turn, {earned} of {possible} marks.",
        "{name}: {turns} turns, {earned} of {possible} marks.",
        turns,
    )
    return Report(page(*parts), said.format(name=name, turns=turns, earned=marks.earned, possible=marks.possible))


def page(*parts: str) -> str:
    """Parts of HTML as one, with their style."""
    return f'<div class="m9-report"><style>{_STYLE}</style>{"".join(parts)}</div>'


def element(tag: str, *words: object) -> str:
    """An element that holds these words, escaped."""
    return f"<{tag}>{' '.join(escape(str(word)) for word in words)}</{tag}>"


def talk(state: State, shown: Iterable[Mapping[str, Any]]) -> str:
    """Lines of a conversation as a list."""
    return f"<ol>{''.join(_line(line, state.name) for line in shown)}</ol>"


def _line(line: Mapping[str, Any], name: str) -> str:
    who = element("b", f"{speaker}:") + " " if (speaker := _speaker(line, name)) else ""
    change = " " + element("i", f"{line['heat']}.") if "heat" in line else ""
    heard = line.get("heard")
    words = _did(heard) + escape(line["text"]) + _advice(heard) if heard else escape(line["text"])
    return f'<li class="m9-{line["from"]}">{who}{words}{change}</li>'


def _speaker(line: Mapping[str, Any], name: str) -> str:
    if line["from"] == "customer":
        return name
    said = line["from"] in _SPEAKERS and not line.get("silent")  # "You say nothing" isn't said
    return _(_SPEAKERS[line["from"]]) if said else ""


def _did(heard: Mapping[str, Any]) -> str:
    """The words that did something, each with a sign and the name of what it did."""
    if not heard["quotes"]:
        return element("p", heard["nothing"]) if heard["nothing"] else ""
    signed = [(f"{_SIGNS[quote['kind']]} {quote['name']}", _quoted(quote["words"])) for quote in heard["quotes"]]
    rows = "".join(f"<li>{element('b', name)} {words}</li>" for name, words in signed)
    return f"<ul>{rows}</ul>"


def _advice(heard: Mapping[str, Any]) -> str:
    """What stays unsure, what a colleague might have said, and what to add."""
    unsure, nearest, add = heard["unsure"], heard["nearest"], heard["add"]
    told = [
        escape(_("I’m not sure what this does:")) + " " + _quoted(unsure["words"]) if unsure else "",
        f"{escape(nearest['told'])} {_quoted([nearest['words']])}" if nearest else "",
        escape(add),
    ]
    return "".join(f"<p>{words}</p>" for words in told if words)


def _quoted(words: Sequence[str]) -> str:
    return " … ".join(f"“{escape(some)}”" for some in words)


def _story(told: Mapping[str, Any]) -> list[str]:
    missed = [{**item, "text": _with_model(item)} for item in told["missed"]]
    marks = [{"name": _("Turn {turn}: {marks}.").format(**item), "text": item["text"]} for item in told["marks"]]
    return [
        element("h5", told["title"]),
        element("p", told["text"]),
        f"<p>{element('b', told['score'])} {escape(told['verdict'])}</p>",
        element("p", told["caption"]),
        told["heat_svg"],
        *_section(_("The marks, and why"), marks),
        *_section(_("Used"), told["used"]),
        *_section(_("Would have helped"), missed),
        *_section(_("Made it harder"), told["fell"]),
    ]


def _with_model(item: Mapping[str, str]) -> str:
    if not item["model"]:
        return item["text"]
    return f"{item['text']} {_('A colleague might say:')} “{item['model']}”"


def _section(title: str, items: Sequence[Mapping[str, str]]) -> list[str]:
    if not items:
        return []
    rows = "".join(f"<li>{element('b', item['name'])} {escape(item['text'])}</li>" for item in items)
    return [element("h5", title), f"<ul>{rows}</ul>"]
