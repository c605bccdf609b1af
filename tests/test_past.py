"""Past talks from a journal: every one, the last first."""

from past import Past
from plain_judge import plain_judge
from tiny import tiny

from course import dialogue
from course.past import missing, past_talks, with_notes
from course.scenario import NoCustomerError, hotter

TINY = tiny()
OTHER = tiny(("The dented tin", "The bent spoon")).model_copy(update={"name": "rude/spoon"})
HOT = hotter(TINY)
WARM = frozenset({"acknowledge_feeling", "apologize"})


def find(name):
    known = {one.name: one for one in (TINY, OTHER, HOT)}
    if name not in known:
        raise NoCustomerError(name)
    return known[name]


def test_every_talk_is_there_the_last_one_first():
    past = Past()
    past.talk(TINY, ["pause", "A", "A"], key="lesson")
    past.talk(OTHER, ["C"], days=1)
    past.talk(HOT, ["A"], days=2)
    past.talk(TINY, ["A", "C"], days=3, seed=5)
    talks = past_talks(past.history, find)
    assert [(talk.customer.name, talk.number, talk.key) for talk in talks] == [
        (TINY.name, 3, TINY.name),
        (HOT.name, 2, HOT.name),
        ("rude/spoon", 1, "rude/spoon"),
        (TINY.name, 1, "lesson"),
    ]
    assert [len(talk.state.turns) for talk in talks] == [2, 1, 1, 3]
    assert talks[0].at > talks[1].at
    assert talks[0].tip in past.history.records


def test_a_way_that_was_gone_back_on_is_a_talk_too():
    past = Past()
    _, path = first = past.talk(TINY, ["pause", "A", "C"])
    state = dialogue.replay(TINY, 0, first[0].replies[:2])
    past.talk(TINY, ["A"], days=1, since=(state, path[:3]))
    talks = past_talks(past.history, find)
    assert [talk.state.ending for talk in talks] == ["swapped", first[0].ending]
    assert [talk.number for talk in talks] == [2, 1]


def test_whoever_is_gone_is_counted_and_nobody_else():
    past = Past()
    past.talk(TINY.model_copy(update={"name": "angry/gone"}), ["A"])
    past.talk(TINY.model_copy(update={"name": "angry/gone"}), ["A"], seed=2)
    past.add("conversation", {"scenario": "angry/gone", "key": "never begun"})
    past.add("conversation", {"scenario": ["angry/gone"], "key": 7})
    past.talk(TINY, ["A"])
    assert missing(past.history, find) == 2
    assert len(past_talks(past.history, find)) == 1


def test_an_empty_journal_has_none():
    assert past_talks(Past().history) == ()
    assert missing(Past().history) == 0


def test_typed_words_are_judged_to_be_read_and_nothing_else_changes(monkeypatch):
    monkeypatch.setattr(dialogue, "assessed", plain_judge)
    past = Past()
    past.talk(TINY, ["pause", WARM, "A"])
    (talk,) = past_talks(past.history, find)
    assert talk.state.turns[1].judgement is None
    read = with_notes(talk)
    assert read.turns[1].judgement is not None
    assert read.turns[1].labels == WARM
    assert (read.line, read.heat, read.ending) == (talk.state.line, talk.state.heat, talk.state.ending)
