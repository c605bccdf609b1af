from tiny import tiny

from course import players
from course.search import Search


def moves(player, scenario=None):
    found = Search(scenario or tiny())
    return [way.id for way in player(found.opening, found.ways(found.opening))]


def test_the_skilled_player_is_silent_first_where_silence_is_needed():
    scenario = tiny()
    found, play = Search(scenario), players.skilled(scenario)
    assert moves(play) == ["pause"]
    paused = found.ways(found.opening)[-1].outcome.moment
    assert [way.id for way in play(paused, found.ways(paused))] == ["A"]


def test_trick_players_take_what_their_trick_says():
    assert moves(players.at_random) == ["A", "B", "C"]
    assert moves(players.without_pitfalls) == ["A", "B"]
    assert moves(players.longest) == ["A"]
    assert moves(players.first) == ["A"]
    assert moves(players.politest) == ["A"]
    assert moves(players.most_labels) == ["A"]
    assert moves(players.never(players.LISTENING)) == ["C", "pause"]


def test_equal_choices_are_equally_likely():
    scenario = tiny(("I'm sorry about it.", "What a nuisance."), ("labels: ask_question", "labels: ask_question greet"))
    assert moves(players.politest, scenario) == ["A", "B", "C"]
    assert moves(players.most_labels, scenario) == ["A", "B"]


def test_a_habit_takes_its_pitfall_wherever_it_is_offered():
    assert moves(players.habit("defensive")) == ["C"]
    assert moves(players.habit("threaten")) == ["A", "B", "C", "pause"]
    assert moves(players.habit_else_skilled(tiny(), "defensive")) == ["C"]
    assert moves(players.habit_else_skilled(tiny(), "threaten")) == ["pause"]


def test_habits_are_the_pitfalls_offered_with_their_beats():
    assert players.habits(tiny()) == {"defensive": 1, "blame_customer": 1, "dismiss": 1, "threaten": 1}


def test_the_last_labels_are_given_for_ever():
    scenario = tiny()
    listening = {"acknowledge_feeling", "apologize"}
    assert players.by_labels(scenario, [listening, {"offer_choices", "offer_solution"}]) == (8, "swapped")
    assert players.by_labels(scenario, [listening]) == (4, "walked")


def test_stubborn_players_give_any_three_techniques():
    stubborn = players.stubborn()
    assert len(stubborn) == 1 + 14 + 91 + 364 + 1
    assert stubborn["nothing"] == frozenset()
