"""The lesson as a newcomer meets it: opened, run and answered by keyboard alone, and found again."""

import re
import shutil

import nbformat
import pytest
from browser import ROOT, Lab, violations
from playwright.sync_api import expect

from course.players import skilled
from course.scenario import load_scenario
from course.search import Search
from course.way import read_lessons

pytestmark = pytest.mark.browser

LESSON = "03_angry_customers.ipynb"
EDDIE = load_scenario("angry/wrong-part")
MODULES = [ROOT / "course" / "lessons" / lesson.file for lesson in read_lessons() if lesson.module]
WIDGETS = r"(?:breath|course_map|desktop_icon|drill|next_shift|play|quiz|role_play|skills_test|who)\("
SETTLED = 350  # ms after which new choices take a key
FOCUS = """() => {
  const at = document.activeElement;
  const view = at.closest("section.m9");
  return [view?.querySelector("h3")?.textContent ?? "", at.dataset.choice ?? null];
}"""


def tab_to(lab: Lab, title: str, choice: str) -> None:
    """Press Tab until the focus is on a choice (the pause is '') of the conversation with this title."""
    for _ in range(250):
        if lab.page.evaluate(FOCUS) == [title, choice]:
            return
        lab.page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {choice or 'the pause'} of {title}")


def test_a_newcomer_calms_eddie_by_keyboard_and_finds_him_calm_again(jupyter, open_lab):
    shutil.copy(ROOT / "course" / "lessons" / LESSON, jupyter.folder / LESSON)
    lab = open_lab(name=LESSON)
    keys = lab.page.keyboard
    expect(lab.page.get_by_role("heading", name="When a customer is angry")).to_be_visible()
    expect(lab.page.locator(".jp-Dialog, .Toastify__toast")).to_have_count(0)

    keys.press("Control+Shift+C")
    keys.type("Run All Cells")
    expect(lab.page.locator(".lm-CommandPalette-item.lm-mod-active")).to_contain_text("Run All Cells")
    keys.press("Enter")
    eddie = lab.page.locator("section.m9", has=lab.page.get_by_role("heading", name=EDDIE.title, exact=True))
    expect(eddie).to_be_visible(timeout=30_000)
    for turn, step in enumerate(EDDIE.models.good, 1):
        lab.page.wait_for_timeout(SETTLED)
        tab_to(lab, EDDIE.title, "" if step == "pause" else step)
        keys.press("Enter")
        expect(eddie.locator(".m9-from-you")).to_have_count(turn)  # the focus may still be on what was pressed
        expect(lab.page.locator(":focus")).to_have_class(re.compile("m9-choice|m9-ending"))
    best = next(ending.title for ending in EDDIE.endings.values() if ending.quality == "best")
    expect(eddie.locator(".m9-ending")).to_have_text(best)
    assert violations(lab.page) == []

    lab.open()
    lab.run_all()
    expect(eddie.locator(".m9-ending")).to_have_text(best, timeout=30_000)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_each_lesson_opens_shows_all_its_activities_and_finishes_a_talk(jupyter, open_lab, path):
    shutil.copy(path, jupyter.folder / path.name)
    code = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    widgets = [line for line in code if re.match(WIDGETS, line)]
    scenario = load_scenario([line.split('"')[1] for line in code if line.startswith("play(")][-1])
    lab = open_lab(name=path.name)
    lab.run_all()
    expect(lab.page.locator("section.m9")).to_have_count(len(widgets), timeout=60_000)
    expect(lab.page.locator(".jp-Dialog, .Toastify__toast")).to_have_count(0)
    assert violations(lab.page) == []

    talk = lab.page.locator("section.m9", has=lab.page.get_by_role("heading", name=scenario.title, exact=True)).first
    if scenario.notice:
        talk.get_by_role("button", name="Start the talk").click()
    player, search = skilled(scenario), Search(scenario)
    moment, turns = search.opening, 0
    while moment.ending is None:
        way = player(moment, search.ways(moment))[0]
        lab.page.wait_for_timeout(SETTLED)
        talk.locator(f".m9-reply [data-choice='{way.choice.id if way.choice else ''}']").click()
        moment, turns = way.outcome.moment, turns + 1
        expect(talk.locator(".m9-from-you")).to_have_count(turns)
    expect(talk.locator(".m9-ending")).to_have_text(scenario.endings[moment.ending].title)
    assert violations(lab.page) == []
