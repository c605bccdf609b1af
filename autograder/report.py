"""The reasons for a mark, as HTML that needs no script and no network; every word in it is escaped."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from course.attempts import Attempt
from course.debrief import debrief
from course.dialogue import State, Turn
from course.questions import AnswerKey, Choose, Drill, Marks, Reason, Transcript
from course.labels import LABELS
from course.views.heat import heat_svg

_CELL = ' style="text-align:left;vertical-align:top;padding:.3em .6em;white-space:normal"'


def drill_html(drill: Drill, answers: Mapping[str, Any], key: Mapping[str, AnswerKey]) -> tuple[Marks, str]:
    """What a drill's answers earned in all, and each question with the answer given and why."""
    marks = {item.id: item.mark(answers.get(item.id), key[item.id]) for item in drill.items}
    parts = [_item(item, answers.get(item.id), key[item.id], marks[item.id]) for item in drill.items]
    earned, possible = sum(one.earned for one in marks.values()), sum(one.possible for one in marks.values())
    return Marks(earned, possible, ()), "".join(parts)


def conversation_html(attempt: Attempt) -> str:
    """A conversation as it went, turn by turn, with the reason for each mark and what was missed."""
    state = attempt.state
    seen = debrief(state)
    reasons = [[(r.marks, r.text) for r in seen.reasons if r.turn == at] for at in range(len(state.turns))]
    rows = [_turn(state, turn, why) for turn, why in zip(state.turns, reasons, strict=True)]
    head = _row("th", ["The customer said", "The answer", "Marks", "Heat after it"])
    missed = [_li(f"{one.hint} {_model(one.model)}") for one in seen.missed]
    return (
        f"{heat_svg(seen.heat)}<table>{head}{''.join(rows)}</table>{_close(state)}"
        + (f"<p>What could still have been earned:</p><ul>{''.join(missed)}</ul>" if missed else "")
    )


def _model(words: str | None) -> str:
    return f"For example: “{words}”" if words else "Here a moment of silence."


def _turn(state: State, turn: Turn, reasons: Iterable[tuple[int, str]]) -> str:
    name = state.scenario.customer.name
    said = "(stayed silent for a moment)" if turn.reply.pause else turn.reply.text
    why = "; ".join(f"{marks:+d} {text}" for marks, text in reasons)
    return _row("td", [f"{name}: {turn.line}", said, why or "0", f"{turn.heat} of 10"])


def _close(state: State) -> str:
    if state.ending is None:
        return f"<p>{escape(state.scenario.customer.name)}: {escape(state.line)}</p><p>The talk wasn’t finished.</p>"
    ending = state.scenario.endings[state.ending]
    words = f"{state.scenario.customer.name}: {state.line}"
    return f"<p>{escape(words)}</p><p><strong>{escape(ending.title)}.</strong> {escape(ending.text)}</p>"


def _item(item: Choose | Transcript, answer: Any, key: AnswerKey, marks: Marks) -> str:
    top = f"<p>{escape(item.situation)} <strong>{escape(item.ask)}</strong></p>"
    body = _choice(item, answer, key) if isinstance(item, Choose) else _lines(item, answer, key, marks)
    return f"{top}{body}<p>{marks.earned} of {marks.possible}</p><hr>"


def _choice(item: Choose, answer: Any, key: AnswerKey) -> str:
    given = answer if isinstance(answer, str) and answer in item.places else None
    rows = []
    for place, option in item.places.items():
        told = [word for word, holds in (("✓ helps most", place in key.right), ("● chosen", place == given)) if holds]
        if told:
            rows.append(_row("td", [", ".join(told), option.text, key.why.get(place, "")]))
    return f"<table>{''.join(rows)}</table>{'' if given else '<p>No answer.</p>'}"


def _lines(item: Transcript, answer: Any, key: AnswerKey, marks: Marks) -> str:
    reasons: dict[str, Reason] = {reason.place: reason for reason in marks.reasons}
    given = answer if isinstance(answer, dict) else {}
    rows = [_row("th", ["Line", "Words", "Marked as", "It is", "Marks", "Why"])]
    for number, line in ((str(at), line) for at, line in enumerate(item.lines, 1)):
        reason = reasons.get(number)
        is_what = _titles(key.right[number]) if number in key.right else "fine" if number in item.places else ""
        points = f"{reason.points:+d}" if reason and reason.points else "0" if number in item.places else ""
        marked = _titles([given[number]]) if given.get(number) in item.labels else ""
        rows.append(_row("td", [number, f"{line.who}: {line.text}", marked, is_what, points, key.why.get(number, "")]))
    return f"<table>{''.join(rows)}</table>"


def _titles(labels: Iterable[str]) -> str:
    return " or ".join(LABELS[label].title for label in labels)


def _row(tag: str, words: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}{_CELL}>{escape(word)}</{tag}>" for word in words) + "</tr>"


def _li(words: str) -> str:
    return f"<li>{escape(words)}</li>"
