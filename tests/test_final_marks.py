"""What a learner has by now."""

from autograder.final_marks import FinalMark, PartMark


def test_a_total_takes_off_what_being_late_costs_and_ends_at_nothing():
    parts = {"a": PartMark(2.5, 3), "b": PartMark(None, 4, waits=True), "c": PartMark(1, 1)}
    mark = FinalMark("ada", parts, 1)
    assert (mark.total, mark.maximum, mark.waits) == (2.5, 8, True)
    assert FinalMark("ada", parts, 9).total == 0


def test_nothing_waits_where_every_part_has_points():
    assert not FinalMark("ada", {"a": PartMark(0, 3)}).waits
