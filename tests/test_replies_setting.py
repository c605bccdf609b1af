import dataclasses

import pytest

from course.replies import Known, Setting


def test_without_a_word_on_the_moment_it_is_the_first_and_nothing_is_known_of_it():
    assert Setting() == Setting(first=True, tried=False, reminded=False, may_not=(), known=())


def test_a_moment_can_be_remembered_by_and_not_changed():
    moment = Setting(first=False, tried=True, may_not=("Refund.",), known=(Known("Hello.", frozenset({"greet"})),))
    again = dataclasses.replace(moment)
    assert {moment: 1}[again] == 1
    assert moment != dataclasses.replace(moment, reminded=True)
    with pytest.raises(dataclasses.FrozenInstanceError):
        moment.first = True
