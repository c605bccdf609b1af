import pytest
from tiny import tiny

from course import moment as moments
from course.labels import TECHNIQUES


@pytest.mark.parametrize(
    ("heat", "band"), [(0, "cool"), (3, "cool"), (4, "warm"), (6, "warm"), (7, "hot"), (10, "hot")]
)
def test_heat_falls_into_three_bands(heat, band):
    assert moments.band(heat) == band


def react(labels, *, words=0, **changes):
    scenario = tiny()
    moment = moments.opening(scenario)._replace(**changes)
    return moments.react(scenario, moment, frozenset(labels), words)


def test_needs_move_trust_and_feelings_move_heat():
    outcome = react({"acknowledge_feeling", "apologize"})
    assert (outcome.moment.heat, outcome.moment.trust) == (6, 4)
    assert outcome.earned == (("acknowledge_feeling", 2), ("apologize", 2))
    assert (outcome.gained, outcome.lost) == (4, 0)


def test_a_detour_wins_the_customer_back_but_earns_no_marks():
    outcome = react({"own_problem"}, beat="sulk")
    assert (outcome.moment.beat, outcome.moment.trust) == ("fix", 3)
    assert outcome.earned == ()
    silent = tiny(("needs: own_problem", "needs: pause own_problem"))
    assert moments.silence(silent, moments.opening(silent)._replace(beat="sulk")).gained == 0


def test_a_reply_that_gives_nothing_needed_costs_heat():
    assert react(()).moment.heat == 9
    assert react({"ask_question"}).moment.heat == 9
    assert react({"paraphrase"}).moment.heat == 8


def test_a_pitfall_silences_the_techniques_beside_it():
    beside, alone = react({"apologize", "acknowledge_feeling", "snap"}), react({"snap"})
    assert beside.moment._replace(beat="") == alone.moment._replace(beat="")
    assert beside[1:4] == alone[1:4] == ((), (), 1)
    assert react({"snap"}).lost == 1
    assert react({"snap", "threaten"}).lost == 2
    assert react({"snap"}).moment.slips == 1


def test_techniques_are_heard_in_the_order_of_a_talk():
    assert react(TECHNIQUES).heard == TECHNIQUES[:3]


def test_heat_and_trust_stay_on_their_scale():
    assert react({"snap", "threaten", "stereotype"}).moment[1:3] == (10, 0)
    cool = react({"acknowledge_feeling", "apologize", "agree_with_truth"}, heat=1, trust=9).moment
    assert (cool.heat, cool.trust) == (0, 10)


def test_a_pause_with_a_cool_customer_moves_no_heat():
    scenario = tiny(("needs: pause acknowledge_feeling", "needs: acknowledge_feeling"))
    moment = moments.opening(scenario)._replace(heat=3)
    assert moments.silence(scenario, moment).moment.heat == 3


def test_rules_look_at_labels_heat_trust_slips_and_needs():
    scenario = tiny(
        ("- {met: true, slips: 0, trust: 5, go: swapped}\n", "- {met: true, heat: hot, go: thrown_out}\n"
         "      - {all: [offer_choices, offer_solution], slips: 1, trust: 5, go: swapped}\n"),
    )  # fmt: skip
    both = frozenset({"offer_choices", "offer_solution"})

    def ending(**changes):
        return moments.react(scenario, moments.Moment("fix", 5, 5)._replace(**changes), both).moment.ending

    assert ending() == "swapped"
    assert ending(heat=9) == "thrown_out"
    assert ending(trust=2) == "walked"
    assert ending(slips=1) == "swapped"
    assert ending(slips=2) == "walked"
