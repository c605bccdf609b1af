from dataclasses import replace

import pytest
from plain_judge import plain_judge
from tiny import tiny

from course import dialogue
from course.agreement import choices, disagreements, setting
from course.hearing import Quote
from course.replies import Judgement, Setting
from course.scenario import load_scenario, scenario_names

KIND = "\"After that drive I'd be steaming. I'm sorry about it.\""


def found(words, labels):
    """What is found of the first choice of a customer who says these words under these labels."""
    told = tiny(
        (KIND, f'"{words}"'), ("labels: acknowledge_feeling apologize, why: Slow", f"labels: {labels}, why: Slow")
    )
    return next((one for one in disagreements(told, plain_judge) if one.choice.text == words), None)


def test_what_both_say_is_no_matter():
    assert found("acknowledge_feeling apologize", "apologize acknowledge_feeling") is None
    assert found("hm", "''") is None


def test_what_the_judge_leaves_open_is_no_disagreement():
    assert found("greet apologize?", "greet apologize") is None
    assert found("greet snap?", "greet") is None


def test_what_the_author_says_and_nobody_hears():
    told = found("paraphrase", "paraphrase apologize greet")
    assert (told.beat, told.choice.id, told.unheard, told.unsaid) == ("storm", "A", ("greet", "apologize"), ())


def test_what_is_heard_and_the_author_does_not_say_comes_with_its_words():
    told = found("acknowledge_feeling own_problem greet", "own_problem")
    assert told.unheard == ()
    assert told.unsaid == (Quote("greet", ("greet",)), Quote("acknowledge_feeling", ("acknowledge_feeling",)))


def test_the_judge_is_asked_as_in_a_talk_but_without_what_the_author_wrote():
    asked = []

    def judge(reply, *, customer, type, setting):
        asked.append((reply, customer, type, setting))
        return Judgement()

    turned = tiny(("    about: What can be done\n", "    about: What can be done\n    type: rude\n"))
    told = disagreements(turned, judge)
    assert len(asked) == choices(turned) == 9
    assert [(one.beat, one.choice.id) for one in told] == [
        (beat, choice) for beat in ("storm", "sulk", "fix") for choice in "ABC"
    ]
    reply, customer, kind, moment = asked[0]
    assert (reply, customer, kind) == (turned.beats["storm"].choices["A"].text, "Look at this tin.", "angry")
    assert moment == Setting(first=True, may_not=("Refund without a receipt.",))
    assert asked[-1][1:] == ("And now?", "rude", Setting(first=False, may_not=("Refund without a receipt.",)))


@pytest.mark.parametrize(
    ("need", "tried", "reminded"),
    [
        ("offer_solution", True, False),
        ("offer_choices", True, False),
        ("set_boundary", False, True),
        ("greet", False, False),
    ],
)
def test_what_the_moments_before_needed_counts_as_given(need, tried, reminded):
    told = tiny(("needs: pause acknowledge_feeling apologize", f"needs: {need}"))
    for beat in ("fix", "sulk"):
        here = setting(told, told.beats[beat])
        assert (here.first, here.tried, here.reminded) == (False, tried, reminded)
    opening = setting(told, told.beats["storm"])
    assert (opening.first, opening.tried, opening.reminded) == (True, False, False)


def test_a_beat_that_leads_here_over_another_comes_before_it():
    told = tiny(("needs: pause acknowledge_feeling apologize", "needs: set_boundary"), ("- {go: fix}", "- {go: sulk}"))
    assert setting(told, told.beats["fix"]).reminded


@pytest.mark.parametrize("name", scenario_names())
def test_it_is_the_moment_that_a_good_talk_comes_to(name):
    scenario = load_scenario(name)
    if scenario.models is None:
        return
    state, met = dialogue.start(scenario), set()
    for move in scenario.models.good:
        if state.beat.id not in met:
            met.add(state.beat.id)
            assert setting(scenario, state.beat) == replace(dialogue.setting(state), known=()), state.beat.id
        state = dialogue.pause(state) if move == "pause" else dialogue.say(state, move)
    assert len(met) >= 2
