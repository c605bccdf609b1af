"""Sixty hand-ins as different as those of real classes: by skill, by what was left out, and by what went wrong."""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from solutions import EXERCISES, TASKS, answer, key_of, right_answers, talk
from students import hand_in as play_through

from course.conversation import open_conversation
from course.drillbook import load_drill

Step = Callable[[Path, str], None]
Cells = list[dict[str, Any]]

DECIDED = "Eight to six in a puddle, and nobody."
UNSURE = "I'm so sorry! Where are you now? I'll come over and stay with you."
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
CALM = (
    "That must have been a shock. What did you see when you opened it?",
    "I'd be upset too. Let me look at it with you.",
    "You're right, somebody should have told you.",
    "What would help you most today?",
    "Here is what I can do: I'll call them now, and you hear what they say.",
)
CURT = ("Calm down.", "Those are the rules.", "There's nothing I can do.", "You should have read the sign.", "Next!")
DOUBTFUL = (
    "Well, now.",
    "Oh, lockers.",
    "Hm, it is what it is, I'd say, or isn't it?",
    UNSURE,
    "So there we are, you and I.",
)


def untouched(folder: Path, name: str) -> None:
    shutil.copytree(EXERCISES / "release" / name, folder)


def as_released(folder: Path, name: str) -> None:
    shutil.copy(EXERCISES / "release" / name / f"{name}.ipynb", folder)


def player(skill: float, seed: int) -> Step:
    return lambda folder, name: play_through(folder, name, seed, skill)


def does(*parts: str) -> Step:
    def do(folder: Path, name: str) -> None:
        for part in parts:
            grade_id = f"{name}-{part}"
            task = TASKS[grade_id]
            answer(folder, task, right_answers(grade_id)) if task.drill else talk(folder, task)

    return do


def begins(part: str, turns: int) -> Step:
    def do(folder: Path, name: str) -> None:
        talk(folder, TASKS[f"{name}-{part}"], turns)

    return do


def says(*lines: str) -> Step:
    """Types these lines in the new talk, over and over until it ends."""

    def do(folder: Path, name: str) -> None:
        task = TASKS[f"{name}-new"]
        conversation = open_conversation(task.scenario, task.key, folder)
        for number in range(40):
            if not conversation.state.ended:
                conversation.say(text=lines[number % len(lines)])

    return do


def rewrites(*replies: str | None) -> Step:
    """Writes these in place of the bad replies: "" for nothing, None for the model, "?" for the printed question."""

    def do(folder: Path, name: str) -> None:
        items, keys = load_drill(TASKS[f"{name}-rewrite"].drill).items, key_of(f"{name}-rewrite")
        meant = {None: lambda item: keys[item.id].model, "?": lambda item: item.situation}
        given = {
            item.id: meant[reply](item) if reply in meant else reply for item, reply in zip(items, replies, strict=True)
        }
        answer(folder, TASKS[f"{name}-rewrite"], {item: words for item, words in given.items() if words})

    return do


def page(change: Callable[[Cells, Mapping[str, dict[str, Any]]], Cells | None]) -> Step:
    """Changes the notebook: a function of its cells, and of those that have a name in the exercise, by that name."""

    def do(folder: Path, name: str) -> None:
        path = folder / f"{name}.ipynb"
        notebook = json.loads(path.read_bytes())
        cells = {cell["id"].removeprefix(f"{name}-"): cell for cell in notebook["cells"]}
        notebook["cells"] = change(notebook["cells"], cells) or notebook["cells"]
        path.write_text(json.dumps(notebook), encoding="utf-8", newline="\n")

    return do


def writes(words: str) -> Step:
    return page(lambda _, named: named["reflection"].update(source=words))


def added(kind: str, source: str, **more: object) -> dict[str, Any]:
    code = {"outputs": [], "execution_count": 7} if kind == "code" else {}
    return {"cell_type": kind, "id": f"mine-{len(source)}", "metadata": {}, "source": source, **code, **more}


