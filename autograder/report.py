"""The reasons for a mark, as HTML that needs no script and no network; every word in it is escaped."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from course.attempts import Attempt
from course.debrief import debrief, title
from course.marking import AnswerKey, Marks
from course.questions import Choose, Drill, Item, Order, Sort, Transcript, Write
from course.views.report import element, page, report

_FOLDED = 5  # a journal can hold thousands of tries, and each is a page


def drill_report(drill: Drill, answers: Mapping[str, Any], key: Mapping[str, AnswerKey]) -> tuple[Marks, str]:
    """What a drill's answers earned in all, and each question with the answer given and why it is right or not."""
    marks = {item.id: item.mark(answers.get(item.id), key[item.id]) for item in drill.items}
    parts = [_item(item, answers.get(item.id), key[item.id], marks[item.id]) for item in drill.items]
    earned, possible = sum(one.earned for one in marks.values()), sum(one.possible for one in marks.values())
    return Marks(earned, possible, ()), page(*parts)


def conversation_report(counts: Attempt, others: Sequence[Attempt]) -> str:
    """The conversation that counts, with the reason for each mark; some of the others folded away beneath it."""
    tries = [
        f"<details>{element('summary', f'Try {number} of the rest: it doesn’t count.')}{_conversation(other)}</details>"
        for number, other in enumerate(others[:_FOLDED], 1)
    ]
    if len(others) > _FOLDED:
        tries.append(element("p", f"There are {len(others) - _FOLDED} more tries, which aren’t shown."))
    return "".join([_conversation(counts), *tries])


def _conversation(attempt: Attempt) -> str:
    html = report(attempt.state).html
    if attempt.finished:
        return html
    reasons = [f"Turn {one.turn + 1}: {one.marks:+d}. {one.text}." for one in debrief(attempt.state).reasons]
    return html + page(element("h5", "The marks so far, and why"), _list(reasons or ["None yet."]))


def _item(item: Item, answer: Any, key: AnswerKey, marks: Marks) -> str:
    match item:
        case Choose():
            body = _options(item, answer, key)
        case Transcript():
            body = _lines(item, answer, key, marks)
        case Sort():
            body = _sorted(item, answer, key, marks)
        case Order():
            body = _ordered(item, answer, key, marks)
        case Write():
            body = _written(item, answer, key)
    return f"{element('h5', item.ask)}{element('p', item.situation)}{body}"


def _options(item: Choose, answer: Any, key: AnswerKey) -> str:
    given = answer if isinstance(answer, str) and answer in item.places else None
    told = []
    if given is None:
        told.append("No answer.")
    elif given not in key.right:
        told.append(f"✗ The answer: “{item.places[given].text}” {key.why.get(given, '')}")
    for place in key.right:
        helps = "✓ The answer, and it helps most" if place == given else "It helps most"
        told.append(f"{helps}: “{item.places[place].text}” {key.why.get(place, '')}")
    return _list(told)


def _lines(item: Transcript, answer: Any, key: AnswerKey, marks: Marks) -> str:
    points = {reason.place: reason.points for reason in marks.reasons}
    given = answer if isinstance(answer, dict) else {}
    rows = []
    for number, line in ((str(at), line) for at, line in enumerate(item.lines, 1)):
        label = given.get(number)
        marked = title(label) if isinstance(label, str) and label in item.labels else "not marked"
        right = " or ".join(map(title, key.right.get(number, ()))) or "fine"
        score, why = f"{points.get(number, 0):+d}".replace("+0", "0"), key.why.get(number, "")
        own = [marked, right, score, why] if number in item.places else [""] * 4
        rows.append([f"{number}. {line.who}: {line.text}", *own])
    heads = {"What was said": 32, "Marked as": 17, "It is": 17, "Marks": 12, "Why": 22}
    return _table(heads, rows, marks)


def _sorted(item: Sort, answer: Any, key: AnswerKey, marks: Marks) -> str:
    given = answer if isinstance(answer, dict) else {}
    points = {reason.place: str(reason.points) for reason in marks.reasons}
    rows = [
        [
            f"{number}. {line.text}",
            item.bins.get(str(given.get(number)), "left lying"),
            " or ".join(item.bins[name] for name in key.right[number]),
            points[number],
            key.why.get(number, ""),
        ]
        for number, line in item.places.items()
    ]
    heads = {"What was said": 32, "Sorted as": 17, "It is": 17, "Marks": 12, "Why": 22}
    return _table(heads, rows, marks)


def _ordered(item: Order, answer: Any, key: AnswerKey, marks: Marks) -> str:
    if not item.sound(answer):
        return element("p", "No answer.")
    points = {reason.place: str(reason.points) for reason in marks.reasons}
    rows = [
        [item.places[letter].text, str(at), " or ".join(key.right[letter]), points[letter], key.why.get(letter, "")]
        for at, letter in enumerate(answer, 1)
    ]
    heads = {"Step": 36, "Put at": 12, "Belongs at": 15, "Marks": 12, "Why": 25}
    return _table(heads, rows, marks)


def _written(item: Write, answer: Any, key: AnswerKey) -> str:
    words = element("blockquote", answer) if item.sound(answer) else element("p", "Nothing was written.")
    return words + element("p", f"One good way to say it: “{key.model}”")


def _list(words: Iterable[str]) -> str:
    return f"<ul>{''.join(element('li', one) for one in words)}</ul>"


def _table(heads: Mapping[str, int], rows: Iterable[list[str]], marks: Marks) -> str:
    """A table and its marks; each head comes with the width of its column in per cent."""
    widths = "".join(f'<col style="width:{width}%">' for width in heads.values())
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in heads)
    body = "".join(f"<tr>{''.join(map(_cell, heads, row))}</tr>" for row in rows)
    table = f"<table><colgroup>{widths}</colgroup><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return table + element("p", f"{marks.earned} of {marks.possible} marks.")


def _cell(head: str, words: str) -> str:
    return f'<td data-title="{escape(head)}: ">{escape(words)}</td>'
