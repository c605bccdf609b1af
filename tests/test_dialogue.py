import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_judge import plain_judge
from tiny import tiny

from course import dialogue
from course.dialogue import State
from course.labels import LABELS, PITFALLS, TECHNIQUES
from course.replies import Judgement, Known
from course.reply import Reply

REPLIES = st.lists(
    st.one_of(
        st.just("pause"),
        st.sampled_from("ABC"),
        st.frozensets(st.sampled_from(sorted(LABELS)), max_size=5),
    ),
    max_size=12,
)


def given_replies(talk, state, replies):
    for reply in replies:
        if state.ended:
            break
        if reply == "pause":
            state = talk.pause(state)
        elif isinstance(reply, str):
            state = talk.say(state, reply)
        else:
            state = talk.step(state, reply)
    return state


def test_opens_with_the_customers_line_in_their_heat(talk, scenario):
    state = talk.start(scenario)
    assert (state.line, state.stage) == ("Look at it! Look!", "A tin lands on the counter.")
    assert (state.heat, state.trust, state.band) == (8, 2, "hot")
    assert not state.ended
    assert state.ending is None
    assert {choice.id for choice in state.choices} == {"A", "B", "C"}


def test_skill_reaches_the_best_ending_with_full_marks(talk, scenario):
    state = given_replies(talk, talk.start(scenario), ["pause", "A", "A"])
    assert state.ending == "swapped"
    assert (state.marks.earned, state.marks.possible, state.marks.passed) == (10, 10, True)
    assert state.choices == ()
    assert state.beat is None
    assert state.line == "Thanks."


def test_the_answer_to_a_reply_comes_before_the_next_line(talk, scenario):
    state = talk.say(talk.start(scenario), "A")
    assert state.line == "I am steaming. And now?"


def test_what_can_be_seen_comes_between_the_answer_and_the_next_line(talk):
    scenario = tiny(("about: What can be done", "about: What can be done\n    stage: She sets it down."))
    state = talk.say(talk.start(scenario), "A")
    assert (state.answer, state.stage, state.line) == ("I am steaming.", "She sets it down.", "I am steaming. And now?")
    assert talk.say(state, "A").turns[1].answer == "I am steaming."
    assert talk.start(scenario).answer == talk.pause(state).answer == ""


def test_a_pitfall_costs_a_mark_and_the_customer_stays(talk, scenario):
    state = talk.say(talk.start(scenario), "C")
    assert (state.line, state.beat.id, state.heat, state.trust) == ("Who does then?", "storm", 10, 0)
    state = given_replies(talk, state, ["A", "A"])
    assert state.marks.earned == 1 + 1 + 4 - 1
    assert state.ending == "walked", "a slip closes the best ending of this customer"


def test_a_reply_that_stays_without_an_answer_is_met_by_the_again_line(talk, scenario):
    state = talk.step(talk.start(scenario), {"defensive"})
    assert state.line == "I'm still standing here."


def test_a_need_met_late_earns_less(talk, scenario):
    state = given_replies(talk, talk.start(scenario), ["C", "A"])
    assert [(need.label, marks) for _, need, marks in state.earned] == [
        ("acknowledge_feeling", 1),
        ("apologize", 1),
    ]


def test_a_pitfall_weighs_more_than_the_techniques_beside_it(talk, scenario):
    state = talk.start(scenario)
    for pitfall in PITFALLS:
        after = talk.step(state, {"acknowledge_feeling", "apologize", pitfall})
        assert after.heat > state.heat
        assert after.trust < state.trust
        assert after.earned == ()


def test_marks_are_never_below_zero(talk, scenario):
    state = talk.step(talk.start(scenario), {"snap", "threaten"})
    assert state.marks.earned == 0


def test_at_most_three_techniques_count(talk, scenario):
    state = talk.step(talk.start(scenario), TECHNIQUES)
    assert state.turns[-1].outcome.heard == ("greet", "acknowledge_feeling", "apologize")


