"""Conversations walked under two sets of labels."""

import random
import sys
from pathlib import Path

import numpy as np
import pytest

from course.dialogue import start
from course.labels import LABELS, PITFALLS, TECHNIQUES
from course.scenario import load_scenario, scenario_names

FOLDER = Path(__file__).parents[1] / "benchmarks" / "replies"
ORDER = tuple(LABELS)
TYPES = ("angry", "rude", "cultural", "unsatisfiable", "package", "positive", "general")


@pytest.fixture
def routes(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    for name in ("corpus", "routes"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr("course.scenario.scenario_names", lambda: scenario_names()[:3])
    import routes

    return routes


@pytest.fixture
def rows(routes):
    """For each type of customer one reply with each label."""
    from corpus import Row

    return [
        Row(f"{kind}-{label}", "s", kind, "Well?", "So.", frozenset({label}), ()) for kind in TYPES for label in ORDER
    ]


def truth(rows):
    return np.array([[label in row.labels for label in ORDER] for row in rows])


def test_a_judge_that_is_always_right_goes_every_way_alike(routes, rows):
    found = routes.agreement(rows, truth(rows), ~truth(rows), talks=3)
    assert (found.talks, found.turns > 20) == (9, True)
    assert found.line == found.marks == found.both == found.turns
    assert found.ending == found.quality == found.alike == found.talks
    assert found.sure == 0


def test_a_judge_that_hears_nothing_does_not_and_both_walks_are_seeded(routes, rows):
    nothing = np.zeros((len(rows), len(ORDER)), bool)
    found = routes.agreement(rows, nothing, nothing, talks=3)
    assert found.both <= min(found.line, found.marks) < found.turns
    assert (found.sure, found.sure_both) == (found.turns, found.both)
    assert found == routes.agreement(rows, nothing, nothing, talks=3)


def test_a_learner_of_full_skill_says_what_the_moment_needs(routes, rows):
    state = start(load_scenario(scenario_names()[0]))
    typed = routes.Said(rows)
    said = [rows[typed.reply(state, 1.0, random.Random(seed))] for seed in range(30)]
    assert all(row.type == state.type and row.labels & set(state.beat.needs) for row in said)
    some = [rows[typed.reply(state, 0.0, random.Random(seed))] for seed in range(60)]
    assert any(row.labels & set(PITFALLS) for row in some)
    assert any(row.labels & set(TECHNIQUES) for row in some)


def test_the_table_has_a_line_for_each_judge(routes, rows):
    right = truth(rows)
    lines = list(routes.table(rows, {"right": (right, ~right), "deaf": (~right & False, right)}))
    columns = {len(line.split("|")) for text in lines for line in text.splitlines()}
    assert (len(lines), len(columns)) == (3, 1)
    assert lines[1].startswith("| right | ")
