"""Two model conversations side by side."""

from html import escape

import pytest
from tiny import tiny

from course.scenario import load_scenario, scenario_names
from course.views import compare as module
from course.views.compare import compare

WITH_MODELS = [name for name in scenario_names() if load_scenario(name).models]


@pytest.mark.parametrize("name", WITH_MODELS)
def test_models_are_played_to_their_endings(name):
    scenario = load_scenario(name)
    html = compare(name).html
    rows = html.split("<tr>")[2:]
    longest = max(len(scenario.models.bad), len(scenario.models.good))
    assert len(rows) == longest + 1
    best = {escape(ending.title) for ending in scenario.endings.values() if ending.quality == "best"}
    assert any(f"<h5>{title}</h5>" in html for title in best)
    assert html.count("<h5>") == 2


def test_without_models_there_is_nothing_to_compare(monkeypatch):
    monkeypatch.setattr(module, "load_scenario", lambda _: tiny().model_copy(update={"models": None}))
    with pytest.raises(ValueError, match="no 'models'"):
        compare("angry/tiny")
