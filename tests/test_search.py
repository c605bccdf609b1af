import itertools

import pytest
from tiny import tiny

from course import dialogue, players, search
from course.search import Search, TooLargeError


def conversations(scenario, state=None):
    """Every conversation of choices, played out by hand."""
    state = state or dialogue.start(scenario)
    if state.ended:
        yield state
        return
    for choice in state.choices:
        yield from conversations(scenario, dialogue.say(state, choice.id))


def test_finds_what_playing_every_path_finds():
    scenario = tiny()
    played = list(conversations(scenario))
    found = Search(scenario)
    assert found.paths == len(played)
    best = {
        ending: max(state.marks.earned for state in states)
        for ending, states in itertools.groupby(sorted(played, key=lambda s: s.ending), key=lambda s: s.ending)
    }
    assert found.highest(players.at_random) == best
    assert {state.moment for state in played} == {
        moment for moment in found.reached(players.at_random) if moment.ending
    }


def test_the_most_that_can_still_be_gained_is_what_the_best_path_gains():
    found = Search(tiny())
    assert found.most(found.opening) == max(found.highest(search.anything).values()) == 10
    for way in found.ways(found.opening):
        assert way.net + found.most(way.outcome.moment) <= 10
    assert {found.most(moment) for moment in found.everything if moment.ending} == {0}


def test_chances_are_those_of_playing_every_path():
    scenario = tiny()
    weighted = {}

    def play(state, chance):
        if state.ended:
            key = state.marks.earned, state.ending
            weighted[key] = weighted.get(key, 0) + chance
            return
        for choice in state.choices:
            play(dialogue.say(state, choice.id), chance / len(state.choices))

    play(dialogue.start(scenario), 1.0)
    assert Search(scenario).chances(players.at_random) == pytest.approx(weighted)


def test_pauses_are_among_the_ways():
    opening = Search(tiny()).opening
    assert [way.id for way in Search(tiny()).ways(opening)] == ["A", "B", "C", "pause"]


def test_an_ended_talk_has_no_ways():
    found = Search(tiny())
    assert all(found.ways(moment) == [] for moment in found.everything if moment.ending)


def test_too_much_to_search_is_refused(monkeypatch):
    monkeypatch.setattr(search, "MOST_MOMENTS", 20)
    with pytest.raises(TooLargeError, match="more than 20 moments"):
        _ = Search(tiny()).everything


def test_progress_is_told_as_it_goes(monkeypatch):
    told = []
    monkeypatch.setattr(search, "TELL_EVERY", 20)
    _ = Search(tiny(), told.append).everything
    assert told[:3] == [20, 40, 60]
