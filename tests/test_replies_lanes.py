import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.replies.lanes import HALF, capped, halves, larger, pack, positive, scaled, unpack, weigh

SIGNED = st.integers(-HALF, HALF - 1)
BYTES = st.integers(-128, 127)


def signed(packed, count):
    """The row that was packed."""
    return [lane - HALF for lane in unpack(packed + halves(count), count)]


@given(st.lists(SIGNED, min_size=1, max_size=9))
def test_a_row_comes_back_from_its_one_number(row):
    assert signed(pack(row), len(row)) == row


@given(st.lists(st.tuples(SIGNED, SIGNED).filter(lambda two: -HALF <= sum(two) < HALF), min_size=1, max_size=9))
def test_adding_rows_adds_in_every_lane_and_in_no_other(pairs):
    first, second = ([pair[at] for pair in pairs] for at in (0, 1))
    assert signed(pack(first) + pack(second), len(pairs)) == [sum(pair) for pair in pairs]


@given(st.integers(1, 6).flatmap(
    lambda width: st.lists(st.tuples(BYTES, st.lists(BYTES, min_size=width, max_size=width)), min_size=1, max_size=12)
))  # fmt: skip
def test_weighing_rows_is_a_vector_times_a_matrix(weighed):
    numbers, rows = zip(*weighed, strict=True)
    plain = [sum(number * row[at] for number, row in weighed) for at in range(len(rows[0]))]
    assert signed(weigh(numbers, map(pack, rows)), len(plain)) == plain


@given(st.lists(st.integers(-(1 << 31), (1 << 31) - 1), min_size=1, max_size=9))
def test_what_is_negative_becomes_nothing(row):
    lifted = sum(number + 4 * HALF << 32 * at for at, number in enumerate(row))
    assert unpack(positive(lifted, len(row)), len(row)) == tuple(max(0, number) for number in row)


@given(st.lists(st.integers(0, (1 << 31) - 1), min_size=1, max_size=9), st.integers(0, 1 << 17))
def test_a_share_of_each_is_taken_by_itself(row, factor):
    packed = sum(number << 32 * at for at, number in enumerate(row))
    assert unpack(scaled(packed, len(row), factor), len(row)) == tuple(number * factor >> 16 for number in row)


@given(st.lists(st.tuples(*[st.integers(0, HALF - 1)] * 2), min_size=1, max_size=9))
def test_the_larger_of_two_is_found_in_every_lane(pairs):
    first, second = ([pair[at] for pair in pairs] for at in (0, 1))
    assert unpack(larger(pack(first), pack(second), len(pairs)), len(pairs)) == tuple(map(max, pairs))


@given(st.lists(st.integers(0, HALF - 1), min_size=1, max_size=9))
def test_nothing_gets_above_the_cap(row):
    assert unpack(capped(pack(row), len(row), 4096), len(row)) == tuple(min(number, 4095) for number in row)


@pytest.mark.parametrize("times", range(1, 8))
def test_up_to_seven_halves_fit_beside_the_widest_sums(times):
    row = [HALF - 1, -HALF, 0, HALF - 1, -HALF]
    lifted = pack(row) + times * halves(len(row))
    assert unpack(lifted, len(row)) == tuple(number + times * HALF for number in row)


def test_nothing_weighed_is_nothing():
    assert weigh([], []) == 0
    assert unpack(halves(3), 3) == (HALF,) * 3
