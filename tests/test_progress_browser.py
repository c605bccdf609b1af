"""One's progress in a real JupyterLab: counted again by keyboard, narrow and wide, in words for a screen reader."""

import pytest
from browser import Lab, sound, violations
from past import Past
from playwright.sync_api import expect
from way_through import way_through

from course.growth import RULE, SKILLS
from course.roster import KINDS
from course.scenario import load_scenario

pytestmark = pytest.mark.browser

NAMES = ("angry/wrong-part", "angry/held-mail", "positive/kite", "general/rattling-box", "package/no-reception")
OPEN = """
from datetime import UTC, datetime
from pathlib import Path
from course.journal import open_journal
from course.views.progress import ProgressPage
ProgressPage(open_journal(Path("{folder}")), lambda: datetime(2026, 1, 20, 14, 5, tzinfo=UTC))
"""


def weeks() -> Past:
    """Five customers on five days, some of them twice, some badly."""
    past = Past()
    for day, name in enumerate(NAMES):
        past.talk(load_scenario(name), way_through(load_scenario(name), well=day != 1), 2 * day)
    for day in range(8, 12):
        past.talk(load_scenario(NAMES[0]), way_through(load_scenario(NAMES[0])), day, seed=day)
    return past


def open_progress(open_lab, folder: str, width: int = 1280) -> Lab:
    lab = open_lab(OPEN.format(folder=folder), width=width)
    lab.run_all()
    lab.view()
    return lab


def test_an_empty_page_invites_and_counts_again_by_keyboard(open_lab, jupyter):
    lab = open_progress(open_lab, "empty-then-not")
    view = lab.view()
    expect(view.get_by_text("Talk with one customer")).to_be_visible()
    expect(view.get_by_role("table")).to_have_count(0)
    expect(view.get_by_text(RULE)).to_be_visible()
    assert violations(lab.page) == []
    weeks().write(jupyter.folder / "empty-then-not")
    again = view.get_by_role("button", name="Count again")
    again.focus()
    lab.page.keyboard.press("Enter")
    expect(view.get_by_role("table")).to_have_count(2)
    expect(view.get_by_text("Talk with one customer")).to_be_hidden()
    expect(again).to_be_focused()
    expect(view.get_by_role("status").filter(has_text="Counted at 2:05 PM.")).to_have_count(1)


@pytest.mark.parametrize("width", [1280, 640])
def test_bars_and_rings_stand_in_tables_that_can_be_read_in_words(open_lab, jupyter, width):
    weeks().write(jupyter.folder / "grown")
    lab = open_progress(open_lab, "grown", width)
    view = lab.view()
    skills, customers = view.get_by_role("table", name="Skills"), view.get_by_role("table", name="Customers")
    expect(skills.get_by_role("rowheader")).to_have_count(len(SKILLS))
    expect(customers.get_by_role("rowheader")).to_have_text([*KINDS.values()])
    expect(skills.get_by_role("columnheader")).to_have_text(["Skill", "Its bar", "Given when needed", "Last needed"])
    taken = skills.get_by_role("row").filter(has=lab.page.get_by_role("rowheader", name="Taking it on"))
    expect(taken.get_by_role("cell").nth(2)).to_have_text("4 days ago")
    angry = customers.get_by_role("row").filter(has=lab.page.get_by_role("rowheader", name="Angry"))
    expect(angry.get_by_role("cell")).to_have_text(["2 of 6", "1"])
    expect(taken.locator("svg rect")).to_have_count(12)
    sound(lab)
