from hypothesis import given
from hypothesis import strategies as st

from course.replies.words import LONGEST, about, grams, plain, sentences, words


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


def test_what_is_taken_up_of_the_customers_words_is_known():
    known = about("So the package came Tuesday.", "My packages came on Tuesday!", "package", 0, 2)
    assert {"shared 3", "share 4", "type package", "first", "length 1"} <= known
    assert "last" not in known
    assert {"shared 0", "share 0", "last"} <= about("", "", "", 0, 1)


@given(st.text(max_size=300))
def test_any_text_at_all_has_sentences_and_runs(text):
    for one in sentences(text):
        assert one in text
        grams(one)


def test_of_a_very_long_text_the_beginning_is_read():
    assert sum(map(len, sentences("wait " * 100_000))) <= LONGEST
