"""Whoever was sent for, as it is kept."""

import pytest
from past import Past

from course.journal import Journal
from course.visits import last_visit, send_for


def test_whoever_was_sent_for_last_is_there_after_a_restart(tmp_path):
    journal = Journal(tmp_path)
    assert last_visit(journal.history, "surprise") is None
    first = send_for(journal, "surprise", customer="angry/tiny")
    second = send_for(journal, "surprise", customer="angry/tiny")
    drill = send_for(journal, "review", drill="angry/sorting", sitting=2)
    again = Journal(tmp_path).history
    assert last_visit(again, "surprise") == second
    assert last_visit(again, "review") == drill
    assert (drill.customer, drill.drill, drill.sitting) == ("", "angry/sorting", 2)
    assert len({first.key, second.key, drill.key}) == 3


def test_nobody_is_not_sent_for(tmp_path):
    journal = Journal(tmp_path)
    with pytest.raises(ValueError, match="nobody"):
        send_for(journal, "review")
    assert not journal.history.records


@pytest.mark.parametrize(
    "data",
    [{}, {"customer": ""}, {"customer": 3}, {"drill": "x"}, {"drill": "", "sitting": 1}, {"drill": [], "sitting": 1}],
    ids=str,
)
def test_what_makes_no_sense_is_no_visit(data):
    past = Past()
    past.add("review", data)
    assert last_visit(past.history, "review") is None
