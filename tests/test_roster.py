"""Who there is to practice with: the heads of the files say the same as the customers, read whole."""

from typing import get_args

from course import roster
from course.beat import Type
from course.roster import KINDS, practice_customers
from course.scenario import load_scenario, scenario_names


def test_the_customers_are_those_of_the_lessons_with_their_types():
    every = {name: load_scenario(name) for name in scenario_names()}
    whole = {name: scenario.type for name, scenario in every.items() if scenario.use == "lesson"}
    assert dict(practice_customers()) == whole
    assert len(whole) < len(every)


def test_a_head_that_is_written_otherwise_is_read_whole(tmp_path, monkeypatch):
    said = "type: 'angry' # quoted\nbeats:\n  one:\n    type: rude\n    use: exercise\n"
    (tmp_path / "angry").mkdir()
    (tmp_path / "angry" / "odd.yaml").write_text(said, encoding="utf-8")
    (tmp_path / "angry" / "plain.yaml").write_text("type: rude\n" + said[22:], encoding="utf-8")
    monkeypatch.setattr(roster, "FOLDER", tmp_path)
    monkeypatch.setattr(roster, "scenario_names", lambda: ("angry/odd", "angry/plain"))
    monkeypatch.setattr(roster, "load_scenario", lambda name: load_scenario("angry/empty-gym"))
    practice_customers.cache_clear()
    try:
        assert dict(practice_customers()) == {"angry/plain": "rude"}  # the odd one is an exercise's, read whole
    finally:
        practice_customers.cache_clear()


def test_every_type_has_a_name_for_learners():
    assert set(KINDS) == set(get_args(Type))
    assert len(set(KINDS.values())) == len(KINDS)
