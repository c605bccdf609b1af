"""The review and the surprise customer in a real JupyterLab: by keyboard, narrow, read by axe, with hostile words."""

from datetime import timedelta

import pytest
from browser import Lab, sound
from past import MONDAY, Past
from playwright.sync_api import expect

from course.scenario import load_scenario

pytestmark = pytest.mark.browser

EDDIE = load_scenario("angry/wrong-part")
HOSTILE = "<img src=x onerror=\"document.title='broken into'\"><b>they shout</b>"
OPEN_REVIEW = """
from datetime import datetime
from pathlib import Path
from course.journal import open_journal
from course.views.review import ReviewPage
ReviewPage(open_journal(Path("{folder}")), lambda: datetime.fromisoformat("{now}")).stack
"""
OPEN_SURPRISE = """
from pathlib import Path
from course.journal import open_journal
from course.views.surprise import SurprisePage
SurprisePage(open_journal(Path("{folder}"))).stack
"""


@pytest.fixture
def open_review(jupyter, open_lab):
    """The review of somebody who talked with Eddie and made a plan, a week later."""

    def opened(folder: str, width: int = 1280) -> Lab:
        past = Past()
        past.talk(EDDIE, EDDIE.models.good)
        header = past.add("plan", {"plan": "angry"})
        past.add("answer", {"item": "plan", "answer": {"when": HOSTILE, "then": "breathe"}}, header.digest)
        past.write(jupyter.folder / folder)
        now = (MONDAY + timedelta(days=7)).isoformat()
        lab = open_lab(OPEN_REVIEW.format(folder=folder, now=now), width=width)
        lab.run_all()
        lab.view()
        return lab

    return opened


def test_a_plan_is_answered_by_keyboard_and_what_is_written_outlives_a_reload(open_review):
    lab = open_review("review-plan")
    keys, view = lab.page.keyboard, lab.view()
    expect(view.locator(".m9-quoted")).to_contain_text(HOSTILE)
    view.get_by_role("button", name="Save my answer").focus()
    keys.press("Enter")
    expect(view.locator(".m9-notice")).to_have_text("Pick one of the four answers first.")
    view.get_by_role("radio").first.focus()
    keys.press("Space")
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.type("Dd it anyway, 1 time")
    lab.open()
    lab.run_all()
    view = lab.view()
    expect(view.get_by_role("textbox", name="What happened?")).to_have_value("Dd it anyway, 1 time")
    expect(view.get_by_role("radio", name="it didn’t help")).to_be_checked()
    view.get_by_role("textbox").focus()
    keys.press("Tab")
    keys.press("Enter")
    expect(lab.page.locator(":focus")).to_contain_text("It’s kept.")
    expect(view.get_by_role("radio")).to_have_count(0)
    assert "broken into" not in lab.page.title()


@pytest.mark.parametrize("width", [1280, 640])
def test_the_review_begins_below_and_ends_with_what_comes_next(open_review, width):
    lab = open_review(f"review-{width}", width)
    view = lab.view()
    sound(lab)
    view.get_by_role("button", name="Begin").focus()
    lab.page.keyboard.press("Enter")
    expect(lab.page.locator(":focus")).to_contain_text("is here, below.")
    talk = lab.view(1)
    lab.page.keyboard.press("Tab")
    assert talk.evaluate("node => node.contains(document.activeElement)")
    sound(lab)
    while talk.locator(".m9-choice").count():
        turns = talk.locator(".m9-from-you").count()
        lab.page.wait_for_timeout(350)
        talk.locator(".m9-choice").first.click()
        expect(talk.locator(".m9-from-you")).to_have_count(turns + 1)
        expect(talk.locator(".m9-choice[aria-disabled]")).to_have_count(0)
    expect(view.get_by_role("status").filter(has_text="That was today’s review.")).to_have_count(1)
    sound(lab)


def test_a_surprise_is_called_by_keyboard_and_is_there_after_a_reload(open_lab):
    cell = OPEN_SURPRISE.format(folder="surprise")
    lab = open_lab(cell, width=640)
    lab.run_all()
    lab.view().get_by_role("button", name="Call the next customer").focus()
    lab.page.keyboard.press("Enter")
    expect(lab.page.locator(":focus")).to_contain_text("has come in.")
    name = lab.view(1).get_by_role("heading").first.text_content()
    sound(lab)
    lab.view(1).locator(".m9-choice").first.wait_for()
    lab.open()
    lab.run_all()
    expect(lab.view(1).get_by_role("heading").first).to_have_text(name)
    lab.view().get_by_role("button", name="Call somebody else").click()
    expect(lab.view(1).get_by_role("heading").first).not_to_have_text(name)
