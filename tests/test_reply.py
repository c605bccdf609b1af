import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.labels import LABELS
from course.replies import words
from course.reply import JUDGED, LONGEST, Reply, kept

REPLIES = st.builds(
    Reply,
    choice=st.none() | st.text(min_size=1),
    text=st.text(),
    pause=st.booleans(),
    labels=st.frozensets(st.sampled_from(sorted(LABELS))),
    action=st.sampled_from([None, "end_talk"]),
)


@given(REPLIES)
def test_a_reply_goes_to_json_and_back(reply):
    assert Reply.from_json(json.loads(json.dumps(reply.to_json()))) == reply


def test_json_holds_only_what_was_done():
    assert Reply(pause=True).to_json() == {"pause": True}
    assert Reply("A", "Hello", labels=frozenset({"greet"})).to_json() == {
        "choice": "A", "text": "Hello", "labels": ["greet"]
    }  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [None, 7, [], "A", {"choice": 1}, {"choice": ["A"]}, {"text": None}, {"pause": "yes"}, {"pause": 1}, {"action": "hit"},
     {"action": []}, {"labels": "greet"}, {"labels": ["no_such"]}, {"labels": [["greet"]]}, {"labels": [None]}, {"extra": 1}],
)  # fmt: skip
def test_what_is_no_reply_is_refused(data):
    with pytest.raises(ValueError, match="this isn't a reply"):
        Reply.from_json(data)


def test_words_of_ones_own_are_typed():
    assert Reply(text="Hello").typed
    assert not any(reply.typed for reply in (Reply(), Reply("A", "Hello"), Reply(pause=True, text="Hello")))


@given(st.text(st.characters(codec=None), max_size=50))
def test_what_is_kept_can_be_written_and_is_kept_as_it_is(text):
    once = kept(text)
    assert len(once) == len(text)
    assert kept(once.encode("utf-8").decode("utf-8")) == once


def test_no_more_is_kept_than_anybody_says():
    assert kept("ab" * LONGEST) == "ab" * (LONGEST // 2)


def test_all_that_is_judged_is_kept_and_read():
    assert words.LONGEST == JUDGED <= LONGEST
