"""What a conversation's page shows, at every kind of moment."""

import json
import re

import pytest
import yaml
from made_up import escaped
from plain_judge import done
from tiny import TINY, tiny

from course import dialogue
from course.views.scene import ASKED, NOTHING, SILENCE, lines, scene


def played(scenario, *steps):
    state = dialogue.start(scenario)
    for step in steps:
        state = done(state, step)
    return state


def heard(scenario, words):
    return next(line["heard"] for line in scene(played(scenario, words))["lines"] if line["from"] == "coach")


def said_by(shown, who):
    return [line["text"] for line in shown["lines"] if line["from"] == who]


def test_the_opening(scenario):
    shown = scene(played(scenario))
    assert said_by(shown, "stage") == ["A tin lands on the counter."]
    assert said_by(shown, "customer") == ["Look at it! Look!"]
    assert shown["heat"] == {"value": 8, "max": 10, "band": "hot", "word": "Hot"}
    assert {choice["id"] for choice in shown["choices"]} == {"A", "B", "C"}
    assert (shown["turn"], shown["ended"], shown["debrief"], shown["earlier"]) == (0, False, None, None)


def test_no_choice_tells_what_it_does(scenario):
    assert all(choice.keys() == {"id", "text"} for choice in scene(played(scenario))["choices"])


def test_a_reply_its_effect_and_the_coach(scenario):
    state = played(scenario, "C")
    _, _, you, coach, customer = scene(state)["lines"]
    assert you["text"] == scenario.beats["storm"].choices["C"].text
    assert coach["text"] == "True perhaps"
    assert coach["heat"] == f"Heat up {state.heat - 8}, to {state.heat}"
    assert (customer["from"], customer["text"], customer["turn"]) == ("customer", "Who does then?", 1)


def test_silence_is_shown_as_something_done(scenario):
    shown = scene(played(scenario, "pause"))
    assert said_by(shown, "you") == [SILENCE]
    assert "Heat down" in shown["lines"][3]["heat"]


def test_while_graded_only_the_customer_reacts(scenario):
    shown = scene(played(scenario, "C"), before=played(scenario, "A", "B"), graded=True)
    assert said_by(shown, "coach") == []
    assert (shown["heat"], shown["earlier"], shown["debrief"]) == (None, None, None)
    assert not any("heat" in line for line in shown["lines"])


def test_after_the_end_a_graded_one_shows_everything(scenario):
    shown = scene(played(scenario, "A", "C"), graded=True)
    assert len(said_by(shown, "coach")) == 2
    assert shown["heat"]
    assert shown["debrief"]


def test_the_debrief_adds_up(scenario):
    state = played(scenario, "pause", "A", "B")
    told = scene(state)["debrief"]
    assert told["title"] == scenario.endings[state.ending].title
    assert told["score"] == f"{state.marks.earned} of {state.marks.possible} marks."
    assert sum(int(row["marks"].replace("−", "-")) for row in told["marks"]) == state.marks.earned
    assert [row[0] for row in told["heat_rows"]] == ["Start", "1", "2", "3"]
    assert {"name": "A moment of silence", "text": "in turn 1"} in told["used"]
    assert [missed["name"] for missed in told["missed"]] == ["Real alternatives, a concrete next step."]
    assert told["missed"][0]["model"] == scenario.beats["fix"].choices["A"].text


@pytest.mark.parametrize(("steps", "passed"), [(["pause", "A", "A"], True), (["B", "B"], False)])
def test_the_verdict_tells_what_a_pass_needs(scenario, steps, passed):
    state = played(scenario, *steps)
    verdict = scene(state)["debrief"]["verdict"]
    needed = next(marks for marks in range(100) if marks * 10 >= state.marks.possible * 7)
    assert state.marks.passed is passed
    assert verdict == ("That’s a pass." if passed else f"A pass needs {needed}.")


def test_going_back_keeps_only_where_the_earlier_try_went_another_way(scenario):
    before = played(scenario, "pause", "C", "A", "C")
    shown = scene(played(scenario, "pause"), before=before, fork=1)
    assert shown["earlier"]["turn"] == 1
    assert shown["earlier"]["lines"] == [line for line in lines(before, helped=True) if line["turn"] >= 1]


def test_typed_words_are_shown_and_quoted_with_what_they_did(scenario):
    _, _, you, coach, _ = scene(played(scenario, "Well snap apologize"))["lines"]
    assert you["text"] == "Well snap apologize"
    assert coach["heard"]["quotes"] == [
        {"kind": "pitfall", "name": "Pitfall, snapping", "words": ["snap"]},
        {"kind": "technique", "name": "Technique, sorry for the experience", "words": ["apologize"]},
    ]
    assert coach["heat"].startswith("Heat up")


def test_near_words_that_miss_what_was_needed_are_no_colleagues(scenario):
    told = heard(scenario, "which shelf might that have come from")["nearest"]
    assert told == {
        "told": "Near to yours, but not what was needed here:",
        "words": scenario.beats["storm"].choices["B"].text,
    }


