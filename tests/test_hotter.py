"""Who may come in hotter: those of whom all is proved then that is proved of every customer."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from test_scenarios import HOUSED

from course import hotter as module
from course.hotter import comes_hotter
from course.invariants import prove, recipes
from course.scenario import HOTTER, hotter, load_scenario, scenario_names


@pytest.fixture(scope="module")
def reports():
    """What is proved of each customer of the course who comes in hotter, by their plain name."""
    customers = [load_scenario(name + HOTTER) for name in scenario_names()]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as workers:
        return {report.scenario.plain: report for report in workers.map(prove, customers)}


def test_who_may_come_in_hotter_is_sound_then_and_who_may_not_is_not(reports):
    unsound = {name: report.problems for name, report in reports.items() if report.problems}
    assert {name for name in scenario_names() if not comes_hotter(name)} == unsound.keys(), unsound


@pytest.mark.parametrize("customer", HOUSED, ids=lambda customer: customer.name)
def test_in_a_house_with_other_rules_they_are_sound_as_well(customer):
    assert prove(hotter(customer)).problems == ()


def test_what_wins_with_one_of_them_is_no_recipe_for_the_next(reports):
    offered = [report.scenario for name, report in reports.items() if comes_hotter(name)]
    assert list(recipes(offered)) == []


@pytest.mark.parametrize("name", ["angry/nobody", "", "own/aunt", "angry/wrong-part+hotter"])
def test_nobody_else_may(name):
    assert not comes_hotter(name)


def test_most_may():
    assert len(module._UNPROVED) < len(scenario_names()) / 4


def test_a_translated_customer_comes_in_hotter_in_their_own_words():
    eddie, hot = load_scenario("angry/wrong-part+es"), load_scenario("angry/wrong-part+es+hotter")
    assert (hot.title, hot.language, hot.plain) == (f"{eddie.title} (con más enojo)", "es", "angry/wrong-part")
    assert hot.customer.heat == load_scenario("angry/wrong-part+hotter").customer.heat
