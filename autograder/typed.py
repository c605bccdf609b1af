"""The words that learners typed, gathered from all hand-ins of an exercise: journals are read, and nothing is run."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.assignment import Task, load_assignment
from autograder.overrules import words_id
from autograder.rewrite import mark_rewrite
from autograder.talk import talk_in
from course import dialogue
from course.answers import newest
from course.dialogue import Judge
from course.drillbook import load_drill, load_keys
from course.history import History, read
from course.questions import Write
from course.replies import Judgement


@dataclass(frozen=True, slots=True)
class Typed:
    """Some words to a customer's line and what was made of them; `waits` is whether a mark hangs on what isn't sure."""

    part: str
    customer: str
    type: str
    reply: str
    judgement: Judgement
    waits: bool
    learners: int = 1

    @property
    def id(self) -> str:
        return words_id(self.reply, self.customer)


def typed_words(course: Path, name: str, judge: Judge) -> tuple[Typed, ...]:
    """What was typed in an exercise, the same words to the same line once: first what marks wait for."""
    found: dict[str, list[tuple[str, Typed]]] = {}
    for folder in sorted((course / "submitted").glob(f"*/{name}")):
        history = read(folder)
        for grade_id, task in load_assignment(name).items():
            words = _in_drill if task.drill else _in_talk
            for one in words(course, grade_id, task, history, judge):
                found.setdefault(one.id, []).append((folder.parent.name, one))
    return tuple(sorted(map(_together, found.values()), key=lambda one: (not one.waits, -one.learners)))


def assignments_handed_in(course: Path) -> tuple[str, ...]:
    """The exercises that somebody has handed in."""
    return tuple(sorted({path.name for path in (course / "submitted").glob("*/*") if path.is_dir()}))


def _together(same: list[tuple[str, Typed]]) -> Typed:
    one = same[0][1]
    waits, learners = any(other.waits for _, other in same), len({learner for learner, _ in same})
    return Typed(one.part, one.customer, one.type, one.reply, one.judgement, waits, learners)


def _in_drill(course: Path, grade_id: str, task: Task, history: History, judge: Judge) -> Iterator[Typed]:
    drill = load_drill(task.drill)
    items = [item for item in drill.items if isinstance(item, Write)]
    if not items:
        return
    answers = newest(history, "drill", {"drill": drill.name, "digest": drill.digest})
    keys = load_keys(course / "keys" / f"{grade_id}.yaml", drill)
    for item in items:
        answer = answers.get(item.id)
        if isinstance(answer, str) and item.sound(answer):
            marked = mark_rewrite(item, answer, keys[item.id], judge)
            yield Typed(grade_id, item.customer, item.type, answer, marked.judgement, marked.doubtful)


def _in_talk(_: Path, grade_id: str, task: Task, history: History, judge: Judge) -> Iterator[Typed]:
    talk = talk_in(task, history, judge)
    if talk.counts is None:
        return
    state, unsure = talk.counts.state, talk.counts.unsure if talk.doubtful else ()
    for at, turn in enumerate(state.turns):
        if turn.judgement is not None:
            kind = dialogue.before(state, at).type
            yield Typed(grade_id, turn.line, kind, turn.reply.text, turn.judgement, at in unsure)
