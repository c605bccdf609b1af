"""After a class, in a real browser: the minutes are read, saved, and the class erased."""

import csv
import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import WCAG
from live_pages import Server, class_pages
from playwright.sync_api import expect

from course.scenario import load_scenario

pytestmark = pytest.mark.browser

EDDIE = load_scenario("angry/wrong-part")
STORM = EDDIE.beats["storm"].choices
FIRST, SECOND, *_ = STORM


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("class"))
    yield server
    server.kill()


@pytest.fixture
def room(server):
    """A class that voted, talked, voted again, had one reply said, went back, and had another one said."""
    room = server.open("angry/wrong-part")
    room.lead("ask", round=1, way="vote")
    room.bots(*({"round": 1, "option": option} for option in (FIRST, FIRST, SECOND)))
    room.lead("close", round=1)
    room.lead("ask", round=2, way="vote", again=1)
    room.bots(*({"round": 2, "option": option} for option in (FIRST, SECOND, SECOND)))
    room.lead("close", round=2)
    room.lead("say", turn=0, choice=FIRST)
    room.lead("back", turn=0)
    room.lead("say", turn=0, choice=SECOND)
    return room


@pytest.fixture
def opened(chromium, room):
    with class_pages(chromium) as opened:
        yield lambda key=None, width=900, **options: opened(
            f"{room.server.url}/minutes#{room.code}.{key or room.key}", {"width": width, "height": 800}, **options
        )


def faults(page):
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": WCAG}}
    return [
        f"{rule['id']}: {node['html']}"
        for rule in Axe().run(page, options=options).response["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(("width", "scheme"), [(900, "light"), (375, "dark")])
def test_both_votes_what_was_said_and_what_was_not_can_be_read(opened, width, scheme):
    page = opened(width=width, color_scheme=scheme)
    expect(page.get_by_role("heading", name="After the class")).to_be_visible()
    turn = page.get_by_role("region", name="Turn 1")
    expect(turn.get_by_role("row", name=re.compile(re.escape(STORM[SECOND].text)))).to_have_text(re.compile(r"1\s*2$"))
    expect(turn).to_contain_text(f"What was said: {STORM[SECOND].text}")
    expect(turn).to_contain_text(f"Tried as well, before going back: {STORM[FIRST].text}")
    turn.get_by_text("Roads not taken").click()
    expect(turn.get_by_role("listitem").first).to_be_visible()
    expect(page.get_by_text("3 people joined.")).to_be_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_minutes_are_saved_as_files(opened):
    page = opened()
    with page.expect_download() as table:
        page.get_by_role("button", name="Save as a table (CSV)").click()
    with table.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["option"] for row in rows} >= {STORM[FIRST].text, STORM[SECOND].text}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-minutes\.csv", table.value.suggested_filename)
    with page.expect_download() as everything:
        page.get_by_role("button", name="Save everything (JSON)").click()
    assert json.loads(everything.value.path().read_text(encoding="utf-8"))["people"] == 3


def test_a_class_is_erased_when_that_was_said_twice(opened, room):
    page = opened()
    page.get_by_role("button", name="Erase this class …").press("Enter")
    expect(page.get_by_role("button", name="No, keep it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Erase this class …")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Yes, erase it").press("Enter")
    expect(page.get_by_role("status")).to_have_text("This class is erased.")
    assert faults(page) == []
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("There is no such room")


def test_who_has_another_key_reads_nothing(opened):
    page = opened(key="0" * 32)
    expect(page.get_by_role("alert")).to_contain_text("This key doesn’t open this room.")
    expect(page.get_by_role("button")).to_have_count(0)
    assert faults(page) == []
