"""The pack to print: every card whole and escaped, a sheet of paper for each part, in the language that is spoken."""

import base64
import re
from html.parser import HTMLParser

import pytest
import small_card
from browser import violations
from made_up import escaped

from course.cardbook import card_names, load_card
from course.classroom.print_pack import print_pack, to_html
from course.debrief import title
from course.labels import LABELS, PAUSE
from course.scenario import load_scenario, scenario_names

HOSTILE = '<script>alert(1)</script> & "Pat" \'Ó'
CUSTOMER, CARDS = "angry/held-mail", "angry/three-seconds"
SHEETS = 5


class Reader(HTMLParser):
    """Takes down the tags of a page, and the words of each of its sheets."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.sheets = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if ("class", "sheet") in attrs:
            self.sheets.append([])

    def handle_data(self, data):
        if self.sheets and data.strip():
            self.sheets[-1].append(data.strip())


def pack(customer=CUSTOMER, cards=CARDS):
    return to_html(load_scenario(customer), load_card(cards))


@pytest.mark.parametrize("cards", card_names())
def test_each_line_of_the_cards_is_on_the_sheet_of_whom_it_is_for(cards):
    card = load_card(cards)
    _scene, customer, clerk, observer, _home = Reader(pack(cards=cards)).sheets
    assert {card.situation, card.customer.who, *card.customer.moods} <= set(customer)
    assert f"You begin: “{card.customer.opening}”" in customer
    assert {card.situation, card.clerk.who, card.clerk.task, *card.clerk.tries} <= set(clerk)
    assert {*card.observer.watch, *card.observer.ask} <= set(observer)
    assert {*card.customer.moods, *card.clerk.tries} & {*observer} == set()


@pytest.mark.parametrize("customer", ["angry/held-mail", "rude/fathers-study"], ids=["calm", "warned of"])
def test_the_scene_says_what_everybody_knows(customer):
    scenario = load_scenario(customer)
    scene = Reader(pack(customer)).sheets[0]
    known = {scenario.place, scenario.clerk.role, *scenario.clerk.knows, *scenario.clerk.may, *scenario.clerk.may_not}
    assert known <= set(scene)
    assert f"{scenario.customer.name}. {scenario.customer.who}" in scene
    assert scenario.notice in ["", *scene]
    assert ".." not in " ".join(scene)


def test_the_hand_out_has_everything_that_a_reply_can_do():
    home = Reader(pack()).sheets[-1]
    assert {title(label) for label in LABELS if label != PAUSE} <= set(home)
    assert {label.meaning for label in LABELS.values()} <= set(home)


def test_words_stay_words(tmp_path):
    small_card.write(tmp_path, small_card.CARD.replace("Nod.", '"<img src=x onerror=alert(1)>"'))
    card = load_card("calm/eyes", tmp_path)
    card = card.model_copy(update={"title": HOSTILE, "situation": HOSTILE})
    scenario = load_scenario(CUSTOMER).model_copy(update={"title": HOSTILE, "place": HOSTILE})
    page = Reader(to_html(scenario, card))
    assert {name for name, _ in page.tags} & {"script", "img"} == set()
    assert HOSTILE in page.sheets[0]
    assert "<img src=x onerror=alert(1)>" in page.sheets[2]


def test_nothing_comes_from_elsewhere():
    page = Reader(pack())
    assert [attrs for _, attrs in page.tags if {"src", "href", "style"} & set(attrs)] == []
    assert "url(" not in pack()


@pytest.mark.usefixtures("bracketed")
def test_in_another_language_every_sentence_of_ours_is_in_it(tmp_path):
    small_card.write(tmp_path)
    card, scenario = load_card("calm/eyes", tmp_path), load_scenario(CUSTOMER)
    page = Reader(to_html(scenario, card))
    assert page.tags[0] == ("html", {"lang": "zz"})
    authors = [*texts(card.model_dump()), *texts(scenario.clerk.model_dump()), *texts(scenario.customer.model_dump())]
    ours = [without(words, [*authors, scenario.place, scenario.notice]) for sheet in page.sheets for words in sheet]
    assert escaped(ours) == set()
    assert len([words for words in ours if words.startswith("[")]) > 60


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list, tuple)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


def without(words, authors):
    for theirs in sorted(filter(None, authors), key=len, reverse=True):
        words = words.replace(theirs, "")
    return words


def test_the_link_holds_the_pack_and_says_what_to_do_with_it():
    shown = print_pack(CUSTOMER, CARDS)
    (held,) = re.findall(r'href="data:text/html;base64,([^"]+)"', shown.html)
    assert base64.b64decode(held).decode() == pack()
    assert "press Ctrl+P" in repr(shown)


@pytest.mark.parametrize(
    ("customer", "cards"), [("angry/nobody", CARDS), (CUSTOMER, "angry/nobody")], ids=["customer", "cards"]
)
def test_a_name_that_nobody_knows_is_a_sentence(customer, cards):
    shown = print_pack(customer, cards)
    assert "href" not in shown.html
    assert "angry/nobody" in repr(shown)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_on_screen_it_is_sound(chromium, width):
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.set_content(pack())
    assert violations(page, "html") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_printed_each_part_is_one_sheet_whichever_the_customer_and_the_cards(chromium, paper):
    page, cards = chromium.new_page(), card_names()
    for at, customer in enumerate(scenario_names()):
        page.set_content(pack(customer, cards[at % len(cards)]))
        printed = page.pdf(format=paper)
        assert (customer, len(re.findall(rb"/Type /Page\b(?!s)", printed))) == (customer, SHEETS)
    page.close()


@pytest.mark.browser
def test_in_a_notebook_the_link_saves_the_pack(open_lab):
    lab = open_lab(f"from course import print_pack\nprint_pack({CUSTOMER!r}, {CARDS!r})")
    lab.run_all()
    link = lab.page.get_by_role("link", name="print-pack.html")
    with lab.page.expect_download() as saving:
        link.click()
    assert saving.value.path().read_text(encoding="utf-8") == pack()
    assert violations(lab.page) == []
