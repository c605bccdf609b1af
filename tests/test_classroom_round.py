"""What each seat answered in a round, and who plays whom in a role play."""

import pytest
from small_room import CARDS, CUSTOMER, NOW, seat

from course import dialogue
from course.classroom.events import Answered
from course.classroom.round import FELLED, IN, MOST_LINES, Round

OPTIONS = {"vote": ("A", "B", "pause"), "type": (), "predict": FELLED, "cards": (IN,)}


def asked(way, people=0, shift=0):
    """A round, in a role play with so many people who take part."""
    made = Round(1, way, dialogue.start(CUSTOMER), OPTIONS[way], CARDS if way == "cards" else "", shift=shift)
    for number in range(1, people + 1):
        assert answered(made, number, option=IN)
    return made


def answered(made, number, **data):
    event = Answered(id=f"answer-{len(made.answers)}-{number}", at=NOW, seat=seat(number), round=1, **data)
    return made.answer(event, number)


@pytest.mark.parametrize("way", ["vote", "predict"])
def test_one_seat_has_one_vote_and_may_change_it(way):
    made = asked(way)
    first, second, third = OPTIONS[way]
    assert answered(made, 1, option=first)
    assert answered(made, 2, option=first)
    assert answered(made, 1, option=third)
    assert made.counts == {first: 1, second: 0, third: 1}
    assert made.answered == 2


@pytest.mark.parametrize(
    ("way", "data"),
    [
        ("vote", {"option": "C"}),
        ("vote", {"text": "A"}),
        ("vote", {}),
        ("predict", {"option": "A"}),
        ("type", {"option": "A"}),
        ("type", {"text": " \n "}),
        ("type", {"ticks": (0,)}),
        ("cards", {"option": "A"}),
        ("cards", {"text": "I am not in it."}),
        ("cards", {"ticks": (0,)}),
    ],
    ids=str,
)
def test_an_answer_that_makes_no_sense_changes_nothing(way, data):
    made = asked(way)
    assert not answered(made, 1, **data)
    assert made == asked(way)


def test_hands_are_counted_with_the_phones():
    made = asked("vote")
    answered(made, 1, option="A")
    made.hands = {"A": 2, "pause": 4}
    assert made.counts == {"A": 3, "B": 0, "pause": 4}
    assert made.answered == 1


def test_typed_words_are_listed_as_they_came_and_can_be_hidden():
    made = asked("type")
    for number, text in ((1, "One"), (2, "  Two "), (1, "One, said better")):
        answered(made, number, text=text, option="ignored")
    assert [one.text for one in made.typed] == ["Two", "One, said better"]
    assert [one.option for one in made.typed] == [None, None]
    made.hidden.add(made.typed[0].id)
    assert [one.text for one in made.typed] == ["One, said better"]
    assert [one.text for one in made.put_away] == ["Two"]
    assert made.counts == {}


def parts(made):
    """Groups as the roles in them, in the order in which people came."""
    groups = {}
    for one in made.order:
        groups.setdefault(made.group(one), []).append(made.role(one)[:2])
    return [" ".join(groups[at]) for at in sorted(groups)]


@pytest.mark.parametrize(
    ("people", "first", "next_time"),
    [
        (1, ["cu"], ["cl"]),
        (2, ["cu cl"], ["cl ob"]),
        (3, ["cu cl ob"], ["cl ob cu"]),
        (4, ["cu cl ob ob"], ["cl ob cu ob"]),
        (5, ["cu cl ob ob ob"], ["cl ob cu ob ob"]),
        (6, ["cu cl ob"] * 2, ["cl ob cu"] * 2),
        (7, ["cu cl ob", "cu cl ob ob"], ["cl ob cu", "cl ob cu ob"]),
        (8, ["cu cl ob", "cu cl ob ob ob"], ["cl ob cu", "cl ob cu ob ob"]),
    ],
    ids=lambda case: str(case) if isinstance(case, int) else "",
)
def test_people_play_in_threes_and_who_is_left_over_looks_on(people, first, next_time):
    made = asked("cards", people)
    assert parts(made) == first
    assert parts(asked("cards", people, shift=1)) == next_time
    assert parts(asked("cards", people, shift=3)) == first
    assert (made.counts, made.answered) == ({IN: people}, people)


def test_who_came_in_stays_and_who_did_not_has_no_part():
    made = asked("cards", 3)
    assert answered(made, 2, option=IN)
    assert parts(made) == ["cu cl ob"]
    assert made.group(seat(9)) is made.role(seat(9)) is None


def test_a_group_writes_among_itself():
    made = asked("cards", 6)
    assert answered(made, 1, text=" It’s broken! ")
    assert answered(made, 5, text="I see.")
    assert [(line.role, line.text) for line in made.lines[0]] == [("customer", "It’s broken!")]
    assert [(line.role, line.text) for line in made.lines[1]] == [("clerk", "I see.")]
    assert not answered(made, 1, text=" ")


def test_a_group_does_not_write_without_end():
    made = asked("cards", 3)
    assert [answered(made, 1, text="And again!") for _ in range(MOST_LINES + 2)].count(True) == MOST_LINES


def test_only_observers_tick_and_they_only_tick():
    made = asked("cards", 3)
    assert answered(made, 3, ticks=(2, 0, 2))
    assert made.ticks == {seat(3): (0, 2)}
    assert answered(made, 3, ticks=())
    assert made.ticks == {seat(3): ()}
    assert not answered(made, 3, text="I say!")
    assert not answered(made, 1, ticks=(0,))
    assert (made.lines, made.ticks) == ({}, {seat(3): ()})


def test_what_somebody_saw_while_looking_on_is_not_seen_in_a_group_of_their_own():
    made = asked("cards", 5, shift=2)
    assert answered(made, 4, ticks=(1,))
    assert answered(made, 2, ticks=(1,)) is False
    assert answered(made, 1, ticks=(3,))
    assert answered(made, 6, option=IN)
    assert (made.group(seat(4)), made.role(seat(4))) == (1, "observer")
    assert made.ticks == {seat(1): (3,)}
    assert answered(made, 4, ticks=(2,))
    assert answered(made, 6, option=IN)
    assert made.ticks == {seat(1): (3,), seat(4): (2,)}
