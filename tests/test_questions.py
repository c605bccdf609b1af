"""Drills: what they take from a file, and how an answer is marked."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.document import DocumentError
from course.questions import Marks, Reason, drill_names, load_drill, load_keys

PRACTICE = """
title: Thoughts
items:
  - id: pick
    kind: choose
    teaches: [004.angry.kernel]
    ask: Which one?
    options:
      - {text: This., why: No.}
      - {text: That., why: Yes., right: true}
  - id: read
    kind: mark
    teaches: [004.angry.agree]
    ask: Mark them.
    speaker: Bev
    labels: [snap, dismiss]
    lines:
      - {who: Al, text: Hey!}
      - {who: Bev, text: Hello., why: Fine.}
      - {who: Bev, text: Calm down., why: No., labels: [dismiss]}
      - {who: Bev, text: "Are you done?", why: No., labels: [snap, dismiss]}
"""
GRADED = (
    PRACTICE.replace("title:", "graded: true\ntitle:")
    .replace(", why: No.", "")
    .replace(", why: Yes., right: true", "")
    .replace(", why: Fine.", "")
    .replace(", labels: [dismiss]}", "}")
    .replace(", labels: [snap, dismiss]}", "}")
)
KEYS = """
items:
  pick: {right: {b: []}, why: {a: No., b: Yes.}}
  read: {right: {"3": [dismiss], "4": [snap, dismiss]}, why: {"2": Fine., "3": No., "4": No.}}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "angry" / "mine.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def practice(tmp_path):
    write(tmp_path, PRACTICE)
    return load_drill("angry/mine", tmp_path)


def test_right_option_earns_one(practice):
    pick = practice.items[0]
    assert pick.mark("b", pick.key) == Marks(1, 1, (Reason("b", 1, "Yes."),))
    assert pick.mark("a", pick.key) == Marks(0, 1, (Reason("a", 0, "No."),))


@pytest.mark.parametrize(
    ("answer", "earned"),
    [
        ({"3": "dismiss", "4": "snap"}, 2),
        ({"3": "dismiss", "4": "dismiss"}, 2),  # either label of a line is right
        ({"3": "snap", "4": "snap"}, 1),  # the wrong label on a bad line earns nothing and costs nothing
        ({"2": "snap", "3": "dismiss", "4": "snap"}, 1),  # a fine line marked costs one
        ({"2": "snap"}, 0),  # never below 0
        ({}, 0),
        ({"1": "snap", "99": "snap", "3": "defensive"}, 0),  # nothing there can be marked so
    ],
)
def test_marks_of_a_transcript(practice, answer, earned):
    read = practice.items[1]
    marks = read.mark(answer, read.key)
    assert (marks.earned, marks.possible) == (earned, 2)


def test_a_missed_line_is_explained(practice):
    read = practice.items[1]
    assert read.mark({"2": "snap"}, read.key).reasons == (
        Reason("2", -1, "Fine."),
        Reason("3", 0, "No."),
        Reason("4", 0, "No."),
    )


words = st.text(max_size=3) | st.sampled_from(["a", "b", "snap", "dismiss", "defensive"])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("1246x"), inner),
    max_leaves=8,
)


@given(anything)
def test_any_answer_at_all_is_marked_within_bounds(answer):
    for name in drill_names():
        for item in load_drill_once(name).items:
            marks = item.mark(answer, item.key)
            assert 0 <= marks.earned <= marks.possible
            assert all(type(reason.points) is int for reason in marks.reasons)


_loaded = {}


def load_drill_once(name):
    return _loaded.setdefault(name, load_drill(name))


