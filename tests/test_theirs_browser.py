"""Several people at one computer, and their data: in a real JupyterLab, by keyboard."""

import shutil
import zipfile

import pytest
from browser import sound, violations
from playwright.sync_api import expect

from course import learners
from course.journal import Journal

pytestmark = pytest.mark.browser


@pytest.fixture
def data(jupyter):
    """The data folder of the server, for one test: Ann practiced there, and Bea has a name."""
    shutil.rmtree(jupyter.data, ignore_errors=True)
    Journal(jupyter.data / "journals").append("plan", {"plan": "rude"})
    learners.rename(jupyter.data, learners.at(jupyter.data, learners.FIRST), "Ann")
    learners.add(jupyter.data, "Bea")
    yield jupyter.data
    shutil.rmtree(jupyter.data)
    learners.forget(jupyter.data)


PLANS = ('from course import next_shift\nnext_shift("angry")', 'next_shift("calm")')


@pytest.mark.parametrize("width", [1280, 640])
def test_the_first_activity_asks_by_keyboard_and_all_of_them_go_on(data, open_lab, width):
    lab = open_lab(*PLANS, width=width)
    if width == 640:
        lab.command("application:toggle-left-area")
    lab.run_all()
    view = lab.view()
    expect(view.get_by_role("heading", name="Who is learning?")).to_be_visible()
    expect(lab.page.get_by_role("heading", name="Who is learning?")).to_have_count(2)
    expect(lab.page.get_by_label("Next shift, when …")).to_have_count(0)
    sound(lab)
    view.get_by_role("button", name="Bea", exact=True).focus()
    lab.page.keyboard.press("Enter")
    expect(lab.page.get_by_label("Next shift, when …")).to_have_count(2)
    expect(lab.page.locator(":focus")).to_have_text("Bea is learning. Somebody else?")
    assert learners.now(data).name == "Bea"
    lab.page.keyboard.press("Tab")
    expect(lab.page.locator(":focus")).to_have_accessible_name("Next shift, when …")
    sound(lab)


def test_somebody_new_types_their_name_and_what_is_wrong_with_it_is_said(data, open_lab):
    lab = open_lab(*PLANS)
    lab.run_all()
    view = lab.view()
    box = view.get_by_label("Somebody new? Type your name:")
    box.focus()
    lab.page.keyboard.press("Enter")
    expect(view.get_by_role("status")).to_have_text("Type a name first.")
    box.fill("ann")
    lab.page.keyboard.press("Enter")
    expect(view.get_by_role("status")).to_contain_text("Somebody here is called ann already.")
    expect(box).to_have_value("ann")
    expect(box).to_be_focused()
    box.fill("<b>Cem</b>")
    view.get_by_role("button", name="Begin as somebody new").click()
    expect(lab.page.locator(":focus")).to_have_text("<b>Cem</b> is learning. Somebody else?")
    expect(lab.page.get_by_label("Next shift, when …")).to_have_count(2)


def test_two_people_take_turns_on_one_page_and_neither_sees_the_other_s_words(data, open_lab):
    learners.choose(data, learners.FIRST)
    lab = open_lab(*PLANS)
    lab.run_all()
    when = lab.page.get_by_label("Next shift, when …").first
    when.fill("Ann's words")
    lab.page.get_by_label("I’ll …").first.fill("breathe")
    lab.page.get_by_role("button", name="Save my plan").first.click()
    expect(lab.page.get_by_text("Saved. You can change it at any time.").first).to_be_visible()
    lab.page.get_by_text("Ann is learning. Somebody else?").first.click()
    lab.page.get_by_role("button", name="Bea", exact=True).first.click()
    expect(lab.page.get_by_text("Bea is learning. Somebody else?")).to_have_count(2)
    expect(lab.page.get_by_label("Next shift, when …").first).to_have_value("")
    expect(lab.view().get_by_role("status")).to_contain_text("In each lesson that is open, choose Run ▸ Run All Cells")
    lab.page.get_by_text("Bea is learning. Somebody else?").first.click()
    lab.page.get_by_role("button", name="Ann", exact=True).first.click()
    expect(lab.page.get_by_label("Next shift, when …").first).to_have_value("Ann's words")


@pytest.mark.parametrize("alone", [True, False], ids=["alone", "several"])
@pytest.mark.parametrize("width", [1280, 640])
def test_who_is_sound_and_a_name_is_saved(data, open_lab, width, alone):
    if alone:
        shutil.rmtree(data / "learners")
    learners.choose(data, learners.FIRST)
    lab = open_lab("from course import who\nwho()", width=width)
    if width == 640:
        lab.command("application:toggle-left-area")
    lab.run_all()
    view = lab.view()
    sound(lab)
    view.get_by_role("textbox").filter(visible=True).nth(0 if alone else 1).fill("Annette")
    lab.page.keyboard.press("Enter")
    expect(view.get_by_role("status")).to_have_text("Your name is saved.")
    assert learners.at(data, learners.FIRST).name == "Annette"


@pytest.mark.parametrize("width", [1280, 640])
def test_a_backup_is_made_and_fetched(data, jupyter, open_lab, tmp_path, width):
    learners.choose(data, learners.FIRST)
    lab = open_lab("from course import your_data\nyour_data()", width=width)
    if width == 640:
        lab.command("application:toggle-left-area")
    lab.run_all()
    view = lab.view(1)
    sound(lab)
    view.get_by_role("button", name="Make my backup file").focus()
    lab.page.keyboard.press("Enter")
    expect(view.get_by_role("status").filter(has_text="Your backup is ready.")).to_have_count(1)
    with lab.page.expect_download() as waited:
        view.get_by_role("link").click()
    fetched = shutil.copy(waited.value.path(), tmp_path / "fetched.zip")
    assert "name.txt" in zipfile.ZipFile(fetched).namelist()
    assert violations(lab.page) == []
    view.get_by_role("button", name="Copy what erases it").click()
    expect(view.locator(".m9-notice")).to_contain_text("cop", ignore_case=True)
    for made in jupyter.folder.glob("module-nine-backup-*.zip"):
        made.unlink()
