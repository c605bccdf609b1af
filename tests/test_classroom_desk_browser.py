"""The facilitator's desk in a real browser with a real server: a class led from the first vote to the end."""

import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import WCAG, violations
from live_pages import Server, Weather, class_pages
from playwright.sync_api import expect

from course.cardbook import load_card
from course.classroom.running import note_of, running
from course.dialogue import say, start
from course.scenario import load_scenario

pytestmark = pytest.mark.browser

EDDIE = load_scenario("angry/wrong-part")
STORM = EDDIE.beats["storm"].choices
FIRST, SECOND, *_ = STORM
CARD = load_card("angry/three-seconds")
HEARD = "I'm so sorry. It must be infuriating to come back a third time."
BLAMED = "Calm down. It's your own fault, you ordered the wrong part."
HOSTILE = "<img src=x onerror=\"document.title='broken into'\"> <b>stay</b>"
SETTLED = 350  # ms after which buttons that have just come can be pressed


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
        yield lambda address, width=900, before=None: opened(
            address, {"width": width, "height": 800}, before, reduced_motion="reduce"
        )


def address(room):
    return f"{room.server.url}/desk#{room.code}.{room.key}"


@pytest.fixture
def desk(room, opened):
    page = opened(address(room))
    expect(page.get_by_role("heading", name=EDDIE.title)).to_be_visible()
    return page


def press(page, name, within="#page", **options):
    """Press a button, once it has settled."""
    button = page.locator(within).get_by_role("button", name=name, **options).first
    expect(button).to_be_visible()
    page.wait_for_timeout(SETTLED)
    button.click()


def choice(page, id):
    return page.locator("#say li").filter(has=page.get_by_role("button", name=STORM[id].text, exact=True))


def standing(page):
    return page.locator("#ask .standing")


def outcome(page):
    return page.locator("#ask .outcome")


def asked(page, way="Have them vote"):
    press(page, way)
    expect(standing(page)).to_contain_text("It’s open.")


def closed(page):
    press(page, "Close this round")
    expect(standing(page)).to_contain_text("It’s closed.")


def votes(room, *options):
    number = room.scene()["round"]["number"]
    assert set(room.bots(*({"round": number, "option": option} for option in options))) == {"counted"}


def typed(room, *texts):
    number = room.scene()["round"]["number"]
    assert set(room.bots(*({"round": number, "text": text} for text in texts))) == {"counted"}


