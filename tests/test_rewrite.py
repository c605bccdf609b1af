"""How a reply in own words is marked, with a judge whose answers are known."""

import pytest
from small_drill import GRADED, KEYS, write

from autograder.overrules import Decision
from autograder.rewrite import mark_rewrite
from course.drillbook import load_keys, read_drill
from course.replies import Judgement

OURS = "An hour, and then that. I'm sorry. Where did you stand?"  # takes up the hour


@pytest.fixture
def marked(tmp_path):
    """A reply marked with these labels and doubts."""
    write(tmp_path, GRADED)
    drill = read_drill("angry/mine", tmp_path)
    path = tmp_path / "keys.yaml"
    path.write_text(KEYS, encoding="utf-8")
    item, key = drill.items[-1], load_keys(path, drill)["say"]

    def mark(reply=OURS, labels="", doubts="", judgement=Judgement):
        found = judgement(frozenset(labels.split()), {}, frozenset(doubts.split()))
        return mark_rewrite(item, reply, key, lambda *_, **__: found)

    return mark


def worth(rewrite):
    """The two halves: ½ earned, ? in doubt, 0."""
    return "".join("½" if half.earned else "?" if half.doubtful else "0" for half in rewrite.halves)


@pytest.mark.parametrize(
    ("labels", "doubts", "halves"),
    [
        ("apologize ask_question", "", "½½"),
        ("acknowledge_feeling ask_question", "", "½½"),  # either of a line's labels will do
        ("apologize ask_question", "own_problem", "½½"),  # a doubt on which nothing hangs
        ("apologize ask_question", "snap", "?½"),
        ("apologize ask_question snap", "", "0½"),
        ("apologize ask_question snap", "dismiss", "0½"),  # lost is lost
        ("apologize", "", "½0"),
        ("apologize", "ask_question", "½?"),
        ("own_problem", "ask_question", "½0"),  # of the first line nothing is even in doubt
        ("", "apologize ask_question", "??"),
        ("", "", "00"),
        ("", "snap", "00"),
    ],
)
def test_each_half_is_earned_lost_or_in_doubt(marked, labels, doubts, halves):
    rewrite = marked(labels=labels, doubts=doubts)
    assert worth(rewrite) == halves
    assert (rewrite.earned, rewrite.doubtful) == (halves.count("½"), "?" in halves)


def test_a_half_says_what_did_it(marked):
    assert [half.why for half in marked(labels="apologize ask_question").halves] == [
        "Something of their own story is in it.",
        "In it: sorry for the experience; a real question.",
    ]
    assert [half.why for half in marked(labels="snap").halves] == [
        "There is snapping in it.",
        "What's missing: naming the feeling or sorry for the experience.",
    ]
    assert marked(labels="snap dismiss").halves[0].why == "There is brushing it off and snapping in it."
    assert marked(labels="apologize", doubts="ask_question").halves[1].why == (
        "The course isn't sure whether there is a real question in it."
    )


@pytest.mark.parametrize("reply", ["I'm so sorry, sir. Where would you like me to begin?", "Sorry! How did it happen?"])
def test_whether_words_without_their_story_are_said_to_them_a_person_says(marked, reply):
    assert worth(marked(reply, "apologize ask_question")) == "??"
    assert worth(marked(reply, "apologize snap")) == "00"
    assert worth(marked(reply, "apologize ask_question", judgement=Decision)) == "½½"


@pytest.mark.parametrize(
    "reply",
    [
        "Calm down, that's how it is here today.",
        "calm down that’s how it is here today",
        "Calm down, that's how it is here today. Okay, Al?",
        "I've stood here for an hour!",
        "Calm down",
    ],
)
def test_words_of_the_question_earn_nothing(marked, reply):
    rewrite = marked(reply, "apologize ask_question")
    assert worth(rewrite) == "00"
    assert rewrite.halves[0].why == "These are the words of the question."


def test_a_few_of_the_customers_words_said_back_are_not_a_copy(marked):
    assert (
        worth(marked("You stood here for an hour. I'm sorry about that. Who was in front?", "apologize ask_question"))
        == "½½"
    )


@pytest.mark.parametrize("reply", [None, "", "  ", 3, ["x"], {"a": 1}, "x" * 2001])
def test_what_is_no_reply_earns_nothing_and_nobody_judges_it(marked, reply):
    rewrite = marked(reply, "apologize ask_question")
    assert worth(rewrite) == "00"
    assert rewrite.judgement == Judgement()
