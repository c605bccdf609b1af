"""The page that participants open, and the projector, in a real browser with a real server; lines break, phones reload."""

import json
import re
import time
import urllib.request
from contextlib import suppress

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import ROOT, WCAG
from live_pages import Server, Weather, class_pages
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from course.cardbook import load_card
from course.dialogue import say, start
from course.roster import scenario_names
from course.scenario import load_scenario

pytestmark = pytest.mark.browser

PAGES = ROOT / "course" / "classroom" / "pages"
EDDIE = load_scenario("angry/wrong-part")
STORM = EDDIE.beats["storm"].choices
CARD = load_card("angry/three-seconds")
HOSTILE = "I'd <b>stay</b> &amp; <img src=x onerror=\"document.title='broken into'\">listen."
PHONE = {"width": 375, "height": 812}
WALL = {"width": 1280, "height": 720}
AT_ONCE = 400  # ms: longer than what a page waits before it says something


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("class"))
    yield server
    server.kill()


@pytest.fixture
def room(server):
    return server.open("angry/wrong-part")


@pytest.fixture
def opened(chromium):
    with class_pages(chromium) as opened:
        yield lambda address, size=None, scheme="light", before=None, **options: opened(
            address, size or PHONE, before, color_scheme=scheme, **options
        )


@pytest.fixture
def phone(room, opened):
    page = opened(room.join)
    expect(page.get_by_role("heading", name=EDDIE.title)).to_be_visible()
    return page


@pytest.fixture
def wall(room, opened):
    page = opened(room.projector, WALL)
    expect(page.get_by_role("heading", name="Join with your phone")).to_be_visible()
    return page


def option(page, id):
    return page.get_by_role("radio", name=STORM[id].text)


def standing(page):
    return page.locator(".standing")


def counted(page):
    expect(standing(page)).to_have_text("Counted. You can change it until the round is closed.")


def sound(page):
    """No violation of WCAG 2.2 AA, and nothing wider than the screen."""
    page.wait_for_timeout(700)  # bars grow for so long
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": WCAG}}
    found = Axe().run(page, options=options).response["violations"]
    assert [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


class Listener:
    """What a screen reader is told from now on, in one string."""

    def __init__(self, page):
        self._page = page
        page.evaluate("""() => {
          window.heard = "";
          const region = document.getElementById("news");
          new MutationObserver(() => { window.heard += region.textContent && ` ${region.textContent}`; })
            .observe(region, { childList: true });
        }""")

    def hears(self, *sentences):
        """All of this, in this order, and nothing else; what was heard is then forgotten."""
        with suppress(PlaywrightTimeout):
            self._page.wait_for_function("length => window.heard.length >= length", arg=len(" ".join(sentences)))
        self._page.wait_for_timeout(AT_ONCE)
        assert self._page.evaluate(
            "() => { const all = window.heard; window.heard = ''; return all.trim(); }"
        ) == " ".join(sentences)


def tab_to(page, target):
    for _ in range(60):
        if page.evaluate("target => document.activeElement.matches(target)", target):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab doesn't lead to {target}")


# Coming in


def test_a_code_is_typed_however_people_type_it(room, server, opened):
    page = opened(server.url)
    expect(page.get_by_role("listitem").filter(has_text="Mistakes are welcome.")).to_be_visible()
    field = page.get_by_role("textbox", name="The code on the wall")
    field.fill(f" {room.code[:3].upper()}-{room.code[3:]} ")
    field.press("Enter")
    expect(page.get_by_role("heading", name=EDDIE.title)).to_be_focused()
    assert page.url == room.join
    page.reload()
    expect(page.get_by_role("heading", name=EDDIE.title)).to_be_visible()


def test_a_whole_address_pasted_for_the_code_serves_too(room, server, opened):
    page = opened(server.url)
    page.get_by_role("textbox", name="The code on the wall").fill(room.join)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name=EDDIE.title)).to_be_visible()


