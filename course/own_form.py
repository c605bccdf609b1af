"""The form in which somebody writes a customer they once had: what it asks, and what is still missing. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from course.beat import Type
from course.labels import LABELS, PAUSE, PITFALLS, TECHNIQUES

#: What was written or chosen, by the id of its box.
Form = Mapping[str, str]

LONGEST = 500  # characters of one box
MOMENTS = ("1", "2", "3")
LISTS = ("may", "may_not")  # boxes that hold one thing on each line
_SILENCE = "letting them finish, in silence"
_TYPES: dict[Type, str] = {
    "angry": "Angry",
    "rude": "Rude to you",
    "unsatisfiable": "Never satisfied",
    "package": "Looking for a package",
    "cultural": "Used to other ways than yours",
    "positive": "Friendly",
    "general": "Something else",
}
_HEATS = {"2": "Calm", "5": "Tense", "7": "Angry", "9": "About to boil over"}
_TITLES = {
    "1": "They begin",
    "2": "What it’s really about",
    "3": "What can be done",
}
_LINES = {
    "1": "What do they say first?",
    "2": "What do they say next?",
    "3": "What do they say when it’s time to do something?",
}
_SOON = {
    "1": ("A good reply that comes too soon", "It would be right a little later. What does it do?"),
    "2": ("A busy reply", "It does three good things at once, so nothing gets through. Which ones?"),
    "3": ("A kind reply that was right before", "By now it only costs time. What does it do?"),
}
# One talk through all three moments, so that nobody sits before an empty page.
_EXAMPLES = {
    "1.line": "“I moved in May. I told you so in May. And where’s my mail?”",
    "1.good": "“Since May you’ve told us, and it still goes to the old place. I’d be fed up too.”",
    "1.soon": "“I’ll fill in a new change of address for you right here.”",
    "1.trap": "“Are you sure you filled in the form the right way?”",
    "2.line": "“My passport is in that mail, and I fly on Friday.”",
    "2.good": "“You’re right, that can’t wait. What day was it sent?”",
    "2.soon": "“I’m so sorry. I’ll look into it myself, and I’ll call you back.”",
    "2.trap": "“These things take the time they take.”",
    "3.line": "“So what do I do now?”",
    "3.good": "“I can’t promise Friday. I can ask the old route, or send word to the plant. Which first?”",
    "3.soon": "“What a thing to have on your mind, so close to a trip.”",
    "3.trap": "“You’ll have it tomorrow. You have my word.”",
}


@dataclass(frozen=True, slots=True)
class Box:
    """One thing that is asked: a text, or a choice where there are `options` (value and words)."""

    id: str
    label: str
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()
    rows: int = 1
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes that belong together; the first group of a section has no title."""

    title: str
    help: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form that can be folded away."""

    title: str
    groups: tuple[Group, ...]


def does(part: str, reply: str) -> tuple[str, ...]:
    """The ids of the boxes that say what a reply (`good`, `soon` or `trap`) of a moment does."""
    count = {"good": 2, "soon": 3 if part == "2" else 2, "trap": 1}[reply]
    return tuple(f"{part}.{reply}.does{number}" for number in range(1, count + 1))


def filled(form: Form) -> dict[str, str]:
    """What stands in the form's own boxes, without idle space; empty boxes, and what can't be chosen, left out.

    Only a list has lines.
    """
    texts = {box.id: _plain(str(form.get(box.id, ""))[:LONGEST], lines=box.id in LISTS) for box in BOXES}
    known = {box.id: dict(box.options) for box in BOXES}
    return {name: text for name, text in texts.items() if text and (not known[name] or text in known[name])}


def missing(form: Form) -> tuple[str, ...]:
    """The ids of the boxes that must still be filled."""
    done = filled(form)
    return tuple(box.id for box in BOXES if box.needed and box.id not in done)


def mistakes(form: Form) -> tuple[tuple[str, str], ...]:
    """What can't stay as it is: the id of a box, and what to do there, in a sentence."""
    return tuple(_mistakes(filled(form)))


def meanings() -> tuple[tuple[str, str], ...]:
    """The words that the form uses for what replies do, each with what it means."""
    silence = (_SILENCE, "says nothing for a moment, before the reply")
    return (silence, *((label.title, f"the reply {label.meaning}") for label in LABELS.values()))


def _plain(text: str, *, lines: bool) -> str:
    parts = text.splitlines() if lines else [text]
    return "\n".join(words for part in parts if (words := " ".join(part.split())))


