"""The page on a class in a real browser: no violation, nothing cut off, and nothing asked of the network."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import WCAG
from small_class import angry, class_of, marks_of

from autograder.class_report import class_report

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    works = class_of(tmp_path_factory.mktemp("class"))
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(class_report(angry(), works, marks_of(works), "today"), encoding="utf-8", newline="\n")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_the_page_is_sound(chromium, file, width, scheme):
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.goto(file.as_uri())
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": WCAG}}
    found = Axe().run(page, options=options).response["violations"]
    assert [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert (asked, told) == ([file.as_uri()], [])
    page.close()


def test_every_section_is_reached_by_its_link_and_a_wide_table_by_the_keyboard(chromium, file):
    page = chromium.new_page(viewport={"width": 400, "height": 800})
    page.goto(file.as_uri())
    for link in page.locator("nav a").all():
        link.click()
        assert page.locator(":target").is_visible()
    table = page.get_by_role("group", name="Each item")
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("node => node.scrollLeft > 0", arg=table.element_handle())
    page.close()
