"""`python -m autograder`: what whoever grades types, and what they read then."""

import builtins
import json
import shutil
import subprocess
import sys
from io import StringIO

import pytest
from rich.console import Console
from solutions import EXERCISES, REWRITES, TASKS, answer, talk

from autograder.__main__ import main
from autograder.overrules import FILE, read_overrules, words_id
from course.drillbook import load_drill
from course.labels import LABELS

(ITEM, _) = load_drill(REWRITES["angry-rewrite"].drill).items
WORDS = "A whole day in a puddle. I'm sorry."
ID = words_id(WORDS, ITEM.customer)


@pytest.fixture
def course(tmp_path):
    shutil.copytree(EXERCISES / "keys", tmp_path / "keys")
    for learner in ("ada", "Bo Moss"):
        folder = tmp_path / "submitted" / learner / "angry"
        folder.mkdir(parents=True)
        answer(folder, REWRITES["angry-rewrite"], {ITEM.id: WORDS})
    return tmp_path


@pytest.fixture
def typed(course, capsys):
    """What a command says, after its exit status."""

    def type_in(*arguments):
        console = Console(file=StringIO(), width=200)
        status = main([*arguments, "--course-dir", str(course)], console)
        return status, console.file.getvalue() + capsys.readouterr().err

    return type_in


def test_words_are_listed_with_what_was_heard(typed):
    status, said = typed("words", "angry")
    assert status == 0
    row = next(line for line in said.splitlines() if ID in line)
    assert [cell.strip() for cell in row.split("│")][1:3] == [ID, "2"]
    assert "apologize" in said
    assert "I'm sorry." in said
    assert "1 reply was typed in hand-ins of angry." in said


def test_ctrl_c_is_a_sentence(typed, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("autograder.words_command.typed_words", stopped)
    status, said = typed("words", "angry")
    assert (status, said) == (130, "Stopped by Ctrl-C.\n")


def test_ctrl_c_while_it_starts_is_a_sentence_too(monkeypatch, capsys):
    def stopped(name, *rest):
        if name == "autograder.options":
            raise KeyboardInterrupt
        return load(name, *rest)

    load = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", stopped)
    assert main(["words", "angry"]) == 130
    assert capsys.readouterr().err == "Stopped by Ctrl-C.\n"


def test_only_what_marks_wait_for_is_listed_when_asked(typed):
    typed("overrule", ID)
    _, said = typed("words", "angry", "--waiting")
    assert ID not in said
    assert "Marks wait for 0 of them." in said


def test_a_decision_adds_and_takes_away_and_is_kept(course, typed):
    status, said = typed("overrule", ID, "+own_problem", "-apologize")
    assert status == 0, said
    assert "own_problem" in said
    assert "python -m autograder grade angry" in said
    decided = read_overrules(course / FILE)[ID]
    assert "own_problem" in decided.labels
    assert "apologize" not in decided.labels
    assert {label for label, _ in decided.spans} == decided.labels
    assert ("own_problem", WORDS) in decided.spans or decided.spans
    assert all(words in WORDS for _, words in decided.spans)
    status, said = typed("overrule", ID, "+apologize", "-own_problem")
    assert "own_problem" not in read_overrules(course / FILE)[ID].labels
    assert "apologize" in read_overrules(course / FILE)[ID].labels
    assert typed("overrule", ID, "--undo")[0] == 0
    assert read_overrules(course / FILE) == {}
    assert len((course / FILE).read_text(encoding="utf-8").splitlines()) == 3
    assert "ada" not in (course / FILE).read_text(encoding="utf-8")


def test_taking_back_reads_no_hand_in_and_names_the_exercise_to_grade_again(course, typed, monkeypatch):
    (course / "submitted" / "ada" / "capstone").mkdir()
    (course / "submitted" / "ada" / "no-exercise").mkdir()
    typed("overrule", ID, "+own_problem")
    first = (course / FILE).read_text(encoding="utf-8")
    monkeypatch.setattr("autograder.words_command.typed_words", None)
    again = "Taken back. Marks follow when you grade again: python -m autograder grade angry"
    assert typed("overrule", ID, "--undo") == (0, f"{again}\n")
    decision = json.loads(first)
    del decision["exercise"]  # as it was before exercises were noted
    (course / FILE).write_text(json.dumps(decision) + "\n", encoding="utf-8")
    assert typed("overrule", ID, "--undo") == (0, f"{again} and python -m autograder grade capstone\n")


def test_words_of_a_talk_can_be_decided_on(course, typed):
    folder = course / "submitted" / "ada" / "capstone"
    folder.mkdir()
    turn = talk(folder, TASKS["capstone-new"], turns=1).state.turns[0]
    status, said = typed("overrule", words_id(turn.reply.text, turn.line), *(f"-{label}" for label in LABELS), "+greet")
    assert status == 1  # added and taken away at once
    assert "'greet' can't be added and taken away" in said
    assert typed("overrule", words_id(turn.reply.text, turn.line), *(f"-{label}" for label in LABELS))[0] == 0
    _, said = typed("words", "capstone")
    assert "acknowledge_feeling 100%" not in said
    assert "1 reply was" in said


def test_one_decision_serves_many_replies_or_none(course, typed):
    other = "Sorry, a whole day in a puddle."
    folder = course / "submitted" / "cy" / "angry"
    folder.mkdir(parents=True)
    answer(folder, REWRITES["angry-rewrite"], {ITEM.id: other})
    second = words_id(other, ITEM.customer)
    status, said = typed("overrule", ID, "0000000000", second, "+own_problem")
    assert (status, "have the name 0000000000;" in said, (course / FILE).exists()) == (1, True, False)
    status, said = typed("overrule", ID, second, ID, "+own_problem")
    assert status == 0
    assert said.count("now has:") == 2
    decided = read_overrules(course / FILE)
    assert {name for name, one in decided.items() if "own_problem" in one.labels} == {ID, second}
    assert typed("overrule", ID, "1111111111", "--undo")[0] == 1
    assert len(read_overrules(course / FILE)) == 2
    assert typed("overrule", ID, second, "--undo")[0] == 0
    assert read_overrules(course / FILE) == {}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["words", "angri"], "There's no exercise 'angri'. Did you mean 'angry'?"),
        (["overrule", "0000000000", "+greet"], "have the name 0000000000"),
        (["overrule", ID, "+apologise"], "'apologise' isn't a label. Did you mean 'apologize'?"),
        (["overrule", ID, "--undo"], "nothing to take back"),
    ],
)
def test_a_mistake_is_a_sentence(typed, arguments, sentence):
    status, said = typed(*arguments)
    assert (status, sentence in said) == (1, True), said