def test_a_wrong_code_is_told_and_can_be_mended(room, server, opened):
    page = opened(server.url)
    field = page.get_by_role("textbox", name="The code on the wall")
    field.fill("abc")
    field.press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(re.compile("A code has 6 letters and numbers. This one doesn’t"))
    wrong = "".join("b" if letter == "a" else "a" for letter in room.code)
    field.fill(wrong)
    field.press("Enter")
    expect(page.get_by_text(f"There’s no class with the code {wrong}.")).to_be_visible()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value(wrong)
    expect(field).to_be_focused()
    sound(page)
    field.fill(room.code)
    field.press("Enter")
    expect(page.get_by_role("heading", name=EDDIE.title)).to_be_visible()


def test_a_phone_keeps_its_seat_and_two_phones_have_two(room, phone, opened):
    expect(phone.get_by_text(f"Your seat: 1. The class: {room.code}.")).to_be_visible()
    other = opened(room.join)
    expect(other.get_by_text("Your seat: 2.")).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("Your seat: 1.")).to_be_visible()
    assert len(room.scene()["typed"]) == 0
    assert room.scene()["seats"] == 2


def test_a_browser_that_keeps_nothing_takes_part(room, opened):
    forbid = "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });"
    page = opened(room.join, before=lambda page: page.add_init_script(forbid))
    room.lead("ask", round=1, way="vote")
    option(page, "B").check()
    counted(page)
    assert room.counts() == {"B": 1}


# Voting and predicting


def test_a_vote_counts_once_changes_until_it_is_closed_and_shows_no_tally_before(room, phone):
    expect(phone.get_by_text("The first question comes here by itself.")).to_be_visible()
    told = Listener(phone)
    room.lead("ask", round=1, way="vote")
    option(phone, "A").check()
    counted(phone)
    option(phone, "B").check()
    counted(phone)
    assert room.counts() == {"B": 1}
    told.hears("What should the clerk say?", "Counted.", "Counted.")
    room.bots({"round": 1, "option": "B"}, {"round": 1, "option": "D"})
    expect(phone.get_by_text(re.compile(r"\d+ votes?"))).to_have_count(0)
    room.lead("close", round=1)
    bar = phone.get_by_role("listitem").filter(has_text=STORM["B"].text)
    expect(bar).to_contain_text("Your choice")
    expect(bar).to_contain_text("2 votes")
    expect(phone.get_by_role("listitem").filter(has_text=STORM["D"].text)).to_contain_text("1 vote")
    expect(phone.get_by_text("3 people answered.")).to_be_visible()
    told.hears("The round is closed.")


def test_a_vote_asked_again_is_shown_beside_the_first(room, phone):
    room.lead("ask", round=1, way="vote")
    option(phone, "A").check()
    counted(phone)
    room.lead("close", round=1)
    room.lead("ask", round=2, way="vote", again=1)
    expect(option(phone, "A")).not_to_be_checked()
    option(phone, "B").check()
    counted(phone)
    room.lead("close", round=2)
    bars = phone.get_by_role("listitem").filter(has_text=STORM["B"].text).locator(".bar")
    expect(bars).to_have_text(["First 0 votes", "After talking 1 vote"])


def test_what_was_chosen_is_there_after_a_reload(room, phone):
    room.lead("ask", round=1, way="vote")
    option(phone, "D").check()
    counted(phone)
    phone.reload()
    expect(option(phone, "D")).to_be_checked()
    counted(phone)


def test_hands_counted_after_closing_come_into_the_tally(room, phone, wall):
    room.lead("ask", round=1, way="vote")
    room.lead("close", round=1)
    for page in (phone, wall):
        expect(page.get_by_text("Nobody answered.")).to_be_visible()
    room.lead("hands", round=1, counts={"A": 3, "B": 1})
    for page in (phone, wall):
        expect(page.get_by_role("listitem").filter(has_text=STORM["A"].text)).to_contain_text("3 votes")


