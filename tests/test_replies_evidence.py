import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.replies.evidence import spans
from course.replies.model import Reading, Stretch
from course.replies.network import Heard
from course.replies.pieces import Piece
from course.replies.words import sentences

LONG = "I'm sorry about the wait, the truck came late: we had one driver, and he was out sick"


def reading(text, scores=(), loud=None):
    """A reading for one label: linear scores by sentence, and how loud each word is to the network (others -900)."""
    texts = sentences(text)
    stretches = tuple(Stretch(one, (score,)) for one, score in zip(texts, scores or [0] * len(texts), strict=True))
    found = [Piece(1, match.start(), match.end()) for match in re.finditer(r"\w+", text)]
    places = tuple(((loud or {}).get(text[one.start : one.end], -900),) for one in found)
    return Reading(text, (0,), stretches, None if loud is None else Heard((0,), tuple(found), places))


def quoted(text, scores=(), loud=None):
    return spans(reading(text, scores, loud), 0, text)


def test_the_clearest_sentence_is_quoted_and_one_about_as_clear():
    text = "Sit down. I'm sorry. I regret it. Bye."
    assert quoted(text, [-900, 800, 500, 499]) == ("I'm sorry.", "I regret it.")
    assert quoted(text, [-900, -1000, -2000, -1300]) == ("Sit down.", "I'm sorry.")


def test_what_the_network_hears_in_a_sentence_counts_with_its_linear_score():
    text = "Sit down. I'm sorry."
    assert quoted(text, [100, 0], {}) == ("Sit down.", "I'm sorry.")
    assert quoted(text, [100, 0], {"sorry": 500}) == ("I'm sorry.",)
    assert quoted(text, [1600, 0], {"sorry": 500}) == ("Sit down.", "I'm sorry.")
    assert quoted(text, [1800, 0], {"sorry": 500}) == ("Sit down.",)


@pytest.mark.parametrize(
    ("loud", "clause"),
    [("sorry", "I'm sorry about the wait"), ("truck", "the truck came late"), ("driver", "we had one driver"), ("sick", "and he was out sick")],
)  # fmt: skip
def test_of_a_long_sentence_the_loudest_clause_is_quoted(loud, clause):
    assert quoted(LONG, loud={loud: 700}) == (clause,)
    assert quoted(LONG, loud={loud: -100}) == (clause,)


def test_a_short_sentence_is_quoted_as_it_is_and_without_a_network_any():
    assert quoted("Oh, I'm sorry, really", loud={"sorry": 700}) == ("Oh, I'm sorry, really",)
    assert quoted(LONG) == (LONG,)


def test_a_number_or_a_time_is_not_cut_in_two():
    text = "I'll look in the back, and call you by 10:30 tomorrow about the 1,200 stamps, promised"
    assert quoted(text, loud={"30": 700}) == ("and call you by 10:30 tomorrow about the 1,200 stamps",)


def test_an_empty_clause_is_never_the_loudest():
    text = "I'm sorry about the wait, , the truck came late and he was out sick today"
    assert quoted(text, loud={"sorry": -100}) == ("I'm sorry about the wait",)


def test_a_sentence_said_twice_is_heard_in_its_own_place_and_quoted_once():
    text = "No. I see. No. Later, no"
    loud = reading(text, loud={})
    places = [(-900,)] * 3 + [(5000,)] + [(-900,)] * 2
    heard = Heard((0,), loud.heard.pieces, tuple(places))
    twice = Reading(text, (0,), loud.stretches, heard)
    assert spans(twice, 0, text) == ("No.",)
    assert quoted("No. No. I see.", [9, 9, -900]) == ("No.",)


def test_a_short_sentence_is_not_taken_for_a_part_of_an_earlier_word():
    text = "I know. no"
    assert quoted("Snow fell; no", loud={"Snow": 700}) == ("Snow fell",)
    assert quoted(text, loud={"no": 700}) == ("no",)


def test_words_that_only_the_text_without_quotes_holds_are_not_quoted():
    reply = 'You said "calm down" to me.'
    cut = reading("You said  to me.", [900])
    assert spans(cut, 0, reply) == (reply,)


@given(
    st.text(st.sampled_from("ab ,;:.?!—\n“”'(1") | st.characters(codec=None), min_size=1, max_size=120),
    st.dictionaries(st.sampled_from("ab1"), st.integers(-2000, 2000)),
)
def test_every_span_stands_in_the_reply(text, loud):
    told = quoted(text, loud=loud)
    assert told
    assert all(one and one in text for one in told)
