from course import dialogue
from course.moment import Moment, opening
from course.wording import draw, pick


def test_one_wording_is_said_whatever_the_seed(scenario):
    assert {pick(("Hm.",), opening(scenario), seed) for seed in range(9)} == {"Hm."}


def test_of_several_the_seed_takes_one_each_can_be_taken_and_it_stays(scenario):
    wordings = ("One.", "Two.", "Three.")
    taken = [pick(wordings, opening(scenario), seed) for seed in range(30)]
    assert set(taken) == set(wordings)
    assert taken == [pick(wordings, opening(scenario), seed) for seed in range(30)]


def test_lines_are_those_of_the_heat(scenario):
    line = scenario.beats["storm"].line
    said = [pick(line, Moment("storm", heat, 2), 0) for heat in (0, 3, 4, 6, 7, 10)]
    assert said == ["This tin is dented."] * 2 + ["Look at this tin."] * 2 + ["Look at it! Look!"] * 2
    assert dialogue.start(scenario).line == said[-1]


def test_a_draw_is_the_same_in_every_version_of_python():
    assert draw(7, "storm", "A") % 1_000_003 == 269130
    assert len({draw(seed, "storm") for seed in range(20)}) == 20
