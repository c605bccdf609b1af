"""The skills test in a real JupyterLab: by keyboard, left and taken up, finished and read."""

import json

import pytest
from browser import Lab, sound
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

COURSE = 'import os\nos.environ["MODULE_NINE_DATA"] = {data!r}\nfrom course import skills_test\n'


@pytest.fixture
def cell(tmp_path):
    """A cell that shows a test, with practice of its own."""
    return lambda which: COURSE.format(data=str(tmp_path)) + f'skills_test("{which}")'


def answer_all(lab: Lab) -> None:
    """From the question that has the focus to the last one, by keyboard."""
    for number in range(1, 13):
        expect(lab.page.locator(":focus")).to_have_text(f"Question {number} of 12")
        lab.page.keyboard.press("Tab")
        lab.page.keyboard.press("Space")
        if number % 2:
            lab.page.keyboard.press("ArrowDown")
        expect(lab.view().get_by_text(f"{number} of 12 answered")).to_be_visible()
        if number < 12:
            press(lab, "Next question")


def press(lab: Lab, name: str) -> None:
    """Tab to a button and press it."""
    button = lab.view().get_by_role("button", name=name)
    for _ in range(8):
        if button.evaluate("node => node === document.activeElement"):
            break
        lab.page.keyboard.press("Tab")
    expect(button).to_be_focused()
    lab.page.keyboard.press("Enter")


def take(lab: Lab) -> None:
    lab.run_all()
    lab.view().get_by_role("button", name="Start").focus()
    lab.page.keyboard.press("Enter")
    answer_all(lab)
    expect(lab.view()).to_contain_text("You can still change a reply")
    press(lab, "Finish the test")


@pytest.mark.parametrize("width", [1280, 640])
def test_both_tests_by_keyboard_and_what_came_of_them(open_lab, cell, width):
    before = open_lab(cell("before"), width=width)
    take(before)
    expect(before.page.locator(":focus")).to_have_text("What would you say next? The test before the course")
    expect(before.view()).to_contain_text("stays a secret")
    sound(before)
    after = open_lab(cell("after"), width=width)
    after.run_all()
    sound(after)
    take(after)
    view = after.view()
    expect(view.locator(".m9-counts li")).to_have_count(2)
    expect(view.get_by_role("row")).to_have_count(13)
    for summary in view.locator("summary").all():
        summary.press("Enter")
    expect(view.locator(".m9-picked")).to_have_count(24)
    expect(view.get_by_text("You picked this:").first).to_be_visible()
    sound(after)


def test_one_that_was_left_is_taken_up_at_the_first_open_question(open_lab, cell):
    lab = open_lab(cell("before"))
    lab.run_all()
    lab.view().get_by_role("button", name="Start").click()
    for _ in range(3):
        lab.view().get_by_role("radio").nth(2).check()
        lab.view().get_by_role("button", name="Next question").click()
    expect(lab.view()).to_contain_text("3 of 12 answered")
    sound(lab)
    lab.restart()
    lab.run_all()
    expect(lab.view()).to_contain_text("Question 4 of 12")
    lab.view().get_by_role("button", name="Back").click()
    expect(lab.view().get_by_role("radio").nth(2)).to_be_checked()


def test_who_leaves_one_out_is_led_back_to_it(open_lab, cell):
    lab = open_lab(cell("before"))
    lab.run_all()
    view = lab.view()
    view.get_by_role("button", name="Start").click()
    for number in range(1, 13):
        expect(view).to_contain_text(f"Question {number} of 12")
        if number != 5:
            view.get_by_role("radio").first.check()
        if number < 12:
            view.get_by_role("button", name="Next question").click()
    expect(view.get_by_role("button", name="Finish the test")).to_be_hidden()
    view.get_by_role("button", name="To a question that is left").click()
    expect(lab.page.locator(":focus")).to_have_text("Question 5 of 12")
    view.get_by_role("radio").first.check()
    expect(view.get_by_role("button", name="Finish the test")).to_be_visible()


def test_a_quick_reader_loses_no_reply(open_lab, cell, tmp_path):
    lab = open_lab(cell("before"))
    lab.run_all()
    lab.view().get_by_role("button", name="Start").click()
    expect(lab.view()).to_contain_text("Question 1 of 12")
    lab.page.evaluate("""() => {
      const view = document.querySelector("section.m9");
      const press = (name) => [...view.querySelectorAll("button")].find((one) => one.textContent === name).click();
      for (let number = 0; number < 12; number++) {
        view.querySelectorAll("input")[number % 4].click();
        press(number < 11 ? "Next question" : "Finish the test");
      }
    }""")
    expect(lab.page.locator(":focus")).to_have_text("What would you say next? The test before the course")
    (journal,) = (tmp_path / "journals").iterdir()
    kinds = [json.loads(line)["kind"] for line in journal.read_text(encoding="utf-8").splitlines()]
    assert kinds == ["skills_test", *["answer"] * 12, "finish"]
