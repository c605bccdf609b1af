"""What a conversation looks like: everything its page and its report show, as plain JSON. Pure."""

from itertools import groupby
from typing import Any

from course.conversation import NONE
from course.debrief import Missed, Quote, Reason, coach, debrief, hear, title
from course.dialogue import State, Turn
from course.labels import LABELS, PITFALLS
from course.language import N_, _, ngettext
from course.moment import band
from course.phrases import listed
from course.reply import JUDGED
from course.views.heat import BANDS, TOP, heat_svg

SILENCE = N_("You say nothing for a moment.")
NOTHING = N_("I hear none of the lesson’s techniques in these words, and no pitfall.")
ASKED = 3  # labels that a judge is unsure of, which somebody is asked about at once
# To translate: {title} is what a reply does, such as "saying it back" or "getting defensive".
_ASKS = {"technique": N_("I meant {title}"), "pitfall": N_("I was {title}")}
_KINDS = {"technique": N_("Technique, {title}"), "pitfall": N_("Pitfall, {title}")}


def scene(  # noqa: PLR0913 (a page shows many things)
    state: State,
    *,
    before: State | None = None,
    fork: int = 0,
    graded: bool = False,
    hints: bool = True,
    notice: str = "",
) -> dict[str, Any]:
    """The page of a conversation.

    `before` is the earlier try, when the learner went back to turn `fork` (from 0). While `graded`, or without
    `hints`, what helps (heat, coach, the earlier try) is left out until the end.
    """
    scenario = state.scenario
    helped = state.ended or (hints and not graded)
    earlier = before if helped else None
    return {
        "title": scenario.title,
        "place": scenario.place,
        "care": scenario.notice,
        "role": {
            "you": scenario.clerk.role,
            "knows": list(scenario.clerk.knows),
            "may": list(scenario.clerk.may),
            "may_not": list(scenario.clerk.may_not),
        },
        "customer": {"name": state.name, "who": scenario.customer.who},
        "heat": heat(state.heat) if helped else None,
        "lines": lines(state, helped=helped),
        "choices": [{"id": choice.id, "text": choice.text} for choice in state.choices],
        "longest": JUDGED,
        "turn": len(state.turns),
        "ended": state.ended,
        "graded": graded,
        "debrief": ended(state, earlier) if state.ended else None,
        "earlier": {"turn": fork, "lines": _since(fork, lines(earlier, helped=True))} if earlier else None,
        "notice": notice,
    }


def heat(value: int) -> dict[str, Any]:
    """A heat of 0..10 for the eye and for the ear."""
    return {"value": value, "max": TOP, "band": band(value), "word": _(BANDS[band(value)]).capitalize()}


def lines(state: State, *, helped: bool) -> list[dict[str, Any]]:
    """What was seen and said, in order; `helped` adds the coach. Each line tells its turn, from 0."""
    shown = [line for at in range(len(state.turns)) for line in _turn(state, at, helped=helped)]
    return shown + _customer(len(state.turns), state)


def ended(state: State, before: State | None = None) -> dict[str, Any]:
    """How a conversation that has ended went: its ending, heat, techniques, and marks with their reasons."""
    story, told, marks = debrief(state), state.scenario.endings[state.ending or ""], state.marks
    return {
        "title": told.title,
        "text": told.text,
        "score": _("{earned} of {possible} marks.").format(earned=marks.earned, possible=marks.possible),
        "verdict": _("That’s a pass.") if marks.passed else _("A pass needs {needed}.").format(needed=marks.needed),
        "caption": _("{name}’s heat, turn by turn").format(name=state.name),
        "dashed": _("The dashed line is your try before.") if before else "",
        "heat_svg": heat_svg(story.heat, debrief(before).heat if before else ()),
        "heat_rows": [_row(at, story.heat[at], said) for at, said in enumerate(["", *map(_words, state.turns)])],
        "used": [{"name": _name(used.label), "text": _when(used.turns)} for used in story.used],
        "fell": [{"name": _name(fell.label), "text": _when(fell.turns)} for fell in story.pitfalls],
        "missed": [_missed(list(group)) for _beat, group in groupby(story.missed, lambda missed: missed.need.beat)],
        "marks": [_mark(turn, list(group)) for turn, group in groupby(story.reasons, lambda reason: reason.turn)],
    }


