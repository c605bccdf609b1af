import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.classroom.limits import Allowance, Guard


def test_so_many_at_once_and_then_so_many_a_second():
    allowance = Allowance(20, 5)
    assert [allowance.take(100.0) for _ in range(21)] == [True] * 20 + [False]
    assert not allowance.take(100.1)
    assert [allowance.take(101.0) for _ in range(6)] == [True] * 5 + [False]
    assert [allowance.take(1000.0) for _ in range(21)] == [True] * 20 + [False]  # it never grows beyond


@given(st.lists(st.floats(0, 60), min_size=1, max_size=300))
def test_nobody_gets_more_whatever_the_pace(moments):
    allowance = Allowance(3, 2)
    taken = sum(allowance.take(moment) for moment in sorted(moments))
    assert taken <= 3 + 2 * max(moments) + 1e-6


def test_a_clock_that_stands_gives_nothing():
    allowance = Allowance(1, 1)
    assert allowance.take(5.0)
    assert not any(allowance.take(5.0) for _ in range(100))
    assert not allowance.take(4.0)


def wrong(guard, address, times, now=0.0):
    for _ in range(times):
        assert guard.may_try(address, now)
        guard.wrong(address, now)


def test_who_guesses_waits_and_nobody_else():
    guard = Guard()
    wrong(guard, "10.0.0.1", 10)
    assert not guard.may_try("10.0.0.1", 0.0)
    assert guard.may_try("10.0.0.2", 0.0)
    assert not guard.may_try("10.0.0.1", 5.0)
    assert guard.may_try("10.0.0.1", 6.1)  # ten a minute: one more every six seconds
    wrong(guard, "10.0.0.1", 1, 6.1)
    assert not guard.may_try("10.0.0.1", 6.2)


def test_to_ask_costs_nothing():
    guard = Guard()
    assert all(guard.may_try("10.0.0.1", 0.0) for _ in range(1000))


@pytest.mark.parametrize(
    ("first", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.2", False),
        ("10.0.0.1", "10.0.0.10", False),
        ("", "testclient", False),
    ],
    ids=["one network", "two networks", "one machine said two ways", "two said so", "two machines", "no addresses"],
)
def test_one_machine_is_one_however_many_addresses_it_has(first, other, same):
    guard = Guard()
    wrong(guard, first, 10)
    assert guard.may_try(other, 0.0) is not same


def test_only_so_many_addresses_are_remembered_the_latest_first():
    guard = Guard(known=3)
    for address in ("10.0.0.1", "10.0.0.2", "10.0.0.3"):
        wrong(guard, address, 10)
    wrong(guard, "10.0.0.4", 10)
    assert guard.may_try("10.0.0.1", 0.0)
    assert not any(guard.may_try(f"10.0.0.{number}", 0.0) for number in (2, 3, 4))
