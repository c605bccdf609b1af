"""What learners do with the exercises, written to a folder as their own notebook would write it."""

from pathlib import Path
from typing import Any

from small_drill import right_answer

from autograder.assignment import Task, assignment_names, load_assignment
from course.answers import open_answers
from course.conversation import Conversation, open_conversation
from course.drillbook import load_drill, load_keys
from course.journal import open_journal
from course.marking import AnswerKey
from course.players import skilled
from course.search import Search

EXERCISES = Path(__file__).parents[1] / "exercises"
NAMES = assignment_names()
TASKS = {grade_id: task for name in NAMES for grade_id, task in load_assignment(name).items()}
DRILLS = {grade_id: task for grade_id, task in TASKS.items() if task.drill}
TALKS = {grade_id: task for grade_id, task in TASKS.items() if task.scenario}
REWRITES = {grade_id: task for grade_id, task in DRILLS.items() if grade_id.endswith("-rewrite")}


def key_of(grade_id: str) -> dict[str, AnswerKey]:
    """The instructor's answers to a drill, by item."""
    return load_keys(EXERCISES / "keys" / f"{grade_id}.yaml", load_drill(TASKS[grade_id].drill))


def right_answers(grade_id: str) -> dict[str, Any]:
    """An answer with full marks to each item of a drill."""
    keys = key_of(grade_id)
    return {item.id: right_answer(item, keys[item.id]) for item in load_drill(TASKS[grade_id].drill).items}


def answer(folder: Path, task: Task, answers: dict[str, Any]) -> None:
    """Answer a drill as its page does."""
    drill = load_drill(task.drill)
    page = open_answers(open_journal(folder), "drill", {"drill": drill.name, "digest": drill.digest})
    for item, given in answers.items():
        page.give(item, given)


def talk(folder: Path, task: Task, turns: int | None = None) -> Conversation:
    """Talk with the customer as a skilled colleague would, to the end or for so many turns."""
    conversation = open_conversation(task.scenario, task.key, folder)
    player, search = skilled(conversation.scenario), Search(conversation.scenario)
    while not conversation.state.ended and (turns is None or len(conversation.state.turns) < turns):
        here = conversation.state.moment
        way = player(here, search.ways(here))[0]
        if way.choice is None:
            conversation.pause()
        elif task.typed:
            conversation.say(text=way.choice.text)
        else:
            conversation.say(way.choice.id)
    return conversation


def solve(folder: Path, name: str) -> None:
    """Do everything of an exercise that the course keeps, without a mistake."""
    for grade_id, task in load_assignment(name).items():
        if task.drill:
            answer(folder, task, right_answers(grade_id))
        else:
            talk(folder, task)
