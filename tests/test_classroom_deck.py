import pytest
from small_card import write

from course import cardbook
from course.cardbook import card_names, load_card
from course.classroom import deck as decks
from course.classroom.deck import deck


def test_every_role_play_of_the_course_can_be_played():
    assert tuple(deck()) == card_names()
    assert deck()["angry/three-seconds"] == load_card("angry/three-seconds")


def test_cards_are_read_once():
    assert deck() is deck()


@pytest.mark.parametrize(
    ("text", "names"), [("title: Eyes up\n", ()), ("title: [", ())], ids=["half a card", "no YAML"]
)
def test_cards_that_cannot_be_read_stop_no_class(tmp_path, monkeypatch, text, names):
    write(tmp_path, text)
    monkeypatch.setattr(decks, "card_names", lambda: cardbook.card_names(tmp_path))
    monkeypatch.setattr(decks, "load_card", lambda name: load_card(name, tmp_path))
    assert tuple(decks._deck.__wrapped__("en")) == names
    write(tmp_path)
    assert tuple(decks._deck.__wrapped__("en")) == ("calm/eyes",)


def test_cards_keep_their_names_in_another_language(monkeypatch):
    monkeypatch.setattr(decks, "in_words_of", lambda kind, name: f"{name}+xx" if name == "calm/eyes-up" else name)
    monkeypatch.setattr(decks, "load_card", lambda name: name)
    assert decks._deck.__wrapped__("xx")["calm/eyes-up"] == "calm/eyes-up+xx"
