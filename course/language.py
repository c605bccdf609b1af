"""The language that the course speaks: its own sentences by gettext, and in whose words customers and drills come.

English stands in the code. Any other language is a folder in course/languages, laid out like `course`: `messages.mo`
for the sentences, and what of `scenarios`, `drills`, `cards` and `text` was translated; the rest stays English.
One process speaks one language, for a notebook has a process of its own.
"""

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

LANGUAGES = Path(__file__).parent / "languages"
ENGLISH = "en"
MARK = "+"  # before the language at the end of a name: `angry/wrong-part+es`

_code = ENGLISH
_messages = NullTranslations()


def languages() -> tuple[str, ...]:
    """The codes of all languages that the course speaks, English first."""
    return (ENGLISH, *sorted(path.parent.name for path in LANGUAGES.glob("*/messages.mo")))


def speak(code: str) -> None:
    """Speak a language from now on, in this process. Raises ValueError for one that the course doesn't speak."""
    global _code, _messages
    if code not in languages():
        raise ValueError(f"The course doesn't speak '{code}'. It speaks: {', '.join(languages())}.")
    _code, _messages = code, _catalogue(code)


def language() -> str:
    """The code of the language that is spoken now, such as `en` or `es`."""
    return _code


def _(sentence: str) -> str:
    """A sentence of the course's own in the language that is spoken now; in English where nobody translated it."""
    return _messages.gettext(sentence)


def ngettext(one: str, more: str, count: int) -> str:
    """The same, for one and for more of a thing."""
    return _messages.ngettext(one, more, count)


def number(count: int) -> str:
    """A whole number as the language that is spoken now writes it: 2,000 in English."""
    # To translate: what stands between the thousands of a number.
    return f"{count:,}".replace(",", _(","))


def said_in(code: str, sentence: str) -> str:
    """A sentence of the course's own in a language, whichever is spoken now; English in one it doesn't speak."""
    return _catalogue(code if code in languages() else ENGLISH).gettext(sentence)


def N_(sentence: str) -> str:  # noqa: N802 (what gettext calls it)
    """The sentence as it is, marked to be translated where it is shown: for what is set before anybody speaks."""
    return sentence


def in_words_of(kind: str, name: str) -> str:
    """The name under which something of a kind (`scenarios`, `drills`, `cards`) comes in the language spoken now.

    It is its own name where nobody translated it.
    """
    translated = _code != ENGLISH and MARK not in name and (LANGUAGES / _code / kind / f"{name}.yaml").is_file()
    return f"{name}{MARK}{_code}" if translated else name


def plain(name: str) -> str:
    """A name without what it carries of language (or heat): who has met one of them has met the others."""
    return name.partition(MARK)[0]


@lru_cache
def _catalogue(code: str) -> NullTranslations:
    if code == ENGLISH:
        return NullTranslations()
    with (LANGUAGES / code / "messages.mo").open("rb") as compiled:
        return GNUTranslations(compiled)


def language_of(name: str) -> str:
    """The code of the language that a name carries."""
    return name.partition(MARK)[2] or ENGLISH


def place_of(name: str, shelf: Path) -> Path:
    """The file of something on a shelf of the course's, whichever language its name carries."""
    known, _, code = name.partition(MARK)
    return (LANGUAGES / code / shelf.name if code else shelf) / f"{known}.yaml"
