"""The house rules as a table."""

import pytest
from made_up import escaped

from course import policy
from course.document import parse_document
from course.policy import Policy
from course.views import house_rules as view

STRICT = """\
strikes: {on: true, of: <two>}
supervisor: {here: false, within: an hour}
refunds: {up_to: five dollars}
call_back: {within: two days}
examples: false
"""


def test_the_rules_of_this_house_are_shown_as_examples():
    shown, ours = view.house_rules(), policy.house_rules()
    for words in (
        "These are examples",
        ours.refunds.up_to,
        ours.call_back.within,
        ours.supervisor.within,
        "“three strikes”",
    ):
        assert words in shown.html
        assert words in repr(shown)


def test_what_an_instructor_wrote_is_what_is_shown_and_never_read_as_html(monkeypatch):
    monkeypatch.setattr(view, "ours", lambda: parse_document(STRICT, "policy.yaml").parse(Policy))
    html = view.house_rules().html
    assert "Yes, after &lt;two&gt;, and sparingly." in html
    assert "No, not during a shift." in html
    assert "Up to five dollars." in html
    assert "examples" not in html


@pytest.mark.usefixtures("bracketed")
def test_the_rules_are_shown_in_the_language_that_is_spoken():
    assert escaped(repr(view.house_rules())) == set()