def twice(name: str, **changes: object) -> Step:
    """Copies a cell, as pasting does, with an id of its own."""
    return page(lambda cells, named: [*cells, json.loads(json.dumps(named[name])) | {"id": "pasted"} | changes])


def without(*names: str) -> Step:
    return page(lambda cells, named: [cell for cell in cells if cell not in [named[name] for name in names]])


def picture(words: str) -> Step:
    attachments = {"mine.png": {"image/png": PIXEL}}
    return page(lambda _, named: named["reflection"].update(source=words, attachments=attachments))


def run_before(cells: Cells, named: Mapping[str, dict[str, Any]]) -> None:
    """Leaves what running leaves: outputs, widgets of which nothing was saved, counts, tags and colours of the editor."""
    widget = {"model_id": "abc", "version_major": 2, "version_minor": 0}
    shown = {"data": {"application/vnd.jupyter.widget-view+json": widget, "text/plain": "Page()"}, "metadata": {}}
    for count, cell in enumerate((cell for cell in cells if cell["cell_type"] == "code"), 1):
        cell.update(execution_count=count, outputs=[{"output_type": "display_data", **shown}])
        cell["metadata"]["tags"] = ["mine"]
    named["concepts"]["outputs"] = [
        {"output_type": "execute_result", "data": {"text/plain": "2.0"}, "metadata": {}, "execution_count": 9}
    ]


def forged(_: Cells, named: Mapping[str, dict[str, Any]]) -> None:
    named["new"]["source"] = "4.0"
    named["concepts"]["metadata"]["nbgrader"]["points"] = 200
    named["known"]["metadata"]["nbgrader"]["locked"] = False


def foreign(_: Cells, named: Mapping[str, dict[str, Any]]) -> None:
    named["concepts"]["metadata"]["nbgrader"]["grade_id"] = "of-another-exercise"
    named["reflection"]["metadata"]["nbgrader"] = {}
    named["reflection"]["source"] = "Words in a cell that has lost its name."


def split(cells: Cells, named: Mapping[str, dict[str, Any]]) -> Cells:
    halves = [json.loads(json.dumps(named["reflection"])) | {"id": f"half-{n}", "source": f"Part {n}."} for n in (1, 2)]
    return [*(cell for cell in cells if cell is not named["reflection"]), *halves]


def beside(**files: str) -> Step:
    def do(folder: Path, _: str) -> None:
        for name, text in files.items():
            (folder / name.replace("_", ".")).write_text(text, encoding="utf-8", newline="\n")

    return do


def torn(folder: Path, _: str) -> None:
    (journal,) = folder.glob("journal-*")
    journal.write_bytes(journal.read_bytes()[:-200] + b'\n{"torn')


def from_elsewhere(*steps: Step, under: str = "journal-elsewhere.jsonl") -> Step:
    """Does something in another folder, as on another machine, and brings the journal along."""

    def do(folder: Path, name: str) -> None:
        with TemporaryDirectory() as place:
            for step in steps:
                step(Path(place), name)
            (journal,) = Path(place).glob("journal-*")
            shutil.copy(journal, folder / under)

    return do


def of_another_exercise(folder: Path, _: str) -> None:
    does("concepts", "new")(folder, "calm")


def renamed(folder: Path, name: str) -> None:
    (folder / f"{name}.ipynb").rename(folder / f"{name} (1).ipynb")


def with_a_copy(folder: Path, name: str) -> None:
    shutil.copy(folder / f"{name}.ipynb", folder / f"{name}-Copy1.ipynb")
    shutil.copy(EXERCISES / "release" / "calm" / "calm.ipynb", folder)


def unreadable(folder: Path, name: str) -> None:
    (folder / f"{name}.ipynb").write_bytes((folder / f"{name}.ipynb").read_bytes()[:-99])