def test_a_repeated_technique_wears_off(talk):
    scenario = tiny(
        ("needs: pause acknowledge_feeling apologize", "needs: ask_question\n    patience: 4"),
        ("{any: defensive, go: stay}", "{met: false, go: stay}"),
        ("start:", "effects: {labels: {own_problem: {heat: -2}}, missed: {heat: 0}}\nstart:"),
    )
    state, falls = talk.start(scenario), []
    for _ in range(3):
        after = talk.step(state, {"own_problem"})
        falls.append(state.heat - after.heat)
        state = after
    assert falls == [2, 1, 0]


def test_too_many_words_cost_patience_while_hot(talk, scenario):
    brief = talk.step(talk.start(scenario), {"apologize"}, text="word " * 45)
    wordy = talk.step(talk.start(scenario), {"apologize"}, text="word " * 46)
    assert wordy.heat == brief.heat + 1


def test_the_first_pause_cools_the_second_changes_nothing_the_third_moves_on(talk, scenario):
    opening = talk.start(scenario)
    once = talk.pause(opening)
    twice = talk.pause(once)
    thrice = talk.pause(twice)
    assert once.heat == opening.heat - 1
    assert once.line in ("Say something!", "Have you nothing to say?")
    assert (twice.heat, twice.trust, twice.marks, twice.line) == (
        once.heat,
        once.trust,
        once.marks,
        once.line,
    )
    assert thrice.beat.id == "sulk"


def test_a_pause_that_the_moment_needs_earns_once(talk, scenario):
    state = given_replies(talk, talk.start(scenario), ["pause", "pause"])
    assert state.marks.earned == 2


def test_an_action_ends_the_talk_whether_chosen_or_typed(talk, scenario):
    sulking = talk.say(talk.start(scenario), "B")
    assert talk.say(sulking, "C").ending == "thrown_out"
    assert talk.step(sulking, (), action="end_talk").ending == "thrown_out"


def test_typed_words_are_judged_with_the_line_and_type_they_answer(talk, scenario):
    seen = []

    def judge(reply, *, customer, type, setting):
        seen.append((reply, customer, type, setting))
        return Judgement(frozenset({"acknowledge_feeling"}))

    state = talk.say(talk.start(scenario), text="that's rotten", judge=judge)
    assert seen == [("that's rotten", "Look at it! Look!", "angry", dialogue.setting(talk.start(scenario)))]
    assert state.beat.id == "fix"
    assert state.turns[0].reply == Reply(text="that's rotten", labels=frozenset({"acknowledge_feeling"}))


def test_the_judge_of_the_course_is_asked_where_no_other_is(scenario):
    state = dialogue.say(dialogue.start(scenario), text="I'm sorry you've had to come back three times.")
    assert "apologize" in state.turns[0].labels
    assert state.turns[0].judgement.evidence["apologize"].spans == ("I'm sorry you've had to come back three times.",)


def test_what_words_alone_cannot_tell_is_told(scenario):
    def told(*replies):
        state = given_replies(dialogue, dialogue.start(scenario), replies)
        setting = dialogue.setting(state)
        return setting.first, setting.tried, setting.reminded

    assert told() == told("pause") == (True, False, False)
    assert told("C") == (False, False, False)
    assert told({"offer_solution"}) == told({"offer_choices"}, "pause") == (False, True, False)
    assert told({"set_boundary"}, {"offer_solution"}) == (False, True, True)
    opening = dialogue.setting(dialogue.start(scenario))
    assert opening.may_not == ("Refund without a receipt.",)
    assert opening.known[2] == Known(scenario.beats["storm"].choices["C"].text, frozenset({"defensive"}))
    assert [known.labels for known in dialogue.setting(dialogue.say(dialogue.start(scenario), "A")).known] == [
        choice.labels for choice in scenario.beats["fix"].choices.values()
    ]


def test_a_judge_that_knows_no_labels_of_ours_is_refused(scenario):
    with pytest.raises(ValueError, match="these are no labels: nonsense"):
        dialogue.say(dialogue.start(scenario), text="…", judge=lambda *_, **__: Judgement(frozenset({"nonsense"})))


