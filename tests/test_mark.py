import math

import pytest

from autograder.mark import ATTENTION, DOUBT, Mark, Marked


def test_a_mark_is_finite_and_within_its_points():
    assert [Mark(earned, 5) for earned in (-1, 0, 2.346, 5, 9, math.inf)] == [0, 0, 2.35, 5, 5, 5]


def test_a_mark_is_a_number_to_nbgrader_and_nothing_more_to_a_reader():
    assert repr(Mark(2.5, 5)) == "2.5"
    assert "2.5" not in Mark(2.5, 5)._repr_html_()


def test_what_is_shown_is_said_in_plain_words_too():
    marked = Marked(3, 2 / 3, ("One <b>note</b>.",), "<ul></ul>")
    data = marked.shown
    assert (marked.mark, marked.metadata) == (0.67, {})
    assert data["text/plain"] == "0.67 of 3 points.\nOne <b>note</b>."
    assert "One &lt;b&gt;note" in data["text/html"]
    assert data["text/html"].endswith("<ul></ul></div>")


def test_a_mark_for_a_person_says_why_and_is_tagged():
    marked = Marked(3, attention="It is torn.")
    assert "It is torn." in marked.shown["text/html"]
    assert (marked.mark, marked.metadata) == (0, {ATTENTION: True})


def test_a_mark_in_doubt_says_what_is_certain_and_is_tagged():
    marked = Marked(2, 1, doubt="It may be a threat.")
    assert marked.shown["text/plain"].splitlines() == [
        "Needs attention: 1 of 2 points are certain, and a person decides the rest.",
        "It may be a threat.",
    ]
    assert (marked.mark, marked.metadata) == (1, {DOUBT: True})


@pytest.mark.parametrize("earned", [math.nan, math.inf, -math.inf])
def test_a_sum_that_went_wrong_is_no_mark(earned):
    assert Marked(3, earned).mark == 0


def test_no_formula_is_made_of_what_is_shown():
    html = Marked(2, html="$x$").shown["text/html"]
    assert html.startswith('<div class="tex2jax_ignore mathjax_ignore">')
    assert html.endswith("</div>")
    assert html.count("<div") == html.count("</div>") == 1