def sound(page):
    """No violation of WCAG 2.2 AA in light and dark, and nothing wider than the frame."""
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": WCAG}}
        found = Axe().run(page, options=options).response["violations"]
        assert [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def heard(page):
    """Collect what a screen reader is told from now on; a function that gives it."""
    page.evaluate("""() => {
      window.heard = [];
      for (const region of document.querySelectorAll("[role=status]"))
        new MutationObserver(() => region.textContent && window.heard.push(region.textContent))
          .observe(region, { childList: true });
    }""")
    return lambda: " ".join(page.evaluate("window.heard"))


def test_it_shows_where_to_join_and_who_is_here(room, desk):
    expect(desk.locator("#where .code")).to_have_text(room.code)
    expect(desk.get_by_role("img", name="QR code")).to_be_visible()
    expect(desk.locator(".here")).to_have_text("0 phones are here now. 0 people have joined so far.")
    room.bots({"round": 1, "option": FIRST})
    expect(desk.locator(".here")).to_contain_text("1 person has joined so far.")
    link = desk.get_by_role("link", name="Open the projector")
    with desk.expect_popup() as popup:
        link.click()
    expect(popup.value).to_have_url(room.projector)
    assert room.key not in popup.value.url
    sound(desk)


def test_the_customer_is_there_with_heat_and_what_the_moment_needs(desk):
    expect(desk.locator("#customer")).to_contain_text(start(EDDIE).name)
    expect(desk.locator(".heat")).to_have_text("Heat: 8 of 10 (hot)")
    expect(desk.locator(".needs")).to_contain_text("naming the feeling")


def test_votes_come_in_live_and_the_favorite_is_one_press_away(room, desk):
    asked(desk)
    expect(outcome(desk)).to_have_text("Nobody has answered yet.")
    votes(room, SECOND)
    expect(choice(desk, SECOND)).to_contain_text("1 vote")
    votes(room, SECOND, SECOND, FIRST)
    expect(choice(desk, SECOND)).to_contain_text("2 votes")
    expect(choice(desk, FIRST)).to_contain_text("1 vote")
    expect(outcome(desk)).to_have_text(f"Ahead so far: “{STORM[SECOND].text}”")
    sound(desk)
    told = heard(desk)
    closed(desk)
    favorite = f"The room’s favorite: “{STORM[SECOND].text}”"
    expect(outcome(desk)).to_have_text(favorite)
    first = desk.locator("#say .choices button").first
    expect(first).to_have_text(STORM[SECOND].text)
    sound(desk)
    press(desk, STORM[SECOND].text)
    expect(desk.locator("#customer .from-clerk")).to_contain_text(STORM[SECOND].text)
    expect(desk.locator("#turns li")).to_have_count(1)
    after = say(start(EDDIE), SECOND)
    expect(desk.locator(".heat")).to_contain_text(f"Heat: {after.heat} of 10")
    expect(desk.get_by_text("How the room voted")).to_be_visible()
    assert favorite in told()
    sound(desk)


def test_while_a_vote_is_open_no_choice_changes_its_place(room, desk):
    before = desk.locator("#say .choices button").all_inner_texts()
    asked(desk)
    last = next(one.id for one in STORM.values() if one.text == before[3])
    votes(room, last)
    expect(choice(desk, last)).to_contain_text("1 vote")
    assert desk.locator("#say .choices button").all_inner_texts() == before


def test_a_vote_again_stands_beside_the_one_before(room, desk):
    asked(desk)
    votes(room, FIRST, FIRST, SECOND)
    closed(desk)
    press(desk, "Start the clock")
    expect(desk.get_by_role("timer")).to_have_text(re.compile(r"^(2:00|1:5\d)$"))
    press(desk, "Vote again, after talking in pairs")
    expect(standing(desk)).to_contain_text("Round 2: Vote. It’s open.")
    votes(room, SECOND, SECOND, SECOND)
    closed(desk)
    expect(choice(desk, SECOND)).to_contain_text("3 votes")
    expect(choice(desk, SECOND)).to_contain_text("before talking: 1")
    expect(choice(desk, FIRST)).to_contain_text("before talking: 2")
    press(desk, "Take the clock away")
    expect(desk.get_by_role("timer")).to_be_hidden()
    sound(desk)


def test_a_tie_and_silence_are_said_in_words(room, desk):
    asked(desk)
    closed(desk)
    expect(outcome(desk)).to_have_text("Nobody answered: take a show of hands, say nothing, or pick one yourself.")
    press(desk, "Vote again")
    votes(room, FIRST, SECOND)
    expect(outcome(desk)).to_have_text("So far it’s a tie.")
    closed(desk)
    expect(outcome(desk)).to_have_text("A tie: you decide.")
    leaders = desk.locator("#say .choices button.main").all_inner_texts()
    assert sorted(leaders) == sorted([STORM[FIRST].text, STORM[SECOND].text])
    sound(desk)
    press(desk, "Say nothing for a moment", "#say")
    expect(desk.locator("#customer .from-stage").first).to_have_text("The clerk says nothing for a moment.")


def test_what_a_vote_came_to_still_stands_there_when_the_talk_has_gone_on(room, desk):
    asked(desk)
    votes(room, SECOND, SECOND, FIRST)
    closed(desk)
    favorite = f"The room’s favorite: “{STORM[SECOND].text}”"
    expect(outcome(desk)).to_have_text(favorite)
    press(desk, STORM[SECOND].text, "#say")
    expect(desk.get_by_role("button", name="Go back to here")).to_be_visible()
    expect(outcome(desk)).to_have_text(favorite)


def test_a_show_of_hands_counts_and_is_replaced_by_the_next(room, desk):
    asked(desk)
    votes(room, FIRST)
    desk.get_by_text("Enter a show of hands").click()
    box = desk.get_by_role("spinbutton", name=STORM[SECOND].text)
    box.fill("-3")
    press(desk, "Count these hands")
    expect(desk.get_by_text("Type whole numbers from 0 to 1000.")).to_be_visible()
    expect(box).to_be_focused()
    desk.wait_for_timeout(500)
    assert desk.locator(".flash").inner_text() == ""  # nothing was sent
    sound(desk)
    box.fill("12")
    press(desk, "Count these hands")
    expect(choice(desk, SECOND)).to_contain_text("12 votes")
    box.fill("7")
    votes(room, FIRST, FIRST)  # what comes in meanwhile takes nothing that was typed away
    expect(choice(desk, FIRST)).to_contain_text("2 votes")
    expect(box).to_have_value("7")
    press(desk, "Count these hands")
    expect(choice(desk, SECOND)).to_contain_text("7 votes")
    closed(desk)
    expect(outcome(desk)).to_contain_text(STORM[SECOND].text)
    desk.reload()
    desk.get_by_text("Enter a show of hands").click()
    expect(box).to_have_value("7")


def test_typed_replies_come_grouped_are_hidden_and_one_is_said(room, desk):
    asked(desk, "Have them type a reply")
    expect(desk.locator("#typed")).to_contain_text("Nothing yet.")
    typed(room, HEARD, BLAMED, HOSTILE)
    groups = desk.locator("#typed .group")
    expect(groups.filter(has_text=HEARD)).to_contain_text("naming the feeling")
    expect(groups.filter(has_text=BLAMED)).to_contain_text("Pitfall:")
    expect(groups.filter(has_text=HOSTILE)).to_have_count(1)
    expect(desk.locator("#typed img, #typed b:not([class])")).to_have_count(0)
    sound(desk)
    press(desk, f"Hide: {BLAMED}", exact=True)
    expect(desk.get_by_text("Hidden (1)")).to_be_visible()
    expect(groups.filter(has_text=BLAMED)).to_have_count(0)
    desk.get_by_text("Hidden (1)").click()
    press(desk, f"Show again: {BLAMED}", exact=True)
    expect(groups.filter(has_text=BLAMED)).to_have_count(1)
    hide = desk.get_by_role("button", name=f"Hide: {BLAMED}", exact=True)
    hide.focus()
    typed(room, f"{HEARD} What went wrong?")  # a list that is built anew takes nobody's focus away
    expect(groups.filter(has_text="What went wrong?")).to_have_count(1)
    expect(hide).to_be_focused()
    assert HOSTILE not in [line["text"] for line in room.scene()["lines"]]
    press(desk, f"Say this: {HOSTILE}", exact=True)
    expect(desk.locator("#customer .from-clerk .words")).to_have_text(HOSTILE)
    expect(desk.locator("#turns .reply")).to_have_text(HOSTILE)
    assert desk.title() == "The desk"
    sound(desk)


def test_nobody_typed_is_said(desk):
    asked(desk, "Have them type a reply")
    closed(desk)
    expect(outcome(desk)).to_have_text("Nobody typed anything: take a vote, say nothing, or pick a reply yourself.")


def test_a_prediction_is_compared_with_what_happened(room, desk):
    desk.get_by_label("What the clerk would do").select_option(label=STORM[SECOND].text)
    asked(desk, "Have them predict")
    expect(desk.locator("#ask .of")).to_contain_text(STORM[SECOND].text)
    votes(room, "hotter", "hotter", "same")
    expect(outcome(desk)).to_have_text(f"Most expect: {start(EDDIE).name} gets hotter.")
    expect(desk.locator("#ask .bars li").filter(has_text="gets hotter")).to_contain_text("2 votes")
    sound(desk)
    closed(desk)
    press(desk, "Predict again")
    expect(desk.locator("#ask .of")).to_contain_text(STORM[SECOND].text)
    votes(room, "cooler")
    press(desk, STORM[SECOND].text)
    after = say(start(EDDIE), SECOND)
    felled = "cools down" if after.heat < 8 else "stays the same" if after.heat == 8 else "gets hotter"
    expect(outcome(desk)).to_have_text(f"What happened: {after.name} {felled}.")
    sound(desk)


def test_a_role_play_shows_its_groups_and_what_observers_tick(room, desk):
    desk.get_by_label("Which role play").select_option(label=CARD.title)
    asked(desk, "Have them play")
    expect(desk.locator("#ask .play")).to_contain_text("Three people make a group.")
    room.bots(*({"round": 1, "option": "in"} for _ in range(6)))
    expect(desk.locator("#ask caption")).to_have_text("2 groups")
    room.bots({"round": 1}, {"round": 1}, {"round": 1, "ticks": [0, 2]})
    row = desk.locator("#ask tr").filter(has_text=CARD.observer.watch[0])
    expect(row.locator("td")).to_have_text("1")
    desk.get_by_text("Group by group").click()
    expect(desk.locator(".play li").first).to_contain_text("Group 1: 3 people. Seen: ")
    sound(desk)
    closed(desk)
    press(desk, "Play again: everybody takes the next role")
    expect(standing(desk)).to_contain_text("Round 2: Role play. It’s open.")


def test_the_talk_goes_back_to_a_turn_and_takes_another_road(room, desk):
    press(desk, STORM[FIRST].text)
    expect(desk.locator("#turns li")).to_have_count(1)
    press(desk, "Go back to here")
    expect(desk.locator("#turns li")).to_have_count(0)
    expect(desk.locator("#turns")).to_contain_text("One road was left so far")
    press(desk, STORM[SECOND].text)
    expect(desk.locator("#turns .reply")).to_have_text(STORM[SECOND].text)
    sound(desk)


def test_a_talk_that_ended_says_how_and_can_go_back(room, desk):
    for at, step in enumerate(EDDIE.models.good):
        room.lead("say", turn=at, choice=step)
    expect(desk.locator(".ending")).to_be_visible()
    expect(desk.locator("#say")).to_contain_text("The talk has ended. Go back to a turn to try another road.")
    expect(desk.locator("#ask")).to_contain_text("Go back to a turn to ask about it, or have them play cards.")
    expect(desk.get_by_role("button", name="Have them vote")).to_have_count(0)
    sound(desk)
    press(desk, "Go back to here")
    expect(desk.locator(".ending")).to_have_count(0)
    expect(desk.get_by_role("button", name="Have them vote")).to_be_visible()


def test_the_room_is_paused_and_goes_on(room, desk):
    asked(desk)
    press(desk, "Pause")
    expect(standing(desk)).to_contain_text("The room is paused: no answer counts until you go on.")
    assert room.bots({"round": 1, "option": FIRST}) == ["late"]
    sound(desk)
    press(desk, "Go on")
    expect(standing(desk)).not_to_contain_text("paused")
    votes(room, FIRST)


def test_the_end_asks_once_and_then_nothing_can_be_pressed(room, desk):
    press(desk, "End the class …")
    expect(desk.get_by_role("button", name="No, go on")).to_be_focused()
    sound(desk)
    press(desk, "No, go on")
    assert not room.scene()["over"]
    press(desk, "End the class …")
    press(desk, "Yes, end the class")
    expect(desk.locator("#class")).to_contain_text("The class is over.")
    expect(desk.locator("#say")).to_contain_text("The class is over: nothing more is said.")
    expect(desk.get_by_role("button")).to_have_count(0)
    assert room.scene()["over"]
    sound(desk)


def test_a_second_press_does_no_harm(room, desk):
    desk.wait_for_timeout(SETTLED)
    desk.get_by_role("button", name="Have them vote").dblclick()
    expect(standing(desk)).to_contain_text("Round 1: Vote. It’s open.")
    closed(desk)
    desk.wait_for_timeout(SETTLED)
    desk.evaluate(
        """words => {
      const button = [...document.querySelectorAll("#say button")].find((one) => one.textContent === words);
      for (let n = 0; n < 3; n++) button.click();
    }""",
        STORM[FIRST].text,
    )
    expect(desk.locator("#turns li")).to_have_count(1)
    desk.wait_for_timeout(1000)
    scene = room.scene()
    assert len(scene["turns"]) == scene["round"]["number"] == 1
    assert desk.locator(".flash").inner_text() == ""


def test_a_press_on_a_list_that_just_changed_is_asked_for_again(room, desk):
    desk.evaluate("""() => {
      const list = document.querySelector("#say .choices");
      const hit = () => list.querySelector("button").dispatchEvent(new MouseEvent("click", { detail: 1, bubbles: true }));
      new MutationObserver(hit).observe(list, { childList: true });
    }""")
    room.lead("say", turn=0, choice=FIRST)
    expect(desk.locator(".flash")).to_have_text("The list had just changed: look again, and press what you mean.")
    sound(desk)
    assert len(room.scene()["turns"]) == 1


def test_what_came_too_late_is_said(room, desk):
    asked(desk)
    desk.evaluate("window.stop = document.querySelector('#ask [data-do=close]')")
    room.lead("close", round=1)
    expect(standing(desk)).to_contain_text("closed")
    desk.evaluate("window.stop.click()")
    expect(desk.locator(".flash")).to_have_text("That came too late: the room had moved on. Nothing was changed.")


def test_it_is_led_by_keyboard_and_the_focus_stays(room, desk):
    def tab_to(words):
        for _ in range(60):
            if desk.evaluate("words => document.activeElement.textContent.startsWith(words)", words):
                return
            desk.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {words}")

    told = heard(desk)
    tab_to("Have them vote")
    desk.keyboard.press("Enter")
    expect(standing(desk)).to_contain_text("It’s open.")
    expect(desk.locator("#ask h2")).to_be_focused()  # the button is gone: the next ones follow
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Close this round")).to_be_focused()
    votes(room, FIRST)
    expect(choice(desk, FIRST)).to_contain_text("1 vote")
    expect(desk.get_by_role("button", name="Close this round")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(standing(desk)).to_contain_text("It’s closed.")
    desk.wait_for_timeout(SETTLED)  # the favorite has just moved to the top
    tab_to(STORM[FIRST].text)
    desk.keyboard.press("Enter")
    expect(desk.locator("#turns li")).to_have_count(1)
    expect(desk.locator("#say h2")).to_be_focused()
    desk.wait_for_timeout(500)
    assert "What should the clerk say?" in told()
    assert f"The clerk: {STORM[FIRST].text}" in told()


def test_a_desk_that_is_loaded_again_comes_back(room, desk):
    asked(desk)
    votes(room, FIRST)
    desk.reload()
    expect(standing(desk)).to_contain_text("Round 1: Vote. It’s open. Answered: 1.")
    expect(choice(desk, FIRST)).to_contain_text("1 vote")


def test_what_is_pressed_while_the_line_is_down_is_sent_once_it_is_back(room, opened):
    weather = None

    def before(page):
        nonlocal weather
        weather = Weather(page)

    page = opened(address(room), before=before)
    asked(page)
    weather.down()
    expect(page.locator(".trouble")).to_contain_text("The connection to the server broke")
    press(page, "Close this round")
    page.wait_for_timeout(500)
    assert room.scene()["round"]["open"]
    sound(page)
    weather.up()
    expect(standing(page)).to_contain_text("It’s closed.")
    expect(page.locator(".trouble")).to_be_hidden()


def test_a_server_that_was_killed_comes_back_with_the_room(tmp_path, opened):
    server = Server(tmp_path)
    room = server.open("angry/wrong-part")
    page = opened(address(room))
    asked(page)
    votes(room, FIRST)
    server.kill()
    expect(page.locator(".trouble")).to_be_visible()
    server.start()
    expect(page.locator(".trouble")).to_be_hidden()
    closed(page)
    expect(outcome(page)).to_contain_text(STORM[FIRST].text)
    server.kill()


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        ("{code}." + 32 * "0", "This key doesn’t open the desk of this room."),
        ("{code}", "This key doesn’t open the desk of this room."),
        ("aaaaaa." + 32 * "0", "There is no such room on this server."),
        ("", "There is no such room on this server."),
        ("%00<b>.x.y", "There is no such room on this server."),
    ],
    ids=["another key", "no key", "another room", "nothing", "nonsense"],
)
def test_who_has_no_key_is_refused_in_words(room, opened, ending, words):
    page = opened(f"{room.server.url}/desk#{ending.format(code=room.code)}")
    expect(page.locator(".trouble")).to_contain_text(words)
    expect(page.locator(".desk")).to_be_hidden()
    sound(page)