def test_of_a_very_long_reply_the_beginning_is_judged_and_kept(talk, scenario):
    seen = []

    def judge(reply, **_):
        seen.append(reply)
        return Judgement()

    state = talk.say(talk.start(scenario), text="ab" * 500_000, judge=judge)
    assert seen == ["ab" * 1000]
    assert state.turns[0].reply.text == "ab" * 2500


def test_half_a_character_becomes_a_question_mark(talk, scenario):
    state = talk.say(talk.start(scenario), text="So sorry \ud83d\ude00 \ud83d", judge=plain_judge)
    assert state.turns[0].reply.text == "So sorry ?? ?"


def test_words_whose_labels_are_only_claimed_are_kept_alike(talk, scenario):
    claimed = talk.step(talk.start(scenario), {"apologize"}, text="\ud83d" + "ab" * 500_000)
    assert claimed.turns[0].reply.text == "?" + "ab" * 2499 + "a"


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t", "?", "🙂🙂", "مع الأسف", "对不起", "Мне очень жаль", "\0", "word " * 200_000]
)
def test_any_words_are_answered_at_once_and_so_is_what_is_none(talk, scenario, text):
    state = talk.say(talk.start(scenario), text=text)
    assert state.turns[0].labels == frozenset()
    assert state.line


def test_typed_words_that_do_the_same_lead_where_a_choice_does(scenario):
    chosen = given_replies(dialogue, dialogue.start(scenario), ["pause", "A", "A"])
    typed = dialogue.pause(dialogue.start(scenario))
    typed = dialogue.say(typed, text="acknowledge_feeling apologize", judge=plain_judge)
    typed = dialogue.say(typed, text="offer_choices offer_solution", judge=plain_judge)
    assert (typed.moment, typed.marks, typed.ending) == (chosen.moment, chosen.marks, "swapped")


def test_what_cannot_be_said_is_refused_in_words(scenario):
    state = dialogue.start(scenario)
    with pytest.raises(ValueError, match="'Z' isn't offered here: A, B, C"):
        dialogue.say(state, "Z")
    with pytest.raises(ValueError, match="these are no labels: nonsense"):
        dialogue.step(state, {"greet", "nonsense"})
    with pytest.raises(ValueError, match="a choice or a text"):
        dialogue.say(state)
    ended = dialogue.replay(scenario, 0, [Reply("A"), Reply("A")])
    for act in (
        lambda: dialogue.say(ended, "A"),
        lambda: dialogue.say(ended, text="hello"),
        lambda: dialogue.step(ended, ()),
        lambda: dialogue.pause(ended),
    ):
        with pytest.raises(ValueError, match="has ended"):
            act()


@given(replies=REPLIES, seeds=st.tuples(st.integers(), st.integers()))
def test_the_seed_changes_only_order_and_wording(replies, seeds):
    scenario = tiny()
    one, other = (given_replies(dialogue, dialogue.start(scenario, seed), replies) for seed in seeds)
    assert one.moment == other.moment
    assert one.marks == other.marks
    assert {choice.id for choice in one.choices} == {choice.id for choice in other.choices}


def test_some_seeds_order_the_choices_differently(scenario):
    orders = {tuple(choice.id for choice in dialogue.start(scenario, seed).choices) for seed in range(30)}
    assert len(orders) == 6


@settings(max_examples=200)
@given(replies=REPLIES, seed=st.integers())
def test_a_state_is_its_replies(replies, seed):
    scenario = tiny()
    state = given_replies(dialogue, dialogue.start(scenario, seed), replies)
    assert dialogue.replay(scenario, seed, state.replies) == state
    assert dialogue.replay(scenario, seed, [Reply.from_json(reply.to_json()) for reply in state.replies]) == state
    assert 0 <= state.marks.earned <= state.marks.possible
    assert 0 <= state.heat <= 10
    assert 0 <= state.trust <= 10


