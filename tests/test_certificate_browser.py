"""The certificate and what to take along, in a real JupyterLab: by keyboard, read by axe, on paper."""

import json

import pytest
from browser import activity, sound, violations
from finisher import certificate, finisher
from playwright.sync_api import expect

from course.certificate_html import to_html

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(run_lab, tmp_path):
    """Open one of the two with a past of its own, where nobody else's practice is."""

    def shown(call, past=None, width=1280):
        if past:
            past.write(tmp_path / "journals")
        lab = run_lab(activity(tmp_path, call), width=width)
        return lab, lab.view()

    return shown


def download(lab, view, name):
    """Follow a link, as a learner does; returns what was saved."""
    with lab.page.expect_download() as saving:
        view.get_by_role("link", name=name).click()
    return saving.value.path().read_bytes()


@pytest.mark.parametrize("width", [1280, 640])
def test_a_certificate_is_made_by_keyboard_and_saved(opened, width):
    lab, view = opened("certificate()", finisher(), width)
    name = view.get_by_role("textbox", name="The name to print")
    make = view.get_by_role("button", name="Make my certificate")
    said = view.locator(".m9-said")
    make.focus()
    lab.page.keyboard.press("Enter")
    expect(said).to_have_text("Type the name to print first.")
    expect(name).to_be_focused()
    lab.page.keyboard.type("Pat O’Brien")
    expect(said).to_be_empty()
    sound(lab)
    lab.page.keyboard.press("Tab")
    lab.page.keyboard.press("Space")
    expect(view.get_by_role("checkbox", name="Print how my skills tests went, too")).to_be_checked()
    lab.page.keyboard.press("Tab")
    expect(make).to_be_focused()
    lab.page.keyboard.press("Enter")
    expect(view.get_by_role("status").filter(has_text="Your certificate is ready, Pat O’Brien.")).to_have_count(1)
    expect(make).to_be_focused()
    expect(view).to_contain_text("in 7 of 14 new simulated conversations")
    sound(lab)
    assert b"8 of 12 best replies" in download(lab, view, ".html")
    assert download(lab, view, ".pdf").startswith(b"%PDF")


def test_before_the_end_it_says_what_is_left_and_after_it_asks_for_a_name(opened, tmp_path):
    data = tmp_path / "journals"
    lab, view = opened("certificate()", finisher(but="angry", test=False))
    expect(view.get_by_role("listitem")).to_have_count(2)
    expect(view.get_by_role("textbox")).to_have_count(0)
    again = view.get_by_role("button", name="Look again")
    again.press("Enter")
    expect(view.get_by_role("status").filter(has_text="in 6 of 12 new conversations")).to_have_count(1)
    expect(view.get_by_role("listitem")).to_have_count(2)
    expect(again).to_be_focused()
    sound(lab)
    finisher().write(data)
    again.press("Enter")
    expect(view.get_by_role("textbox", name="The name to print")).to_be_focused()
    expect(view.get_by_role("listitem")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 640])
def test_files_to_take_along_are_made_by_keyboard_and_saved(opened, width):
    lab, view = opened("take_along()", finisher(), width)
    mail = view.get_by_role("textbox", name="E-mail address that the learning system knows you by")
    mail.focus()
    lab.page.keyboard.type("pat")
    lab.page.keyboard.press("Enter")
    expect(view.locator(".m9-said")).to_contain_text("isn’t an e-mail address")
    mail.fill("pat@example.com")
    mail.press("Enter")
    expect(view.get_by_role("status").filter(has_text="Your two files are ready.")).to_have_count(1)
    expect(view.get_by_role("link")).to_have_count(2)
    sound(lab)
    told = json.loads(download(lab, view, "xapi.json"))
    assert told[0]["actor"]["mbox"] == "mailto:pat@example.com"
    assert len(json.loads(download(lab, view, "everything.json"))["talks"]) == 14


@pytest.fixture
def page(chromium):
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [1280, 640, 320])
def test_the_page_itself_can_be_read_by_everyone(page, tmp_path, width):
    (tmp_path / "certificate.html").write_text(to_html(certificate()), encoding="utf-8", newline="\n")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((tmp_path / "certificate.html").as_uri())
    assert violations(page, "main") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.title() == "Certificate of practice: Łucja Nguyễn-O’Brien"


def test_the_page_fits_on_one_sheet_of_paper(page, tmp_path):
    (tmp_path / "certificate.html").write_text(to_html(certificate()), encoding="utf-8", newline="\n")
    page.goto((tmp_path / "certificate.html").as_uri())
    for size in ("Letter", "A4"):
        assert page.pdf(format=size, print_background=False).count(b"/Type /Page\n") == 1
