"""A customer of one's own in a real JupyterLab: begun, written, checked and played by keyboard."""

import pytest
from browser import sound
from playwright.sync_api import expect
from rosa import ROSA

from course.own_form import sections

SETTLED = 350  # ms after which new choices take a click
pytestmark = pytest.mark.browser

TITLES = {
    box.id: (section.title, group.title) for section in sections() for group in section.groups for box in group.boxes
}
LABELS = {box.id: box for section in sections() for group in section.groups for box in group.boxes}


def begin(lab, name="Rosa"):
    view = lab.view()
    view.get_by_label("What shall we call a new customer?").fill(name)
    lab.page.keyboard.press("Enter")
    expect(view.get_by_role("heading", name=name)).to_be_focused()
    return view


def box(view, name):
    """The field of a box, with its section unfolded."""
    section, group = TITLES[name]
    part = view.locator("details").filter(has=view.page.locator("summary", has_text=section)).first
    if part.get_attribute("open") is None:
        part.locator("summary").first.click()
    place = part.get_by_role("group", name=group) if group else part
    same = [other for other in LABELS if TITLES[other] == TITLES[name] and LABELS[other].label == LABELS[name].label]
    return place.get_by_label(LABELS[name].label, exact=False).nth(same.index(name))


def fill(view, form):
    for name, words in form.items():
        field = box(view, name)
        if LABELS[name].options:
            field.select_option(words)
        else:
            field.fill(words)


@pytest.fixture
def opened(open_lab):
    def show(**options):
        lab = open_lab("from course import your_customer\nyour_customer()", **options)
        lab.run_all()
        lab.view()
        return lab

    return show


def test_a_customer_is_written_checked_and_played(opened, jupyter):
    lab = opened()
    view = begin(lab)
    view.get_by_role("button", name="Play it").click()
    expect(view.get_by_role("status").filter(has_text="boxes still need something")).to_be_visible()
    expect(box(view, "who")).to_be_focused()
    expect(box(view, "who")).to_have_attribute("aria-invalid", "true")
    fill(view, ROSA)
    view.get_by_role("button", name="Check it").click()
    expect(view.get_by_text("Rosa is fair")).to_be_visible()
    expect(view.get_by_role("row", name="Whoever picks blindly 4 times in 100")).to_be_visible()
    expect(view.get_by_text("All you wrote is saved.")).to_be_visible()
    sound(lab)
    view.get_by_role("button", name="Play it").click()
    expect(view.get_by_text("Rosa is waiting for you below.")).to_be_visible()
    talk = lab.view(1)
    expect(talk.get_by_role("button", name=ROSA["1.good"])).to_be_visible()
    lab.page.wait_for_timeout(SETTLED)
    talk.get_by_role("button", name=ROSA["1.good"]).click()
    expect(talk.get_by_text(ROSA["1.good.answer"])).to_be_visible()
    view.get_by_role("button", name="Make a file to hand in").click()
    with lab.page.expect_download() as got:
        view.get_by_role("link", name="my-customer-rosa.yaml").click()
    assert ROSA["1.line"] in got.value.path().read_text(encoding="utf-8")


def test_what_was_typed_outlives_a_reload_and_a_dead_kernel(opened):
    lab = opened()
    view = begin(lab, "Reload")
    box(view, "who").fill("A baker, up since three.")
    lab.open()  # at once, before the typing rests
    lab.run_all()
    view = lab.view()
    view.get_by_role("listitem").filter(has_text="Reload").get_by_role("button").click()
    expect(box(view, "who")).to_have_value("A baker, up since three.")
    expect(view.get_by_text("All you wrote is saved.")).to_be_visible()
    lab.restart()
    box(view, "place").fill("A bakery at noon.")
    expect(view.get_by_text("lost touch with Python")).to_be_visible()
    lab.run_all()
    view = lab.view()
    view.get_by_role("listitem").filter(has_text="Reload").get_by_role("button").click()
    expect(box(view, "place")).to_have_value("A bakery at noon.")
    expect(box(view, "who")).to_have_value("A baker, up since three.")
    expect(view.get_by_text("All you wrote is saved.")).to_be_visible()


def test_words_are_saved_when_the_typing_rests_and_the_way_back_is_kept(opened):
    lab = opened()
    view = begin(lab, "Rest")
    box(view, "who").press_sequentially("<b>A nurse</b>")
    expect(view.get_by_text("Not saved yet")).to_be_visible()
    expect(view.get_by_text("All you wrote is saved.")).to_be_visible()
    expect(box(view, "who")).to_be_focused()
    view.get_by_role("button", name="Back to my customers").click()
    row = view.get_by_role("listitem").filter(has_text="Rest")
    expect(row.get_by_role("button")).to_be_focused()
    lab.page.keyboard.press("Enter")
    expect(view.get_by_role("heading", name="Rest")).to_be_focused()
    expect(box(view, "who")).to_have_value("<b>A nurse</b>")


@pytest.mark.parametrize("width", [640, 320])
def test_the_form_fits_a_narrow_window(opened, width):
    lab = opened(width=width)
    if width == 320:
        lab.command("application:toggle-left-area")
    view = begin(lab, f"Narrow {width}")
    for summary in view.locator(".m9-form summary").all():
        if summary.locator("..").get_attribute("open") is None:
            summary.click()
    view.get_by_role("button", name="Check it").click()
    expect(view.get_by_text("boxes still need something")).to_be_visible()
    sound(lab)