@given(labels=st.frozensets(st.sampled_from(sorted(LABELS))))
def test_any_label_set_given_for_ever_ends(labels):
    state = dialogue.start(tiny())
    for _ in range(20):
        if state.ended:
            return
        state = dialogue.step(state, labels)
    pytest.fail("the talk goes on")


def test_a_state_cannot_be_changed(scenario):
    state = dialogue.start(scenario)
    with pytest.raises(AttributeError):
        state.seed = 2
    with pytest.raises(AttributeError):
        state.moment.heat = 2


@pytest.mark.parametrize(
    "damage",
    [{"format": 2}, {"scenario": "0"}, {"seed": "1"}, {"replies": {}}, {"replies": [{"choice": 1}]},
     {"replies": [{"choice": "Z"}]}, {"replies": [7]}, {"replies": [{"labels": ["no_such"]}]},
     {"replies": [{"pause": 1}]}, {"replies": [{"action": "hit"}]}, {"replies": [{"extra": ""}]},
     {"replies": [{"labels": [["greet"]]}]}],
)  # fmt: skip
def test_a_damaged_state_is_refused(scenario, damage):
    sound = dialogue.say(dialogue.start(scenario), "A").to_json()
    with pytest.raises(ValueError, match=r"isn't"):
        State.from_json(scenario, sound | damage)


def test_somebody_may_turn_into_another_type_of_customer_midway():
    scenario = tiny(("  fix:\n    about: What can be done", "  fix:\n    type: rude\n    about: What can be done"))
    heard = []

    def judge(reply, *, customer, type, setting):
        heard.append(type)
        return Judgement(frozenset({"acknowledge_feeling"}))

    state = dialogue.say(dialogue.start(scenario), text="Oh no.", judge=judge)
    dialogue.say(state, text="Oh no.", judge=judge)
    assert heard == ["angry", "rude"]


def test_a_name_is_the_seeds_and_the_same_all_through(talk):
    scenario = tiny(("  name: Ines\n", "  name: Ines\n  names: [Ayumi, Bridget]\n"))
    assert {talk.start(scenario, seed).name for seed in range(30)} == {"Ines", "Ayumi", "Bridget"}
    state = talk.start(scenario, 3)
    assert talk.say(state, "C").name == state.name
    assert talk.start(tiny(), 3).name == "Ines"


WORDS = st.lists(st.sampled_from([*LABELS, "snap?", "apologize?", "so", "…"]), max_size=5).map(" ".join)
TYPED = st.lists(st.one_of(st.just("pause"), st.sampled_from("ABC"), WORDS.map(lambda words: {words})), max_size=12)


def played(replies, seed=0, judge=plain_judge):
    """The talk in which these are chosen, and what stands in braces is typed."""
    state = dialogue.start(tiny(), seed)
    for reply in replies:
        if state.ended:
            break
        if isinstance(reply, set):
            state = dialogue.say(state, text=next(iter(reply)), judge=judge)
        else:
            state = dialogue.pause(state) if reply == "pause" else dialogue.say(state, reply)
    return state


def judgements(state):
    return [turn.judgement for turn in state.turns]


@settings(max_examples=200)
@given(replies=TYPED, seed=st.integers())
def test_a_typed_talk_is_its_replies(replies, seed):
    state = played(replies, seed)
    again = State.from_json(state.scenario, json.loads(json.dumps(state.to_json())))
    assert again == state
    assert judgements(again) == [None] * len(state.turns), "nothing derived is kept"
    once_more = dialogue.replay(state.scenario, seed, again.replies, plain_judge)
    assert once_more == state
    blank = [turn.reply.typed for turn in state.turns]
    assert judgements(once_more) == [
        one if typed else None for one, typed in zip(judgements(state), blank, strict=True)
    ]


