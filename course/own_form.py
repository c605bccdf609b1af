"""The form in which somebody writes a customer they once had: what it asks, and what is still missing. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from course.beat import Type
from course.labels import LABELS, PAUSE, PITFALLS, TECHNIQUES
from course.language import N_, _

#: What was written or chosen, by the id of its box.
Form = Mapping[str, str]

LONGEST = 500  # characters of one box
MOMENTS = ("1", "2", "3")
LISTS = ("may", "may_not")  # boxes that hold one thing on each line
_SILENCE = N_("letting them finish, in silence")
_TYPES: dict[Type, str] = {
    "angry": N_("Angry"),
    "rude": N_("Rude to you"),
    "unsatisfiable": N_("Never satisfied"),
    "package": N_("Looking for a package"),
    "cultural": N_("Used to other ways than yours"),
    "positive": N_("Friendly"),
    "general": N_("Something else"),
}
_HEATS = {"2": N_("Calm"), "5": N_("Tense"), "7": N_("Angry"), "9": N_("About to boil over")}
_TITLES = {
    "1": N_("They begin"),
    "2": N_("What it’s really about"),
    "3": N_("What can be done"),
}
_LINES = {
    "1": N_("What do they say first?"),
    "2": N_("What do they say next?"),
    "3": N_("What do they say when it’s time to do something?"),
}
_SOON = {
    "1": (N_("A good reply that comes too soon"), N_("It would be right a little later. What does it do?")),
    "2": (N_("A busy reply"), N_("It does three good things at once, so nothing gets through. Which ones?")),
    "3": (N_("A kind reply that was right before"), N_("By now it only costs time. What does it do?")),
}
# One talk through all three moments, so that nobody sits before an empty page.
_EXAMPLES = {
    "1.line": N_("“I moved in May. I told you so in May. And where’s my mail?”"),
    "1.good": N_("“Since May you’ve told us, and it still goes to the old place. I’d be fed up too.”"),
    "1.soon": N_("“I’ll fill in a new change of address for you right here.”"),
    "1.trap": N_("“Are you sure you filled in the form the right way?”"),
    "2.line": N_("“My passport is in that mail, and I fly on Friday.”"),
    "2.good": N_("“You’re right, that can’t wait. What day was it sent?”"),
    "2.soon": N_("“I’m so sorry. I’ll look into it myself, and I’ll call you back.”"),
    "2.trap": N_("“These things take the time they take.”"),
    "3.line": N_("“So what do I do now?”"),
    "3.good": N_("“I can’t promise Friday. I can ask the old route, or send word to the plant. Which first?”"),
    "3.soon": N_("“What a thing to have on your mind, so close to a trip.”"),
    "3.trap": N_("“You’ll have it tomorrow. You have my word.”"),
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


def sections() -> tuple[Section, ...]:
    """The whole form, in the language that is spoken now."""
    return (_who(), *map(_moment, MOMENTS), _ending())


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
    silence = (_(_SILENCE), _("says nothing for a moment, before the reply"))
    # To translate: what a reply does, such as "the reply names or validates what the customer feels".
    said = _("the reply {does}")
    return (silence, *((_(label.title), said.format(does=_(label.meaning))) for label in LABELS.values()))


def _plain(text: str, *, lines: bool) -> str:
    parts = text.splitlines() if lines else [text]
    return "\n".join(words for part in parts if (words := " ".join(part.split())))


def _mistakes(done: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, text in done.items():
        if "{" in text or "}" in text:
            yield name, _("Take out the curly brackets { and }. Round ones are fine.")
    for part in MOMENTS:
        for reply in ("good", "soon"):
            given = [done[name] for name in does(part, reply) if name in done]
            if len(set(given)) < len(given):
                yield does(part, reply)[-1], _("The same thing stands here twice. Choose another one.")
        words = [done.get(f"{part}.{reply}", reply) for reply in ("good", "soon", "trap")]
        if len(set(words)) < len(words):
            yield f"{part}.trap", _("Two replies of this moment say the same. Change one.")


def _options(labels: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, _(_SILENCE if name == PAUSE else LABELS[name].title)) for name in labels)


def _who() -> Section:
    types = tuple((name, _(_TYPES[name])) for name in get_args(Type))
    return Section(
        _("The customer"),
        (
            Group(
                "",
                _(
                    "Think of one customer you still remember. Change the name, the place and the dates, "
                    "so that nobody could tell who it was."
                ),
                (
                    Box("name", _("What shall we call them?")),
                    Box("who", _("Who are they?"), _("“A nurse on her way home from a night shift.”"), rows=2),
                    Box(
                        "place",
                        _("Where are you, and when?"),
                        _("“The post office on a Monday, ten people in line.”"),
                        rows=2,
                    ),
                    Box("role", _("What’s your job there?"), _("“You’re at the window. You don’t know her.”"), rows=2),
                    Box("type", _("What kind of customer are they?"), options=types),
                    Box(
                        "heat",
                        _("How hot are they when they come in?"),
                        options=tuple((heat, _(words)) for heat, words in _HEATS.items()),
                    ),
                ),
            ),
            Group(
                _("What lies behind it"),
                "",
                (
                    Box(
                        "before",
                        _("What happened before they came?"),
                        _("You may have found it out much later."),
                        rows=2,
                    ),
                    Box("sets_off", _("What makes it worse?"), _("“Being told to calm down.”")),
                    Box("asks_for", _("What do they ask for?"), _("“Her money back.”")),
                    Box("needs", _("What do they really need?"), _("“To know that it won’t happen again.”")),
                    Box("may", _("What may you do for them?"), _("One thing on each line."), rows=2, needed=False),
                    Box("may_not", _("What may you not do?"), _("One thing on each line."), rows=2, needed=False),
                ),
            ),
        ),
    )


def _moment(part: str) -> Section:
    after = _("Calmer if they came in hot, sharper if they came in calm.")
    changed = Box(f"{part}.changed", _("And if their mood has changed by then?"), after, rows=2, needed=False)
    hint = Box(f"{part}.hint", _("A hint for whoever is stuck"), _("Not the answer, only where to look."), needed=False)
    line = Box(f"{part}.line", _(_LINES[part]), _(_EXAMPLES[f"{part}.line"]), rows=2)
    opening = (line, hint) if part == "1" else (line, changed, hint)
    soon, asked = map(_, _SOON[part])
    return Section(
        _("Moment {n}: {title}").format(n=part, title=_(_TITLES[part])),
        (
            Group("", _("Make the three replies equally long, more or less, so that none stands out."), opening),
            _reply(
                part, "good", _("The reply that helps"), _("It does the two things that they need now. Which ones?")
            ),
            _reply(part, "soon", soon, asked),
            _reply(part, "trap", _("The trap"), _("It’s what a tired colleague might say. What goes wrong in it?")),
        ),
    )


def _reply(part: str, reply: str, title: str, asked: str) -> Group:
    options = {"good": (PAUSE, *TECHNIQUES), "soon": TECHNIQUES, "trap": PITFALLS}[reply]
    firm = {"good": 2, "soon": 3 if part == "2" else 1, "trap": 1}[reply]
    names = does(part, reply)
    deeds = (_("What it does"), _("And it does"), _("And it does"))
    which = (_("What goes wrong in it"),) if reply == "trap" else deeds
    why = _("Why it helps") if reply == "good" else _("What tempts one to say it")
    why_help = _("For the coach to say. If this is empty, the coach finds words.")
    boxes = (
        Box(f"{part}.{reply}", _("What you’d say"), _(_EXAMPLES[f"{part}.{reply}"]), rows=2),
        *(
            Box(name, label, options=_options(options), needed=number < firm)
            for number, (name, label) in enumerate(zip(names, which, strict=False))
        ),
        Box(f"{part}.{reply}.answer", _("What they answer"), needed=False),
        Box(f"{part}.{reply}.why", why, why_help, needed=False),
    )
    return Group(title, asked, boxes)


def _ending() -> Section:
    return Section(
        _("How it ends"),
        (
            Group(
                "",
                _("Write how it ended, or how you’d like it to have ended."),
                (
                    Box("well", _("How does it end if all goes well?"), rows=2),
                    Box("last", _("Their last words then"), _("“Thanks. See you Monday.”"), needed=False),
                    Box("badly", _("How does it end if it goes badly?"), rows=2, needed=False),
                ),
            ),
        ),
    )


BOXES: tuple[Box, ...] = tuple(box for section in sections() for group in section.groups for box in group.boxes)
