"""One hand-in as a report on the whole class reads it: replayed, each item by itself. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from autograder.graded import Submission
from autograder.item_analysis import Item
from autograder.likeness import LONGEST, Text
from autograder.notebook import NotebookError, grade_id, parse_notebook, settings_of
from autograder.paper import Paper
from autograder.part import Keys
from autograder.rewrite import mark_rewrite
from autograder.talk import talk_in
from autograder.traces import Gap, Line, gaps_in, lines_of
from autograder.typed import Typed, given_in, in_drill, in_talk
from course.dialogue import State
from course.drillbook import load_drill
from course.history import History, read_files
from course.questions import Drill, Write
from course.scenario import load_scenario

_HALVES = 2  # of a reply in own words, each marked for itself


@dataclass(frozen=True, slots=True)
class PartWork:
    """What was done in one part: its `points` as far as they are certain, and whether a person `waits` to mark it.

    `shares` has by item the share of its points that was earned, 0 to 1, where nothing about that is in doubt.
    """

    points: float = 0.0
    waits: bool = False
    shares: Mapping[str, float] = field(default_factory=dict)
    typed: tuple[Typed, ...] = ()
    talk: State | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """What a learner did, by part, what they wrote in all, and what their journals tell of how they came about."""

    student: str
    parts: Mapping[str, PartWork]
    texts: tuple[Text, ...]
    lines: Mapping[str, Line]
    gaps: tuple[Gap, ...]
    problems: tuple[str, ...]


def work_of(paper: Paper, submission: Submission) -> Work:
    """Read a hand-in. Whatever it holds, nothing is raised."""
    history = read_files(submission.files)
    parts = {name: _part(paper, name, history) for name in paper.tasks}
    own = _own_texts(paper, submission)
    for name in _by_hand(paper):
        parts[name] = PartWork(waits=name in own, shares={} if name in own else {name: 0.0})
    texts = [Text(submission.student, name, words) for name, words in own.items()]
    texts += [Text(submission.student, typed.part, typed.reply) for part in parts.values() for typed in part.typed]
    told = (*submission.problems, *history.problems, *(problem for part in parts.values() for problem in part.problems))
    problems = tuple(dict.fromkeys(told))
    return Work(submission.student, parts, tuple(texts), lines_of(history), gaps_in(history), problems)


def items_of(paper: Paper) -> dict[str, Item]:
    """What can be earned in an exercise, piece by piece, in the order of the notebook."""
    items: dict[str, Item] = {}
    for cell in paper.graded:
        name, points = grade_id(cell), settings_of(cell)["points"]
        task = paper.tasks.get(name)
        if task and task.drill:
            items |= _drill_items(name, points, load_drill(task.drill), paper.keys[name])
        elif task:
            scenario = load_scenario(task.scenario)
            items[name] = Item(name, f"A talk with {scenario.customer.name}: {scenario.title}", points)
        else:
            items[name] = Item(name, titles_of(paper)[name], points)
    return items


def titles_of(paper: Paper) -> dict[str, str]:
    """The heading over each graded cell, without its points."""
    titles, heading = {}, ""
    for cell in paper.notebook["cells"]:
        if cell["cell_type"] == "markdown" and (match := re.match(r"#+ (.*)", cell["source"])):
            heading = re.sub(r" \(\d+ points?\)$", "", match[1].strip())
        if settings_of(cell).get("grade"):
            titles[grade_id(cell)] = heading or grade_id(cell)
    return titles


def read_by_all(paper: Paper) -> Iterator[str]:
    """Every text that the exercise itself put before learners, or has as a model: nobody's own words."""
    yield from (cell["source"] for cell in paper.notebook["cells"])
    for name, task in paper.tasks.items():
        about = load_drill(task.drill).items if task.drill else [load_scenario(task.scenario)]
        for part in (*about, *paper.keys.get(name, {}).values()):
            yield from _texts_in(part.model_dump())


def _part(paper: Paper, name: str, history: History) -> PartWork:
    task = paper.tasks[name]
    if task.drill:
        return _drill(paper, name, history)
    talk = talk_in(task, history, paper.judge)
    typed = tuple(in_talk(name, talk))
    if talk.counts is None:
        return PartWork(waits=True, typed=typed, problems=talk.problems)
    state = talk.counts.state
    share = talk.earned / state.marks.possible
    shares = {} if talk.doubtful else {name: share}
    return PartWork(task.points * share, talk.doubtful, shares, typed, state, talk.problems)


def _drill(paper: Paper, name: str, history: History) -> PartWork:
    task, keys = paper.tasks[name], paper.keys[name]
    drill = load_drill(task.drill)
    answers = given_in(drill, history)
    if not answers.keys() & {item.id for item in drill.items}:
        return PartWork(waits=True)
    items = _drill_items(name, task.points, drill, keys)
    certain, doubtful = {}, set()
    for item in drill.items:
        place, answer = f"{name}/{item.id}", answers.get(item.id)
        if isinstance(item, Write):
            rewrite = mark_rewrite(item, answer, keys[item.id], paper.judge)
            certain[place] = rewrite.earned / _HALVES
            doubtful |= {place} if rewrite.doubtful else set()
        else:
            marks = item.mark(answer, keys[item.id])
            certain[place] = marks.earned / marks.possible
    earned = sum(items[place].points * share for place, share in certain.items())
    shares = {place: share for place, share in certain.items() if place not in doubtful}
    return PartWork(earned, bool(doubtful), shares, tuple(in_drill(name, drill, answers, keys, paper.judge)))


def _drill_items(name: str, points: int, drill: Drill, keys: Keys) -> dict[str, Item]:
    worth = {
        item.id: _HALVES if isinstance(item, Write) else item.mark(None, keys[item.id]).possible for item in drill.items
    }
    each = points / sum(worth.values())
    return {f"{name}/{item.id}": Item(f"{name}/{item.id}", item.ask, each * worth[item.id]) for item in drill.items}


def _by_hand(paper: Paper) -> list[str]:
    """The parts that only a person marks."""
    return [grade_id(cell) for cell in paper.graded if grade_id(cell) not in paper.tasks]


def _own_texts(paper: Paper, submission: Submission) -> dict[str, str]:
    """What a learner wrote in the cells that a person marks, without what stood there."""
    try:
        notebook = parse_notebook(submission.files.get(f"{paper.name}.ipynb", b""))
    except NotebookError:
        return {}
    released = {cell["source"] for cell in paper.notebook["cells"]}
    found: dict[str, list[str]] = {}
    for cell in notebook["cells"]:
        if grade_id(cell) in _by_hand(paper) and cell["source"].strip() and cell["source"] not in released:
            found.setdefault(grade_id(cell), []).append(cell["source"])
    return {name: "\n\n".join(parts)[:LONGEST] for name, parts in found.items()}


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for part in value.values() for text in _texts_in(part))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (text for part in value for text in _texts_in(part))
