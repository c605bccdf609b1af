"""What drills and their keys take from a file, and what they say of a mistake in one."""

import re
from pathlib import Path

import pytest
from small_drill import GRADED, KEYS, PRACTICE, write

from course.cardbook import load_card
from course.document import DocumentError
from course.drillbook import load_drill, load_keys, read_drill


@pytest.fixture
def practice(tmp_path):
    write(tmp_path, PRACTICE)
    return read_drill("angry/mine", tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "line", "mend"),
    [
        ("title: Thoughts", "titel: Thoughts", 2, "Did you mean 'title'?"),
        ("kind: choose", "kind: chose", 5, "'chose' can't stand here; use one of 'choose', 'mark'"),
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
        ("type: angry", "type: cross", 44, "can't stand here; use one of 'angry'"),
        ("    ask: Which one?\n", "", 4, "'ask' is missing"),
        (", bin: fact}", "}", 22, "say where '1' belongs"),
        ("bin: accusation", "bin: accusatoin", 22, "Did you mean 'accusation'?"),
        ("bin: accusation", "bin: fact", 22, "everything belongs in one bin"),
        ("at: 3}", "at: 2}", 31, "each place from 1 to 3"),
        ("at: [1, 2]", "at: [1, 7]", 31, "a place is a number from 1 to 3"),
        ("at: 3}", "at: 9}", 36, "less than or equal to 8"),
        (", at: 3}", "}", 31, "say where 'a' belongs"),
        ("    model: I'm sorry about the wait. Where were you?\n", "", 39, "give a 'model'"),
    ],
)
def test_a_mistake_names_its_place_and_its_mend(tmp_path, old, new, line, mend):
    assert old in PRACTICE
    write(tmp_path, PRACTICE.replace(old, new, 1))
    with pytest.raises(DocumentError) as mistake:
        read_drill("angry/mine", tmp_path)
    assert mistake.value.line == line
    assert mend in str(mistake.value)
    assert str(mistake.value).startswith("angry/mine.yaml, line")


@pytest.mark.parametrize("name", ["angry/thougts", "../../pyproject", "", "/etc/passwd"])
def test_a_name_that_is_no_drill_is_said_so(name):
    with pytest.raises(DocumentError, match="no such file in drills"):
        load_drill(name)


def test_steps_shown_in_their_right_order_are_a_mistake(tmp_path):
    write(tmp_path, PRACTICE.replace("at: 3", "at: 1").replace("at: [1, 2]", "at: 2").replace("at: [2, 1]", "at: 3"))
    with pytest.raises(DocumentError, match="list them in another"):
        read_drill("angry/mine", tmp_path)


def test_a_graded_drill_holds_no_answers_and_is_marked_with_its_keys(tmp_path):
    write(tmp_path, GRADED)
    graded = read_drill("angry/mine", tmp_path)
    assert graded.graded
    assert not any(item.key.right for item in graded.items)
    path = tmp_path / "keys.yaml"
    path.write_text(KEYS, encoding="utf-8")
    keys = load_keys(path, graded)
    pick, read, *_ = graded.items
    assert pick.mark("b", keys["pick"]).earned == 1
    assert read.mark({"3": "dismiss", "4": "snap"}, keys["read"]).earned == 2
    assert pick.mark("b", pick.key).earned == 0


@pytest.mark.parametrize(
    ("old", "new", "line", "mend"),
    [
        ("    customer: I've stood here for an hour!\n", "", 40, "add 'customer'"),
        ("    type: angry\n", "", 40, "add 'type'"),
        ("customer: I've stood here", "customer: You stood here", 44, "doesn't show the customer saying “You stood"),
        ("for an hour!\n    type", "for an hour! Hm.\n    type", 44, "doesn't show the customer saying “Hm.”"),
    ],
)
def test_words_that_are_marked_answer_a_line_that_is_shown(tmp_path, old, new, line, mend):
    assert old in GRADED
    write(tmp_path, GRADED.replace(old, new, 1))
    with pytest.raises(DocumentError) as mistake:
        read_drill("angry/mine", tmp_path)
    assert (mistake.value.line, mend in str(mistake.value)) == (line, True), str(mistake.value)


@pytest.mark.parametrize(
    ("old", "new", "mend"),
    [
        ("  pick:", "  pik:", "'pick' of angry/mine has no key"),
        ("{b: []}", "{c: []}", "there's no 'c'"),
        ('"3": [dismiss]', '"1": [dismiss]', "there's no '1'"),
        ('"3": [dismiss]', '"3": []', "which labels"),
        ('"3": [dismiss]', '"3": [threaten]', "isn't a label that can stand here"),
        ("{b: []}", "{}", "say which answer"),
        ('"2": [accusation]', '"2": [guess]', "isn't a label that can stand here"),
        ('a: ["3"]', 'a: ["x"]', "a place is a number from 1 to 3, not 'x'"),
        ('b: ["1", "2"]', 'b: ["1", "7"]', "a place is a number from 1 to 3, not '7'"),
        ('a: ["3"]', 'a: ["2"]', "each place from 1 to 3"),
        ("why: {a: No.", "why: {d: No.", "there's no 'd'"),
        ("b: Yes.}", 'b: ""}', "'b' needs a 'why'"),
        (', model: "I\'m sorry about the wait. Where were you?"', "", "give a 'model'"),
        ("needs: [apologize acknowledge_feeling, ask_question], ", "", "say what the moment 'needs'"),
        ("apologize acknowledge_feeling", "apologise", "Did you mean 'apologize'"),
        ("apologize acknowledge_feeling", "snap", "'snap' isn't a label that can stand here"),
        ("apologize acknowledge_feeling", "''", "should stand here"),
        ("pick: {", "pick: {needs: [apologize], ", "only an answer in own words has 'needs'"),
        ("items:", "items:\n  more: {right: {a: []}}", "no such item"),
    ],
)
def test_a_key_that_does_not_fit_its_drill_is_a_mistake(tmp_path, old, new, mend):
    write(tmp_path, GRADED)
    path = tmp_path / "keys.yaml"
    path.write_text(KEYS.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DocumentError, match=mend):
        load_keys(path, read_drill("angry/mine", tmp_path))


def test_the_digest_follows_the_content_and_not_the_layout(tmp_path, practice):
    write(tmp_path, "# a note\n" + PRACTICE.replace("title: Thoughts", 'title: "Thoughts"'))
    assert read_drill("angry/mine", tmp_path).digest == practice.digest
    write(tmp_path, PRACTICE.replace("Which one?", "Which?"))
    assert read_drill("angry/mine", tmp_path).digest != practice.digest


def test_the_authors_guide_shows_files_that_load(tmp_path):
    guide = (Path(__file__).parent.parent / "docs" / "lessons.md").read_text(encoding="utf-8")
    practice, keys, card = re.findall(r"```yaml\n(.*?)```", guide, flags=re.DOTALL)
    write(tmp_path, practice)
    shown = read_drill("angry/mine", tmp_path)
    path = tmp_path / "keys.yaml"
    path.write_text(keys, encoding="utf-8")
    assert {name: key.right for name, key in load_keys(path, shown).items()} == {
        item.id: item.key.right for item in shown.items
    }
    (tmp_path / "cards" / "calm").mkdir(parents=True)
    (tmp_path / "cards" / "calm" / "eyes-up.yaml").write_text(card, encoding="utf-8")
    assert load_card("calm/eyes-up", tmp_path / "cards").observer.ask == ("When did it turn?",)
