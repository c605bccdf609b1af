"""Replies that wait, put together so that one decision serves many: by part, by doubt, by words."""

import random

from autograder.reply_groups import grouped
from autograder.typed import Typed
from course.replies import Judgement


def waiting(reply, part="angry-rewrite", doubt="apologize", learners=1, waits=True):
    return Typed(part, "It's late!", "angry", reply, Judgement(frozenset(), {}, frozenset({doubt})), waits, learners)


def words(groups):
    return [sorted(one.reply for one in group) for group in groups]


SORRY = [
    "I'm sorry you waited all day. I'll call the plumber now.",
    "I am so sorry that you waited the whole day, I will call a plumber now.",
    "sorry you had to wait all day, ill call the plumbr right now",
]
WATER = ["Is the water still running? Turn it off first.", "Is the water still runing? First let's turn it off."]


def test_nothing_waits():
    assert grouped([]) == ()
    assert grouped([waiting("Sorry.", waits=False)]) == ()


def test_replies_alike_in_words_are_one_group_despite_typing_mistakes():
    assert words(grouped(map(waiting, [*WATER, *SORRY, "See you on Monday."]))) == [
        sorted(SORRY),
        sorted(WATER),
        ["See you on Monday."],
    ]


def test_another_part_or_another_doubt_is_another_group():
    replies = [waiting("Sorry."), waiting("Sorry!", part="angry-new"), waiting("Sorry…", doubt="snap")]
    assert len(grouped(replies)) == 3


def test_groups_of_most_learners_come_first():
    assert words(grouped([*map(waiting, WATER), waiting("See you.", learners=9)]))[0] == ["See you."]


def test_the_order_in_which_replies_come_changes_nothing():
    replies = [waiting(reply) for reply in (*SORRY, *WATER, "See you.", "Well.", "!?", "")]
    mixed = random.Random(1).sample(replies, len(replies))
    assert grouped(mixed) == grouped(replies)
    assert sorted(one.reply for group in grouped(replies) for one in group) == sorted(one.reply for one in replies)
