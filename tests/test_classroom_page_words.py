"""The sentences of a class's pages: a phone loads those that it needs, whoever leads the class the others as well."""

import json

import pytest
from made_up import bracketed  # noqa: F401 (a fixture)

from course.classroom.page_words import PAGES, words_for_all, words_for_leaders
from course.language import ENGLISH, speak
from course.views.page import sentences


@pytest.fixture(autouse=True)
def _english_again():
    yield
    speak(ENGLISH)


def held(module):
    """The sentences that a module of words holds."""
    return json.loads(module[module.index("{", module.index("words", 10)) : module.rindex("}") + 1])


def test_in_english_there_is_nothing_to_say_anew():
    assert words_for_all() == 'export const language = "en";\nexport const words = {};\n'
    assert words_for_leaders() == 'import { words } from "./words.js";\nObject.assign(words, {});\n'


@pytest.mark.usefixtures("bracketed")
def test_every_sentence_of_the_pages_is_in_one_of_the_two():
    phones, leaders = held(words_for_all()), held(words_for_leaders())
    every = {one for path in PAGES.glob("*.js") for one in sentences(path.read_text(encoding="utf-8"))}
    assert phones.keys() | leaders.keys() == every
    assert sentences((PAGES / "room.js").read_text(encoding="utf-8")) <= phones.keys()
    only = sentences((PAGES / "desk_ask.js").read_text(encoding="utf-8")) - phones.keys()
    assert only <= leaders.keys()
    assert only


def test_the_language_is_told():
    speak("es")
    assert 'export const language = "es";' in words_for_all()
