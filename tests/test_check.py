import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console
from tiny import TINY

from course import check as module
from course.agreement import disagreements
from course.check import check, read_aloud
from course.replies import Evidence, Judgement
from course.scenario import FOLDER, scenario_names

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture
def console():
    return Console(record=True, width=120, force_terminal=False)


@pytest.fixture
def customer(tmp_path):
    path = tmp_path / "angry" / "tin.yaml"
    path.parent.mkdir()
    path.write_text(TINY, encoding="utf-8")
    return path


def test_every_customer_of_the_course_is_sound_and_the_docs_say_what_was_found(console, tmp_path):
    status = check(docs=tmp_path, console=console)
    said = console.export_text()
    assert status == 0, said
    count = len(scenario_names())
    assert f"{count} of {count} customers are sound." in said
    made = {path.relative_to(tmp_path): path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.*")}
    assert len(made) == count + 1
    told = {path.relative_to(DOCS): path.read_text(encoding="utf-8") for path in DOCS.glob("maps/*")}
    told[Path("customers.md")] = (DOCS / "customers.md").read_text(encoding="utf-8")
    assert made == told, "run: python -m course check --docs docs"


def test_an_unsound_customer_is_a_sentence_and_a_table(console, customer):
    assert check([customer], console=console) == 1
    said = console.export_text()
    assert "angry/tin · The dented tin" in said
    for heading in ("player", "marks", "passes", "skilled", "random, no pitfall", "habit: defensive"):
        assert heading in said
    assert "3 beats, 3 endings" in said
    assert "angry/tin: The player 'longest' passes with probability" in said
    assert "0 of 1 customers are sound." in said


def test_a_broken_file_does_not_hide_the_others(console, customer):
    broken = customer.with_name("broken.yaml")
    broken.write_text(TINY.replace("go: fix}", "go: fxi}", 1), encoding="utf-8")
    assert check([broken, customer, customer.with_name("none.yaml")], console=console) == 1
    said = console.export_text()
    assert "broken.yaml, line" in said
    assert "none.yaml, line 1: the file can't be read" in said
    assert "The dented tin" in said


def test_words_in_brackets_are_not_taken_for_markup(console, customer):
    customer.write_text(TINY.replace("title: The dented tin", "title: '[bold]The[/] tin [/]'"), encoding="utf-8")
    named = customer.rename(customer.with_name("[b]tin.yaml"))
    check([named], console=console)
    said = console.export_text()
    assert "[bold]The[/] tin" in said
    assert "│ angry/[b]tin │" in said


def test_maps_are_drawn(console, customer, tmp_path):
    check([customer], maps=tmp_path / "maps", console=console)
    assert (tmp_path / "maps" / "angry-tin.svg").read_text(encoding="utf-8").startswith("<svg ")


def test_a_customer_can_be_read_aloud(console, customer):
    assert read_aloud([customer], console) == 0
    said = console.export_text()
    assert "The dented tin: Ines (angry/tin)" in said
    assert "hot → fix, warm: I am steaming. And now?" in said
    assert read_aloud([customer.with_name("none.yaml")], console) == 1
    assert "none.yaml, line 1" in console.export_text()


def test_without_a_file_all_are_read_aloud(console, customer, monkeypatch):
    monkeypatch.setattr(module, "FOLDER", customer.parents[1])
    monkeypatch.setattr(module, "scenario_names", lambda: ("angry/tin",))
    assert read_aloud([], console) == 0
    assert "The dented tin: Ines (angry/tin)" in console.export_text()


def test_many_are_searched_in_processes_of_their_own_as_one_is(console, customer, monkeypatch):
    check([customer], console=console)
    alone = console.export_text()
    monkeypatch.setattr(module, "_MANY", 1)
    check([customer], console=console)
    assert console.export_text() == alone


def test_docs_of_a_mistaken_customer_are_not_written(console, customer, tmp_path):
    customer.write_text("title: Nothing", encoding="utf-8")
    assert check([customer], docs=tmp_path / "docs", console=console) == 1
    assert not (tmp_path / "docs").exists()


def test_a_map_that_cannot_be_written_is_a_sentence(console, customer):
    assert check([customer], maps=customer / "maps", console=console) == 1
    assert "can't be written to" in console.export_text()


@pytest.fixture
def judged(monkeypatch):
    """`check` with a judge that hears the labels that a choice names, and of what doesn't name any one thing."""

    def found(scenario):
        return disagreements(scenario, lambda reply, **_: hears(reply))

    def hears(reply):
        if "dent the tins" in reply:
            evidence = {
                "snap": Evidence(("I only work here, you know", "[/]"), 0.9),
                "defensive": Evidence((reply,), 0.8),
            }
            return Judgement(frozenset(evidence), evidence)
        return Judgement()

    monkeypatch.setattr(module, "disagreements", found)


def test_disagreements_with_the_judge_are_counted_and_nobody_s_fault(console, customer, judged):
    sound = check([customer.with_name("none.yaml")], console=console), check([customer], console=console)
    said = console.export_text()
    assert sound == (1, 1)
    assert re.search(r"angry/tin +│ +9 │ +9 │ +11 │ +1 │", said)
    assert said.count("The judge hears 9 of 9 choices otherwise than their authors. --words shows them.") == 1
    assert "angry/tin: the judge" not in said
    assert "I only work here" not in said


def test_a_sound_customer_stays_sound_whatever_the_judge_hears(console, monkeypatch):
    monkeypatch.setattr(module, "disagreements", lambda scenario: disagreements(scenario, lambda *_, **__: Judgement()))
    assert check([FOLDER / "angry" / "wrong-part.yaml"], console=console) == 0
    said = console.export_text()
    assert re.search(r"The judge hears [1-9]\d* of ", said)
    assert "1 of 1 customers are sound." in said


def test_disagreements_are_told_in_full_with_the_words(console, customer, judged):
    check([customer], console=console, words=True)
    said = re.sub(r"[\s│]+", " ", console.export_text())
    assert "angry/tin · authors and judge disagree" in said
    assert "storm A After that drive" in said
    assert "snap: “I only work here, you know … [/]”" in said
    assert "defensive: “" not in said
    assert "The judge hears 9 of 9 choices otherwise than their authors." in said
    assert "--words" not in said


def test_where_no_file_can_be_read_there_is_nothing_to_judge(console, customer):
    check([customer.with_name("none.yaml")], console=console)
    assert "The judge" not in console.export_text()


def test_where_all_agree_there_is_nothing_to_show(console, customer, monkeypatch):
    monkeypatch.setattr(module, "disagreements", lambda scenario: ())
    check([customer], console=console, words=True)
    said = console.export_text()
    assert "The judge hears 0 of 9 choices otherwise than their authors." in said
    assert "disagree" not in said


def test_the_command_answers_with_its_exit_status(customer):
    command = [sys.executable, "-m", "course", "check", str(customer)]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 1
    assert "0 of 1 customers are sound." in ran.stdout
    assert ran.stderr == ""
