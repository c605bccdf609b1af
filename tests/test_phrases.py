"""Days, hours and lists as people say them."""

from datetime import UTC, datetime

import pytest

from course.phrases import day, hour, listed, month, second


def test_a_day_is_said_with_its_month_by_name():
    assert day(datetime(2026, 3, 9, tzinfo=UTC)) == "March 9, 2026"


def test_every_month_has_the_name_that_calendars_give_it():
    months = [datetime(2026, number, 1, tzinfo=UTC) for number in range(1, 13)]
    assert [month(at) for at in months] == [f"{at:%B}" for at in months]


@pytest.mark.parametrize(
    ("at", "said"),
    [((0, 5), "12:05 AM"), ((9, 30), "9:30 AM"), ((12, 0), "12:00 PM"), ((13, 7), "1:07 PM"), ((23, 59), "11:59 PM")],
)
def test_an_hour_is_what_a_clock_says(at, said):
    assert hour(datetime(2026, 3, 9, *at, tzinfo=UTC)) == said


def test_a_moment_is_told_to_the_second():
    at = datetime(2026, 3, 9, 14, 5, 6, tzinfo=UTC)
    assert second(at) == f"{at:%d %B at %H:%M:%S}" == "09 March at 14:05:06"


@pytest.mark.parametrize(
    ("words", "said"), [((), ""), (("one",), "one"), (("one", "two"), "one and two"), (("a", "b", "c"), "a, b and c")]
)
def test_a_list_has_its_and_before_the_last_thing(words, said):
    assert listed(words) == said


def test_another_language_says_them_its_own_way(bracketed):
    assert day(datetime(2026, 3, 9, tzinfo=UTC)) == "[[March] 9, 2026]"
    assert hour(datetime(2026, 3, 9, 13, 7, tzinfo=UTC)) == "[1:07 PM]"
    assert listed(["one", "two"]) == "[one and two]"