@pytest.mark.parametrize("width", [350, 700, 1280])
def test_it_fits_a_frame_a_tab_and_a_page_at_twice_its_size(room, opened, width):
    page = opened(address(room), width)
    asked(page)
    votes(room, FIRST, SECOND)
    closed(page)
    page.get_by_text("Enter a show of hands").click()
    sound(page)


# In a notebook


STARTS = """import sys
from course.classroom.host import HostPage
from course.classroom.running import Starting
from course.learners import data_folder
def start(data):
    return Starting(data, [sys.executable, "-m", "course.classroom", "--port", "0", "--bind", "127.0.0.1"])
HostPage("angry/wrong-part", "The belt that never fits", data_folder(), new=False, start=start)"""


def in_notebook(lab):
    lab.page.locator("section.m9-host iframe").wait_for(timeout=90_000)
    return lab.page.frame_locator("section.m9-host iframe")


@pytest.fixture
def no_server_left(jupyter):
    """Whatever server a notebook started is gone before the next one starts."""
    yield
    if left := running(jupyter.data):
        left.stop()
    until = time.monotonic() + 30
    while running(jupyter.data) and time.monotonic() < until:
        time.sleep(0.1)
    note_of(jupyter.data).unlink(missing_ok=True)


def test_a_notebook_starts_the_server_shows_the_desk_and_keeps_no_key(jupyter, open_lab, no_server_left):
    lab = open_lab(STARTS)
    lab.run_all()
    view = lab.view()
    expect(view).to_contain_text("No class server runs on this computer yet.")
    assert violations(lab.page) == []
    view.get_by_role("button", name="Start the class server").click()
    desk = in_notebook(lab)
    expect(desk.get_by_role("heading", name=EDDIE.title)).to_be_visible()
    lab.page.wait_for_timeout(SETTLED)
    desk.get_by_role("button", name="Have them vote").click()
    expect(desk.locator("#ask .standing")).to_contain_text("It’s open.")
    sound_in_lab(lab)
    key = view.locator("iframe").get_attribute("src").rpartition(".")[2]
    assert re.fullmatch("[0-9a-f]{32}", key)
    lab.command("docmanager:save")
    lab.page.wait_for_timeout(1000)
    assert key not in (jupyter.folder / lab.name).read_text(encoding="utf-8")
    view.locator("iframe").evaluate("frame => frame.setAttribute('data-old', '')")
    lab.run_all()  # the room that is open goes on
    expect(lab.page.locator("iframe[data-old]")).to_have_count(0)
    expect(in_notebook(lab).locator("#ask .standing")).to_contain_text("Round 1: Vote. It’s open.")
    view.get_by_text("When the class is over").press("Enter")
    view.get_by_role("button", name="Stop the class server").press("Enter")
    expect(view.get_by_role("button", name="Start the class server")).to_be_visible()
    until = time.monotonic() + 30
    while running(jupyter.data) and time.monotonic() < until:
        time.sleep(0.1)
    assert running(jupyter.data) is None


def test_a_lesson_finds_the_server_that_runs(jupyter, open_lab, no_server_left):
    server = Server(jupyter.data)
    lab = open_lab('from course import host\nhost("angry/wrong-part", new=True)')
    lab.run_all()
    expect(in_notebook(lab).get_by_role("heading", name=EDDIE.title)).to_be_visible()
    with lab.page.expect_popup() as popup:
        lab.view().get_by_role("link", name="Open the desk in a tab of its own").click()
    expect(popup.value.get_by_role("heading", name=EDDIE.title)).to_be_visible()
    server.kill()


def sound_in_lab(lab):
    """The frame is as wide as its place, takes the theme of the notebook, and is sound."""
    lab.page.emulate_media(color_scheme="no-preference")  # else each frame has the same, whatever holds it
    for theme, scheme in (("JupyterLab Dark", "dark"), ("JupyterLab Light", "light")):
        lab.theme(theme)
        lab.page.wait_for_timeout(500)
        assert violations(lab.page) == []
        frame = next(frame for frame in lab.page.frames if "/desk" in frame.url)
        assert frame.evaluate("scheme => matchMedia(`(prefers-color-scheme: ${scheme})`).matches", scheme)
        assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
