"""The start as a newcomer meets it: a first talk, the map that follows, a page opened from it, an icon for next time."""

import json
import secrets
import shutil

import pytest
from browser import ROOT, Lab, sound, violations
from past import Past
from playwright.sync_api import expect

from course.scenario import load_scenario

pytestmark = pytest.mark.browser

LESSONS = ROOT / "course" / "lessons"
WENDELL = load_scenario("general/rattling-box")
SHOW = (
    "from course.journal import open_journal\nfrom pathlib import Path\nfrom course.views.course_map import MapPage\n"
)


@pytest.fixture
def pages(jupyter):
    """The pages of the course in a folder of their own, which no kernel has open, and nothing practiced yet."""
    folder = jupyter.folder / secrets.token_hex(4)
    folder.mkdir()
    for path in LESSONS.glob("*.ipynb"):
        shutil.copy(path, folder / path.name)
    shutil.rmtree(jupyter.data, ignore_errors=True)
    return folder.name


def the_map(lab: Lab):
    return lab.page.locator("section.m9-map")


def pressed_to(lab: Lab, name: str) -> None:
    """Press Tab until a link of this name has the focus."""
    for _ in range(400):
        if lab.page.evaluate("name => document.activeElement.textContent === name", name):
            return
        lab.page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {name}")


def test_a_newcomer_talks_sees_the_map_and_opens_the_next_page_by_keyboard(pages, run_lab):
    lab = run_lab(name=f"{pages}/00_start_here.ipynb")
    expect(the_map(lab)).to_contain_text("all ahead of you", timeout=60_000)
    expect(lab.page.locator(".jp-Dialog, .Toastify__toast")).to_have_count(0)
    first = the_map(lab).locator(".m9-stop").first
    expect(first).to_have_attribute("aria-current", "step")
    talk = lab.page.locator("section.m9", has=lab.page.get_by_role("heading", name=WENDELL.title, exact=True)).first
    for turn, step in enumerate(WENDELL.models.good, 1):
        lab.page.wait_for_timeout(350)
        talk.locator(f".m9-reply [data-choice='{'' if step == 'pause' else step}']").click()
        expect(talk.locator(".m9-from-you")).to_have_count(turn)
    expect(talk.locator(".m9-ending")).to_be_visible()
    the_map(lab).scroll_into_view_if_needed()
    expect(first.locator(".m9-state")).to_contain_text("Begun, 1 of 4 done, this is next.")
    assert violations(lab.page) == []

    the_map(lab).get_by_role("link", name="Module 0: Start here").first.focus()
    pressed_to(lab, "Module 3: When a customer is angry")
    lab.page.keyboard.press("Enter")
    expect(lab.page.get_by_role("heading", name="When a customer is angry", exact=True)).to_be_visible()
    assert (
        lab.page.evaluate("window.jupyterapp.shell.currentWidget.context.path") == f"{pages}/03_angry_customers.ipynb"
    )
    tabs = lab.page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab")
    expect(tabs.filter(has_text="00_start_here")).to_have_count(1)  # it was opened beside this page


def test_who_has_been_here_goes_to_the_map_by_a_link(pages, run_lab):
    lab = run_lab(name=f"{pages}/00_start_here.ipynb")
    expect(the_map(lab)).to_contain_text("all ahead of you", timeout=60_000)
    lab.page.get_by_role("link", name="your way through the course").click()
    expect(lab.page.get_by_role("heading", name="Your way through the course")).to_be_in_viewport()


@pytest.mark.parametrize("width", [1280, 640, 320])
def test_the_map_can_be_read_at_any_width_in_light_and_dark(jupyter, run_lab, width):
    past = Past()
    past.talk(WENDELL, WENDELL.models.good)
    plan = past.add("plan", {"plan": "start"})
    past.add("answer", {"item": "plan", "answer": {"when": "x", "then": "y"}}, plan.digest)
    past.write(jupyter.folder / f"map-{width}")
    lab = run_lab(f"{SHOW}MapPage(open_journal(Path('map-{width}')))", width=width)
    lab.command("application:toggle-left-area")
    expect(lab.view()).to_contain_text("2 of 4 done")
    expect(lab.view().locator(".m9-due")).to_be_visible()  # it was a long time ago
    sound(lab)


@pytest.mark.parametrize("name", ["09_practice_room", "10_finish"])
def test_a_page_for_any_day_shows_all_it_has_to_somebody_new(pages, run_lab, name):
    code = [
        cell
        for cell in json.loads((LESSONS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
    ]
    lab = run_lab(name=f"{pages}/{name}.ipynb", width=640)
    shown = lab.page.locator(".jp-CodeCell .jp-OutputArea-output .m9, .jp-CodeCell .jp-OutputArea-output .m9-report")
    lab.page.wait_for_function(
        "count => [...document.querySelectorAll('.jp-CodeCell')].filter((cell) => cell.querySelector('.m9, .m9-report')).length === count",
        arg=len(code) - 1,
        timeout=60_000,
    )
    expect(shown.first).to_be_visible()
    expect(lab.page.locator(".jp-Dialog, .Toastify__toast")).to_have_count(0)
    sound(lab)


def test_the_button_puts_an_icon_on_the_desktop(jupyter, run_lab):
    home = jupyter.folder / "somebody"
    home.mkdir()
    lab = run_lab(f"import os\nos.environ['HOME'] = {str(home)!r}\nfrom course import desktop_icon\ndesktop_icon()")
    view = lab.view()
    view.get_by_role("button", name="Put an icon on my desktop").focus()
    lab.page.keyboard.press("Enter")
    expect(view.get_by_role("status").filter(has_text="is on your desktop now")).to_be_visible()
    assert (home / "Desktop" / "Module-Nine.desktop").exists()
    sound(lab)
