"""What an exercise still lacks before it is handed in: part by part, without the answers, and without a mark.

It goes by what will be graded: the journals, and the notebook as it was saved.
"""

import re
from pathlib import Path

from autograder.assignment import Task, load_assignment
from autograder.key import keys_are_here, load_key
from autograder.notebook import Notebook, NotebookError, grade_id, is_answer, parse_notebook
from autograder.overrules import judge_here
from autograder.part import mark_part
from autograder.talk import talk_in
from course.answers import newest, older
from course.bundle import UNWRITTEN, NothingToHandIn, Standing, notebook_of
from course.drillbook import load_drill
from course.history import History, read
from course.questions import Item, Sort, Transcript
from course.scenario import load_scenario

_LEFT_OUT = re.compile(r"(?:\bI )?\bleft out parts?\s+(\d(?:(?:,|\s|and|or|part)*\d)*)", re.IGNORECASE)
_HEADING = re.compile(r"^## (\d+\. .*?)(?: \(\d+ points?\))?$", re.MULTILINE)


def missing(assignment: str, folder: Path, *, marks: bool = False) -> list[Standing]:
    """How each part of an exercise stands in a folder, in the order of the parts.

    With `marks` a part that is done also tells its mark: a talk's always, a drill's where the answers are.
    Raises NothingToHandIn without a notebook that can be read, and DocumentError.
    """
    notebook = _notebook(assignment, folder)
    history, names, text = read(folder), _names(notebook), _own_text(notebook)
    left_out = {number for numbers in _LEFT_OUT.findall(text) for number in re.findall(r"\d", numbers)}
    parts = []
    for number, (name, task) in enumerate(load_assignment(assignment).items(), 1):
        lacks = _of_drill(task, history) if task.drill else _of_talk(task, history, number)
        told = ""
        if lacks and _may_be_left_out(task) and str(number) in left_out:
            lacks, told = "", "Left out, as you say in the last part."
        elif marks and not lacks:
            told = _mark(name, task, history)
        parts.append(Standing(names.get(name, name), lacks, told))
    own = [Standing(names.get(name, name), _of_text(text)) for name in _answers(notebook)]
    return [*parts, *own]


def _notebook(assignment: str, folder: Path) -> Notebook:
    path = notebook_of(assignment, folder)
    try:
        return parse_notebook(path.read_bytes())
    except (OSError, NotebookError) as error:
        why = (error.strerror or "it can't be opened") if isinstance(error, OSError) else f"it {error}"
        raise NothingToHandIn(
            f"{path.name} can't be looked at: {why}. Choose File ▸ Save and try again. "
            "If that doesn't help, ask your instructor for the notebook once more: your answers are kept beside it."
        ) from None


def _names(notebook: Notebook) -> dict[str, str]:
    """What each part is called, by grade id: the numbered heading that it stands under."""
    names, heading = {}, ""
    for cell in notebook["cells"]:
        if found := _HEADING.search(cell["source"]):
            heading = f"Part {found[1]}"
        if heading and grade_id(cell):
            names[grade_id(cell)] = heading
    return names


def _answers(notebook: Notebook) -> dict[str, str]:
    """What stands in the cells to write in, by grade id; a cell that was split in two is one."""
    written: dict[str, str] = {}
    for cell in filter(is_answer, notebook["cells"]):
        written[grade_id(cell)] = "\n".join(filter(None, [written.get(grade_id(cell)), cell["source"]]))
    return written


def _own_text(notebook: Notebook) -> str:
    return "\n".join(_answers(notebook).values()).replace(UNWRITTEN, "").strip()


def _of_text(text: str) -> str:
    if not text:
        return "Where you should write, there is still our line, or nothing. Write your text there."
    if not re.search(r"\w", _LEFT_OUT.sub("", text)):
        return "So far it only says what you left out. Write your text below that."
    return ""


def _of_drill(task: Task, history: History) -> str:
    drill = load_drill(task.drill)
    about = {"drill": drill.name, "digest": drill.digest}
    answers = newest(history, "drill", about)
    lacks = {number: words for number, item in enumerate(drill.items, 1) if (words := _of_item(item, answers))}
    if not lacks:
        return ""
    if len(lacks) == len(drill.items) and older(history, "drill", about):
        return "The questions have changed since you answered them. Please answer them again."
    if len(drill.items) == 1:
        return lacks[1]
    if not answers.keys() & {item.id for item in drill.items}:
        return "No question is answered yet."
    reasons = dict.fromkeys(lacks.values())
    still = " ".join(_at(words, [at for at, same in lacks.items() if same == words]) for words in reasons)
    return f"{len(drill.items) - len(lacks)} of {len(drill.items)} questions are done. {still}"


def _at(words: str, numbers: list[int]) -> str:
    *most, last = map(str, numbers)
    return f"Questions {', '.join(most)} and {last}: {words}" if most else f"Question {last}: {words}"


def _of_item(item: Item, answers: dict[str, object]) -> str:
    answer = answers.get(item.id)
    if not item.sound(answer):
        return "No line is marked yet." if isinstance(item, Transcript) else "No answer is saved yet."
    if isinstance(item, Transcript) and not answer:
        return "No line is marked yet."
    left = len(item.lines) - len(answer) if isinstance(item, Sort) and isinstance(answer, dict) else 0
    return f"{left} {'line is' if left == 1 else 'lines are'} left to sort." if left else ""


def _of_talk(task: Task, history: History, number: int) -> str:
    talk = talk_in(task, history, judge_here())
    if talk.counts and talk.counts.finished:
        return ""
    if talk.counts:
        return "Your talk has begun, and it isn't finished. Go on with it until it ends."
    if talk.others:
        return "There is no talk yet in which you typed every reply yourself. Start again, and type."
    may = f" You may leave it out: then write “I left out part {number}” as the first line of the last part."
    return "You haven't talked with this customer yet." + (may if _may_be_left_out(task) else "")


def _may_be_left_out(task: Task) -> bool:
    return bool(task.scenario and load_scenario(task.scenario).notice)


def _mark(name: str, task: Task, history: History) -> str:
    keys = {} if task.scenario else load_key(name, load_drill(task.drill)) if keys_are_here() else None
    return mark_part(task, history, keys, judge_here()).heading