def test_a_prediction_is_made_and_what_came_is_marked(room, phone, wall):
    room.lead("ask", round=1, way="predict", of="A")
    expect(phone.get_by_role("group", name="What will Eddie do?")).to_contain_text(STORM["A"].text)
    phone.get_by_role("radio", name="Eddie cools down.").check()
    counted(phone)
    room.lead("say", turn=0, choice="A")
    for page in (phone, wall):
        came = page.get_by_role("listitem").filter(has_text="✓ This is what happened")
        expect(came).to_contain_text("Eddie gets hotter.")
        expect(page.get_by_text(STORM["A"].text, exact=True).first).to_be_visible()
    expect(phone.get_by_role("listitem").filter(has_text="You thought so")).to_contain_text("Eddie cools down.")


def test_a_key_held_down_doesnt_get_a_phone_cut_off(room, phone):
    room.lead("ask", round=1, way="vote")
    phone.get_by_role("radio").first.focus()
    for _ in range(61):
        phone.keyboard.press("ArrowDown")
    counted(phone)
    chosen = phone.locator("input:checked").get_attribute("value")
    phone.wait_for_timeout(600)
    assert room.counts() == {chosen: 1}
    expect(phone.locator(".state")).to_be_hidden()


# The line


def test_what_comes_after_closing_is_told_to_be_late(room, opened):
    air = {}
    page = opened(room.join, before=lambda page: air.update(weather=Weather(page)))
    expect(page.get_by_role("heading", name=EDDIE.title)).to_be_visible()
    told = Listener(page)
    room.lead("ask", round=1, way="vote")
    option(page, "A").check()
    counted(page)
    air["weather"].down()
    expect(page.locator(".state")).to_have_text("The line is gone. What you chose is kept, and it’s being tried again.")
    sound(page)
    option(page, "B").check()
    expect(standing(page)).to_have_text("Kept on this phone. It is sent as soon as the line is back.")
    expect(option(page, "B")).to_be_checked()
    room.lead("close", round=1)
    air["weather"].up()
    late = "The round was closed before this came in. What you sent before counts."
    expect(standing(page)).to_have_text(late)
    expect(page.locator(".state")).to_be_hidden()
    expect(page.get_by_role("listitem").filter(has_text="Your choice")).to_contain_text(STORM["A"].text)
    gone = "The line is gone. What you chose is kept, and it’s being tried again."
    told.hears("What should the clerk say?", "Counted.", gone, "The line is back.", "The round is closed.", late)
    assert room.counts() == {"A": 1}


def test_a_vote_made_offline_survives_a_reload_and_counts_once_when_the_line_is_back(room, opened):
    air = {}
    page = opened(room.join, before=lambda page: air.update(weather=Weather(page)))
    room.lead("ask", round=1, way="vote")
    expect(option(page, "B")).to_be_visible()
    air["weather"].down()
    option(page, "B").check()
    expect(standing(page)).to_contain_text("Kept on this phone.")
    page.reload()
    expect(page.get_by_text("Connecting…")).to_be_visible()
    air["weather"].up()
    counted(page)
    expect(option(page, "B")).to_be_checked()
    assert room.counts() == {"B": 1}


def test_a_server_that_is_killed_finds_everybody_in_their_seats_with_their_votes(room, server, phone, wall):
    room.bots({"round": 1, "option": "A"})
    expect(phone.get_by_text("Your seat: 1.")).to_be_visible()
    room.lead("ask", round=1, way="vote")
    option(phone, "A").check()
    counted(phone)
    server.kill()
    expect(phone.locator(".state")).to_contain_text("The line is gone.")
    expect(wall.get_by_text("The line is gone. It’s being tried again.")).to_be_visible()
    option(phone, "D").check()
    expect(standing(phone)).to_contain_text("Kept on this phone.")
    server.start()
    counted(phone)
    expect(phone.get_by_text("Your seat: 1.")).to_be_visible()
    assert room.counts() == {"D": 1}
    expect(wall.get_by_text("1 of 2 have answered")).to_be_visible()
    expect(wall.get_by_text("The line is gone.")).to_be_hidden()


def test_a_phone_tells_when_it_cant_reach_the_class(room, opened):
    def cut(page):
        Weather(page).down()

    page = opened(room.join, before=cut)
    expect(page.locator(".state")).to_contain_text("The class can’t be reached yet.")
    sound(page)


