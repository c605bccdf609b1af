from memory_class import MemoryChannel

from course.classroom.company import Company
from course.classroom.visitors import Phone, Projector

ANN, BEN, CLEO = "a" * 16, "b" * 16, "c" * 16


def phone(seat):
    return Phone(MemoryChannel(), seat)


def test_each_is_in_once_and_a_seat_may_have_two_phones():
    company = Company()
    assert (company.seats, company.everybody()) == (0, [])
    ann, again, ben, wall = phone(ANN), phone(ANN), phone(BEN), Projector(MemoryChannel())
    for visitor in (ann, again, ben, wall, ann):
        company.add(visitor)
    assert company.seats == 2
    assert len(company.everybody()) == 4
    assert {*company.everybody()} == {ann, again, ben, wall}


def test_a_vote_concerns_its_seat_and_who_looks_on():
    company = Company()
    ann, again, ben, wall = phone(ANN), phone(ANN), phone(BEN), Projector(MemoryChannel())
    for visitor in (ann, again, ben, wall):
        company.add(visitor)
    assert {*company.concerned({ANN})} == {ann, again, wall}
    assert {*company.concerned({ANN, BEN, CLEO})} == {ann, again, ben, wall}
    assert company.concerned(set()) == [wall]


def test_who_went_is_in_no_longer_and_may_go_twice():
    company = Company()
    ann, again, wall = phone(ANN), phone(ANN), Projector(MemoryChannel())
    for visitor in (ann, again, wall):
        company.add(visitor)
    for visitor in (ann, ann, phone(ANN), phone(BEN), wall):
        company.remove(visitor)
    assert company.everybody() == [again]
    assert company.seats == 1
    company.remove(again)
    assert (company.seats, company.everybody()) == (0, [])
