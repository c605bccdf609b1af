"""A filled form as a customer like any other, and as a file."""

from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rosa import ROSA

from course import dialogue
from course.check import check
from course.invariants import prove
from course.own_customer import as_yaml, own_customer
from course.own_form import BOXES, filled, missing, mistakes
from course.scenario import read_scenario

SILENT = {**ROSA, "1.good.does1": "pause"}


def test_rosa_is_as_sound_as_the_course_asks_of_its_own_customers():
    report = prove(own_customer(ROSA, "own/rosa"))
    assert report.problems == ()
    assert report.moments > 100


def test_the_form_makes_the_customer():
    rosa = own_customer(ROSA, "own/rosa")
    assert (rosa.name, rosa.type, rosa.customer.heat, rosa.possible) == ("own/rosa", "angry", 7, 12)
    assert rosa.clerk.may == ("Hold a package for her.", "Leave a note for the carrier.")
    assert rosa.beats["moment_2"].line.hot == (ROSA["2.line"],)
    assert rosa.beats["moment_2"].line.warm == rosa.beats["moment_2"].line.cool == (ROSA["2.changed"],)
    assert rosa.beats["moment_1"].choices["C"].why == ROSA["1.trap.why"]
    assert rosa.beats["moment_1"].hint == ROSA["1.hint"]
    assert rosa.endings["well"].line == (ROSA["last"],)


@pytest.mark.parametrize(
    ("heat", "hot", "warm", "cool"),
    [("9", "line", "changed", "changed"), ("5", "line", "line", "changed"), ("2", "changed", "changed", "line")],
)
def test_a_mood_that_changes_has_words_of_its_own(heat, hot, warm, cool):
    line = own_customer({**ROSA, "heat": heat}, "own/rosa").beats["moment_2"].line
    assert [line.hot, line.warm, line.cool] == [(ROSA[f"2.{name}"],) for name in (hot, warm, cool)]


def test_what_is_left_open_is_said_by_the_coach():
    bare = {box.id: ROSA[box.id] for box in BOXES if box.needed}
    rosa = own_customer(bare, "own/rosa")
    assert "naming the feeling and saying it back" in rosa.beats["moment_1"].choices["B"].why
    assert "hides behind a rule" in rosa.beats["moment_1"].choices["C"].why
    assert "Rosa" in rosa.beats["moment_1"].hint
    assert prove(rosa).problems == ()


@pytest.mark.parametrize(
    ("reply", "ending", "passed"), [("good", "well", True), ("soon", "fair", False), ("trap", "badly", False)]
)
@pytest.mark.parametrize("form", [ROSA, SILENT], ids=["words", "silence first"])
def test_each_kind_of_reply_leads_to_its_ending(form, reply, ending, passed):
    state = dialogue.start(own_customer(form, "own/rosa"), seed=3)
    for part in ("1", "2", "3"):
        if reply == "good" and form[f"{part}.good.does1"] == "pause":
            state = dialogue.pause(state)
        choice = next(choice for choice in state.choices if choice.text == form[f"{part}.{reply}"])
        state = dialogue.say(state, choice.id)
    assert (state.ending, state.marks.passed) == (ending, passed)


def test_the_file_is_the_same_customer_and_says_how_to_check_it(tmp_path):
    text = as_yaml(ROSA)
    assert text.startswith("#")
    assert "python -m course check" in text
    file = tmp_path / "rosa.yaml"
    file.write_text(text, encoding="utf-8", newline="\n")
    assert read_scenario(file, "own/rosa").digest == own_customer(ROSA, "own/rosa").digest
    heard = StringIO()
    assert check([file], console=Console(file=heard, width=200)) == 0
    assert "1 of 1 customers are sound" in heard.getvalue()


def test_nothing_but_what_counts_makes_another_customer():
    assert own_customer({**ROSA, "who": ROSA["who"] + "  ", "ready": "x"}, "own/rosa") is own_customer(ROSA, "own/rosa")
    assert own_customer({**ROSA, "who": "A baker."}, "own/rosa").digest != own_customer(ROSA, "own/rosa").digest


def test_an_empty_form_has_no_file():
    with pytest.raises(KeyError):
        as_yaml({})


texts = st.text(max_size=30) | st.sampled_from(
    [
        "no",
        "09",
        "10:40",
        "- a",
        "# x",
        '"',
        "'",
        "a: b",
        "&a",
        "*a",
        "!x y",
        "~",
        "null",
        "{x}",
        "\\ud83d",
        "\x07",
        "\u2028",
        "😀",
        "<b>x</b>",
    ]
)


@settings(max_examples=150, deadline=None)
@given(changes=st.dictionaries(st.sampled_from([box.id for box in BOXES if not box.options]), texts, max_size=8))
def test_any_words_make_the_same_customer_from_the_file_or_are_told(changes):
    form = {**ROSA, **changes}
    if missing(form) or mistakes(form):
        return
    rosa = own_customer(form, "own/rosa")
    assert rosa.customer.who == filled(form)["who"]
    assert rosa.beats["moment_1"].choices["B"].text == filled(form)["1.good"]
    assert rosa.customer.name == filled(form)["name"]


def test_it_is_the_same_customer_in_every_language(request):
    form = {box: text for box, text in SILENT.items() if not box.endswith(".why")}
    in_english = as_yaml(form)
    request.getfixturevalue("bracketed")
    assert as_yaml(form) == in_english
