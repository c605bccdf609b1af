"""The form for a customer of one's own: what it asks, what is missing, what can't stay."""

import pytest
from readability import grade
from rosa import ROSA

from course.labels import LABELS, PAUSE, PITFALLS, TECHNIQUES
from course.own_form import BOXES, LONGEST, MOMENTS, does, filled, meanings, missing, mistakes, sections

NEEDED = [box.id for box in BOXES if box.needed]


def test_a_filled_form_lacks_nothing():
    assert missing(ROSA) == mistakes(ROSA) == ()
    assert missing({}) == tuple(NEEDED)


@pytest.mark.parametrize("box", NEEDED)
def test_each_box_that_is_needed_is_missed(box):
    assert missing({**ROSA, box: " \n "}) == (box,)
    assert missing({name: words for name, words in ROSA.items() if name != box}) == (box,)


@pytest.mark.parametrize("box", [box.id for box in BOXES if not box.needed])
def test_a_box_that_is_not_needed_may_stay_empty(box):
    assert missing({**ROSA, box: ""}) == ()


@pytest.mark.parametrize(
    ("box", "value"), [("heat", "11"), ("type", "angy"), ("1.good.does1", "snap"), ("2.trap.does1", "greet")]
)
def test_what_cannot_be_chosen_counts_as_empty(box, value):
    assert missing({**ROSA, box: value}) == (box,)


def test_boxes_are_trimmed_and_cut_and_strange_ones_left_out():
    form = filled(
        {"name": "  Rosa\n R. ", "who": "x" * 10 * LONGEST, "may": " a \n\n b", "ready": "x", "sets_off": "\t"}
    )
    assert form == {"name": "Rosa R.", "who": "x" * LONGEST, "may": "a\nb"}


@pytest.mark.parametrize(
    ("change", "box", "words"),
    [
        ({"who": "She {really} waits"}, "who", "curly"),
        ({"1.good.does2": "acknowledge_feeling"}, "1.good.does2", "twice"),
        ({"2.soon.does3": "apologize"}, "2.soon.does3", "twice"),
        ({"3.trap": ROSA["3.good"]}, "3.trap", "say the same"),
    ],
)
def test_a_mistake_names_its_box_and_the_mend(change, box, words):
    ((where, sentence),) = mistakes({**ROSA, **change})
    assert where == box
    assert words in sentence


def test_the_form_offers_silence_only_where_it_helps():
    options = {box.id: [value for value, _ in box.options] for box in BOXES}
    for part in MOMENTS:
        assert options[does(part, "good")[0]] == [PAUSE, *TECHNIQUES]
        assert options[does(part, "soon")[0]] == [*TECHNIQUES]
        assert options[does(part, "trap")[0]] == [*PITFALLS]


def test_all_boxes_have_names_of_their_own_and_each_word_that_is_used_is_explained():
    assert len({box.id for box in BOXES}) == len(BOXES)
    assert len(meanings()) == len(LABELS) + 1
    words = {words for box in BOXES if ".does" in box.id for _, words in box.options}
    assert words <= {name for name, _ in meanings()}


def test_the_form_is_easy_to_read():
    told = [box.label + "\n\n" + box.help for box in BOXES]
    told += [f"{group.title}\n\n{group.help}" for section in sections() for group in section.groups]
    assert grade("\n\n".join(told)) <= 8
