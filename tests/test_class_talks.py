"""What a class did in talks with one customer, counted by hand on a tiny one."""

from tiny import tiny

from autograder.class_talks import LEFT_OFF, endings_of, needs_met, slips_in, steps_in
from course import dialogue
from course.labels import PAUSE, PITFALLS
from course.players import at_random, skilled
from course.search import Search

SCENARIO = tiny()


def played(player, most=50):
    """A talk in which a player takes the first way it likes, up to so many replies."""
    state, search = dialogue.start(SCENARIO), Search(SCENARIO)
    while not state.ended and len(state.turns) < most:
        way = player(state.moment, search.ways(state.moment))[0]
        state = dialogue.say(state, way.choice.id) if way.choice else dialogue.pause(state)
    return state


GOOD = played(skilled(SCENARIO))
BAD = played(
    lambda moment, ways: (
        [way for way in ways if way.choice and way.choice.labels & set(PITFALLS)] or at_random(moment, ways)
    )
)


def test_nobody_talked():
    assert {need.met for need in needs_met(SCENARIO, [])} == {0}
    assert slips_in(SCENARIO, []) == steps_in([]) == ()
    assert set(endings_of(SCENARIO, []).values()) == {0}


def test_needs_are_counted_by_learner_and_the_rarest_come_first():
    needs = needs_met(SCENARIO, [GOOD, GOOD, BAD])
    assert {need.need for need in needs} == set(SCENARIO.needs)
    assert all(need.learners == 3 and need.met >= 2 for need in needs)
    assert [need.met for need in needs] == sorted(need.met for need in needs)
    earned = {need for _, need, _ in BAD.earned}
    assert {need.need for need in needs if need.met == 3} == earned


def test_a_line_to_discuss_does_what_is_needed_without_a_pitfall():
    for need in needs_met(SCENARIO, [GOOD]):
        if need.need.label == PAUSE:
            assert need.model == ""
        else:
            (choice,) = [choice for choice in need.beat.choices.values() if choice.text == need.model]
            assert need.need.label in choice.labels
            assert not choice.labels & set(PITFALLS)


def test_pitfalls_are_counted_once_a_learner_and_moment_with_what_was_said():
    slips = slips_in(SCENARIO, [BAD, GOOD])
    assert slips
    assert {slip.fell for slip in slips} == {1}
    assert {(slip.beat.id, slip.label) for slip in slips} == {
        (turn.beat, label) for turn in BAD.turns for label in turn.labels & set(PITFALLS)
    }
    assert {slip.said for slip in slips} <= {turn.reply.text for turn in BAD.turns}


def test_every_talk_goes_from_the_start_to_an_ending():
    talks = [GOOD, BAD, BAD]
    steps = {(step.start, step.end): step.took for step in steps_in(talks)}
    assert sum(took for (start, _), took in steps.items() if start == SCENARIO.start) == 3
    assert sum(took for (_, end), took in steps.items() if end in SCENARIO.endings) == 3
    assert {ending: came for ending, came in endings_of(SCENARIO, talks).items() if came} == {
        GOOD.ending: 1,
        BAD.ending: 2,
    }


def test_a_talk_that_was_left_is_counted_where_it_stood():
    started = played(skilled(SCENARIO), most=1)
    assert (started.moment.beat, LEFT_OFF) in {(step.start, step.end) for step in steps_in([started])}
    assert endings_of(SCENARIO, [started])[LEFT_OFF] == 1
