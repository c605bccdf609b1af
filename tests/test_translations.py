"""The course in other languages: the same customers, drills, cards and lessons, in other words."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from course.cardbook import CARDS
from course.drillbook import DRILLS
from course.invariants import prove
from course.language import LANGUAGES, languages
from course.notebooks import ROOT
from course.scenario import FOLDER, load_scenario
from course.shelf import take

SHELVES = {"scenarios": FOLDER, "drills": DRILLS, "cards": CARDS}
# The keys under which stands what people read; `needs` does so below a customer alone.
READ = {
    *("title", "notice", "place", "role", "knows", "may", "may_not", "who", "sets_off", "asks_for", "fact", "silence"),
    *("about", "line", "again", "stage", "hint", "text", "words", "why", "answer", "cool", "warm", "hot"),
    *("introduction", "situation", "ask", "model", "bins", "speaker"),
    *("opening", "moods", "task", "try", "watch", "alone"),
}
LETTERS = re.compile(r"\w+")


def names(code, kind):
    folder = LANGUAGES / code / kind
    return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.yaml"))


TRANSLATED = [
    pytest.param(kind, name, code, id=f"{code}-{kind}-{name}")
    for code in languages()[1:]
    for kind in SHELVES
    for name in names(code, kind)
]
LESSONS = {
    path: next((ROOT / "course" / "text").glob(f"{path.name[:2]}_*.md"))
    for path in sorted(LANGUAGES.glob("*/text/*.md"))
}
each_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")


def leaves(value, key=()):
    """All that a model holds, each with the keys that lead there."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, (*key, name))
    elif isinstance(value, (list, tuple)):
        for at, part in enumerate(value):
            yield from leaves(part, (*key, at))
    else:
        yield key, value


def is_read(key):
    words = [name for name in key if isinstance(name, str)]
    return words[-1] in READ or words[-2:-1] == ["bins"] or words == ["customer", "needs"]


@pytest.mark.parametrize(("kind", "name", "code"), TRANSLATED)
def test_a_translation_differs_in_words_alone(kind, name, code):
    ours, theirs = (dict(leaves(take(one, SHELVES[kind]).data)) for one in (name, f"{name}+{code}"))
    assert list(ours) == list(theirs)
    assert {key for key, value in ours.items() if theirs[key] != value and not is_read(key)} == set()
    left = [value for key, value in ours.items() if is_read(key) and theirs[key] == value]
    assert [words for words in left if len(LETTERS.findall(str(words))) > 3] == []


@pytest.mark.parametrize("code", languages()[1:])
def test_every_customer_that_a_lesson_brings_was_translated(code):
    for path in LESSONS:
        text = path.read_text(encoding="utf-8")
        for kind, calls in {"scenarios": "play|compare", "drills": "drill|quiz", "cards": "role_play"}.items():
            called = set(re.findall(rf'^(?:{calls})\("([^"]+)"', text, re.MULTILINE))
            assert called <= set(names(path.parts[-3], kind))


@pytest.mark.parametrize(("kind", "name", "code"), [one for one in TRANSLATED if one.values[0] == "scenarios"])
def test_a_translated_customer_is_as_sound_as_the_english_one(kind, name, code):
    assert prove(load_scenario(f"{name}+{code}")).problems == ()


@each_lesson
def test_a_translated_lesson_has_the_same_cells(path):
    ours, theirs = (
        nbformat.read(ROOT / "course" / "lessons" / place, as_version=4).cells
        for place in (f"{LESSONS[path].stem}.ipynb", Path(path.parts[-3]) / f"{path.stem}.ipynb")
    )
    assert [cell.cell_type for cell in theirs] == [cell.cell_type for cell in ours]
    assert [cell.metadata.get("teaches") for cell in theirs] == [cell.metadata.get("teaches") for cell in ours]
    code = [(one.source, other.source) for one, other in zip(ours, theirs, strict=True) if one.cell_type == "code"]
    assert code[0][1] == f'{code[0][0]}, speak\n\nspeak("{path.parts[-3]}")'
    assert all(one == other for one, other in code[1:])


@each_lesson
def test_a_translated_lesson_runs_and_speaks_its_language(path, tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path / "data"))
    made = ROOT / "course" / "lessons" / path.parts[-3] / f"{path.stem}.ipynb"
    page = nbformat.read(made, as_version=4)
    NotebookClient(page, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [out for cell in page.cells for out in cell.get("outputs", ())]
    widgets = [
        out.data["application/vnd.jupyter.widget-view+json"]["model_id"]
        for out in shown
        if "application/vnd.jupyter.widget-view+json" in out.get("data", {})
    ]
    state = page.metadata.widgets["application/vnd.jupyter.widget-state+json"].state
    assert widgets
    assert {state[one].state["language"] for one in widgets} == {path.parts[-3]}
    assert all(out.output_type != "error" for out in shown)
