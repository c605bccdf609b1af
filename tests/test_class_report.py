"""The page on a class: whole and well-formed for any size of class, and nothing on it but words."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from small_class import angry, class_of, marks_of

from autograder.class_report import class_report
from autograder.final_marks import FinalMark, PartMark

SECTIONS = ["marks", "items", "techniques", "replies", "ways", "likeness", "set-aside"]


def tree_of(html):
    """The page's body, read as strictly as XML is."""
    body = re.search("<body>.*</body>", html, re.DOTALL)[0].replace("<br>", "<br/>")
    return ET.fromstring(body)


def text_of(node):
    return " ".join(" ".join(node.itertext()).split())


def section_of(html, name):
    return next(node for node in tree_of(html).iter("section") if node.get("id") == name)


@pytest.fixture(scope="module")
def works(tmp_path_factory):
    return class_of(tmp_path_factory.mktemp("class"))


@pytest.fixture(scope="module")
def html(works):
    return class_report(angry(), works, marks_of(works), "today")


@pytest.mark.parametrize("most", [0, 1, 2])
def test_a_small_class_has_a_whole_page(works, most):
    some = works[:most]
    page = class_report(angry(), some, marks_of(some), "today")
    assert [node.get("id") for node in tree_of(page).iter("section") if node.get("id")] == SECTIONS
    assert "nan" not in text_of(tree_of(page)).lower().split()
    said = text_of(tree_of(page).find("header"))
    assert ("Nobody has handed in yet." in said) == (most == 0)
    assert ("too few learners" in text_of(section_of(page, "items"))) == (most < 8)


def test_every_chart_has_its_words_and_every_table_its_caption(html):
    tree = tree_of(html)
    assert all(table.find("caption") is not None and table.find("thead") is not None for table in tree.iter("table"))
    for svg in tree.iter("svg"):
        assert svg.get("aria-hidden") == "true" or (svg.get("role") == "img" and svg.get("aria-label"))
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert [link.get("href") for link in tree.find("header").iter("a")] == [f"#{name}" for name in SECTIONS]


def test_nothing_comes_from_outside_and_nothing_runs(html):
    assert not re.search(r"<script|<img|<link|<iframe|src=|@import|https?:|javascript:| on\w+=", html)
    assert set(re.findall(r"url\((.*?)\)", html)) <= {f"#tip-angry-{name}" for name in ("held-mail", "empty-gym")}


def test_a_learners_words_are_never_markup(html, works):
    evil = '<script>alert("x")</script>'
    hurt = [replace(work, student=f"{evil}{at}", problems=(evil,)) for at, work in enumerate(works)]
    page = class_report(angry(), hurt, marks_of(hurt), evil)
    assert "<script" not in page
    assert "<b>jo" not in html
    assert [node.tag for node in tree_of(page).iter()] != []


def test_marks_fall_into_bins_and_what_waits_is_told(html, works):
    rows = section_of(html, "marks").find(".//tbody")
    assert sum(int(text_of(row[1])) for row in rows) == len(works)
    assert sum(int(text_of(row[2])) for row in rows) == sum(mark.waits for mark in marks_of(works).values())
    assert len(rows) == 10


def test_all_the_same_marks_and_late_ones(works):
    marks = {
        work.student: FinalMark(work.student, {"angry-reflection": PartMark(4, 4, by_hand=True)}, 1.3651)
        for work in works
    }
    page = class_report(angry(), works, marks, "today")
    assert "Every mark is final." in page
    assert f"For {len(works)} something was taken off" in page
    assert "median is 2.63 of 4 points" in page
    row = next(row for row in section_of(page, "items").iter("tr") if "angry-reflection" in text_of(row))
    assert [text_of(cell) for cell in row[2:5]] == ["100%", "–", str(len(works))]


def test_the_same_class_gives_the_same_page(works, html):
    assert class_report(angry(), works, marks_of(works), "today") == html


def test_what_was_set_aside_is_told(works):
    some = [replace(works[0], problems=("journal-a.jsonl was set aside.",)), works[1]]
    page = section_of(class_report(angry(), some, marks_of(some), "today"), "set-aside")
    assert "ada journal-a.jsonl was set aside." in text_of(page)
