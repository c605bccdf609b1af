"""The plain pages as a real server gives them out: who gets in, what a page says, and that it names no place elsewhere."""

import re
import signal
import sys
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest
from page_reader import Pages


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    pages = Pages(tmp_path_factory.mktemp("home"), "angry")
    yield pages
    pages.stop()


@pytest.fixture(scope="module")
def page(pages):
    """The first page, as somebody gets it who follows the address."""
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    with opener.open(pages.address, timeout=120) as answer:
        return answer.read().decode()


def test_it_says_where_the_pages_are_and_where_the_work_is_kept(pages):
    assert "03_angry_customers.ipynb?token=" in pages.address
    assert str(pages.data) in pages.said
    assert urlsplit(pages.address).hostname == "localhost"


def test_who_does_not_have_the_address_gets_no_lesson(pages):
    try:
        with urlopen(pages.address.partition("?")[0], timeout=60) as answer:
            assert "/login" in answer.url
            assert "Ten past eleven" not in answer.read().decode()
    except HTTPError as refused:
        assert refused.code == 403


def test_a_page_is_the_lesson_in_plain_html(page):
    assert '<html lang="en">' in page
    assert "<title>When a customer is angry</title>" in page
    assert "<main" in page
    assert "Ten past eleven on a Saturday" in page
    assert "play(&quot;" not in page
    assert 'play("' not in page


def test_a_page_names_no_place_to_load_things_from(page):
    loaded = re.findall(
        r"""(?:src|href)=["']?(https?:[^"'> ]+)|url\((https?:[^)]+)\)|import\(?["'](https?:[^"']+)""", page
    )
    assert loaded == []


@pytest.mark.skipif(sys.platform == "win32", reason="a signal of this kind needs a POSIX terminal")
def test_ctrl_c_ends_it_with_a_sentence_and_no_traceback(pages, page):
    pages.process.send_signal(signal.SIGINT)
    said, _ = pages.process.communicate(timeout=60)
    assert pages.process.returncode == 0
    assert "Module Nine is closed. Your work is kept." in said
    assert "Traceback" not in said
