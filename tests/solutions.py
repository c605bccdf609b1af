"""What learners do with the exercise `angry`, written to a folder as their own notebook would write it."""

from pathlib import Path
from typing import Any

from autograder.assignment import Task, load_tasks
from course.answers import open_answers
from course.conversation import Conversation, open_conversation
from course.drillbook import load_drill, load_keys
from course.journal import open_journal
from course.players import skilled
from course.questions import AnswerKey, Drill, Transcript
from course.search import Search

EXERCISES = Path(__file__).parents[1] / "exercises"
TASKS = load_tasks()
DRILLS = {grade_id: task for grade_id, task in TASKS.items() if task.drill}
CONVERSATION = TASKS["angry-conversation"]


def key_of(grade_id: str) -> dict[str, AnswerKey]:
    """The instructor's answers to a drill, by item."""
    return load_keys(EXERCISES / "keys" / f"{grade_id}.yaml", load_drill(TASKS[grade_id].drill))


def right_answers(grade_id: str) -> dict[str, Any]:
    """An answer with full marks to each item of a drill."""
    items = {item.id: item for item in load_drill(TASKS[grade_id].drill).items}
    return {
        name: {place: labels[0] for place, labels in key.right.items()}
        if isinstance(items[name], Transcript)
        else next(iter(key.right))
        for name, key in key_of(grade_id).items()
    }


def answer(folder: Path, task: Task, answers: dict[str, Any]) -> None:
    """Answer a drill as its page does."""
    drill: Drill = load_drill(task.drill)
    page = open_answers(open_journal(folder), "drill", {"drill": drill.name, "digest": drill.digest})
    for item, given in answers.items():
        page.give(item, given)


def talk(folder: Path, turns: int | None = None, name: str = CONVERSATION.scenario) -> Conversation:
    """Talk with the customer as a skilled colleague would, to the end or for so many turns."""
    conversation = open_conversation(name, CONVERSATION.key, folder)
    player, search = skilled(conversation.scenario), Search(conversation.scenario)
    while not conversation.state.ended and (turns is None or len(conversation.state.turns) < turns):
        here = conversation.state.moment
        way = player(here, search.ways(here))[0]
        if way.choice is None:
            conversation.pause()
        else:
            conversation.say(way.choice.id)
    return conversation


def solve(folder: Path) -> None:
    """Do everything that is marked by the course, without a mistake."""
    for grade_id, task in DRILLS.items():
        answer(folder, task, right_answers(grade_id))
    talk(folder)