def _mistakes(done: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, text in done.items():
        if "{" in text or "}" in text:
            yield name, "Take out the curly brackets { and }. Round ones are fine."
    for part in MOMENTS:
        for reply in ("good", "soon"):
            given = [done[name] for name in does(part, reply) if name in done]
            if len(set(given)) < len(given):
                yield does(part, reply)[-1], "The same thing stands here twice. Choose another one."
        words = [done.get(f"{part}.{reply}", reply) for reply in ("good", "soon", "trap")]
        if len(set(words)) < len(words):
            yield f"{part}.trap", "Two replies of this moment say the same. Change one."


def _options(labels: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, _SILENCE if name == PAUSE else LABELS[name].title) for name in labels)


def _who() -> Section:
    types = tuple((name, _TYPES[name]) for name in get_args(Type))
    return Section(
        "The customer",
        (
            Group(
                "",
                "Think of one customer you still remember. Change the name, the place and the dates, "
                "so that nobody could tell who it was.",
                (
                    Box("name", "What shall we call them?"),
                    Box("who", "Who are they?", "“A nurse on her way home from a night shift.”", rows=2),
                    Box(
                        "place",
                        "Where are you, and when?",
                        "“The post office on a Monday, ten people in line.”",
                        rows=2,
                    ),
                    Box("role", "What’s your job there?", "“You’re at the window. You don’t know her.”", rows=2),
                    Box("type", "What kind of customer are they?", options=types),
                    Box("heat", "How hot are they when they come in?", options=tuple(_HEATS.items())),
                ),
            ),
            Group(
                "What lies behind it",
                "",
                (
                    Box("before", "What happened before they came?", "You may have found it out much later.", rows=2),
                    Box("sets_off", "What makes it worse?", "“Being told to calm down.”"),
                    Box("asks_for", "What do they ask for?", "“Her money back.”"),
                    Box("needs", "What do they really need?", "“To know that it won’t happen again.”"),
                    Box("may", "What may you do for them?", "One thing on each line.", rows=2, needed=False),
                    Box("may_not", "What may you not do?", "One thing on each line.", rows=2, needed=False),
                ),
            ),
        ),
    )


def _moment(part: str) -> Section:
    after = "Calmer if they came in hot, sharper if they came in calm."
    changed = Box(f"{part}.changed", "And if their mood has changed by then?", after, rows=2, needed=False)
    hint = Box(f"{part}.hint", "A hint for whoever is stuck", "Not the answer, only where to look.", needed=False)
    line = Box(f"{part}.line", _LINES[part], _EXAMPLES[f"{part}.line"], rows=2)
    opening = (line, hint) if part == "1" else (line, changed, hint)
    soon, asked = _SOON[part]
    return Section(
        f"Moment {part}: {_TITLES[part]}",
        (
            Group("", "Make the three replies equally long, more or less, so that none stands out.", opening),
            _reply(part, "good", "The reply that helps", "It does the two things that they need now. Which ones?"),
            _reply(part, "soon", soon, asked),
            _reply(part, "trap", "The trap", "It’s what a tired colleague might say. What goes wrong in it?"),
        ),
    )


def _reply(part: str, reply: str, title: str, asked: str) -> Group:
    options = {"good": (PAUSE, *TECHNIQUES), "soon": TECHNIQUES, "trap": PITFALLS}[reply]
    firm = {"good": 2, "soon": 3 if part == "2" else 1, "trap": 1}[reply]
    names = does(part, reply)
    which = ("What it does", "And it does", "And it does") if reply != "trap" else ("What goes wrong in it",)
    why = {"good": "Why it helps", "soon": "What tempts one to say it", "trap": "What tempts one to say it"}[reply]
    boxes = (
        Box(f"{part}.{reply}", "What you’d say", _EXAMPLES[f"{part}.{reply}"], rows=2),
        *(
            Box(name, label, options=_options(options), needed=number < firm)
            for number, (name, label) in enumerate(zip(names, which, strict=False))
        ),
        Box(f"{part}.{reply}.answer", "What they answer", needed=False),
        Box(f"{part}.{reply}.why", why, "For the coach to say. If this is empty, the coach finds words.", needed=False),
    )
    return Group(title, asked, boxes)


def _ending() -> Section:
    return Section(
        "How it ends",
        (
            Group(
                "",
                "Write how it ended, or how you’d like it to have ended.",
                (
                    Box("well", "How does it end if all goes well?", rows=2),
                    Box("last", "Their last words then", "“Thanks. See you Monday.”", needed=False),
                    Box("badly", "How does it end if it goes badly?", rows=2, needed=False),
                ),
            ),
        ),
    )


SECTIONS: tuple[Section, ...] = (_who(), *map(_moment, MOMENTS), _ending())
BOXES: tuple[Box, ...] = tuple(box for section in SECTIONS for group in section.groups for box in group.boxes)
