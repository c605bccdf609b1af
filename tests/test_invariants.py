import pytest
from tiny import tiny

from course.invariants import prove, recipes


def problems(*edits):
    return prove(tiny(*edits)).problems


def test_the_report_tells_sizes_and_players():
    report = prove(tiny())
    results = {result.player: result for result in report.results}
    assert report.paths == 21
    assert results["skilled"].average == pytest.approx(10)
    assert (results["skilled"].most, results["skilled"].passes, results["skilled"].best) == (10, 1.0, 1.0)
    assert results["habit: defensive"].best == 0
    assert 0 < results["random"].passes < results["random, no pitfall"].passes < 1


@pytest.mark.parametrize(
    ("edits", "sentence"),
    [
        ([("{any: blame_customer, go: thrown_out}", "{any: blame_customer, go: walked}"), ("- {action: end_talk, go: thrown_out}\n", "- {action: end_talk, go: walked}\n")],
         "The ending 'thrown_out' is never reached."),
        ([("go: sulk", "go: fix")], "The beat 'sulk' is never reached."),
        ([("slips: 0, trust: 5", "slips: 0, trust: 10")], "can end in 'walked', which isn't a best ending"),
        ([("needs: own_problem\n    detour: true", "needs: own_problem")], "earns 10 of 12 marks on one path"),
        ([("labels: offer_choices offer_solution", "labels: offer_choices")], "earns 8 of 10 marks on one path"),
        ([], "Somebody with the habit 'dismiss' can still earn full marks."),
        ([("good: [pause, A, A]", "good: [pause, A]")], "The model 'good' stops before the talk ends, at 'fix'"),
        ([("bad: [C, B]", "bad: [C, B, B, B, B]")], "The model 'bad' can't be played: the conversation has ended."),
        ([("labels: ask_question, why: Brisk", "labels: dismiss, why: Brisk"), ("slips: 0, ", ""), ("trust: 5", "trust: 1"),
          ("{none: acknowledge_feeling, go: sulk}", "{any: dismiss, go: fix}")],
         "'dismiss' is offered at 2 beats, yet taking it each time can still end in"),
        ([("needs: offer_choices offer_solution", "needs: acknowledge_feeling")], "Endless empathy without a solution"),
        ([("needs: pause acknowledge_feeling apologize", "needs: pause"), ("labels: ask_question, why", "labels: offer_solution, why"),
          ("{none: acknowledge_feeling, go: sulk}", "{any: defensive, go: sulk}")], "Fixing first, without listening"),
        ([], "The player 'longest' passes with probability"),
        ([("needs: offer_choices offer_solution", "needs: acknowledge_feeling apologize")], "for ever passes with"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_said_in_a_sentence(edits, sentence):
    assert any(sentence in problem for problem in problems(*edits)), problems(*edits)


DANGER = (
    ('    line: "Forget it."\n', '    line: "I know where you park."\n    danger: true\n'),
    (
        'Enough. One more word like that and you can leave.", labels: threaten',
        "I'm stepping away now.\", labels: set_boundary",
    ),
)


@pytest.mark.parametrize(
    ("edits", "sentence"),
    [
        ([DANGER[0]], "'sulk' is a danger: offer a reply that ends the talk there, and one that goes on"),
        ([*DANGER, ("go: thrown_out}\n      - {met: true, go: fix", "go: fix}\n      - {met: true, go: thrown_out")],
         "Getting safe at 'sulk' doesn't end the talk"),
        ([*DANGER], "Getting safe at 'sulk' leads to a poor ending"),
        ([*DANGER, ("- {action: end_talk, go: thrown_out}", "- {action: end_talk, go: walked}")],
         "Getting safe at 'sulk' costs marks"),
    ],
)  # fmt: skip
def test_getting_safe_must_be_there_and_cost_nothing(edits, sentence):
    assert any(sentence in problem for problem in problems(*edits)), problems(*edits)


def test_getting_safe_that_costs_nothing_is_no_problem():
    free = ('- {met: true, go: fix, answer: "Fine."}', "- {met: true, go: walked}")
    found = problems(*DANGER, ("- {action: end_talk, go: thrown_out}", "- {action: end_talk, go: walked}"), free)
    assert not [problem for problem in found if "safe" in problem or "danger" in problem]


def test_what_wins_with_one_is_no_recipe_for_another_type():
    angry, other = tiny(), tiny(("type: angry", "type: package"))
    found = list(recipes([angry, other]))
    assert [scenario.type for scenario, _ in found] == ["package", "angry"]
    assert "earn 8 of 10" in found[0][1]
    assert list(recipes([angry, tiny()])) == [], "within a type only full marks are a recipe"