@pytest.mark.parametrize(
    ("old", "new", "line", "mend"),
    [
        ("title: Thoughts", "titel: Thoughts", 2, "Did you mean 'title'?"),
        ("kind: choose", "kind: chose", 4, "choose"),
        ("[snap, dismiss]\n", "[snap, dismis]\n", 16, "Did you mean 'dismiss'?"),
        ("labels: [dismiss]}", "labels: [defensive]}", 20, "'defensive' isn't a label that can stand here"),
        ("speaker: Bev", "speaker: Ben", 15, "no line is spoken by 'Ben'"),
        ("{who: Al, text: Hey!}", "{who: Al, text: Hey!, labels: [snap]}", 18, "only Bev's lines"),
        (", right: true", "", 4, "say which answer is"),
        ("why: No.}", "why: No., right: true}", 4, "everything is right"),
        (", why: No.}", "}", 4, "'a' needs a 'why'"),
        ("id: read", "id: pick", 11, "names two items"),
        ("004.angry.kernel", "angry", 6, "like 004.angry.kernel"),
        ("id: pick", "id: Pick", 4, "small letters"),
        ("title:", "graded: true\ntitle:", 5, "holds no answers"),
        ("    ask: Which one?\n", "", 4, "'ask' is missing"),
    ],
)
def test_a_mistake_names_its_place_and_its_mend(tmp_path, old, new, line, mend):
    assert old in PRACTICE
    write(tmp_path, PRACTICE.replace(old, new, 1))
    with pytest.raises(DocumentError) as mistake:
        load_drill("angry/mine", tmp_path)
    assert mistake.value.line == line
    assert mend in str(mistake.value)
    assert str(mistake.value).startswith("angry/mine.yaml, line")


@pytest.mark.parametrize("name", ["angry/thougts", "../../pyproject", "", "/etc/passwd"])
def test_a_name_that_is_no_drill_is_said_so(name):
    with pytest.raises(DocumentError, match="no such drill"):
        load_drill(name)


def test_a_graded_drill_holds_no_answers_and_is_marked_with_its_keys(tmp_path):
    write(tmp_path, GRADED)
    graded = load_drill("angry/mine", tmp_path)
    assert graded.graded
    assert not any(item.key.right for item in graded.items)
    path = tmp_path / "keys.yaml"
    path.write_text(KEYS, encoding="utf-8")
    keys = load_keys(path, graded)
    pick, read = graded.items
    assert pick.mark("b", keys["pick"]).earned == 1
    assert read.mark({"3": "dismiss", "4": "snap"}, keys["read"]).earned == 2
    assert pick.mark("b", pick.key).earned == 0


@pytest.mark.parametrize(
    ("old", "new", "mend"),
    [
        ("  pick:", "  pik:", "'pick' of angry/mine has no key"),
        ("{b: []}", "{c: []}", "there's no 'c'"),
        ('"3": [dismiss]', '"1": [dismiss]', "there's no '1'"),
        ('"3": [dismiss]', '"3": []', "which labels"),
        ('"3": [dismiss]', '"3": [threaten]', "isn't a label that can stand here"),
        ("{b: []}", "{}", "say which answer"),
        ("items:", "items:\n  more: {right: {a: []}}", "no such item"),
    ],
)
def test_a_key_that_does_not_fit_its_drill_is_a_mistake(tmp_path, old, new, mend):
    write(tmp_path, GRADED)
    path = tmp_path / "keys.yaml"
    path.write_text(KEYS.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DocumentError, match=mend):
        load_keys(path, load_drill("angry/mine", tmp_path))


def test_the_digest_follows_the_content_and_not_the_layout(tmp_path, practice):
    write(tmp_path, "# a note\n" + PRACTICE.replace("title: Thoughts", 'title: "Thoughts"'))
    assert load_drill("angry/mine", tmp_path).digest == practice.digest
    write(tmp_path, PRACTICE.replace("Which one?", "Which?"))
    assert load_drill("angry/mine", tmp_path).digest != practice.digest


def test_the_authors_guide_shows_files_that_load(tmp_path):
    guide = (Path(__file__).parent.parent / "docs" / "lessons.md").read_text(encoding="utf-8")
    practice, keys = re.findall(r"```yaml\n(.*?)```", guide, flags=re.DOTALL)
    write(tmp_path, practice)
    shown = load_drill("angry/mine", tmp_path)
    path = tmp_path / "keys.yaml"
    path.write_text(keys, encoding="utf-8")
    assert {name: key.right for name, key in load_keys(path, shown).items()} == {
        item.id: item.key.right for item in shown.items
    }
