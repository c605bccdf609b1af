"""What the course speaks: sentences by gettext, and authors' texts of a language's own, by name."""

from gettext import NullTranslations

import pytest

from course import language
from course.language import ENGLISH, N_, _, in_words_of, language_of, languages, ngettext, number, plain, speak


@pytest.fixture(autouse=True)
def _english_again():
    yield
    speak(ENGLISH)


def test_english_is_spoken_until_somebody_says_otherwise():
    assert language.language() == ENGLISH
    assert _("Start again") == "Start again"
    assert [ngettext("{n} turn", "{n} turns", count) for count in (1, 2)] == ["{n} turn", "{n} turns"]


def test_a_mark_changes_nothing():
    assert N_("Start again") == "Start again"


def test_what_is_spoken_can_be_changed_and_changed_back():
    speak("es")
    assert (language.language(), _("a calm reminder")) == ("es", "un recordatorio sereno")
    speak("en")
    assert (language.language(), _("a calm reminder")) == ("en", "a calm reminder")


def test_what_nobody_translated_stays_english():
    speak("es")
    assert _("Nobody ever wrote this sentence.") == "Nobody ever wrote this sentence."


def test_an_unknown_language_is_told_and_changes_nothing():
    speak("es")
    with pytest.raises(ValueError, match=r"doesn't speak 'xx'\. It speaks: en, es"):
        speak("xx")
    assert language.language() == "es"


def test_all_languages_are_known_english_first():
    assert languages() == ("en", "es")


@pytest.mark.parametrize(
    ("kind", "name"),
    [("scenarios", "angry/wrong-part"), ("drills", "angry/thoughts"), ("cards", "angry/three-seconds")],
)
def test_what_was_translated_goes_by_a_name_with_its_language(kind, name):
    assert in_words_of(kind, name) == name
    speak("es")
    assert in_words_of(kind, name) == f"{name}+es"
    assert in_words_of(kind, f"{name}+es") == f"{name}+es"


def test_what_was_not_translated_keeps_its_name():
    speak("es")
    assert in_words_of("scenarios", "rude/length-of-chain") == "rude/length-of-chain"
    assert in_words_of("scenarios", "own/rosa") == "own/rosa"


@pytest.mark.parametrize(
    "name", ["angry/wrong-part", "angry/wrong-part+es", "angry/wrong-part+hotter", "angry/wrong-part+es+hotter"]
)
def test_a_plain_name_carries_nothing(name):
    assert plain(name) == "angry/wrong-part"


def test_a_name_tells_its_language():
    assert [language_of(name) for name in ("angry/wrong-part", "angry/wrong-part+es")] == ["en", "es"]


def test_where_one_sentence_is_missing_a_language_goes_on(monkeypatch):
    monkeypatch.setattr(language, "_messages", NullTranslations())
    assert _("Start again") == "Start again"


def test_a_number_is_written_as_the_language_writes_it(monkeypatch):
    assert [number(count) for count in (7, 2000, 4000000)] == ["7", "2,000", "4,000,000"]
    monkeypatch.setattr(language, "_", {",": "."}.get)
    assert number(4000000) == "4.000.000"