def test_a_torn_file_of_decisions_is_a_sentence(course, typed):
    (course / FILE).write_text("{\n", encoding="utf-8")
    for arguments in (["words", "angry"], ["overrule", ID], ["export-corpus", str(course / "x.jsonl")]):
        status, said = typed(*arguments)
        assert (status, f"{FILE}, line 1" in said) == (1, True)


def test_decisions_are_written_as_rows_without_anybodys_name(course, typed):
    for learner, words in (("cy", "Moss here, sorry about the puddle."), ("di", "That's a long day, by the moss.")):
        folder = course / "submitted" / learner / "angry"
        folder.mkdir(parents=True)
        answer(folder, REWRITES["angry-rewrite"], {ITEM.id: words})
        typed("overrule", words_id(words, ITEM.customer))
    typed("overrule", ID, "+agree_with_truth")
    status, said = typed("export-corpus", str(course / "our-town.jsonl"))
    assert status == 0
    rows = [json.loads(line) for line in (course / "our-town.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["reply"] for row in rows] == [WORDS]
    (row,) = rows
    assert set(row) == {"id", "type", "customer", "reply", "labels", "spans"}
    assert row["id"] == f"our_town-{ID}"
    assert {label for label, _ in row["spans"]} == set(row["labels"]) >= {"agree_with_truth"}
    assert all(words in row["reply"] for _, words in row["spans"])
    assert "1 row is" in said
    assert "a learner's name may be in it" in said
    assert typed("export-corpus", str(course / "no" / "where.jsonl"))[0] == 1


def test_words_can_not_steer_a_terminal(course, typed):
    words = "Puddle \x1b[2J\x1b]0;x\x07 sorry [bold]b[/bold]"
    answer(course / "submitted" / "ada" / "angry", REWRITES["angry-rewrite"], {ITEM.id: words})
    for arguments in (["words", "angry"], ["overrule", words_id(words, ITEM.customer)]):
        _, said = typed(*arguments)
        assert "\x1b" not in said
        assert "\x07" not in said
        assert "[bold]b[/bold]" in said


def test_it_is_a_command_of_the_package(course):
    run = subprocess.run(
        [sys.executable, "-m", "autograder", "words", "angry", "--course-dir", str(course)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=EXERCISES.parent,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert ID in run.stdout


def test_what_waits_says_why(course, typed):
    """Words that help, and hold nothing of the customer's story: nobody can tell whether they were said to them."""
    words = "I'll stay on this with you until it's put right, that's a promise from me."
    folder = course / "submitted" / "cy" / "angry"
    folder.mkdir(parents=True)
    answer(folder, REWRITES["angry-rewrite"], {ITEM.id: words})
    _, said = typed("words", "angry")
    row = next(line for line in said.splitlines() if words_id(words, ITEM.customer) in line)
    assert "waits" in said
    assert "whether it is said to this person" in row
