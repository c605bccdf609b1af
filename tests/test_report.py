"""The reasons for a mark, as whoever grades and whoever learns read them."""

import re
from functools import partial

import pytest
from small_drill import GRADED, KEYS, right_answer, write
from tiny_judge import tiny_judge

from autograder.overrules import words_id
from autograder.report import drill_report
from course.drillbook import load_keys, read_drill
from course.replies import assess

JUDGE = partial(assess, model=tiny_judge())


@pytest.fixture
def drill(tmp_path):
    write(tmp_path, GRADED)
    return read_drill("angry/mine", tmp_path)


@pytest.fixture
def keys(tmp_path, drill):
    path = tmp_path / "keys.yaml"
    path.write_text(KEYS, encoding="utf-8")
    return load_keys(path, drill)


@pytest.fixture
def told(drill, keys):
    """What the report says of these answers: rows of tables with bars between cells, and other paragraphs."""

    def lines(**answers):
        html = drill_report(drill, answers, keys, JUDGE).html
        html = re.sub(r"<(style|thead)>.*?</\1>", "", html, flags=re.DOTALL)
        parts = re.split(r"</?(?:p|h5|li|tr|blockquote)>", html.replace("</td><td", "</td>|<td"))
        return [words for part in parts if (words := re.sub(r"<[^>]*>", "", part).strip())]

    return lines


def test_everything_right_earns_all_there_is(drill, keys):
    answers = {item.id: right_answer(item, keys[item.id]) for item in drill.items}
    told = drill_report(drill, answers, keys, JUDGE)
    assert (told.earned, told.possible, told.doubtful) == (11, 11, False)


def test_nothing_answered_earns_nothing_and_says_so(drill, keys, told):
    nothing = drill_report(drill, {}, keys, JUDGE)
    assert (nothing.earned, nothing.possible, nothing.doubtful) == (0, 11, False)
    assert told().count("No answer.") == 2
    assert {"It does what the moment needs|0|Nothing was written.", "1. It was wet.|left lying|A fact|0|Seen."} <= set(
        told()
    )


def test_a_wrong_choice_stands_beside_the_right_one(told):
    assert {"✗ The answer: “This.” No.", "It helps most: “That.” Yes."} <= set(told(pick="a"))
    assert "✓ The answer, and it helps most: “That.” Yes." in told(pick="b")


def test_each_line_of_a_transcript_says_what_it_was_marked_as_and_what_it_is(told):
    lines = told(read={"2": "snap", "3": "dismiss"})
    assert "1. Al: Hey!||||" in lines
    assert any(re.fullmatch(r"2\. Bev: Hello\.\|.+\|fine\|-1\|Fine\.", line) for line in lines)
    assert any(re.fullmatch(r"3\. Bev: Calm down\.\|.+\|.+\|\+1\|No\.", line) for line in lines)
    assert any(re.fullmatch(r"4\. Bev: Are you done\?\|not marked\|.+ or .+\|0\|No\.", line) for line in lines)
    assert "0 of 2 marks." in lines


def test_each_line_that_was_sorted_says_where_it_belongs(told):
    lines = told(part={"1": "accusation", "2": "accusation"})
    assert "1. It was wet.|An accusation|A fact|0|Seen." in lines
    assert "2. You threw it.|An accusation|An accusation|1|Guessed." in lines
    assert "1 of 3 marks." in lines


def test_each_step_says_its_places(told):
    lines = told(row=["b", "a", "c"])
    assert [line for line in lines if line.endswith(("Early.", "Last."))] == [
        "Listen.|1|1 or 2|1|Early.",
        "Mend.|2|3|0|Last.",
        "Breathe.|3|2 or 1|0|Early.",
    ]


def test_own_words_say_what_each_half_is_worth_and_which_words_did_it(told):
    words = "I'm sorry about that wait. Hm?"
    lines = told(say=words)
    assert "I&#x27;m sorry about that wait. Hm?" in lines
    assert "It does what the moment needs|½|In it: sorry for the experience; a real question." in lines
    name = words_id(words, "I've stood here for an hour!")
    assert f"For whoever grades: the ID of these words is {name}." in lines
    assert "Nothing was heard in these words." in " ".join(told(say="Hm."))
    assert any(
        re.fullmatch(r"sorry for the experience \(apologize\)\|.*“I&#x27;m sorry about that wait.”.*\|\d+%", line)
        for line in lines
    )


@pytest.mark.parametrize("item", ["pick", "read", "part", "row", "say"])
def test_an_answer_is_never_html(drill, keys, item):
    evil = "<img src=x onerror=alert(1)>"
    for answer in (evil, [evil], {"1": evil, "2": evil, evil: evil}):
        assert "<img" not in drill_report(drill, {item: answer}, keys, JUDGE).html