def test_the_coach_gives_an_authors_words_that_are_near_and_one_thing_to_add(scenario):
    told = heard(scenario, "apologize")
    assert told["nearest"] == {"told": "A colleague might say:", "words": scenario.beats["storm"].choices["A"].text}
    assert "naming the feeling" in told["add"]
    assert told["unsure"] is None


def test_an_authors_pitfall_is_nobodys_model(scenario):
    told = heard(scenario, "defensive")
    assert told["nearest"] == {
        "told": "The same pitfall in other words:",
        "words": scenario.beats["storm"].choices["C"].text,
    }


def test_words_that_do_nothing_are_told_so(scenario):
    told = heard(scenario, "mumble")
    assert (told["quotes"], told["nothing"], told["unsure"]) == ([], NOTHING, None)
    assert heard(scenario, "apologize")["nothing"] == ""


def test_what_the_judge_is_unsure_of_can_be_told(scenario):
    told = heard(scenario, "greet? snap?")
    assert told["nothing"] == ""
    assert told["unsure"] == {
        "words": ["snap?", "greet?"],
        "options": [
            {"label": "snap", "text": "I was snapping"},
            {"label": "greet", "text": "I meant a warm welcome or thanks"},
            {"label": "", "text": "None of these"},
        ],
    }


def test_nobody_is_asked_about_everything_at_once(scenario):
    told = heard(scenario, "greet? snap? defensive? dismiss? apologize?")
    assert len(told["unsure"]["options"]) == ASKED + 1


def test_a_choice_has_no_words_to_quote(scenario):
    assert not any("heard" in line for line in scene(played(scenario, "A", "pause"))["lines"])


def test_while_graded_nobody_hears_what_typed_words_did(scenario):
    shown = scene(played(scenario, "apologize greet?"), graded=True)
    assert "Technique" not in json.dumps(shown)
    assert said_by(shown, "coach") == []


TYPED = ["apologize acknowledge_feeling greet?", "mumble"]


@pytest.mark.parametrize("steps", [[], ["pause"], ["C", "C"], ["A", "A"], ["B", "C"], TYPED])
def test_every_scene_is_plain_json(scenario, steps):
    shown = scene(played(scenario, *steps), before=played(scenario, "A", "A"), notice="The disk is full.")
    assert json.loads(json.dumps(shown)) == shown


def test_an_answer_is_said_before_what_can_be_seen_and_the_rest_after_it():
    scenario = tiny(
        ("about: What can be done", "about: What can be done\n    stage: She sets it down."),
        ("why: Slow,", "why: Slow, stage: You put the pen away.,"),
    )
    state = dialogue.say(dialogue.start(scenario), "A")
    assert [(line["from"], line["text"]) for line in lines(state, helped=False)] == [
        ("stage", "A tin lands on the counter."),
        ("customer", "Look at it! Look!"),
        ("you", "After that drive I'd be steaming. I'm sorry about it."),
        ("stage", "You put the pen away."),
        ("customer", "I am steaming."),
        ("stage", "She sets it down."),
        ("customer", "And now?"),
    ]


IDS = {"id", "from", "kind", "label", "band"}
MIDWAY = [
    (),
    ("A",),
    ("C",),
    ("C", "pause", "pause", "pause"),
    ("acknowledge_feeling greet?",),
    ("apologize defensive?",),
    ("snap defensive",),
    ("mumble",),
    ("ask_question",),
    ("greet? snap?",),
    ("acknowledge_feeling? apologize?",),
    ("acknowledge_feeling apologize ask_question own_problem",),
    ("greet paraphrase ask_question own_problem",),
    ("A", "pause"),
]
ENDED = [("pause", "A", "A"), ("C", "B", "B"), ("defensive", "apologize acknowledge_feeling", "apologize")]


def written(part):
    """Every text in a document."""
    match part:
        case str():
            return {part}
        case dict() | list():
            return {text for one in (part.values() if isinstance(part, dict) else part) for text in written(one)}
    return set()


def ours(shown, theirs):
    """What is shown, without ids, the tags of drawings, and whatever authors and learners wrote."""
    match shown:
        case dict():
            return {name: ours(value, theirs) for name, value in shown.items() if name not in IDS}
        case list():
            return [ours(value, theirs) for value in shown]
        case str():
            said = " ".join([re.sub("<[^>]*>", " ", shown), *re.findall('aria-label="([^"]*)"', shown)])
            return re.sub("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in theirs), "", said)
    return shown


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize("steps", [*MIDWAY, *ENDED], ids=", ".join)
def test_every_sentence_of_ours_can_be_translated(scenario, steps):
    shown = scene(played(scenario, *steps), before=played(scenario, "C", "A", "B"))
    authors = written(yaml.safe_load(TINY))
    theirs = sorted(authors.union(steps, *map(str.split, steps)) - {""}, key=len, reverse=True)
    assert shown["ended"] == (steps in ENDED)
    assert escaped(ours(shown, theirs)) == set()
    assert "[" in json.dumps(shown)
