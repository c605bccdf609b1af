"""What an instructor decided about words: kept, taken back, honoured, and given on."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.overrules import (
    VARIABLE,
    Decision,
    Overrule,
    OverrulesError,
    Overruling,
    add_overrule,
    corpus_rows,
    judge_here,
    read_overrules,
    words_id,
)
from course.dialogue import assessed
from course.replies import Judgement, Setting

HERS = Overrule(
    "It's late!", "angry", "Late, yes.", frozenset({"agree_with_truth"}), (("agree_with_truth", "Late, yes."),), "angry"
)


def test_a_decision_is_one_line_that_a_person_can_read(tmp_path):
    add_overrule(tmp_path / "ours.jsonl", HERS)
    (line,) = (tmp_path / "ours.jsonl").read_text(encoding="utf-8").splitlines()
    data = json.loads(line)
    assert data.pop("at").endswith("+00:00")
    assert data == {
        "id": HERS.id,
        "type": "angry",
        "customer": "It's late!",
        "reply": "Late, yes.",
        "labels": ["agree_with_truth"],
        "spans": [["agree_with_truth", "Late, yes."]],
        "exercise": "angry",
    }
    assert read_overrules(tmp_path / "ours.jsonl") == {HERS.id: HERS}


def test_a_line_from_before_exercises_were_noted_is_read(tmp_path):
    add_overrule(tmp_path / "ours.jsonl", HERS)
    data = json.loads((tmp_path / "ours.jsonl").read_text(encoding="utf-8"))
    del data["exercise"]
    (tmp_path / "ours.jsonl").write_text(json.dumps(data), encoding="utf-8")
    assert read_overrules(tmp_path / "ours.jsonl") == {HERS.id: replace(HERS, exercise="")}


def test_several_decisions_are_written_at_once(tmp_path):
    other = Overrule("It's late!", "angry", "So what.", frozenset({"dismiss"}))
    add_overrule(tmp_path / "ours.jsonl", HERS, other)
    assert read_overrules(tmp_path / "ours.jsonl") == {HERS.id: HERS, other.id: other}


def test_where_there_is_no_file_nothing_was_decided(tmp_path):
    assert read_overrules(tmp_path / "ours.jsonl") == {}


def test_the_last_decision_holds_and_a_later_line_takes_it_back(tmp_path):
    path = tmp_path / "ours.jsonl"
    second = Overrule("it's LATE!", "angry", "late,  yes.", frozenset())
    for overrule in (HERS, second):
        add_overrule(path, overrule)
    assert read_overrules(path) == {HERS.id: second}
    add_overrule(path, Overrule("It's late!", "angry", "Late, yes.", None))
    assert read_overrules(path) == {}
    assert len(path.read_text(encoding="utf-8").splitlines()) == 3
    add_overrule(path, HERS)
    assert read_overrules(path) == {HERS.id: HERS}


@given(st.text(), st.text())
def test_any_words_can_be_decided_on(tmp_path_factory, reply, customer):
    path = tmp_path_factory.mktemp("any") / "ours.jsonl"
    reply, customer = (text.encode("utf-8", "replace").decode() for text in (reply, customer))
    overrule = Overrule(customer, "angry", reply, frozenset({"snap"}))
    add_overrule(path, overrule)
    assert read_overrules(path) == {overrule.id: overrule}
    assert len(path.read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        ("{", "isn't a decision"),
        ("[]", "isn't a decision"),
        ('{"id": "0"}', "isn't a decision"),
        ('{"id": 1, "customer": 2, "type": 3, "reply": 4, "labels": [], "spans": []}', "isn't a decision"),
        ('{"id": "0", "customer": "a", "type": "b", "reply": "c", "labels": [["x"]], "spans": []}', "isn't a decision"),
        ('{"id": "0", "customer": "a", "type": "b", "reply": "c", "labels": [], "spans": [1]}', "isn't a decision"),
        (
            '{"id": "0", "customer": "a", "type": "b", "reply": "c", "labels": ["nice"], "spans": []}',
            "'nice' isn't a label",
        ),
        ('{"id": "0", "customer": "a", "type": "b", "reply": "c", "labels": [], "spans": []}', "decide anew"),
    ],
)
def test_a_mistake_in_the_file_names_its_line(tmp_path, line, mend):
    path = tmp_path / "ours.jsonl"
    add_overrule(path, HERS)
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    with pytest.raises(OverrulesError, match=rf"^ours.jsonl, line 3: .*{mend}"):
        read_overrules(path)


def other_judge(reply, *, customer, type, setting):
    return Judgement(frozenset({"snap"}), {}, frozenset({"threaten"}))


def judged(judge, reply, customer):
    return judge(reply, customer=customer, type="angry", setting=Setting())


def test_a_judge_that_knows_of_decisions_asks_another_for_the_rest():
    judge = Overruling({HERS.id: HERS}, other_judge)
    decided = judged(judge, " late, yes. ", "It's late!")
    assert isinstance(decided, Decision)
    assert (decided.labels, decided.abstained) == ({"agree_with_truth"}, frozenset())
    assert decided.evidence["agree_with_truth"].spans == ("Late, yes.",)
    assert decided.evidence["agree_with_truth"].confidence == 1
    for reply, customer in (("Late, yes!", "It's late!"), ("Late, yes.", "You're late!")):
        assert judged(judge, reply, customer) == other_judge("", customer="", type="", setting=None)


def test_the_judge_of_whoever_grades_is_found_by_the_settings(tmp_path, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    assert judge_here() is assessed
    monkeypatch.setenv(VARIABLE, str(tmp_path / "ours.jsonl"))
    assert judge_here() == Overruling({})
    add_overrule(tmp_path / "ours.jsonl", HERS)
    assert judge_here() == Overruling({HERS.id: HERS})


def test_what_is_too_long_to_be_judged_makes_no_difference():
    assert words_id("x" * 2000, "y") == words_id("x" * 2001, "y") != words_id("x" * 1999, "y")


def test_decisions_become_rows_of_the_corpus():
    assert corpus_rows([HERS, Overrule("a", "rude", "b", frozenset())], "ours") == [
        {
            "id": f"ours-{HERS.id}",
            "type": "angry",
            "customer": "It's late!",
            "reply": "Late, yes.",
            "labels": ["agree_with_truth"],
            "spans": [["agree_with_truth", "Late, yes."]],
        },
        {
            "id": f"ours-{words_id('b', 'a')}",
            "type": "rude",
            "customer": "a",
            "reply": "b",
            "labels": [],
            "spans": [],
        },
    ]
