"""A class of learners who differ in skill, each with a hand-in as their own notebook would have written it."""

import json
import random
from pathlib import Path
from typing import Any

from small_drill import right_answer
from solutions import EXERCISES, TASKS, answer, key_of

from autograder.assignment import Task, load_assignment
from course.conversation import open_conversation
from course.drillbook import load_drill
from course.players import skilled
from course.questions import Choose, Item, Order, Sort, Transcript, Write
from course.search import Search

REWRITES = (
    "A whole day off, and nobody came. I'm sorry. I'll call around for somebody tonight, and stay on the line with you.",
    "I'm so sorry about that. Let me see what I can do for you today.",
    "I'm sorry about that! Let me see what I can do for you.",
    "Please calm down, sir. There's nothing I can do until Monday.",
    "You're right, that's no way to treat anybody. Is the water still running? Let's turn it off first.",
    "You are right, thats no way to treat anyone. Is the water still runing? Lets turn it of first.",
    "Water on the floor and no call: I'd be angry too. I'll find you somebody for the morning.",
)
REFLECTIONS = (
    "I think it went quite well in general. {who} got friendlier at the end.",
    "I said that {who} was right, and the shoulders came down. Nobody likes to hear a rule first, I noticed that here.",
    "My worst moment was number {n}: I began to explain. {who} looked away. When I hear myself explain, I'll stop and ask.",
    "",
)


def hand_in(folder: Path, name: str, seed: int, skill: float) -> None:
    """Do an exercise: with `skill` 1 nearly all is right, with 0 all is by chance. The same seed does the same."""
    chance = random.Random(seed)
    folder.mkdir(parents=True)
    for grade_id, task in load_assignment(name).items():
        if task.drill:
            keys = key_of(grade_id)
            items = load_drill(task.drill).items
            answer(folder, task, {item.id: _answer(item, keys[item.id], chance, skill) for item in items})
        else:
            _talk(folder, task, chance, skill)
    words = chance.choice(REFLECTIONS).format(who=chance.choice(["Walt", "Lorraine"]), n=chance.randint(2, 9))
    write_page(folder, name, words)


def write_page(folder: Path, name: str, reflection: str) -> None:
    """The notebook as it was released, with a text in the cell that a person marks."""
    page = json.loads((EXERCISES / "release" / name / f"{name}.ipynb").read_bytes())
    for cell in page["cells"]:
        if reflection and cell["id"] == f"{name}-reflection":
            cell["source"] = reflection
    (folder / f"{name}.ipynb").write_text(json.dumps(page), encoding="utf-8", newline="\n")


def _answer(item: Item, key: Any, chance: random.Random, skill: float) -> Any:
    if isinstance(item, Write):
        return chance.choice(REWRITES)
    if chance.random() < skill:
        return right_answer(item, key)
    match item:
        case Choose():
            return chance.choice(list(item.places))
        case Transcript():
            return {place: chance.choice(item.labels) for place in item.places if chance.random() < 0.4}
        case Sort():
            return {place: chance.choice(list(item.bins)) for place in item.places}
        case Order():
            return chance.sample(list(item.places), len(item.places))


def _talk(folder: Path, task: Task, chance: random.Random, skill: float) -> None:
    conversation = open_conversation(task.scenario, task.key, folder)
    player, search = skilled(conversation.scenario), Search(conversation.scenario)
    while not conversation.state.ended and chance.random() > 0.005:
        ways = search.ways(conversation.state.moment)
        best = player(conversation.state.moment, ways)
        way = best[0] if chance.random() < skill else chance.choice(ways)
        if way.choice is None:
            conversation.pause()
        elif task.typed:
            conversation.say(text=way.choice.text)
        else:
            conversation.say(way.choice.id)


__all__ = ["TASKS", "hand_in", "write_page"]
