import pytest

from autograder import assignment
from autograder.assignment import Task, assignment_names, load_assignment
from course.document import DocumentError
from course.drillbook import load_drill
from course.scenario import load_scenario


@pytest.mark.parametrize("name", assignment_names())
def test_each_exercise_has_the_same_parts_for_the_same_points(name):
    tasks = load_assignment(name)
    points = {"concepts": 2, "transcript": 3, "thoughts": 3, "known": 2, "new": 4, "rewrite": 2}
    assert {grade_id: task.points for grade_id, task in tasks.items()} == {
        f"{name}-{part}": worth for part, worth in points.items()
    }
    assert {grade_id.rpartition("-")[2] for grade_id, task in tasks.items() if task.scenario} == {"known", "new"}
    assert all(load_drill(task.drill).graded for task in tasks.values() if task.drill)
    assert [grade_id for grade_id, task in tasks.items() if task.typed] == (
        ["capstone-new"] if name == "capstone" else []
    )


def test_the_new_customer_of_an_exercise_is_met_nowhere_else():
    known = [load_scenario(load_assignment(name)[f"{name}-known"].scenario) for name in assignment_names()]
    new = [load_scenario(load_assignment(name)[f"{name}-new"].scenario) for name in assignment_names()]
    assert {scenario.use for scenario in known} == {"lesson"}
    assert {scenario.use for scenario in new} == {"exercise"}
    assert len({scenario.name for scenario in new}) == len(new)


@pytest.mark.parametrize(
    "fields",
    [{}, {"drill": "a", "scenario": "b", "key": "c"}, {"scenario": "b"}, {"drill": "a", "key": "c"}],
)
def test_a_task_is_one_thing(fields):
    with pytest.raises(ValueError, match="name a drill, or a scenario and its key"):
        Task(points=3, **fields)


def test_a_mistake_names_its_line(tmp_path, monkeypatch):
    (tmp_path / "sad.yaml").write_text("sad-one:\n  points: 3\n  dril: sad/one\n", encoding="utf-8")
    monkeypatch.setattr(assignment, "ASSIGNMENTS", tmp_path)
    with pytest.raises(DocumentError, match=r"sad.yaml, line 3.*dril"):
        load_assignment.__wrapped__("sad")
