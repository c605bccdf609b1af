"""Words that learners share: found where somebody copied, and nowhere else; in time for a large class."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from autograder.likeness import Text, alike

MINE = (
    "When Walt put his notebook down I stopped talking and read the page with him, line by line, and only then did I "
    "ask what the gym looks like right now. He laughed, and after that he talked to me instead of at me."
)
OTHER = (
    "Lorraine wanted her letters, not my opinion about the forwarding label, so the next time somebody is angry I'll "
    "leave the label out and say what I can see on the shelf behind me."
)


def found(*texts, known=()):
    return alike([Text(name, "essay", words) for name, words in texts], known)


def shared(quoted):
    return [words for words, told in quoted.pieces if told]


def test_a_copied_text_is_found_whatever_its_capitals_and_signs():
    (one,) = found(("ada", MINE), ("bo", OTHER), ("cy", MINE.upper().replace(",", " –")))
    assert one.students == ("ada", "cy")
    assert one.shared == len(MINE.split())
    assert (one.texts[0].students, shared(one.texts[0])) == (("ada", "cy"), [MINE.removesuffix(".")])


def test_a_text_with_some_words_changed_is_found_and_what_is_shared_is_told_apart():
    changed = "So. " + MINE.replace("laughed", "smiled a bit").replace("right now", "today")
    (one,) = found(("ada", MINE), ("bo", changed))
    assert one.students == ("ada", "bo")
    assert 30 < one.shared < len(MINE.split())
    for quoted, text in zip(one.texts, (MINE, changed), strict=True):
        assert "".join(words for words, _ in quoted.pieces) == text
        assert not any("laughed" in words or "smiled" in words for words in shared(quoted))


def test_a_text_put_into_a_longer_one_is_found():
    (one,) = found(("ada", MINE), ("bo", f"{OTHER} {MINE} {OTHER[::-1]}"))
    assert one.shared == len(MINE.split())


def test_what_everybody_has_read_is_nobodys_own():
    assert found(("ada", MINE), ("bo", MINE), known=[f"x {MINE} y"]) == ()
    quoting = [(name, f"{name} {MINE} {name} {name[::-1]}.") for name in ("ada", "boris")]
    assert found(*quoting, known=[MINE]) == ()


def test_a_short_text_tells_nothing():
    assert found(("ada", "I'm so sorry about your day, let me look into it."), ("bo", "I'm so sorry about your day, let me look into it.")) == ()  # fmt: skip


def test_half_of_the_shorter_text_is_needed():
    part = " ".join(MINE.split()[:22])
    assert found(("ada", f"{part}. {OTHER}"), ("bo", f"{part}. {OTHER[::-1]}")) == ()


def test_texts_of_different_places_are_not_compared():
    assert alike([Text("ada", "one", MINE), Text("bo", "two", MINE)], ()) == ()


def test_one_learner_who_repeats_a_text_is_no_finding():
    assert found(("ada", MINE), ("ada", f"{MINE} Again."), ("ada", MINE)) == ()


def test_a_text_that_went_round_the_class_is_one_finding():
    whole = [(f"s{at:02}", MINE) for at in range(30)]
    (one,) = found(*whole, ("zoe", f"Well. {MINE}"))
    assert len(one.students) == 31
    assert [len(text.students) for text in one.texts] == [30, 1]


def test_what_very_many_say_is_how_people_talk():
    habit = "at the end of the day what I really want to say to you here and now is that I am very sorry about it all"
    assert found(*((f"s{at:02}", f"{habit} {at} {at * 7} {'x' * at}") for at in range(13))) == ()


@given(st.lists(st.tuples(st.sampled_from(["ada", "bo"]), st.text()), max_size=6))
def test_any_text_is_taken_and_the_pieces_are_the_whole(texts):
    for one in found(*texts):
        for quoted in one.texts:
            assert "".join(words for words, _ in quoted.pieces) in {words for _, words in texts}


def test_a_thousand_hand_ins_take_seconds():
    chance = random.Random(5)
    vocabulary = [f"word{at}" for at in range(3000)]
    essays = [" ".join(chance.choices(vocabulary, k=120)) for _ in range(1000)]
    essays[999] = essays[0]
    replies = [f"I'm so sorry about that, let me see what I can do {' '.join(chance.choices(vocabulary, k=10))}" for _ in range(1000)]  # fmt: skip
    texts = [Text(f"s{at:04}", place, words) for place, some in (("essay", essays), ("reply", replies)) for at, words in enumerate(some)]  # fmt: skip
    before = time.process_time()
    (one,) = alike(texts, ())
    assert one.students == ("s0000", "s0999")
    assert time.process_time() - before < 10
