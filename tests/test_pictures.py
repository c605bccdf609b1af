import pytest

from autograder.pictures import MOST, Pictures

PNG = {"image/png": "AAAA"}


def around(words, attached):
    pictures = Pictures()
    return pictures.around(words, attached), pictures.kept


def test_a_picture_stands_where_it_was_put_under_a_name_of_ours():
    words, kept = around("See ![my <b>](attachment:me%20too.png) here.", {"me too.png": PNG})
    assert words == "See ![A picture of the learner's](attachment:picture-1.png) here."
    assert kept == {"picture-1.png": PNG}


def test_a_picture_that_is_not_in_the_words_stands_after_them():
    words, _ = around("See here.", {"me.jpg": {"image/jpeg": "AA\n=="}})
    assert words == "See here.\n\n![A picture of the learner's](attachment:picture-1.jpg)"


def test_two_answers_with_pictures_of_one_name_keep_both():
    pictures = Pictures()
    for content in ("AAAA", "BBBB"):
        pictures.around("![](attachment:image.png)", {"image.png": {"image/png": content}})
    assert pictures.kept == {"picture-1.png": {"image/png": "AAAA"}, "picture-2.png": {"image/png": "BBBB"}}


@pytest.mark.parametrize(
    "attached",
    [
        None,
        [],
        {"x": 1},
        {"x": {"image/svg+xml": "<svg onload=steal()>"}},
        {"x": {"text/html": "PHNjcmlwdD4="}},
        {"x": {'image/png"><script>': "AAAA"}},
        {"x": {"image/png": 'AAAA"><script>steal()</script>'}},
        {"x": {"image/png": ["AAAA"]}},
        {"x": {"image/png": ""}},
    ],
    ids=repr,
)
def test_what_is_no_picture_is_not_kept_and_not_asked_for(attached):
    words, kept = around("![x](attachment:x)", attached)
    assert kept == {}
    assert "](" not in words


def test_the_name_of_a_picture_is_never_shown():
    name = 'x.png"><script>steal()</script>'
    words, kept = around(f"![]({name}) ![](attachment:{name})", {name: PNG})
    assert "<script>" not in words + str(kept)


def test_no_more_pictures_are_kept_than_anybody_looks_at():
    words, kept = around("", {f"{number}.png": PNG for number in range(10_000)})
    assert len(kept) == MOST
    assert words.count("](attachment:") == MOST


def test_brackets_without_end_take_no_time():
    assert around("![" * 100_000, {})[1] == {}
