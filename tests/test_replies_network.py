"""The network against plain lists: every number is worked out again, slowly and by the book."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_judge import ORDER, PLACE, signed, tiny_network

from course.replies.network import Heard, Network
from course.replies.pieces import MOST

NAMES = ["[UNK]", "sorry", "waiting", "the", "parcel", "parcels", "post", "##age", "?"]
STEMS = ["", "sorry", "waiti", "", "parce", "parce", "post", "", ""]
NUMBERS = {"sorry": [1], "Waiting": [2], "THE": [3], "parcel": [4], "parcels": [5], "post": [6], "postage": [6, 7],
           "?": [8], "zebra": [0]}  # fmt: skip
TEXTS = st.lists(st.sampled_from(sorted(NUMBERS)), max_size=9)
BYTES = st.integers(-127, 127)
WIDE = st.integers(-20_000, 20_000)
LABELS, SIDES = 2, 2


def table(rows, columns, cells=BYTES):
    return st.lists(st.lists(cells, min_size=columns, max_size=columns), min_size=rows, max_size=rows)


@st.composite
def networks(draw):
    """Random weights as plain lists."""
    width, size = draw(st.integers(2, 4)), draw(st.integers(1, 3))
    return {
        "width": width,
        "size": size,
        "vectors": draw(table(len(NAMES), size)),
        "rows": [draw(table(size, width)) for _ in range(2 * SIDES + 1)],
        "shared": draw(table(2 * SIDES + 1, width, WIDE)),
        "customer": draw(table(size, width)),
        "first": draw(table(1, width, WIDE))[0],
        "scale": draw(st.integers(1, 100_000)),
        "place": draw(table(width, LABELS)),
        "whole": draw(table(width, LABELS)),
        "last": draw(table(1, LABELS, WIDE))[0],
        "unit": draw(st.integers(1, 5_000)),
    }


def packed(plain):
    """Plain lists as the JSON that a network is made of."""
    written = {name: signed(plain[name]) for name in ("vectors", "customer", "place", "whole")}
    rows = [signed(one) for one in plain["rows"]]
    return {**plain, **written, "rows": rows, "labels": len(plain["last"]), "pieces": " ".join(NAMES)}


def numbers_of(text):
    return [number for word in text for number in NUMBERS[word]]


def by_the_book(net, said, theirs):
    """The scores of the reply and of each piece, with nothing packed and nothing kept."""
    count = range(len(said))
    stems = {STEMS[number] for number in theirs} - {""}
    means = [sum(column) // len(theirs) for column in zip(*(net["vectors"][number] for number in theirs), strict=True)]

    def feature(at, to):
        total = net["first"][to] + sum(mean * row[to] for mean, row in zip(means, net["customer"], strict=bool(means)))
        for far in range(-SIDES, SIDES + 1):
            if at + far in count:
                number, side = said[at + far], far + SIDES
                total += sum(one * row[to] for one, row in zip(net["vectors"][number], net["rows"][side], strict=True))
                total += net["shared"][side][to] if STEMS[number] in stems else 0
        return min(4095, max(0, total) * net["scale"] >> 16)

    rows = [[feature(at, to) for to in range(net["width"])] for at in count]
    places = [
        [sum(one * by[label] for one, by in zip(row, net["place"], strict=True)) for label in range(LABELS)]
        for row in rows
    ]
    loudest = [max(column) for column in zip(*rows, strict=True)]
    scores = [
        max(place[label] for place in places) + net["last"][label]
        + sum(one * by[label] for one, by in zip(loudest, net["whole"], strict=True))
        for label in range(LABELS)
    ]  # fmt: skip
    return tuple(score * 1000 // net["unit"] for score in scores), tuple(
        tuple(one * 1000 // net["unit"] for one in place) for place in places
    )


@given(networks(), TEXTS.filter(bool), TEXTS)
@settings(max_examples=200)
def test_any_network_hears_any_text_as_plain_sums_do(plain, reply, customer):
    heard = Network(packed(plain)).hear(" ".join(reply), " ".join(customer))
    scores, places = by_the_book(plain, numbers_of(reply), numbers_of(customer))
    assert [piece.number for piece in heard.pieces] == numbers_of(reply)
    assert heard.scores == scores
    assert heard.places == places


@given(networks(), TEXTS.filter(bool), TEXTS)
def test_what_was_heard_before_changes_nothing(plain, reply, customer):
    one, other = Network(packed(plain)), Network(packed(plain))
    one.hear(" ".join(customer), " ".join(reply))
    one.hear(" ".join(reply), " ".join(reply))
    assert one.hear(" ".join(reply), " ".join(customer)) == other.hear(" ".join(reply), " ".join(customer))


@pytest.mark.parametrize("reply", ["", " \n"])
def test_without_a_piece_every_label_is_out_of_reach(reply):
    assert Network(tiny_network()).hear(reply, "sorry") == Heard((-10_000,) * len(ORDER))


def test_the_loudest_place_counts_and_each_piece_tells_its_part():
    heard = Network(tiny_network()).hear("wait, sorry sorry")
    assert [place[PLACE["apologize"]] for place in heard.places] == [0, 0, 1000, 1000]
    assert [place[PLACE["acknowledge_feeling"]] for place in heard.places] == [1000, 0, 0, 0]
    assert heard.scores == tuple(1000 * (label in ("apologize", "acknowledge_feeling")) for label in ORDER)


def simple(**changes):
    """A network of one feature, which is heard as it is for its only label; without changes it hears nothing."""
    silent = {"width": 1, "size": 1, "vectors": [[0]] * len(NAMES), "rows": [[[0]]] * 5, "shared": [[0]] * 5, "customer": [[0]],
              "first": [0], "scale": 65536, "place": [[1]], "whole": [[0]], "last": [0], "unit": 1000}  # fmt: skip
    return Network(packed({**silent, **changes}))


def loud(network, reply, customer=""):
    return [one for (one,) in network.hear(reply, customer).places]


def test_words_of_the_customers_are_heard_wherever_they_are_taken_up():
    network = simple(shared=[[1], [10], [100], [1000], [3]])
    assert loud(network, "zebra sorry parcels the ? zebra", "Parcel the zebra?") == [3, 1000, 100, 10, 1, 0]
    assert loud(network, "sorry parcels", "waiting") == [0, 0]
    assert loud(network, "sorry parcels") == [0, 0]


def test_of_the_customers_line_the_mean_is_heard_at_every_place():
    vectors = [[0], [9], [-4], [0], [0], [0], [0], [0], [0]]
    network = simple(vectors=vectors, customer=[[10]], first=[100])
    assert loud(network, "the the") == [100, 100]
    assert loud(network, "the the", "sorry") == [190, 190]
    assert loud(network, "the the", "sorry waiting") == [120, 120]
    assert loud(network, "the the", "sorry waiting " * 3) == [120, 120]
    assert loud(network, "the the", "waiting the the") == [80, 80]  # -4 / 3 is -2, rounded down


def test_neighbors_are_heard_two_places_away_and_no_farther():
    network = simple(vectors=[[0], [1], *[[0]] * 7], rows=[[[1]], [[2]], [[3]], [[4]], [[5]]])
    assert loud(network, "the the the sorry the the the") == [0, 5, 4, 3, 2, 1, 0]


@pytest.mark.parametrize("letters", ["sorry ", "? ", "postage "])
def test_no_lane_overflows_whatever_the_weights_and_however_long_the_text(letters):
    width, size, labels, high = 384, 96, 24, 127
    signs = [(-1) ** to for to in range(width)]
    towards = [high * (-1) ** label for label in range(labels)]
    plain = {
        "width": width, "size": size, "vectors": [[high] * size] * len(NAMES),
        "rows": [[[high * sign for sign in signs]] * size] * 5, "shared": [[high * size * high * sign for sign in signs]] * 5,
        "customer": [[high * sign for sign in signs]] * size, "first": [high * size * high * sign for sign in signs],
        "scale": 1 << 30, "place": [towards] * width, "whole": [towards] * width, "last": [high * number for number in towards],
        "unit": 1,
    }  # fmt: skip
    heard = Network(packed(plain)).hear(letters * MOST, letters * MOST)
    most = 4095 * (width // 2)  # every other feature is as loud as it gets, the rest are silent
    assert set(heard.places) == {tuple(most * number * 1000 for number in towards)}
    assert heard.scores == tuple((2 * most + high) * number * 1000 for number in towards)

    everywhere = {**plain, "rows": [[[high] * width] * size] * 5, "shared": [[0] * width] * 5, "first": [0] * width}
    everywhere["customer"] = [[high] * width] * size
    assert Network(packed(everywhere)).hear(letters * MOST).scores == tuple(
        (2 * 4095 * width + high) * number * 1000 for number in towards
    )
