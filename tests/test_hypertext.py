"""Pieces of a page: whatever is put in comes out as words."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.hypertext import command, page, paragraph, said, scrolled, section, subsection, table, words


@given(st.text())
def test_any_words_stay_words_and_can_be_written_to_a_file(text):
    shown = words(text)
    assert len(ET.fromstring(shown)) == 0
    shown.encode()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "\u202egnp.exe", "\x1b[2J", "\ud800", "a\x00b", "</bdi>"]
)
def test_nothing_steers_the_page_or_its_reader(text):
    shown = words(text).removeprefix("<bdi>").removesuffix("</bdi>")
    assert not set(shown) & set("<>\u202e\x1b\ud800\x00")


def test_a_table_has_a_caption_and_heads_for_columns_and_rows():
    tree = ET.fromstring(table("Marks & more", ["Who", "How"], [[words("ada"), "1"], [words("bo"), "2"]]))
    assert tree.find(".//caption").text == "Marks & more"
    assert [(head.get("scope"), "".join(head.itertext())) for head in tree.iter("th")] == [
        ("col", "Who"), ("col", "How"), ("row", "ada"), ("row", "bo"),
    ]  # fmt: skip
    assert [cell.text for cell in tree.iter("td")] == ["1", "2"]


def test_what_is_wide_can_be_scrolled_with_a_keyboard():
    assert ET.fromstring(scrolled("A map", "")).attrib | {"class": ""} == {
        "class": "", "role": "group", "tabindex": "0", "aria-label": "A map",
    }  # fmt: skip


def test_a_page_asks_for_nothing_from_outside():
    whole = page(
        "A <b>", "p{}", section("one", "One & two", subsection("Three", paragraph("x", "", said("y")), command("<z>")))
    )
    assert "<title>A &lt;b&gt;</title>" in whole
    assert "default-src 'none'" in whole
    assert '<section id="one"><h2>One &amp; two</h2><section><h3><bdi>Three</bdi></h3>' in whole
    assert "<p>x “<bdi>y</bdi>”</p>" in whole
    assert "&lt;z&gt;</code>" in whole
