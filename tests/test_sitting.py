"""Sittings of the skills test as a journal tells them: forms in turn, honest counts, nothing told too early."""

from datetime import timedelta
from math import comb

import pytest
from past import MONDAY, Past
from sitters import FORMS, letters, sit, sittings

from course.sitting import KIND, TELLS, WAIT, change, shown, standing

SOON = MONDAY + timedelta(days=3)


@pytest.fixture
def past():
    return Past()


def stands(past, which, seed=0, days=3.0):
    return standing(sittings(past), which, seed, MONDAY + timedelta(days=days))


@pytest.mark.parametrize(("seed", "form"), [(0, "a"), (1, "b"), (41, "b"), (42, "a")])
def test_the_seed_says_which_form_comes_first(past, seed, form):
    assert (stands(past, "before", seed).state, stands(past, "before", seed).form) == ("ready", form)
    assert stands(past, "after", seed).form == form  # who skips the first one


@pytest.mark.parametrize(("first", "second"), ["ab", "ba"])
def test_the_forms_take_turns_whatever_the_seed_says_later(past, first, second):
    sit(past, "before", first)
    assert [stands(past, "after", seed).form for seed in (0, 1)] == [second, second]
    sit(past, "after", second, days=1)
    assert [stands(past, "later", seed, days=40).form for seed in (0, 1)] == [first, first]


def test_one_that_was_left_goes_on(past):
    header = sit(past, "before", right=3, finish=False)
    now = stands(past, "before")
    assert (now.state, now.sitting.header, now.sitting.finished, now.sitting.right) == ("open", header, None, 0)
    assert now.sitting.answers == letters(FORMS["a"], 3)
    assert stands(past, "after").form == "b"


def test_a_finished_one_is_counted(past):
    sit(past, "before", right=7, days=1)
    now = stands(past, "before")
    assert (now.state, now.sitting.right) == ("done", 7)
    assert now.sitting.finished.date() == (MONDAY + timedelta(days=1)).date()


def test_what_is_answered_after_the_end_does_not_count(past):
    header = sit(past, "before", right=7)
    for item, answer in letters(FORMS["a"], 12).items():
        past.add("answer", {"item": item, "answer": answer}, header, days=1)
    past.add("finish", {"right": 12}, header, days=1)
    assert stands(past, "before").sitting.right == 7


def test_of_several_answers_to_a_question_the_last_one_counts(past):
    header = sit(past, "before", right=0, finish=False)
    first = FORMS["a"].items[0]
    past.add("answer", {"item": first.id, "answer": first.best}, header)
    past.add("finish", {"right": 0}, header)
    assert stands(past, "before").sitting.right == 1


def test_the_count_is_made_from_the_answers_and_not_believed(past):
    header = sit(past, "after", right=2, finish=False)
    past.add("finish", {"right": 12}, header)
    assert stands(past, "after").sitting.right == 2


def test_the_end_comes_only_when_all_is_answered(past):
    header = past.add(KIND, {"which": "before", "form": "a", "digest": FORMS["a"].digest, "seed": 0}).digest
    past.add("answer", {"item": FORMS["a"].items[0].id, "answer": "a"}, header)
    past.add("finish", {"right": 12}, header)
    assert stands(past, "before").state == "open"


@pytest.mark.parametrize(
    "said",
    [{"which": "during"}, {"which": None}, {"form": "c"}, {"form": []}, {"seed": "1"}, {"seed": None}],
    ids=str,
)
def test_a_header_that_makes_no_sense_is_none(past, said):
    past.add(KIND, {"which": "before", "form": "a", "digest": FORMS["a"].digest, "seed": 0, **said})
    assert sittings(past) == ()


@pytest.mark.parametrize(
    "answer",
    [{}, {"item": "nobody", "answer": "a"}, {"item": "wet-coat", "answer": "e"}, {"item": "wet-coat", "answer": ["a"]}],
    ids=str,
)
def test_an_answer_that_makes_no_sense_is_none(past, answer):
    header = past.add(KIND, {"which": "before", "form": "a", "digest": FORMS["a"].digest, "seed": 0}).digest
    past.add("answer", answer, header)
    assert stands(past, "before").sitting.answers == {}


def test_of_questions_that_have_changed_only_the_count_is_kept(past):
    sit(past, "before", right=7, digest="older")
    now = stands(past, "before")
    assert (now.state, now.sitting.current, now.sitting.right) == ("done", False, 7)


@pytest.mark.parametrize("claim", [13, -1, "7", None, True])
def test_a_count_that_makes_no_sense_is_none(past, claim):
    header = sit(past, "before", finish=False, digest="older")
    past.add("finish", {"right": claim}, header)
    assert stands(past, "before").state == "ready"


def test_one_that_was_left_before_the_questions_changed_begins_afresh(past):
    sit(past, "before", finish=False, digest="older")
    assert stands(past, "before").state == "ready"


def test_the_first_test_closes_with_the_one_after_the_course(past):
    sit(past, "before", finish=False)
    sit(past, "after", "b", finish=False)
    assert stands(past, "before").state == "open"
    past.add("finish", {"right": 6}, sittings(past)[1].header)
    assert stands(past, "before").state == "closed"
    assert stands(past, "after").state == "done"


def test_nothing_is_shown_before_the_one_after_the_course_is_finished(past):
    sit(past, "before")
    assert shown(sittings(past)) == ()
    sit(past, "after", "b", days=1, finish=False)
    assert shown(sittings(past)) == ()
    past.add("finish", {"right": 6}, sittings(past)[1].header, days=1)
    assert [one.which for one in shown(sittings(past))] == ["before", "after"]


def test_the_last_one_comes_four_weeks_later_and_again_and_again(past):
    assert (stands(past, "later").state, stands(past, "later").opens) == ("closed", None)
    sit(past, "before")
    assert stands(past, "later").opens is None
    sit(past, "after", "b", days=10)
    closed = stands(past, "later", days=37)
    assert (closed.state, closed.opens) == ("closed", sittings(past)[1].finished + WAIT)
    assert stands(past, "later", days=38.1).state == "ready"
    sit(past, "later", "a", right=8, days=39)
    now = stands(past, "later", days=40)
    assert (now.state, now.sitting.right, now.opens) == ("done", 8, sittings(past)[2].finished + WAIT)
    assert (stands(past, "later", days=70).state, stands(past, "later", days=70).form) == ("ready", "b")
    sit(past, "later", "b", days=70, finish=False)
    assert stands(past, "later", days=71).state == "open"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (6, 6, "6 of 12 both times"),
        (6, 10, "6 of 12 then, 10 of 12 now. That's 4 more: too small to tell"),
        (6, 2, "That's 4 fewer: too small to tell"),
        (6, 11, "That's 5 more: more than luck"),
        (11, 6, "That's 5 fewer: more than luck"),
        (0, 12, "That's 12 more: more than luck"),
        (12, 11, "That's 1 fewer: too small to tell"),
    ],
)
def test_a_change_is_told_for_what_it_is(first, last, said):
    assert said in change(first, last)


def test_a_change_that_tells_is_one_that_luck_seldom_makes():
    """Two sittings of somebody who knows half of it: how often they lie so far apart, whoever learned nothing."""

    def often(apart):
        both = [
            comb(12, one) * comb(12, other) for one in range(13) for other in range(13) if abs(one - other) >= apart
        ]
        return sum(both) / 4**12

    assert often(TELLS) < 0.07
    assert often(TELLS - 1) > 0.12