def _turn(state: State, at: int, *, helped: bool) -> list[dict[str, Any]]:
    turn = state.turns[at]
    shown = _customer(at, turn)
    shown.append({"turn": at, "from": "you", "text": _words(turn), "silent": turn.reply.pause})
    if deed := state.scenario.beats[turn.beat].choices[turn.reply.choice].stage if turn.reply.choice else "":
        shown.append({"turn": at, "from": "stage", "text": deed})
    if helped:
        was = state.turns[at - 1].heat if at else state.scenario.customer.heat
        told = {"turn": at, "from": "coach", "text": coach(state, at), "heat": _change(was, turn.heat)}
        shown.append({**told, "heard": _heard(state, at)} if turn.judgement else told)
    return shown


def _heard(state: State, at: int) -> dict[str, Any]:
    """What typed words did, word by word, what a colleague might have said, what to add, and what is unsure."""
    hearing = hear(state, at)
    return {
        "quotes": [_quote(quote) for quote in hearing.quotes],
        "nothing": "" if hearing.quotes or hearing.unsure else _(NOTHING),
        "nearest": _nearest(state, at, hearing.nearest) if hearing.nearest else None,
        "add": hearing.add,
        "unsure": _unsure(hearing.unsure[:ASKED]) if hearing.unsure else None,
    }


def _nearest(state: State, at: int, words: str) -> dict[str, str]:
    """An author's words near the learner's: a model only if they give what the moment needs, without a pitfall."""
    beat = state.scenario.beats[state.turns[at].beat]
    near = [choice.labels for choice in beat.choices.values() if choice.text == words]
    if any(labels.intersection(PITFALLS) for labels in near):
        told = _("The same pitfall in other words:")
    elif any(labels.intersection(beat.needs) for labels in near):
        told = _("A colleague might say:")
    else:
        told = _("Near to yours, but not what was needed here:")
    return {"told": told, "words": words}


def _quote(quote: Quote) -> dict[str, Any]:
    kind = LABELS[quote.label].kind
    return {"kind": kind, "name": _(_KINDS[kind]).format(title=title(quote.label)), "words": list(quote.words)}


def _unsure(quotes: tuple[Quote, ...]) -> dict[str, Any]:
    words = dict.fromkeys(words for quote in quotes for words in quote.words)
    asked = [{"label": one.label, "text": _asked(one.label)} for one in quotes]
    return {"words": list(words), "options": [*asked, {"label": NONE, "text": _("None of these")}]}


def _asked(label: str) -> str:
    return _(_ASKS[LABELS[label].kind]).format(title=title(label))


def _customer(turn: int, now: State | Turn) -> list[dict[str, Any]]:
    """What the customer answered, what could be seen then, and what they went on to say."""
    rest = now.line.removeprefix(now.answer).strip()
    if not now.stage:
        return [{"turn": turn, "from": "customer", "text": now.line}]
    told = [("customer", now.answer), ("stage", now.stage), ("customer", rest)]
    return [{"turn": turn, "from": who, "text": text} for who, text in told if text]


def _since(fork: int, shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in shown if line["turn"] >= fork]


def _words(turn: Turn) -> str:
    return _(SILENCE) if turn.reply.pause else turn.reply.text


def _change(was: int, now: int) -> str:
    if was == now:
        return _("Heat stays at {heat}").format(heat=now)
    told = _("Heat down {steps}, to {heat}") if now < was else _("Heat up {steps}, to {heat}")
    return told.format(steps=abs(now - was), heat=now)


def _row(turn: int, value: int, said: str) -> list[str]:
    return [str(turn) if turn else _("Start"), said, f"{value}, {_(BANDS[band(value)])}"]


def _name(label: str) -> str:
    return title(label).capitalize()


def _when(turns: tuple[int, ...]) -> str:
    told = ngettext("in turn {turns}", "in turns {turns}", len(turns))
    return told.format(turns=listed([str(turn + 1) for turn in turns]))


def _missed(group: list[Missed]) -> dict[str, str]:
    names = ", ".join(title(missed.need.label) for missed in group)
    model = next((missed.model for missed in group if missed.model), "")
    return {"name": f"{names.capitalize()}.", "text": group[0].hint, "model": model}


def _mark(turn: int, group: list[Reason]) -> dict[str, str]:
    marks = sum(reason.marks for reason in group)
    sign = "+" if marks >= 0 else "−"
    texts = " ".join(f"{reason.text}." for reason in group)
    return {"turn": str(turn + 1), "marks": f"{sign}{abs(marks)}", "text": texts}