@settings(max_examples=30)
@given(
    st.lists(
        st.one_of(st.text(max_size=80), st.sampled_from(["I'm sorry about that.", "Where was it?", "Calm down."]))
    ),
    st.integers(),
)
def test_a_talk_typed_in_any_words_is_its_replies(texts, seed):
    state = played([{text} for text in texts], seed, judge=None)
    again = State.from_json(state.scenario, json.loads(json.dumps(state.to_json())))
    assert again == state == dialogue.replay(state.scenario, seed, again.replies, dialogue.assessed)


def test_labels_are_a_claim_that_a_judge_does_not_believe(scenario):
    forged = [Reply(text="well, well", labels=frozenset({"acknowledge_feeling", "apologize"}))]
    assert dialogue.replay(scenario, 0, forged).marks.earned == 4
    judged = dialogue.replay(scenario, 0, forged, plain_judge)
    assert judged.marks.earned == 0
    assert judged.replies == (Reply(text="well, well"),)


def test_words_are_judged_once_in_a_replay(scenario):
    asked = []

    def judge(reply, **known):
        asked.append(reply)
        return plain_judge(reply, **known)

    state = played([{"defensive"}, {"apologize acknowledge_feeling"}, "pause", {"offer_choices"}])
    dialogue.replay(scenario, 0, state.replies, judge)
    assert asked == ["defensive", "apologize acknowledge_feeling", "offer_choices"]


@given(replies=TYPED)
def test_a_talk_can_be_had_as_it_was_at_each_turn(replies):
    state = played(replies)
    for at in range(len(state.turns)):
        assert dialogue.before(state, at) == played(replies[:at])
        assert dialogue.given(dialogue.before(state, at)) == dialogue.before(state, at).moment.given


@settings(max_examples=200)
@given(replies=TYPED)
def test_judged_again_by_the_same_judge_nothing_changes(replies):
    state = played(replies)
    assert dialogue.rejudged(state, plain_judge) == state


@settings(max_examples=200)
@given(replies=TYPED)
def test_judged_again_by_another_the_route_stands_and_claims_do_not(replies):
    state = played(replies)
    again = dialogue.rejudged(state, lambda *_, **__: Judgement(frozenset({"snap"})))
    assert (again.moment, again.line, again.ending) == (state.moment, state.line, state.ending)
    for now, was in zip(again.turns, state.turns, strict=True):
        assert (now.beat, now.line, now.heat, now.trust) == (was.beat, was.line, was.heat, was.trust)
        if was.reply.typed:
            assert (now.labels, now.outcome.heard, now.outcome.earned, now.outcome.lost) == ({"snap"}, (), (), 1)
        else:
            assert now.reply == was.reply


def test_what_was_given_in_a_beat_is_what_is_judged_to_have_been():
    """A choice earns what an earlier reply had only claimed to give; a judge that hears more leaves it less."""
    state = played([{"defensive apologize"}, "A"])
    assert [turn.outcome.earned for turn in state.turns] == [(), (("acknowledge_feeling", 1), ("apologize", 1))]
    kinder = dialogue.rejudged(state, lambda *_, **__: Judgement(frozenset({"apologize"})))
    assert [turn.outcome.earned for turn in kinder.turns] == [(("apologize", 2),), (("acknowledge_feeling", 1),)]
    assert [turn.outcome.lost for turn in kinder.turns] == [0, 0]
    assert dialogue.rejudged(kinder, plain_judge) == state


def test_what_was_said_before_is_judged_again_before_what_follows():
    state = played([{"defensive"}, {"apologize"}])
    settings = []

    def judge(reply, *, customer, type, setting):
        settings.append(setting)
        return Judgement(frozenset({"offer_solution"}))

    again = dialogue.rejudged(state, judge)
    assert [setting.tried for setting in settings] == [False, True]
    assert judgements(again) == [Judgement(frozenset({"offer_solution"}))] * 2


def test_the_same_words_at_the_same_moment_are_assessed_once(scenario):
    opening = dialogue.start(scenario)
    dialogue.say(opening, text="Well, well, well.")
    before = dialogue.assessed.cache_info().misses
    dialogue.say(opening, text="Well, well, well.")
    assert dialogue.assessed.cache_info().misses == before