def older_format(folder: Path, name: str) -> None:
    path = folder / f"{name}.ipynb"
    notebook = json.loads(path.read_bytes()) | {"nbformat_minor": 2}
    for cell in notebook["cells"]:
        del cell["id"]
    path.write_text(json.dumps(notebook), encoding="utf-8", newline="\r\n")


ALL = does("concepts", "transcript", "thoughts", "known", "new", "rewrite")
OWN = "They went quiet when I named the water. Next time I wait before I explain."

#: The hand-ins: by exercise and student, what was done one after the other.
HAND_INS: dict[tuple[str, str], tuple[Step, ...]] = {
    ("angry", "ada"): (untouched, ALL, writes(OWN)),
    ("angry", "Zoë Brandt"): (player(0.9, 1),),
    ("angry", "李雷"): (player(0.5, 2),),
    ("angry", "Łukasz Żak"): (player(0.2, 3),),
    ("angry", "şule o'neil"): (player(0.0, 4),),
    ("angry", "half-done"): (untouched, does("concepts", "thoughts")),
    ("angry", "stopped"): (untouched, does("concepts"), rewrites(UNSURE, None), begins("new", 3)),
    ("angry", "empty"): (untouched,),
    ("angry", "journal-missing"): (untouched, writes(OWN)),
    ("angry", "journal-torn"): (untouched, does("concepts", "new"), torn),
    ("angry", "journals-two"): (untouched, from_elsewhere(begins("new", 2), does("known")), does("concepts", "new")),
    ("angry", "journal-renamed"): (untouched, from_elsewhere(ALL, under="journal-mein Heft (1).jsonl")),
    ("angry", "journal-of-another"): (untouched, of_another_exercise),
    ("angry", "check-copied"): (untouched, does("concepts"), twice("concepts"), twice("new")),
    ("angry", "check-changed"): (untouched, does("thoughts"), page(forged)),
    ("angry", "cells-deleted"): (untouched, ALL, without("concepts", "start", "reflection", "new-activity")),
    ("angry", "cells-reversed"): (untouched, ALL, writes(OWN), page(lambda cells, _: cells[::-1])),
    ("angry", "cells-foreign"): (untouched, does("known"), page(foreign)),
    ("angry", "notebook-renamed"): (untouched, does("concepts"), renamed),
    ("angry", "notebook-unreadable"): (untouched, does("concepts", "known"), unreadable),
    ("angry", "words-decided"): (untouched, rewrites(DECIDED, None), writes(OWN)),
    ("capstone", "ada"): (untouched, ALL, writes(OWN)),
    ("capstone", "李雷"): (player(0.6, 5),),
    ("capstone", "typed-calm"): (untouched, says(*CALM), rewrites(None, None)),
    ("capstone", "typed-curt"): (untouched, says(*CURT), rewrites(CURT[1], CURT[2])),
    ("capstone", "typed-doubtful"): (untouched, says(*DOUBTFUL), rewrites(UNSURE, DOUBTFUL[2])),
    ("capstone", "typed-mixed"): (untouched, says(*CALM[:2], *DOUBTFUL), rewrites(None, UNSURE), writes(OWN)),
    ("capstone", "typed-once"): (untouched, from_elsewhere(says(CALM[0])), does("transcript")),
    ("capstone", "typed-twice"): (untouched, from_elsewhere(says(*CURT)), says(*CALM)),
    ("capstone", "rewrite-half"): (untouched, does("concepts"), rewrites(None, "")),
    ("capstone", "rewrite-pasted"): (untouched, does("concepts"), rewrites("?", "?")),
    ("capstone", "typed-signs"): (
        untouched,
        says("<b>Hm</b> & 'so' $x$", "İ ß 你好 \U0001f600", "?!"),
        rewrites("`x`", "*y*"),
    ),
    ("calm", "ada"): (untouched, ALL),
    ("calm", "late"): (untouched, ALL, writes(OWN)),
    ("calm", "late-very"): (untouched, does("concepts", "thoughts")),
    ("calm", "late-allowed"): (untouched, does("transcript", "new")),
    ("calm", "late-allowed-partly"): (untouched, does("concepts", "new")),
    ("calm", "late-empty"): (untouched,),
    ("calm", "time-unknown"): (untouched, does("concepts")),
    ("positive", "ada"): (untouched, ALL, writes(OWN)),
    ("positive", "Łukasz Żak"): (player(0.7, 6),),
    ("positive", "picture"): (untouched, does("new"), picture("Here: ![a drawing](attachment:mine.png) and so on.")),
    ("positive", "picture-alone"): (untouched, picture("")),
    ("positive", "text-emptied"): (untouched, does("concepts"), writes("")),
    ("positive", "text-blank"): (untouched, writes(" \n\n")),
    ("rude", "ada"): (untouched, does("known", "new")),
    ("rude", "Zoë Brandt"): (player(0.4, 7),),
    ("rude", "text-copied"): (untouched, writes(OWN), twice("reflection")),
    ("rude", "text-copied-changed"): (untouched, writes(OWN), twice("reflection", source="And a second thought.")),
    ("rude", "text-copied-unchanged"): (untouched, twice("reflection")),
    ("rude", "text-split"): (untouched, page(split)),
    ("cultural", "ada"): (untouched, ALL, writes(OWN)),
    ("cultural", "notebook-run"): (untouched, ALL, writes(OWN), page(run_before)),
    ("cultural", "notebook-older"): (untouched, does("concepts"), writes("Ä line.\n\nAnd *one* more."), older_format),
    ("unsatisfiable", "cells-added"): (
        untouched,
        does("concepts"),
        page(lambda cells, _: [added("code", "1 / 0"), added("raw", "A note."), *cells, added("markdown", "Mine.")]),
    ),
    ("unsatisfiable", "Müller, Jörg"): (player(0.8, 8), writes("Größer. “Ja”, sagte sie – ¿no?")),
    ("unsatisfiable", "text-as-code"): (
        untouched,
        page(
            lambda _, named: named["reflection"].update(cell_type="code", source="x = 1", outputs=[], execution_count=1)
        ),
    ),
    ("package", "files-beside"): (
        untouched,
        does("concepts"),
        with_a_copy,
        beside(notes_txt="Mine.", journal_txt="None."),
    ),
    ("package", "journal-empty"): (untouched, beside(**{"journal-empty_jsonl": ""})),
    ("package", "李雷"): (player(1.0, 9),),
}

#: What some do before a second grading.
AGAIN: dict[tuple[str, str], tuple[Step, ...]] = {
    ("angry", "ada"): (),
    ("angry", "half-done"): (does("known", "new"), writes(OWN)),
    ("calm", "late-allowed"): (),
    ("calm", "late-allowed-partly"): (),
    ("capstone", "typed-mixed"): (writes(f"{OWN} And I'd ask."),),
    ("cultural", "ada"): (as_released,),
}

NOON = "2026-05-01 12:00:00 UTC"
_TIMES = {
    "late": "2026-05-01 13:30:00 UTC",
    "late-very": "2026-05-09 12:00:00 UTC",
    "late-allowed": "2026-05-01 16:00:00 UTC",
    "late-allowed-partly": "2026-05-01 16:00:00 UTC",
    "late-empty": "2026-05-01 13:00:00 UTC",
    "time-unknown": "",
}


def hand_in(folder: Path, name: str, student: str, steps: tuple[Step, ...]) -> None:
    """Do what a student did, and note when it was handed in."""
    for step in steps:
        step(folder, name)
    if time := _TIMES.get(student, "2026-05-01 11:00:00 UTC"):
        (folder / "timestamp.txt").write_text(time, encoding="utf-8", newline="\n")
