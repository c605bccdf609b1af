"""The plain pages in a real browser: the same lesson and the same journal, sound at any width, nothing from elsewhere."""

from contextlib import suppress

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import ROOT, WCAG
from page_reader import Pages
from past import Past
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from course.journal import Journal
from course.scenario import load_scenario

pytestmark = pytest.mark.browser

_SHIPPED = ROOT / "course" / "lessons"
LESSONS = sorted(path.relative_to(_SHIPPED).with_suffix("").as_posix() for path in _SHIPPED.rglob("*.ipynb"))
EDDIE = load_scenario("angry/wrong-part")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    pages = Pages(tmp_path_factory.mktemp("home"), "angry")
    yield pages
    pages.stop()


@pytest.fixture
def open_page(pages, chromium):
    contexts = []

    def opened(width=1280, lesson="03_angry_customers"):
        context = chromium.new_context(viewport={"width": width, "height": 800})
        contexts.append(context)
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        for _ in range(3):  # on a busy machine a page comes without its activities now and then; it says what to do
            page.goto(pages.address.replace("03_angry_customers", lesson))
            with suppress(PlaywrightTimeout):
                page.locator("section.m9").first.wait_for(timeout=60_000)
                break
        expect(page.locator("section.m9").first).to_be_visible()
        return page

    yield opened
    for context in contexts:
        context.close()


def test_a_talk_goes_on_from_a_page_and_is_kept_where_practice_is(pages, open_page):
    page = open_page()
    eddie = page.locator("section.m9", has=page.get_by_role("heading", name=EDDIE.title, exact=True))
    for turn, step in enumerate(EDDIE.models.good[:2], 1):
        page.wait_for_timeout(350)
        name = "pause" if step == "pause" else f'[data-choice="{step}"]'
        button = eddie.get_by_role("button", name="Pause") if step == "pause" else eddie.locator(name)
        button.first.focus()
        page.keyboard.press("Enter")
        expect(eddie.locator(".m9-from-you")).to_have_count(turn)
    replies = [one for one in Journal(pages.data / "journals").history.records.values() if one.kind == "reply"]
    assert [one.data["reply"].get("choice", "pause") for one in replies[-2:]] == [*EDDIE.models.good[:2]]
    page.reload()
    eddie = page.locator("section.m9", has=page.get_by_role("heading", name=EDDIE.title, exact=True))
    expect(eddie.locator(".m9-from-you")).to_have_count(2, timeout=120_000)


def test_nothing_is_asked_of_any_other_place(open_page):
    page = open_page()
    page.wait_for_timeout(2000)
    assert [url for url in page.asked if not url.startswith(("http://localhost:", "data:", "blob:"))] == []


@pytest.mark.parametrize(("lesson", "width"), [("03_angry_customers", 1280), *((name, 375) for name in LESSONS)])
def test_the_whole_page_is_sound_and_as_wide_as_its_window(open_page, lesson, width):
    page = open_page(width, lesson)
    assert page.locator("html").get_attribute("lang") == (lesson.partition("/")[0] if "/" in lesson else "en")
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": WCAG}}
    found = Axe().run(page, options=options).response["violations"]
    assert [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.documentElement.scrollHeight") > 2000  # it scrolls and prints as a page does


def test_the_first_key_skips_to_the_lesson(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the lesson")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("lesson", ["03_angry_customers", "es/03_clientes_enojados"])
def test_another_lesson_is_a_link_away(open_page, lesson):
    page = open_page(lesson=lesson)
    page.locator("header.m9-top").get_by_role("link").click()
    expect(page.get_by_role("heading", name="Start here", level=1)).to_be_visible(timeout=120_000)
    expect(page.locator("section.m9").first).to_be_visible(timeout=120_000)


def test_files_to_take_along_are_named_with_their_folder_and_lead_nowhere(pages, open_page):
    past = Past()
    past.talk(EDDIE, EDDIE.models.good)
    past.write(pages.data / "journals")
    page = open_page(lesson="10_finish")
    page.get_by_role("button", name="Make my files").click()
    made = page.locator(".m9-take-along .m9-files")
    expect(made.locator("b").first).to_be_visible()
    expect(made.locator("a")).to_have_count(0)
    expect(page.locator(".m9-take-along .m9-found")).to_contain_text(str(pages.data / "workbook"))
    assert (pages.data / "workbook" / made.locator("b").first.inner_text()).is_file()
