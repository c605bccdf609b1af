"""Comments that are given often: read from the file that comes with the exercises, and put in for a few letters."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from solutions import EXERCISES, NAMES

from autograder.comments import FILE, GAP, CommentError, expanded, read_comments

TEXT = (EXERCISES / FILE).read_text(encoding="utf-8")
KNOWN = {"#7-1": "Tell me more.", "#7-3": f'You said "{GAP}".', "#6-a": f"{GAP}, and then {GAP}."}


@pytest.mark.parametrize("name", NAMES)
def test_every_exercise_has_a_comment_for_each_level(name):
    found = read_comments(TEXT, name)
    assert set(found) == {
        *("#7-1", "#7-2", "#7-3", "#7-4", "#6-0", "#6-a", "#6-b", "#6-1"), *(f"#0-{at}" for at in range(1, 8)),
    }  # fmt: skip
    assert all(words and "\n" not in words and not words.startswith("-") for words in found.values())


def test_a_comment_that_goes_on_in_the_next_line_is_whole():
    assert read_comments(TEXT, "calm")["#0-3"].endswith("You can also turn to […].")


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("", ""),
        ("Well done.", "Well done."),
        ("#7-1", "Tell me more."),
        (" #7-3 I'm sorry ", 'You said "I\'m sorry".'),
        ("Hi!\n#6-A first | second\nBye #7-1", "Hi!\nfirst, and then second.\nBye #7-1"),
        ("#1 of my favorites", "#1 of my favorites"),
        ("#7-3 […]", 'You said "[…]".'),
    ],
)
def test_lines_that_stand_for_a_comment_become_it_and_others_stay(comment, words):
    assert expanded(comment, KNOWN) == words


@pytest.mark.parametrize(
    ("comment", "mend"),
    [
        ("#7-9", "#7-9 stands for no comment; there are: #7-1 #7-3 #6-a"),
        ("#7-3", "after #7-3 should stand their words, as it goes: You said"),
        ("#6-a once", "after #6-a should stand their words | their words"),
        ("#6-a once |", "should stand"),
        ("#7-1 words", "after #7-1 should stand nothing"),
    ],
)
def test_a_mistake_says_how_to_write_it(comment, mend):
    with pytest.raises(CommentError, match=re.escape(mend)):
        expanded(comment, KNOWN)


@given(st.text())
def test_any_comment_is_put_into_words_or_told(comment):
    try:
        assert "\n" not in comment or "\n" in expanded(comment, KNOWN)
    except CommentError as error:
        assert "#" in str(error)


def test_a_file_without_comments_has_none():
    assert read_comments("# Nothing\n- **1:** here", "angry") == {}
