"""Past talks and harder talks in a real JupyterLab: by keyboard, narrow, read by axe."""

from datetime import timedelta

import pytest
from browser import Lab, activity, sound
from past import MONDAY, Past
from playwright.sync_api import expect

from course.scenario import HOTTER, load_scenario
from course.views.past_talks import _when

pytestmark = pytest.mark.browser

EDDIE = load_scenario("angry/wrong-part")
BAD = f"Eddie, {_when(MONDAY + timedelta(days=10))}"  # when the talk that goes wrong was left
SETTLED = 350  # ms after which new choices take a click


@pytest.fixture
def data(tmp_path):
    """Two talks with Eddie, one of them hotter and not finished, and twenty-one that were hardly begun."""
    past = Past()
    for day in range(21):
        past.talk(load_scenario("angry/nobody-home"), ["pause"], seed=day, days=day / 4)
    past.talk(EDDIE, EDDIE.models.bad, days=10)
    past.talk(EDDIE, EDDIE.models.good, days=11)
    past.talk(load_scenario(EDDIE.name + HOTTER), ["pause"], days=12)
    past.write(tmp_path / "journals")
    return tmp_path


def tab_to(lab: Lab, target: str) -> None:
    """Press Tab until what has the focus is what we look for, as a person does."""
    for _ in range(150):
        if lab.page.evaluate("target => document.activeElement.matches(target)", target):
            return
        lab.page.keyboard.press("Tab")
    raise AssertionError(f"Tab doesn't lead to {target}")


def test_a_past_talk_is_found_read_and_taken_up_by_keyboard(run_lab, data):
    lab = run_lab(activity(data, "past_talks()"))
    view, keys, focused = lab.view(), lab.page.keyboard, lab.page.locator(":focus")
    rows = view.locator(".m9-talks li")
    expect(rows).to_have_count(10)
    tab_to(lab, "select")
    keys.type("The belt that never fits")
    expect(rows).to_have_count(2)
    tab_to(lab, ".m9-talks li:last-child button")
    expect(focused).to_have_accessible_name(f"Open the talk with {BAD}")
    keys.press("Enter")
    expect(focused).to_have_text(BAD)
    expect(view.get_by_role("status")).to_contain_text("read it below")
    report = lab.page.locator(".m9-report")
    expect(report.locator("li.m9-coach")).to_have_count(len(EDDIE.models.bad))
    expect(rows.last).to_have_attribute("aria-current", "true")

    tab_to(lab, ".m9-open .m9-field:nth-of-type(1) select")
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.press("Enter")
    talk = lab.view(1)
    expect(talk.locator(":scope > ol .m9-from-you")).to_have_count(1)
    expect(talk.get_by_role("heading", name="Your try before")).to_be_visible()
    expect(view.get_by_role("status")).to_contain_text("goes on below")
    lab.page.wait_for_timeout(SETTLED)
    talk.locator(".m9-choice").first.click()
    expect(talk.locator(".m9-now .m9-from-you")).to_have_count(1)

    view.get_by_role("button", name="Show both").click()
    expect(report.locator("th")).to_have_count(2)
    expect(rows).to_have_count(3)
    view.get_by_role("button", name="Close this talk").click()
    expect(report).to_have_count(0)
    expect(focused).to_have_accessible_name(f"Open the talk with {BAD}")


def test_more_talks_are_shown_when_asked_for(run_lab, data):
    lab = run_lab(activity(data, "past_talks()"))
    view = lab.view()
    view.get_by_role("button", name="Show more").click()
    expect(view.locator(".m9-talks li")).to_have_count(20)
    expect(view.locator(".m9-talks li:nth-child(11) button")).to_be_focused()
    view.get_by_role("button", name="Show more").click()
    expect(view.locator(".m9-talks li")).to_have_count(24)
    expect(view.get_by_role("button", name="Show more")).to_be_hidden()


def test_a_harder_talk_is_chosen_by_keyboard(run_lab, data):
    lab = run_lab(activity(data, "harder()"))
    view, keys = lab.view(), lab.page.keyboard
    expect(view.get_by_label("With whom?")).to_have_value(EDDIE.name)
    tab_to(lab, "[type=checkbox]")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Tab")
    expect(lab.page.locator(":focus")).to_have_accessible_description("They start two steps angrier.")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Enter")
    talk = lab.view(1)
    expect(talk.get_by_role("heading", name=f"{EDDIE.title} (hotter)")).to_be_visible()
    expect(view.get_by_role("status")).to_have_text("Eddie is below. The coach is silent until the end.")
    lab.page.wait_for_timeout(SETTLED)
    talk.locator(".m9-choice").first.click()
    expect(talk.locator(".m9-from-you")).to_have_count(1)
    expect(talk.locator(".m9-from-coach, .m9-heat")).to_have_count(0)


@pytest.mark.parametrize("width", [640, 1280])
def test_axe_finds_nothing_and_nothing_is_cut(run_lab, data, width):
    lab = run_lab(activity(data, "past_talks()"), activity(data, "harder()"), width=width)
    lab.command("application:toggle-left-area")
    lab.view(1)
    sound(lab)
    view = lab.view()
    view.locator(".m9-talks button").nth(1).click()
    expect(lab.page.locator(".m9-report li.m9-coach")).to_have_count(len(EDDIE.models.good))
    sound(lab)
    view.get_by_role("button", name="Show both").click()
    expect(lab.page.locator(".m9-report th")).to_have_count(2)
    sound(lab)
