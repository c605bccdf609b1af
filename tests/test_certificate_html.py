"""The certificate as a page: whole, escaped, the same every time, nothing from elsewhere."""

import re
from html.parser import HTMLParser

import pytest
from finisher import certificate
from made_up import escaped

from course.certificate_html import to_html
from course.certificate_words import sheet

HOSTILE = '<script>alert(1)</script> & "Pat" \'Ó'


class Reader(HTMLParser):
    """Takes down the tags and the words of a page."""

    def __init__(self):
        super().__init__()
        self.tags, self.words = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.tags and self.tags[-1][0] not in {"style", "title"} and data.strip():
            self.words.append(data.strip())


def read(page):
    reader = Reader()
    reader.feed(page)
    return reader


def test_everything_on_the_certificate_is_on_the_page():
    words, said = sheet(certificate()), read(to_html(certificate())).words
    assert {words.name, words.statement, words.made, words.code.join(["Code ", ""])} <= set(said)
    assert {text for _, text in words.notes} <= set(said)
    assert {cell for row in words.rows for cell in row} <= set(said)


def test_a_screen_reader_finds_its_way():
    tags = read(to_html(certificate())).tags
    names = [tag for tag, _ in tags]
    assert ("html", {"lang": "en"}) in tags
    assert [names.count(tag) for tag in ("title", "main", "h1", "caption")] == [1, 1, 1, 1]
    heads = [attributes["scope"] for tag, attributes in tags if tag == "th"]
    assert heads == ["col"] * 3 + ["row"] * 8


def test_a_name_is_words_and_nothing_else():
    page = to_html(certificate(HOSTILE))
    assert "<script" not in page
    assert HOSTILE in read(page).words


def test_it_is_the_same_every_time_and_takes_nothing_from_elsewhere():
    page = to_html(certificate())
    assert page == to_html(certificate())
    assert re.findall(r"https?:|src=|href=|@import|url\(", page) == []


@pytest.mark.usefixtures("bracketed")
def test_in_another_language_every_word_is_of_that_language():
    found = read(to_html(certificate()))
    assert ("html", {"lang": "zz"}) in found.tags
    assert escaped(found.words, certificate().name) == set()
