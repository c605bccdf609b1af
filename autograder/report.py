"""The reasons for a mark, as HTML that needs no script and no network; every word in it is escaped."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from autograder.overrules import words_id
from autograder.rewrite import Rewrite, mark_rewrite
from course.attempts import Attempt
from course.debrief import debrief, title
from course.dialogue import Judge
from course.labels import LABELS
from course.marking import AnswerKey, Marks
from course.questions import Choose, Drill, Order, Sort, Transcript, Write
from course.replies import Judgement
from course.views.report import element, page, report

_FOLDED = 5  # a journal can hold thousands of tries, and each is a page


@dataclass(frozen=True, slots=True)
class DrillReport:
    """What a drill's answers earned for certain, the reasons as HTML, and whether a person has to look."""

    earned: int
    possible: int
    html: str
    doubtful: bool


def drill_report(drill: Drill, answers: Mapping[str, Any], key: Mapping[str, AnswerKey], judge: Judge) -> DrillReport:
    """What a drill's answers earned in all, and each question with the answer given and why it is right or not."""
    earned = possible = 0
    doubtful, parts = False, []
    for item in drill.items:
        answer = answers.get(item.id)
        if isinstance(item, Write):
            rewrite = mark_rewrite(item, answer, key[item.id], judge)
            marks = Marks(rewrite.earned, len(rewrite.halves), ())
            doubtful = doubtful or rewrite.doubtful
            body = _written(item, answer, key[item.id], rewrite)
        else:
            marks = item.mark(answer, key[item.id])
            body = _body(item, answer, key[item.id], marks)
        earned, possible = earned + marks.earned, possible + marks.possible
        parts.append(f"{element('h5', item.ask)}{element('p', item.situation)}{body}")
    return DrillReport(earned, possible, page(*parts), doubtful)


def conversation_report(counts: Attempt | None, others: Sequence[Attempt]) -> str:
    """The conversation that counts, with the reason for each mark; some of the others folded away beneath it.

    Beside what the learner typed stands all that was heard in it, so that whoever grades can overrule that.
    """
    tries = [
        f"<details>{element('summary', f'Try {number} of the rest: it doesn’t count.')}{_conversation(other)}</details>"
        for number, other in enumerate(others[:_FOLDED], 1)
    ]
    if len(others) > _FOLDED:
        tries.append(element("p", f"There are {len(others) - _FOLDED} more tries, which aren’t shown."))
    shown = [_conversation(counts), _typed(counts)] if counts else []
    return "".join([*shown, *tries])


def _conversation(attempt: Attempt) -> str:
    html = report(attempt.state).html
    if attempt.finished:
        return html
    reasons = [f"Turn {one.turn + 1}: {one.marks:+d}. {one.text}." for one in debrief(attempt.state).reasons]
    return html + page(element("h5", "The marks so far, and why"), _list(reasons or ["None yet."]))


def _typed(attempt: Attempt) -> str:
    parts = []
    for at, turn in enumerate(attempt.state.turns):
        if turn.judgement is not None:
            told = f"Turn {at + 1}" + (": a mark hangs on what isn’t sure." if at in attempt.unsure else ".")
            words = heard(turn.judgement, turn.reply.text, turn.line)
            parts += [f"<p>{element('b', told)}</p>", element("blockquote", turn.reply.text), words]
    return page(element("h5", "What was heard in the learner’s own words"), *parts) if parts else ""


def _body(item: Choose | Transcript | Sort | Order, answer: Any, key: AnswerKey, marks: Marks) -> str:
    match item:
        case Choose():
            return _options(item, answer, key)
        case Transcript():
            return _lines(item, answer, key, marks)
        case Sort():
            return _sorted(item, answer, key, marks)
        case Order():
            return _ordered(item, answer, key, marks)


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
    return _table(heads, rows) + _sum(marks)


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
    return _table(heads, rows) + _sum(marks)


def _ordered(item: Order, answer: Any, key: AnswerKey, marks: Marks) -> str:
    if not item.sound(answer):
        return element("p", "No answer.")
    points = {reason.place: str(reason.points) for reason in marks.reasons}
    rows = [
        [item.places[letter].text, str(at), " or ".join(key.right[letter]), points[letter], key.why.get(letter, "")]
        for at, letter in enumerate(answer, 1)
    ]
    heads = {"Step": 36, "Put at": 12, "Belongs at": 15, "Marks": 12, "Why": 25}
    return _table(heads, rows) + _sum(marks)


def _written(item: Write, answer: Any, key: AnswerKey, rewrite: Rewrite) -> str:
    words = element("blockquote", answer) if item.sound(answer) else ""
    halves = [
        [half.name, "½" if half.earned else "a person decides" if half.doubtful else "0", half.why]
        for half in rewrite.halves
    ]
    table = _table({"Half a point each": 38, "Marks": 17, "Why": 45}, halves)
    found = heard(rewrite.judgement, answer, item.customer) if words else ""
    return words + table + found + element("p", f"One good way to say it: “{key.model}”")


def heard(judgement: Judgement, reply: str, customer: str) -> str:
    """What was heard in words, as a table: each label with the words that carry it, and how sure that is.

    Below it stands the name by which whoever grades can decide otherwise.
    """
    rows = [
        [f"{title(label)} ({label})", *_evidence(judgement, label)]
        for label in LABELS
        if label in judgement.labels | judgement.abstained
    ]
    table = _table({"What was heard": 28, "In these words": 50, "How sure": 22}, rows) if rows else ""
    nothing = "" if rows else "Nothing was heard in these words. "
    return table + element("p", f"{nothing}For whoever grades: the ID of these words is {words_id(reply, customer)}.")


def _evidence(judgement: Judgement, label: str) -> list[str]:
    evidence = judgement.evidence.get(label)
    words = " … ".join(f"“{span}”" for span in evidence.spans) if evidence else ""
    if label in judgement.abstained:
        return [words, "not sure: it counts neither way"]
    return [words, f"{evidence.confidence:.0%}" if evidence else ""]


def _list(words: Iterable[str]) -> str:
    return f"<ul>{''.join(element('li', one) for one in words)}</ul>"


def _sum(marks: Marks) -> str:
    return element("p", f"{marks.earned} of {marks.possible} marks.")


def _table(heads: Mapping[str, int], rows: Iterable[list[str]]) -> str:
    """A table; each head comes with the width of its column in per cent."""
    widths = "".join(f'<col style="width:{width}%">' for width in heads.values())
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in heads)
    body = "".join(f"<tr>{''.join(map(_cell, heads, row))}</tr>" for row in rows)
    return f"<table><colgroup>{widths}</colgroup><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(head: str, words: str) -> str:
    return f'<td data-title="{escape(head)}: ">{escape(words)}</td>'
