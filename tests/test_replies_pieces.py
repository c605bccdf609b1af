import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.replies.pieces import MOST, Piece, pieces
from course.replies.words import LONGEST

NAMES = [
    "[UNK]",
    "post",
    "##age",
    "##man",
    "p",
    "##o",
    "don",
    "'",
    "t",
    "senora",
    "cafe",
    "?",
    "_",
    "a",
    "##a",
    "stamp",
    "i",
]
NUMBERS = {name: number for number, name in enumerate(NAMES)}


def named(text):
    return [NAMES[piece.number] for piece in pieces(text, NUMBERS)]


@pytest.mark.parametrize(
    ("text", "names"),
    [("post", ["post"]), ("Post POST", ["post", "post"]), ("postage", ["post", "##age"]), ("postman?", ["post", "##man", "?"]),
     ("po", ["p", "##o"]), ("age", ["[UNK]"]), ("postal", ["[UNK]"]), ("zebra post", ["[UNK]", "post"]), ("don't", ["don", "'", "t"]),
     ("don’t don‘t", ["don", "'", "t"] * 2), ("Señora CAFÉ", ["senora", "cafe"]), ("post_post", ["post", "_", "post"]),
     ("post, post", ["post", "[UNK]", "post"]), ("🙂", ["[UNK]"]), ("İ", ["i"]), ("", []), (" \n\t", [])],
)  # fmt: skip
def test_words_are_whole_or_in_their_longest_parts_or_unknown(text, names):
    assert named(text) == names


def test_every_part_stands_where_its_word_does():
    text = "Don’t: Señora, postage"
    told = [(NAMES[one.number], text[one.start : one.end]) for one in pieces(text, NUMBERS)]
    assert told == [("don", "Don"), ("'", "’"), ("t", "t"), ("[UNK]", ":"), ("senora", "Señora"), ("[UNK]", ","),
                    ("post", "postage"), ("##age", "postage")]  # fmt: skip


@given(st.text(st.characters(codec=None) | st.sampled_from("post’ é?"), max_size=200))
def test_the_words_of_any_text_come_in_order_and_hold_no_space(text):
    found = pieces(text, NUMBERS)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert not any(letter.isspace() for one in found for letter in text[one.start : one.end])
    assert all(one.number in range(len(NAMES)) for one in found)


def test_a_word_of_thirty_letters_is_taken_apart_and_a_longer_one_is_unknown():
    assert named("a" * 30) == ["a", *["##a"] * 29]
    assert named("a" * 31 + " a") == ["[UNK]", "a"]


def test_no_more_than_most_pieces_are_read():
    assert len(pieces("? " * MOST, NUMBERS)) == MOST
    assert len(pieces("? " * (MOST + 9), NUMBERS)) == MOST
    assert len(pieces(f"{'a' * 29} " * 40, NUMBERS)) == MOST


def test_what_stands_beyond_the_longest_reply_is_not_read():
    assert pieces(" " * (LONGEST - 1) + "a post", NUMBERS) == [Piece(NUMBERS["a"], LONGEST - 1, LONGEST)]
