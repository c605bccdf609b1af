import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.classroom.keys import LENGTH, LETTERS, clean, desk_key, id_of, is_secret, new_code, opens, seat_of
from course.classroom.log import is_room

SECRET = b"a secret that nobody guesses"


def test_codes_are_short_different_and_can_name_a_room():
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == LENGTH and is_room(code) and clean(code) == code for code in codes)
    assert not set("01ilo") & set(LETTERS)


@pytest.mark.parametrize("typed", ["k7q2px", " K7Q2PX ", "k7q 2px", "K7Q-2PX", "k 7 q 2 p x\n"])
def test_a_code_is_known_however_it_is_typed(typed):
    assert clean(typed) == "k7q2px"


@pytest.mark.parametrize("typed", ["", "k7q2p", "k7q2pxx", "k7q2p0", "k7q2pl", "../../", "k7q2pé", "к7q2px"])
def test_what_is_no_code_is_none(typed):
    assert clean(typed) == ""


@given(st.text())
def test_whatever_is_typed_becomes_a_code_or_nothing(typed):
    code = clean(typed)
    assert code == "" or (len(code) == LENGTH and set(code) <= set(LETTERS))


def test_a_key_opens_one_desk_at_one_server():
    key = desk_key(SECRET, "k7q2px")
    assert opens(SECRET, "k7q2px", key)
    assert not opens(SECRET, "k7q2py", key)
    assert not opens(b"another server's secret", "k7q2px", key)


@pytest.mark.parametrize("wrong", ["", "k7q2px", "0" * 32, "ü" * 32, "\ud800", "desk_key"])
def test_nothing_else_opens_it(wrong):
    key = desk_key(SECRET, "k7q2px")
    assert not opens(SECRET, "k7q2px", wrong)
    assert not opens(SECRET, "k7q2px", key[:-1])
    assert not opens(SECRET, "k7q2px", key.upper())


def test_a_seat_and_a_phone_dont_tell_of_each_other():
    seat = seat_of("k7q2px", "0123456789abcdef")
    assert seat == seat_of("k7q2px", "0123456789abcdef")
    assert len({seat, seat_of("k7q2py", "0123456789abcdef"), seat_of("k7q2px", "1123456789abcdef")}) == 3
    assert "0123456789abcdef" not in seat
    assert len(seat_of("k7q2px", "\ud800")) == 16


def test_ids_of_different_senders_never_meet():
    assert id_of("anna", "message-1") == id_of("anna", "message-1") != id_of("ben", "message-1")
    assert len(id_of("anna", "\udfff" * 10_000)) == 24


def test_a_header_carries_the_secret_or_it_doesnt():
    assert is_secret(SECRET, f"Bearer {SECRET.decode()}")
    for wrong in ("", "Bearer ", SECRET.decode(), f"bearer {SECRET.decode()}", "Bearer ü", "Bearer \ud800"):
        assert not is_secret(SECRET, wrong)
