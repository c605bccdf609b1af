import pytest

from autograder import assignment
from autograder.assignment import Task, load_tasks
from course.document import DocumentError
from course.drillbook import load_drill
from course.scenario import load_scenario


def test_every_task_leads_to_a_drill_or_to_a_customer_of_no_lesson():
    for task in load_tasks().values():
        assert load_drill(task.drill).graded if task.drill else load_scenario(task.scenario).use == "exercise"


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
        load_tasks.__wrapped__()
