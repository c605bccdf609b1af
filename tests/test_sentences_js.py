"""What the views say themselves: every sentence in their JavaScript is marked, is found, and has its gaps filled."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.jslexer import Token, tokenize, unquote_string

from course import classroom, views
from course.classroom.host import HostPage
from course.views.page import Page, sentences

CLASSROOM = Path(classroom.__file__).parent
VIEWS = sorted([*Path(views.__file__).parent.glob("*.js"), *CLASSROOM.glob("*.js")])
PAGES = sorted(CLASSROOM.glob("pages/*.js"))  # of the live class, whose server gives them their words
FILES = VIEWS + PAGES
MARKS = ("_", "N_")
GAP = re.compile(r"\{(\w+)\}")

# Prose begins with a capital as a sentence does, or has two words side by side. Names in code are no words: `m9-row`, `.m9`.
HOLE = "◌"  # what a template fills in
WORD = r"(?<![-.#\w])[A-Za-z’]+(?![-\w])"
BETWEEN = r"[,.:;!?…]* [“(]?"
PROSE = re.compile(rf"^\W*[A-Z][a-z’ ]|{WORD}{BETWEEN}({WORD}|{HOLE})|{HOLE}{BETWEEN}{WORD}")
SELECTORS = ("querySelector", "querySelectorAll", "closest", "matches")  # what they are given has words, too
KEYS = ("Enter", "Date")  # of the keyboard, and of what a server says besides
CLASSES = (f"bar {HOLE}", f"card {HOLE}", f"two {HOLE}", "mark happened")  # of style sheets, side by side


def views_of_the_course() -> list[type[Page]]:
    for module in pkgutil.iter_modules(views.__path__, "course.views."):
        importlib.import_module(module.name)
    assert HostPage in Page.__subclasses__()
    return sorted((view for view in Page.__subclasses__() if view.__module__.startswith("course.")), key=str)


def read(module: str) -> list[Token]:
    """What a module consists of, without comments."""
    return [token for token in tokenize(module, jsx=False, dotted=False) if "comment" not in token.type]


def found_by_babel(module: str) -> set[str]:
    found = extract("javascript", BytesIO(module.encode()), dict.fromkeys(MARKS))
    return {message for _line, message, _comments, _context in found}


def texts(module: str) -> Iterator[tuple[str, str]]:
    """Each literal, with the function that it is given to first of all; those inside of templates, too."""
    tokens = [Token("", "", 0), Token("", "", 0), *read(module)]
    for function, bracket, token in zip(tokens, tokens[1:], tokens[2:], strict=False):
        given_to = function.value if bracket.value == "(" else ""
        if token.type == "string":
            yield unquote_string(token.value), given_to
        elif token.type == "template_string":
            yield re.sub(r"\$\{[^}]*\}", HOLE, token.value.strip("`")), given_to
            for filling in re.findall(r"\$\{([^}]*)\}", token.value):
                yield from texts(filling)


def prose(module: str) -> list[str]:
    """The literals that read like a sentence or a part of one, and aren't marked."""
    return [
        text
        for text, given_to in texts(module)
        if PROSE.search(text)
        and given_to not in (*MARKS, *SELECTORS)
        and text not in KEYS + CLASSES
        and not text.startswith("<")
    ]


def calls(module: str) -> Iterator[tuple[str, set[str]]]:
    """Each marked sentence, and the names that are given with it."""
    tokens = read(module)
    for place, (mark, _bracket, sentence) in enumerate(zip(tokens, tokens[1:], tokens[2:], strict=False)):
        if mark.value in MARKS and sentence.type == "string":
            yield unquote_string(sentence.value), given(tokens[place + 3 :])


def given(tokens: list[Token]) -> set[str]:
    """The names in an object, `{ name, other: value }`, that follows after a comma."""
    names, depth = set(), 0
    for before, token in pairwise(tokens):
        depth += (token.value in "([{") - (token.value in ")]}") if token.type == "operator" else 0
        if depth == 0:
            break
        if depth == 1 and token.type == "name" and before.value in ("{", ","):
            names.add(token.value)
    return names


@pytest.mark.parametrize("view", views_of_the_course(), ids=lambda view: view.__name__)
def test_a_view_takes_along_the_sentences_that_translators_get(view):
    assert sentences(view._esm) == found_by_babel(view._esm)


def test_translators_get_the_sentences_of_every_file_and_no_others():
    shown = set().union(*(sentences(view._esm) for view in views_of_the_course()))
    assert shown == set().union(*(found_by_babel(path.read_text(encoding="utf-8")) for path in VIEWS))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_page_of_the_live_class_takes_along_the_sentences_that_translators_get(path):
    module = path.read_text(encoding="utf-8")
    assert sentences(module) == found_by_babel(module)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_prose_is_left_unmarked(path):
    assert prose(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "literal",
    [
        '"Stop"',
        '"I’ll …"',
        '"Copied."',
        '" In it:"',
        '"… and out, slowly"',
        '"this is next"',
        "`Copy ${what}`",
        "`${n} more`",
        "` · ${open} still to fill in`",
        '`${left} ${left === 1 ? "line is" : "lines are"}`',
    ],
)
def test_what_is_prose(literal):
    assert prose(f"h('p', {{}}, {literal})") != []
    assert prose(f"_({literal})") == [] or "`" in literal


@pytest.mark.parametrize(
    "code",
    [
        '"m9-button m9-main"',
        '`m9-line m9-from-${line.from}${line.silent ? " m9-silent" : ""}`',
        'root.querySelectorAll("input, select, button")',
        '\'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">\'',
        '"M7.5 9.5h3M13.5 9.5h3M8 14.5q4 3 8 0"',
        "`--step: ${step + 1}`",
        "`${ids.hint} ${ids.count}`",
        "`${talk.name}: ${talk.title}`",
        'event.key === "Enter"',
        '"aria-labelledby"',
        "// A comment says what it likes.",
    ],
)
def test_what_is_no_prose(code):
    assert prose(code) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_gap_is_filled_where_a_sentence_is_shown(path):
    for sentence, names in calls(path.read_text(encoding="utf-8")):
        assert names == set(GAP.findall(sentence)), sentence  # one that waits in N_ has none: who would fill them?


def test_which_gaps_are_filled():
    assert list(calls('_("{n} of {all}", { n: at(x, y) + 1, all })')) == [("{n} of {all}", {"n", "all"})]
    assert list(calls('h(_("Stop"), { name })')) == [("Stop", set())]


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_nothing_else_is_called_by_the_name_of_a_mark(path):
    tokens = read(path.read_text(encoding="utf-8"))
    assert [after.lineno for mark, after in pairwise(tokens) if mark.value in MARKS and after.value != "("] == []
