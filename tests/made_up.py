"""A made-up language for tests: every sentence of the course stands in brackets, so that what doesn't is found."""

import re
from collections.abc import Container, Iterator
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pytest

from course import language

_LETTER = re.compile(r"[^\W\d_]")
_INNERMOST = re.compile(r"\[[^\[\]]*\]")


class Brackets(NullTranslations):
    """Every sentence, in brackets. It is read from any file, or from none."""

    def gettext(self, message: str) -> str:
        return f"[{message}]"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"[{msgid1 if n == 1 else msgid2}]"

    def _parse(self, _file: Any) -> None:
        return


@pytest.fixture
def bracketed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The made-up language is spoken."""
    monkeypatch.setattr(language, "_messages", Brackets())
    monkeypatch.setattr(language, "_code", "zz")


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The made-up language is among those that the course speaks, by this code. English is spoken at first."""
    folder: Path = tmp_path_factory.mktemp("languages")
    (folder / "zz").mkdir()
    (folder / "zz" / "messages.mo").touch()
    monkeypatch.setattr(language, "LANGUAGES", folder)
    monkeypatch.setattr(language, "GNUTranslations", Brackets)
    yield "zz"
    language.speak(language.ENGLISH)


def escaped(shown: Any, *theirs: str, ids: Container[str] = ()) -> set[str]:
    """The texts in a scene with words outside all brackets.

    What authors and learners wrote isn't ours to translate, nor is what stands under keys that hold `ids`.
    """
    return {text for text in _texts(shown, ids) if text not in theirs and _LETTER.search(_outside(text))}


def _outside(text: str) -> str:
    while (fewer := _INNERMOST.sub("", text)) != text:
        text = fewer
    return text


def _texts(shown: Any, ids: Container[str]) -> Iterator[str]:
    match shown:
        case str():
            yield shown
        case dict():
            for name, value in shown.items():
                yield from _texts(value, ids) if name not in ids and name != "ack" else ()
        case list() | tuple():
            for value in shown:
                yield from _texts(value, ids)
