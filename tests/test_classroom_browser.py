"""A whole class in a real browser: a desk, a projector and three phones, each with a browser of its own."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import WCAG
from live_pages import Server, class_pages
from playwright.sync_api import expect

from course.cardbook import load_card
from course.scenario import load_scenario

pytestmark = pytest.mark.browser

EDDIE = load_scenario("angry/wrong-part")
STORM = EDDIE.beats["storm"].choices
FAST, KIND = "C", "B"  # the reply that fixes at once, and the one that listens
WORDS = "Three times is three too many. Tell me what happened with each of them."
CARD = load_card("angry/three-seconds")
SETTLED = 350  # ms after which buttons that have just come can be pressed


class Class:
    """The five pages of a class."""

    def __init__(self, opened, server):
        self._opened = opened
        self.room = server.open("angry/wrong-part")
        self.desk = self._page(f"{server.url}/desk#{self.room.code}.{self.room.key}", 1000, 900)
        self.wall = self._page(self.room.projector, 1280, 720)
        self.phones = [self._page(self.room.join, 375, 812) for _ in range(3)]
        for phone in self.phones:
            expect(phone.get_by_role("heading", name=EDDIE.title)).to_be_visible()

    def _page(self, address, width, height):
        return self._opened(address, {"width": width, "height": height}, reduced_motion="reduce")

    def press(self, name, within="#page"):
        """Press a button of the desk, once it has settled."""
        button = self.desk.locator(within).get_by_role("button", name=name).first
        expect(button).to_be_visible()
        self.desk.wait_for_timeout(SETTLED)
        button.click()

    def vote(self, *choices):
        """Each phone picks a reply, and hears that it counts."""
        for phone, choice in zip(self.phones, choices, strict=True):
            phone.get_by_role("radio", name=STORM[choice].text).check()
            expect(phone.locator(".standing")).to_have_text("Counted. You can change it until the round is closed.")

    def sound(self):
        """No violation of WCAG 2.2 AA on any of the five."""
        for page in (self.desk, self.wall, *self.phones):
            options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": WCAG}}
            found = Axe().run(page, options=options).response["violations"]
            assert [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]] == []


@pytest.fixture
def lesson(chromium, tmp_path):
    server = Server(tmp_path)
    with class_pages(chromium) as opened:
        yield Class(opened, server)
        server.kill()


def test_a_class_votes_talks_votes_again_types_plays_and_ends(lesson):
    desk, wall, phones = lesson.desk, lesson.wall, lesson.phones
    expect(desk.locator(".here")).to_contain_text("3 phones are here now.")
    expect(wall.get_by_text("3 people are here.")).to_be_visible()

    # They vote, and nobody sees what the others chose.
    lesson.press("Have them vote")
    lesson.vote(FAST, FAST, KIND)
    expect(desk.locator("#ask .standing")).to_contain_text("Answered: 3.")
    for page in (wall, *phones):
        expect(page.get_by_text(re.compile(r"^\d votes?$"))).to_have_count(0)
    lesson.press("Close this round")
    expect(wall.get_by_text("2 votes", exact=True)).to_be_visible()
    lesson.sound()

    # They talk in pairs, and vote again.
    lesson.press("Vote again")
    lesson.vote(KIND, FAST, KIND)
    lesson.press("Close this round")
    for page in (wall, *phones):
        expect(page.get_by_text("After talking").first).to_be_visible()

    # Eddie answers what the room wants; then the road not taken, and back again.
    lesson.press(STORM[FAST].text, "#say")
    expect(desk.get_by_role("button", name="Go back to here")).to_be_visible()
    fast = lesson.room.scene()["lines"][-1]["text"]
    for page in (wall, *phones):
        expect(page.get_by_text(fast).first).to_be_visible()
    lesson.press("Go back to here")
    lesson.press(STORM[KIND].text, "#say")
    expect(desk.get_by_role("button", name="Go back to here")).to_be_visible()
    kind = lesson.room.scene()["lines"][-1]["text"]
    for page in (wall, *phones):
        expect(page.get_by_text(kind).first).to_be_visible()

    # In their own words: only the desk reads them, until one of them is said.
    lesson.press("Have them type a reply")
    for phone, words in zip(phones, (WORDS, "Calm down, sir.", "What year is the car?"), strict=True):
        phone.get_by_role("textbox").fill(words)
        phone.get_by_role("button", name="Send").click()
    expect(desk.get_by_text(WORDS)).to_be_visible()
    expect(desk.get_by_role("button", name="Say this")).to_have_count(3)
    for page in (wall, *phones[1:]):
        expect(page.get_by_text(WORDS)).to_have_count(0)
    lesson.sound()
    desk.wait_for_timeout(SETTLED)
    desk.locator("li, section").filter(has_text=WORDS).last.get_by_role("button", name="Say this").click()
    for page in (wall, *phones):
        expect(page.get_by_text(WORDS).first).to_be_visible()

    # A role play in threes: who watches ticks, and the desk counts.
    desk.get_by_role("combobox", name="Which role play").select_option("angry/three-seconds")
    lesson.press("Have them play")
    for phone in phones:
        phone.get_by_role("button", name="I’ll take part").click()
    observer = phones[2]
    observer.get_by_role("checkbox", name=CARD.observer.watch[0]).check()
    expect(desk.locator("#ask").get_by_text(CARD.observer.watch[0])).to_be_visible()
    lesson.sound()

    # It ends, and the minutes tell both votes.
    lesson.press("End the class …")
    lesson.press("Yes, end the class")
    for phone in phones:
        expect(phone.get_by_text("The class is over. Thank you for taking part!")).to_be_visible()
    with desk.context.expect_page() as opened:
        desk.get_by_role("link", name="After the class").click()
    minutes = opened.value
    row = minutes.get_by_role("row", name=re.compile(re.escape(STORM[KIND].text))).first
    expect(row).to_have_text(re.compile(r"1\s*2$"))
    expect(minutes.get_by_role("heading", name=CARD.title)).to_be_visible()
