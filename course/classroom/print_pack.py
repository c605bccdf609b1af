"""`print_pack`: a class on paper, for rooms without phones: cards, observer's sheet and hand-out in one file."""

import base64
from collections.abc import Iterable
from html import escape
from pathlib import Path

from course.cardbook import Card, load_card
from course.debrief import title
from course.labels import LABELS, PITFALLS, TECHNIQUES
from course.language import _, in_words_of, language
from course.scenario import Scenario, load_scenario
from course.views.report import Report, element, page
from course.views.told import told

_STYLE = (Path(__file__).parent / "print_pack.css").read_text(encoding="utf-8")
FILE = "print-pack.html"


@told
def print_pack(customer: str, cards: str) -> Report:
    """A link to the pack for a class with this customer and these role-play cards. Raises as their loaders do."""
    pack = to_html(load_scenario(in_words_of("scenarios", customer)), load_card(in_words_of("cards", cards)))
    data = base64.b64encode(pack.encode()).decode()
    words = _("The print pack: cards for the role play, an observer’s sheet, a hand-out. Open it, then press Ctrl+P.")
    link = f'<a download="{FILE}" href="data:text/html;base64,{data}">{escape(FILE)}</a>'
    return Report(page(element("p", words), f"<p>{link}</p>"), words)


def to_html(scenario: Scenario, card: Card) -> str:
    """The pack as a page of its own, a sheet of paper for each of its parts, in the language that is spoken now."""
    sheets = [
        _scene(scenario),
        _card(
            card,
            _("Customer"),
            card.customer.who,
            _("You begin: “{line}”").format(line=card.customer.opening),
            card.customer.moods,
        ),
        _card(card, _("Clerk"), card.clerk.who, card.clerk.task, card.clerk.tries),
        _observer(card),
        _hand_out(),
    ]
    body = "\n".join(f'<section class="sheet">\n{sheet}\n</section>' for sheet in sheets)
    heading = escape(_("A class on paper: {title}").format(title=scenario.title))
    return f"""\
<!doctype html>
<html lang="{language()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading}</title>
<style>
{_STYLE}</style>
</head>
<body>
<h1>{heading}</h1>
<main>
{body}
</main>
</body>
</html>
"""


def _scene(scenario: Scenario) -> str:
    """What everybody knows before the talk begins, to be read aloud."""
    clerk, who = scenario.clerk, scenario.customer
    return "".join(
        [
            element("h2", _("The scene, to read aloud")),
            element("p", scenario.notice) if scenario.notice else "",
            element("p", scenario.place),
            element("p", f"{who.name}. {who.who}"),
            element("p", clerk.role),
            *_listed(_("You know"), clerk.knows),
            *_listed(_("You may"), clerk.may),
            *_listed(_("You may not"), clerk.may_not),
        ]
    )


def _card(card: Card, name: str, who: str, begins: str, items: Iterable[str]) -> str:
    head = element("h2", f"{card.title}: {name}") + element("p", card.situation)
    return head + element("p", who) + f"<p>{element('b', begins)}</p>" + _list(items)


def _observer(card: Card) -> str:
    """The lines to tick, once for each of two rounds, and what to ask then."""
    box = '<td class="box"></td>'
    rows = "".join(f'<tr><th scope="row">{escape(line)}</th>{box}{box}</tr>' for line in card.observer.watch)
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in (_("Seen"), _("First round"), _("Second round")))
    return "".join(
        [
            element("h2", f"{card.title}: {_('Observer')}"),
            element("p", _("Say nothing. Tick what you see.")),
            f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>",
            *_listed(_("Afterward, ask:"), card.observer.ask),
        ]
    )


def _hand_out() -> str:
    """What each person takes home: what replies can do, and a plan."""

    def rows(labels: Iterable[str]) -> str:
        return "".join(
            f"<dt>{escape(title(label))}</dt><dd>{escape(_(LABELS[label].meaning))}</dd>" for label in labels
        )

    blank = '<span class="blank"></span>'
    return "".join(
        [
            element("h2", _("To take home")),
            element("h3", _("What a reply can do")),
            f"<dl>{rows(TECHNIQUES)}</dl>",
            element("h3", _("What makes it harder")),
            f"<dl>{rows(PITFALLS)}</dl>",
            element("h3", _("One thing for the next shift")),
            f"<p>{escape(_('Next shift, when …'))} {blank}</p><p>{escape(_('I’ll …'))} {blank}</p>",
            element("p", _("It’s yours. Nobody collects it.")),
        ]
    )


def _listed(heading: str, items: Iterable[str]) -> list[str]:
    return [element("h3", heading), _list(items)]


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(element('li', item) for item in items)}</ul>"
