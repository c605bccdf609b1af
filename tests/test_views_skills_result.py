"""What is read once the skills test may tell."""

import pytest
from made_up import escaped
from past import Past
from sitters import FORMS, sit, sittings

from course.views.skills_result import result


@pytest.fixture
def past():
    return Past()


def told(past):
    return result(sittings(past), FORMS)


def test_counts_are_told_with_what_they_tell(past):
    sit(past, "before", right=4)
    sit(past, "after", "b", right=9, days=20)
    said = told(past)
    assert said["counts"] == [
        "The test before the course: 4 of 12 with the best reply.",
        "The test after the course: 9 of 12 with the best reply.",
    ]
    assert said["changes"] == [
        "Compared with the test before the course: 4 of 12 then, 9 of 12 now. That's 5 more: "
        "more than luck alone would often do. Something has changed."
    ]


def test_without_a_first_one_there_is_nothing_to_compare(past):
    sit(past, "after", right=9)
    assert told(past)["changes"] == [
        "You didn’t take the test before the course, so there is nothing to compare this with."
    ]


def test_the_last_one_is_compared_with_both_and_says_that_its_questions_are_known(past):
    sit(past, "before", "a", right=4)
    sit(past, "after", "b", right=9, days=20)
    sit(past, "later", "a", right=8, days=50)
    before, after, again = told(past)["changes"]
    assert "before the course: 4 of 12 then, 8 of 12 now. That's 4 more: too small to tell" in before
    assert "after the course: 9 of 12 then, 8 of 12 now. That's 1 fewer: too small to tell" in after
    assert "may be memory" in again


def test_who_hasnt_seen_its_questions_isnt_told_that_they_have(past):
    sit(past, "after", "a", right=9)
    sit(past, "later", "b", right=8, days=50)
    (after,) = told(past)["changes"]
    assert "after the course" in after


def test_a_row_for_each_pair_and_a_cell_for_each_sitting(past):
    sit(past, "before", right=1)
    sit(past, "after", "b", right=2, days=20)
    pairs = told(past)["pairs"]
    assert pairs["columns"] == ["Before the course", "After the course"]
    assert len(pairs["rows"]) == 12
    assert pairs["rows"][0]["skill"] == "A warm welcome or thanks"
    marks = [[cell["best"] for cell in row["cells"]] for row in pairs["rows"][:3]]
    assert marks == [[True, True], [False, True], [False, False]]
    assert {cell["text"] for row in pairs["rows"] for cell in row["cells"]} == {"The best one", "Another one"}


def test_every_reply_has_its_reason_and_ones_own_is_marked(past):
    sit(past, "after", right=1)
    (reading,) = told(past)["readings"]
    assert reading["title"] == "The test after the course, with the reasons"
    for item, form_item in zip(reading["items"], FORMS["a"].items, strict=True):
        assert [one["why"] for one in item["replies"]] == [one.why for one in form_item.replies]
        assert [one["picked"] for one in item["replies"]].count(True) == 1
        assert [one["verdict"] for one in item["replies"] if one["best"]] == ["The best one here."]
    first, second = reading["items"][:2]
    assert [one["picked"] for one in first["replies"]] == [one["best"] for one in first["replies"]]
    assert [one["picked"] for one in second["replies"]] != [one["best"] for one in second["replies"]]
    assert "Makes it harder: brushing it off." in [one["verdict"] for one in first["replies"]]


def test_of_changed_questions_only_the_count_is_told(past):
    sit(past, "before", right=4, digest="older")
    sit(past, "after", "b", right=9, days=20)
    said = told(past)
    assert len(said["counts"]) == 2
    assert said["pairs"]["columns"] == ["After the course"]
    assert len(said["readings"]) == 1
    assert "only the count is left" in said["old"]


def test_where_all_questions_have_changed_there_is_no_table(past):
    sit(past, "after", right=9, digest="older")
    assert (told(past)["pairs"], told(past)["readings"]) == (None, [])


@pytest.mark.usefixtures("bracketed")
def test_every_sentence_can_be_translated(past):
    seen = [
        words
        for form in FORMS.values()
        for item in form.items
        for reply in item.replies
        for words in (reply.words, reply.why)
    ]
    sit(past, "after", "b", right=9)
    alone = told(past)
    sit(past, "before", right=4, days=1, digest="older")
    sit(past, "later", "b", right=4, days=50)
    assert told(past)["old"]
    assert escaped([alone, told(past)], *seen, ids={"situation", "who", "says"}) == set()
