from dataclasses import replace

from plain_judge import plain_judge

from course import dialogue
from course.replies import Judgement
from course.turn import Marks


def test_a_turn_tells_what_came_of_a_reply(scenario):
    turn = dialogue.say(dialogue.start(scenario), "C").turns[0]
    assert (turn.beat, turn.labels, turn.heat, turn.trust) == ("storm", {"defensive"}, 10, 0)
    assert turn.judgement is None


def test_what_was_made_of_words_follows_from_them_so_it_makes_no_difference(scenario):
    turn = dialogue.say(dialogue.start(scenario), text="snap", judge=plain_judge).turns[0]
    assert turn.judgement.evidence["snap"].spans == ("snap",)
    assert turn == replace(turn, judgement=None) == replace(turn, judgement=Judgement())
    assert hash(turn) == hash(replace(turn, judgement=None))


def test_a_pass_needs_seven_in_ten_rounded_up():
    assert [Marks(0, possible).needed for possible in (10, 11, 26)] == [7, 8, 19]
    assert Marks(8, 11).passed
    assert not Marks(7, 11).passed
