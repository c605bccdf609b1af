from course.labels import LABELS, PITFALLS, TECHNIQUES
from course.scenario import load_scenario, scenario_names


def test_every_label_moves_something_known():
    for name in scenario_names():
        assert load_scenario(name).effects.labels.keys() == LABELS.keys()


def test_a_pitfall_weighs_more_than_any_technique():
    effects = load_scenario("angry/wrong-part").effects
    soothes = max(-effects.labels[name].heat for name in TECHNIQUES)
    wins = max(effects.labels[name].trust for name in TECHNIQUES) + effects.needed.trust
    for pitfall in PITFALLS:
        move = effects.labels[pitfall]
        assert move.heat + effects.missed.heat > soothes
        assert -move.trust > wins
