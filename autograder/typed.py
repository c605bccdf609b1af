"""The words that learners typed, gathered from all hand-ins of an exercise: journals are read, and nothing is run."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.assignment import load_assignment
from autograder.folder import read_submission, submissions
from autograder.overrules import words_id
from autograder.rewrite import mark_rewrite
from autograder.talk import Talk, talk_in
from course import dialogue
from course.answers import newest
from course.dialogue import Judge
from course.drillbook import load_drill, load_keys
from course.history import History, read_files
from course.marking import AnswerKey
from course.questions import Drill, Write
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
    tasks = load_assignment(name)
    drills = {grade_id: load_drill(task.drill) for grade_id, task in tasks.items() if task.drill}
    keys = {grade_id: load_keys(course / "keys" / f"{grade_id}.yaml", drill) for grade_id, drill in drills.items()}
    found: list[tuple[str, Typed]] = []
    for learner in submissions(course, name):
        folder = course / "submitted" / learner / name
        history = read_files(read_submission(folder, learner, name).files)
        for grade_id, task in tasks.items():
            if drill := drills.get(grade_id):
                words = in_drill(grade_id, drill, given_in(drill, history), keys[grade_id], judge)
            else:
                words = in_talk(grade_id, talk_in(task, history, judge))
            found += [(learner, one) for one in words]
    return together(found)


def assignments_handed_in(course: Path) -> tuple[str, ...]:
    """The exercises that somebody has handed in."""
    return tuple(sorted({path.name for path in (course / "submitted").glob("*/*") if path.is_dir()}))


def together(found: Iterable[tuple[str, Typed]]) -> tuple[Typed, ...]:
    """What learners typed, the same words to the same line once: first what marks wait for, then what many typed."""
    same: dict[str, list[tuple[str, Typed]]] = {}
    for learner, one in found:
        same.setdefault(one.id, []).append((learner, one))
    return tuple(sorted(map(_one, same.values()), key=lambda one: (not one.waits, -one.learners)))


def in_drill(
    part: str, drill: Drill, answers: Mapping[str, Any], keys: Mapping[str, AnswerKey], judge: Judge
) -> Iterator[Typed]:
    """The answers in own words to a drill."""
    for item in drill.items:
        answer = answers.get(item.id)
        if isinstance(item, Write) and isinstance(answer, str) and item.sound(answer):
            marked = mark_rewrite(item, answer, keys[item.id], judge)
            yield Typed(part, item.customer, item.type, answer, marked.judgement, marked.doubtful)


def in_talk(part: str, talk: Talk) -> Iterator[Typed]:
    """What was typed in the talk that counts."""
    if talk.counts is None:
        return
    state, unsure = talk.counts.state, talk.counts.unsure if talk.doubtful else ()
    for at, turn in enumerate(state.turns):
        if turn.judgement is not None:
            kind = dialogue.before(state, at).type
            yield Typed(part, turn.line, kind, turn.reply.text, turn.judgement, at in unsure)


def given_in(drill: Drill, history: History) -> dict[str, Any]:
    """The newest answers to a drill as it stands today."""
    return newest(history, "drill", {"drill": drill.name, "digest": drill.digest})


def _one(same: list[tuple[str, Typed]]) -> Typed:
    one = same[0][1]
    waits, learners = any(other.waits for _, other in same), len({learner for learner, _ in same})
    return replace(one, waits=waits, learners=learners)
