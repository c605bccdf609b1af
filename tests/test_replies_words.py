from hypothesis import given
from hypothesis import strategies as st

from course.replies.words import LONGEST, about, content, grams, plain, sentences, stem, words


def test_small_letters_one_kind_of_apostrophe_and_no_accents_lost():
    assert plain("  I’M  Sorry,\nSeñora ") == "i'm sorry, señora"
    assert words("Don't! It's 4 p.m., no?") == ["don't", "!", "it's", "4", "p", "m", "no", "?"]


def test_sentences_stand_in_the_reply_as_they_were_written():
    reply = "Oh no. “Twice?” That's twice too often; sit down — I'll look. ..."
    told = sentences(reply)
    assert told == ["Oh no.", "Twice?", "That's twice too often", "sit down", "I'll look."]
    assert all(one in reply for one in told)


def test_runs_are_of_one_to_three_words_with_gaps_and_of_three_to_five_letters():
    run = grams("So sorry")
    assert run.words == {"<", "so", "sorry", ">", "< so", "so sorry", "sorry >", "< so sorry", "so sorry >",
                         "< _ sorry", "so _ >"}  # fmt: skip
    assert {" so ", "sor", "sorry", "rry "} <= run.letters
    assert (run | grams("No")).words > run.words


def test_a_word_that_carries_sense_is_known_by_its_beginning():
    assert [stem(word) for word in ("packages", "late", "the", "to", "?", "##age", "'tis", "")] == ["packa", "late"] + [
        ""
    ] * 6
    assert content("The package, the PACKAGES; is it late?") == {"packa", "late"}


def test_what_is_taken_up_of_the_customers_words_is_known():
    known = about("So the package came Tuesday.", content("My packages came on Tuesday!"), "package", 0, 2)
    assert known == {"shared 3", "share 4", "type package", "first", "length 1"}
    assert about("", content(""), "", 0, 1) == {"shared 0", "share 0", "type ", "first", "last", "length 0"}
    assert {"shared 1", "share 2"} <= about("Late parcel", content("So late"), "", 1, 3)


@given(st.text(max_size=300))
def test_any_text_at_all_has_sentences_and_runs(text):
    for one in sentences(text):
        assert one in text
        grams(one)


def test_of_a_very_long_text_the_beginning_is_read():
    assert sum(map(len, sentences("wait " * 100_000))) <= LONGEST
