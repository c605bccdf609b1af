import pytest
from tiny import tiny

from course.beat import Rule


def test_a_line_is_written_once_for_every_heat_or_by_heat():
    beats = tiny().beats
    assert beats["sulk"].line.cool == beats["sulk"].line.hot == ("Forget it.",)
    assert beats["storm"].line.warm == ("Look at this tin.",)


def test_lists_may_be_words_with_spaces_between():
    spaced, listed = tiny(), tiny(("needs: offer_choices offer_solution", "needs: [offer_choices, offer_solution]"))
    assert spaced.beats["fix"].needs == listed.beats["fix"].needs == ("offer_choices", "offer_solution")
    assert spaced.beats["storm"].choices["A"].labels == {"acknowledge_feeling", "apologize"}


def test_choices_and_beats_know_the_key_they_stand_under():
    beat = tiny().beats["sulk"]
    assert (beat.id, beat.choices["C"].id, beat.choices["C"].action) == ("sulk", "C", "end_talk")


@pytest.mark.parametrize("condition", [{"all": "greet"}, {"met": False}, {"trust": 0}, {"slips": 0}, {"heat": "hot"}])
def test_a_rule_with_any_condition_is_conditional(condition):
    assert Rule(go="fix", **condition).conditional
    assert not Rule(go="fix", answer="Fine.", stage="She nods.").conditional