@pytest.mark.parametrize(("verdict", "lines"), [("busy", 1), (None, 2)], ids=["busy", "swallowed"])
def test_what_wasnt_taken_or_answered_is_sent_again_under_the_same_id(room, opened, verdict, lines):
    sent, laid = [], []

    def between(line):
        laid.append(line)
        server = line.connect_to_server()

        def up(message):
            sent.extend([json.loads(message)["id"]] if "option" in message else [])
            server.send(message)

        def down(message):
            answer = json.loads(message)
            if "verdict" not in answer or len(sent) > 1:
                line.send(message)
            elif verdict:
                line.send(json.dumps({**answer, "verdict": verdict}))

        line.on_message(up)
        server.on_message(down)

    page = opened(room.join, before=lambda page: page.route_web_socket("**/live", between))
    room.lead("ask", round=1, way="vote")
    option(page, "B").check()
    expect(standing(page)).to_have_text("Sending…")
    counted(page)
    assert len(sent) == 2
    assert len(set(sent)) == 1
    assert len(laid) == lines
    assert room.counts() == {"B": 1}


def test_a_phone_that_slept_lays_its_line_anew_and_is_where_the_room_is(room, opened):
    lines = []
    page = opened(room.join, before=lambda page: page.on("websocket", lambda line: lines.append(line)))  # noqa: PLW0108 (Playwright takes no method of a list)
    expect(page.get_by_text("Your seat: 1.")).to_be_visible()
    sleep = """([hidden, later]) => {
      const now = Date.now;
      Date.now = () => now() + later;
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    page.evaluate(sleep, [True, 0])
    page.evaluate(sleep, [False, 3000])
    assert len(lines) == 1  # a glance at something else
    page.evaluate(sleep, [True, 0])
    page.evaluate(sleep, [False, 600_000])
    room.lead("ask", round=1, way="vote")
    option(page, "A").check()
    counted(page)
    assert len(lines) == 2
    expect(page.get_by_text("Your seat: 1.")).to_be_visible()
    assert room.counts() == {"A": 1}


# Typing


def test_words_are_kept_until_counted_shown_as_text_and_projected_only_once_said(room, phone, wall):
    room.lead("ask", round=1, way="type")
    field = phone.get_by_role("textbox", name="What would you say? Use your own words.")
    field.fill(HOSTILE)
    phone.reload()
    expect(field).to_have_value(HOSTILE)
    phone.get_by_role("button", name="Send").click()
    counted(phone)
    expect(phone.locator("blockquote")).to_have_text(HOSTILE)
    field.fill(f"{HOSTILE} And ask.")
    phone.get_by_role("button", name="Send the change").click()
    expect(phone.locator("blockquote")).to_have_text(f"{HOSTILE} And ask.")
    counted(phone)
    expect(wall.get_by_text("1 of 1 have answered")).to_be_visible()
    room.lead("close", round=1)
    expect(phone.get_by_text("This round is closed.")).to_be_visible()
    expect(phone.locator("blockquote")).to_have_text(f"{HOSTILE} And ask.")
    expect(wall.get_by_text("1 person answered.")).to_be_visible()
    expect(wall.get_by_text("And ask.")).to_have_count(0)
    (group,) = room.scene()["typed"]
    room.lead("say", turn=0, answer=group["replies"][0]["id"])
    for page in (phone, wall):
        expect(page.locator(".talk .from-clerk .words")).to_have_text(f"{HOSTILE} And ask.")
        assert page.locator("b b, img[src=x]").count() == 0
        assert page.title() != "broken into"


def test_words_that_werent_sent_in_time_arent_lost_from_sight(room, phone):
    room.lead("ask", round=1, way="type")
    phone.get_by_role("textbox").fill("I was still thinking")
    room.lead("close", round=1)
    expect(standing(phone)).to_have_text("The round was closed before you sent this.")
    expect(phone.locator("blockquote")).to_have_text("I was still thinking")


def test_somebody_who_types_is_left_alone_by_what_happens(room, phone):
    room.lead("ask", round=1, way="type")
    field = phone.get_by_role("textbox")
    field.press_sequentially("So you ")
    room.bots({"round": 1, "text": "Other words"})
    room.lead("timer", seconds=60)
    room.lead("pause", on=True)
    expect(phone.get_by_text("The class is paused. Nothing is lost.")).to_be_visible()
    expect(phone.get_by_role("button", name="Send")).to_be_disabled()
    phone.keyboard.type("came ")
    room.lead("pause", on=False)
    phone.keyboard.type("three times?")
    expect(field).to_have_value("So you came three times?")
    expect(field).to_be_focused()
    expect(phone.get_by_role("button", name="Send")).to_be_enabled()


def test_the_field_takes_as_much_as_the_server_and_says_what_is_left(room, phone):
    room.lead("ask", round=1, way="type")
    field = phone.get_by_role("textbox")
    field.fill("é" * 1900)
    expect(phone.get_by_text("100 characters left")).to_be_visible()
    field.press("End")
    phone.keyboard.insert_text("é" * 200)
    assert len(field.input_value()) == 2000
    phone.get_by_role("button", name="Send").click()
    counted(phone)
    sound(phone)


# Role play


def test_three_phones_play_an_observer_ticks_and_lines_reach_the_group(room, opened):
    phones = [opened(room.join) for _ in range(3)]
    room.lead("ask", round=1, way="cards", of=CARD.name)
    for page, role in zip(
        phones, ("You play the customer.", "You play the clerk.", "You’re the observer."), strict=True
    ):
        expect(page.get_by_text("You may just watch.")).to_be_visible()
        page.get_by_role("button", name="I’ll take part").press("Enter")
        expect(page.get_by_role("heading", name=role)).to_be_focused()
    customer, clerk, observer = phones
    expect(customer.get_by_text("You’re in group 1.")).to_be_visible()
    expect(customer.get_by_text(CARD.customer.opening)).to_be_visible()
    expect(clerk.get_by_text(CARD.clerk.tries[0])).to_be_visible()
    for page in (customer, clerk):
        expect(page.get_by_text(CARD.observer.watch[0])).to_have_count(0)
        page.get_by_role("textbox", name="Playing in writing?").fill(f"<i>{page.title()}</i>")
        page.get_by_role("button", name="Send").click()
    for page in phones:
        expect(page.locator(".script li")).to_have_text([re.compile("^Customer <i>"), re.compile("^Clerk <i>")])
        sound(page)
    expect(observer.get_by_role("textbox")).to_have_count(0)
    observer.get_by_role("checkbox", name=CARD.observer.watch[1]).check()
    observer.get_by_role("checkbox", name=CARD.observer.watch[3]).check()
    expect(standing(observer)).to_be_empty()
    observer.reload()
    expect(observer.get_by_role("checkbox", name=CARD.observer.watch[1])).to_be_checked()
    (group,) = room.scene()["groups"]
    assert {line for line, count in group["ticks"].items() if count} == {
        CARD.observer.watch[1],
        CARD.observer.watch[3],
    }
    room.lead("close", round=1)
    for page in phones:
        expect(page.get_by_text("This role play is over. You’re yourself again.")).to_be_visible()
        sound(page)
    room.lead("ask", round=2, way="cards", of=CARD.name, again=1)
    expect(customer.get_by_role("heading", name="You play the clerk.")).to_be_visible()


def test_one_alone_is_told_who_is_missing_and_who_just_watches_isnt_drawn_in(room, phone, opened):
    room.lead("ask", round=1, way="cards", of=CARD.name)
    phone.get_by_role("button", name="I’ll take part").click()
    expect(phone.get_by_text("2 more people are missing for a three.")).to_be_visible()
    room.bots({"round": 1, "option": "in"})
    expect(phone.get_by_text("One more person is missing for a three.")).to_be_visible()
    onlooker = opened(room.join)
    expect(onlooker.get_by_role("button", name="I’ll take part")).to_be_visible()
    room.lead("close", round=1)
    expect(onlooker.get_by_text("This role play is over.", exact=True)).to_be_visible()
    expect(phone.get_by_text("You’re yourself again.")).to_be_visible()


# The talk, a pause, the end


def test_the_talk_is_read_as_it_goes_on_and_back(room, phone):
    told = Listener(phone)
    room.lead("say", turn=0, choice="B")
    expect(phone.locator(".talk > .from-clerk")).to_contain_text(STORM["B"].text)
    expect(phone.locator(".talk > .from-customer").first).to_contain_text(STORM["B"].answer)
    expect(phone.locator(".earlier li").first).to_be_hidden()
    phone.get_by_text("What was said before").click()
    expect(phone.locator(".earlier li.from-customer")).to_have_count(1)
    said = [line.text_content() for line in phone.locator(".talk > .line").all()]
    told.hears(*(re.sub(r"^(The clerk|Eddie)", r"\1: ", words) for words in said))
    room.lead("back", turn=0)
    expect(phone.locator(".talk > .from-clerk")).to_have_count(0)
    told.hears("The talk goes back. Eddie:", phone.locator(".from-customer .words").text_content())


def test_a_pause_holds_votes_and_an_end_is_told(room, phone, wall):
    room.lead("ask", round=1, way="vote")
    expect(wall.get_by_role("listitem").filter(has_text=STORM["A"].text)).to_be_visible()
    room.lead("pause", on=True)
    expect(option(phone, "A")).to_be_disabled()
    expect(wall.get_by_role("heading", name="A pause")).to_be_visible()
    room.lead("pause", on=False)
    option(phone, "A").check()
    counted(phone)
    room.lead("end")
    expect(phone.get_by_text("The class is over. Thank you for taking part!")).to_be_visible()
    expect(wall.get_by_role("heading", name="Thank you!")).to_be_visible()
    sound(phone)
    sound(wall)


def test_an_ending_is_shown(room, phone, wall):
    talk = start(EDDIE, 0)
    for step in ("A", "D", "A", "A", "A", "A", "A"):
        if talk.ended:
            break
        room.lead("say", turn=len(talk.turns), choice=step)
        talk = say(talk, step)
    ending = EDDIE.endings[talk.ending]
    for page in (phone, wall):
        expect(page.get_by_role("heading", name=ending.title)).to_be_visible()
        expect(page.locator(".ending")).to_contain_text(ending.text)
        sound(page)


# By keyboard, for any eye


def test_all_is_done_by_keyboard_and_the_focus_stays_where_it_is(room, server, opened):
    page = opened(server.url)
    tab_to(page, "#code")
    page.keyboard.type(room.code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=EDDIE.title)).to_be_visible()
    tab_to(page, "summary")
    room.lead("ask", round=1, way="vote")
    expect(page.get_by_role("radio")).to_have_count(len(STORM) + 1)
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    counted(page)
    assert page.evaluate("document.activeElement.type") == "radio"
    room.lead("close", round=1)
    expect(page.get_by_role("heading", name="Vote")).to_be_focused()  # what had the focus is gone


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 320])
def test_a_phones_page_is_sound_in_each_state(room, server, opened, width, scheme):
    page = opened(server.url, {"width": width, "height": 640}, scheme)
    expect(page.get_by_role("textbox")).to_be_visible()
    sound(page)
    page.get_by_role("textbox").fill(room.code)
    page.get_by_role("textbox").press("Enter")
    expect(page.get_by_text("The first question comes here by itself.")).to_be_visible()
    sound(page)
    room.lead("ask", round=1, way="vote")
    option(page, "B").check()
    counted(page)
    sound(page)
    room.lead("pause", on=True)
    expect(page.locator(".paused")).to_be_visible()
    sound(page)
    room.lead("pause", on=False)
    room.lead("ask", round=2, way="vote", again=1)
    room.bots({"round": 2, "option": "A"})
    room.lead("close", round=2)
    expect(page.get_by_text("1 person answered.")).to_be_visible()
    sound(page)
    room.lead("ask", round=3, way="predict", of="B")
    page.get_by_role("radio").first.check()
    counted(page)
    sound(page)
    room.lead("say", turn=0, choice="B")
    page.get_by_text("What was said before").click()
    sound(page)
    room.lead("ask", round=4, way="cards", of=CARD.name)
    expect(page.get_by_role("button", name="I’ll take part")).to_be_visible()
    sound(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_projector_is_sound_in_each_state(room, opened, scheme):
    page = opened(room.projector, WALL, scheme)
    expect(page.get_by_text(f"{room.code[:3]} {room.code[3:]}", exact=False).first).to_be_visible()
    sound(page)
    room.lead("ask", round=1, way="vote")
    room.bots({"round": 1, "option": "A"}, {"round": 1, "option": "B"})
    expect(page.get_by_text("2 of 2 have answered")).to_be_visible()
    expect(page.get_by_text(re.compile(r"\d+ votes?"))).to_have_count(0)
    sound(page)
    room.lead("close", round=1)
    expect(page.get_by_text("2 people answered.")).to_be_visible()
    sound(page)
    room.lead("ask", round=2, way="vote", again=1)
    room.bots({"round": 2, "option": "B"}, {"round": 2, "option": "B"})
    room.lead("close", round=2)
    bars = page.get_by_role("listitem").filter(has_text=STORM["B"].text).locator(".bar")
    expect(bars).to_have_text(["First 1 vote", "After talking 2 votes"])
    sound(page)
    room.lead("say", turn=0, choice="B")
    expect(page.get_by_text("After talking")).to_have_count(0)
    sound(page)
    room.lead("ask", round=3, way="predict", of="B")
    expect(page.get_by_role("heading", name="What will Eddie do?")).to_be_visible()
    sound(page)
    room.lead("ask", round=4, way="type")
    expect(page.get_by_role("heading", name="What would you say?")).to_be_visible()
    sound(page)
    room.lead("ask", round=5, way="cards", of=CARD.name)
    room.lead("timer", seconds=360)
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"5:\d\d"))
    sound(page)
    room.lead("timer", seconds=1)
    expect(page.get_by_role("timer")).to_have_text("Time’s up. Take the time you need to finish.")
    room.lead("timer", seconds=0)
    expect(page.get_by_role("timer")).to_be_empty()


def test_the_way_in_stays_in_a_corner_and_comes_back_at_a_press(room, wall):
    expect(wall.get_by_role("img", name="A QR code")).to_be_visible()
    room.lead("ask", round=1, way="vote")
    corner = wall.get_by_role("button", name="How to join")
    shown = re.sub(r"\s", "", corner.inner_text()).lower()
    assert room.code in shown
    assert str(room.server.port) in shown
    expect(wall.get_by_role("img")).to_have_count(0)
    corner.press("Enter")
    expect(wall.get_by_role("img", name="A QR code")).to_be_visible()
    expect(corner).to_be_focused()
    corner.press("Enter")
    expect(wall.get_by_role("heading", name="What should the clerk say?")).to_be_visible()


def longest():
    """The customers whose first moment has the most to read, of all, and one in the middle."""

    def words(name):
        talk = start(load_scenario(name), 0)
        return sum(len(choice.text) for choice in talk.choices) + len(talk.line)

    ranked = sorted(scenario_names(), key=words)
    return [*ranked[-3:], ranked[len(ranked) // 2]]


@pytest.mark.parametrize("customer", longest())
def test_nothing_needs_to_be_scrolled_on_the_wall_and_the_back_row_can_read_it(server, opened, customer):
    room = server.open(customer)
    pages = [
        opened(room.projector, {"width": width, "height": height}) for width, height in ((1280, 720), (1920, 1080))
    ]
    room.lead("ask", round=1, way="vote")
    room.bots({"round": 1, "option": "A"})
    for page in pages:
        expect(page.locator(".options")).to_be_visible()
        readable(page, ".options li, .talk .words")
    room.lead("ask", round=2, way="vote", again=1)
    room.lead("close", round=2)
    for page in pages:
        expect(page.locator(".tally")).to_be_visible()
        readable(page, ".tally .option-words, .tally b")


def readable(page, words):
    """All is on the screen, and no letter is smaller than a 45th of its height."""
    cut = page.evaluate(
        "() => { const main = document.querySelector('main'); return main.scrollHeight - main.clientHeight; }"
    )
    assert cut <= 0
    size = "nodes => Math.min(...nodes.map((node) => parseFloat(getComputedStyle(node).fontSize)))"
    assert page.locator(words).evaluate_all(size) >= page.viewport_size["height"] / 45


def test_bars_dont_move_for_who_asked_for_less_motion(room, opened):
    page = opened(room.join, reduced_motion="reduce")
    room.lead("ask", round=1, way="vote")
    room.bots({"round": 1, "option": "A"})
    room.lead("close", round=1)
    assert page.locator(".filled").first.evaluate("node => getComputedStyle(node).transitionDuration") == "0s"


# What a phone loads


def loaded(server, path, seen):
    """The bytes of a file and of all that it leads to."""
    if path in seen:
        return
    with urllib.request.urlopen(f"{server.url}/{path}") as answer:
        seen[path] = answer.read()
    for found in re.findall(r'(?:src|href|from)[ =]"(?:\./)?([\w/]+\.(?:js|css))"', seen[path].decode()):
        loaded(server, found, seen)


def test_a_phone_loads_less_than_60_kilobytes(server, room, opened):
    seen = {}
    loaded(server, "", seen)
    assert {"words.js", "line.js", "colors.css", "join.css"} <= seen.keys()
    assert sum(map(len, seen.values())) < 60_000
    asked = []
    opened(room.join, before=lambda page: page.on("request", lambda request: asked.append(request.url)))
    time.sleep(1)
    assert {url for url in asked if url.startswith("http")} == {f"{server.url}/{path}" for path in seen}


NEWER = {
    "?.": r"\?\.(?!\d)",
    "??": r"\?\?",
    "a private field": r"this\.#",
    "replaceChildren": r"\.replaceChildren\(",
    "replaceAll": r"\.replaceAll\(",
    "at()": r"\.at\(",
    "hasOwn": r"Object\.hasOwn\(",
    "structuredClone": r"structuredClone",
    "randomUUID": r"randomUUID",
    "findLast": r"\.findLast",
    "await at the top": r"(?m)^(?:const .*= )?await ",
}
NEWER_STYLES = {
    ":has, :is, :where": r":(?:has|is|where)\(",
    "color-mix": r"color-mix",
    "inset": r"\binset:",
    "aspect-ratio": r"aspect-ratio",
    "gap outside a grid": r"[^-]gap:",
    "nesting": r"(?m)^\s*&",
    "layers and containers": r"@(?:layer|container)",
}


@pytest.mark.parametrize("file", [*PAGES.glob("[!d]*.js"), PAGES / "dom.js"], ids=lambda path: path.name)
def test_no_script_is_too_new_for_an_old_phone(file):
    text = file.read_text(encoding="utf-8")
    assert [name for name, pattern in NEWER.items() if re.search(pattern, text)] == []


@pytest.mark.parametrize("name", ["colors.css", "join.css", "projector.css"])
def test_no_style_is_too_new_for_an_old_phone(name):
    text = (PAGES / name).read_text(encoding="utf-8")
    assert [what for what, pattern in NEWER_STYLES.items() if re.search(pattern, text)] == []


def test_words_come_in_another_language(tmp_path, opened):
    server = Server(tmp_path, "--language", "es")
    try:
        with urllib.request.urlopen(f"{server.url}/words.js") as answer:
            module = answer.read().decode()
        page = opened(server.url)
        expect(page.locator("html")).to_have_attribute("lang", "es")
        words = json.loads(module.splitlines()[1].removeprefix("export const words = ").removesuffix(";"))
        expect(page.get_by_role("button")).to_have_text(words.get("Join", "Join"))
        seen = {}
        loaded(server, "", seen)
        assert sum(map(len, seen.values())) < 60_000
    finally:
        server.kill()
