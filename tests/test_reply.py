import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.labels import LABELS
from course.reply import Reply

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
