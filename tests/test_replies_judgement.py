import dataclasses

import pytest

from course.replies.judgement import Evidence, Judgement


def test_a_judgement_of_nothing_is_empty_and_none_can_be_changed():
    nothing = Judgement()
    assert (nothing.labels, dict(nothing.evidence), nothing.abstained) == (frozenset(), {}, frozenset())
    with pytest.raises(dataclasses.FrozenInstanceError):
        nothing.labels = frozenset({"greet"})
    assert Evidence(("Hello.",), 0.9).spans == ("Hello.",)
