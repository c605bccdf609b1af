"""The sentences in one place: collected from the code, kept with what translators wrote, compiled; and Spanish is whole."""

import ast
import gettext
import re
import shutil
from collections.abc import Iterable, Iterator

import pytest
from babel.messages.pofile import read_po

from course.catalogues import _KEYWORDS, COURSE, build, catalogues
from course.language import LANGUAGES

CODES = sorted(path.parent.name for path in LANGUAGES.glob("*/messages.po"))
GAP = re.compile(r"\{\w*\}")

PY = """from course.language import N_, _, ngettext
GREETING = N_("Hello, {name}.")
# To translate: how many turns a talk took.
told = ngettext("{n} turn", "{n} turns", 2)
not_marked = "Nobody collects this."
"""
JS = 'const GONE = N_("It’s gone.");\nconst shown = _("Say \\"hello\\" to {name}", { name });\n'
PO = """msgid ""
msgstr ""
"Language: es\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Hello, {name}."
msgstr "Hola, {name}."

msgid "{n} turn"
msgid_plural "{n} turns"
msgstr[0] "{n} turno"
msgstr[1] "{n} turnos"

msgid "An older sentence."
msgstr "Una frase más vieja."
"""


@pytest.fixture
def course(tmp_path):
    """A tiny course with one module, one view and Spanish as somebody has begun to translate it."""
    for name, text in {"hello.py": PY, "views/hello.js": JS, "languages/es/messages.po": PO}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def catalogue(path):
    with path.open("rb") as file:
        return read_po(file)


def sentences(path):
    return {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue(path) if message.id}


def test_what_the_code_marks_is_collected(course):
    build(course=course)
    pot = course / "languages" / "messages.pot"
    assert sentences(pot) == {"Hello, {name}.", "{n} turn", "It’s gone.", 'Say "hello" to {name}'}
    assert "how many turns a talk took" in pot.read_text(encoding="utf-8")


def test_what_was_translated_is_kept_and_what_is_gone_goes(course):
    build(course=course)
    es = catalogue(course / "languages" / "es" / "messages.po")
    assert es["Hello, {name}."].string == "Hola, {name}."
    assert es["It’s gone."].string == ""
    assert "An older sentence." not in es
    assert not es.obsolete


def test_a_sentence_that_changes_waits_to_be_translated_anew(course):
    (course / "hello.py").write_text(PY.replace("Hello, {name}.", "Hello there, {name}."), encoding="utf-8")
    build(course=course)
    es = catalogue(course / "languages" / "es" / "messages.po")
    assert es["Hello there, {name}."].string == ""


def test_what_is_compiled_is_what_gettext_reads(course):
    build(course=course)
    with (course / "languages" / "es" / "messages.mo").open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    assert spoken.gettext("Hello, {name}.") == "Hola, {name}."
    assert [spoken.ngettext("{n} turn", "{n} turns", n) for n in (1, 2, 0)] == ["{n} turno", "{n} turnos", "{n} turnos"]
    assert spoken.gettext("It’s gone.") == "It’s gone."


def test_nothing_is_written_twice_or_by_a_check(course):
    assert len(build(check=True, course=course)) == 3
    assert not (course / "languages" / "messages.pot").exists()
    assert len(build(course=course)) == 3
    assert build(check=True, course=course) == []
    shutil.rmtree(course / "views")
    assert len(build(check=True, course=course)) == 2  # one that nobody translated isn't in the compiled file


def test_the_catalogues_of_the_course_are_as_its_code_is():
    assert [path.name for path, content in catalogues(COURSE).items() if path.read_bytes() != content] == []


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_is_translated(code):
    left = [message.id for message in catalogue(LANGUAGES / code / "messages.po") if not all(said(message))]
    assert left == []


@pytest.mark.parametrize("code", CODES)
def test_a_translation_has_the_same_gaps(code):
    for message in catalogue(LANGUAGES / code / "messages.po"):
        if message.id:
            wanted = [message.id] if isinstance(message.id, str) else list(message.id)
            for one, other in zip(wanted, said(message), strict=True):
                # One of a thing may be said without its number.
                assert set(GAP.findall(other)) <= set(GAP.findall(wanted[-1])), message.id
                assert one != wanted[-1] or set(GAP.findall(other)) == set(GAP.findall(one)), message.id


def said(message):
    return [message.string] if isinstance(message.string, str) else list(message.string)


# Every view, and whatever else has words for a learner's page.
MODULES = """
agenda answers attempts backup bundle certificate_html certificate_pdf certificate_words conversation debrief export
growth hearing history hotter journal labels learners marking moment own_check own_form parcel past pen phrases plans
questions record rehearsal reply roster shortcut sitting visits
"""
SHOWN = [*sorted((COURSE / "views").glob("*.py")), *(COURSE / f"{name}.py" for name in MODULES.split())]
NOT_SHOWN = {
    "*Double-click here, and write your text in place of this line.*": "stands in the exercises' notebooks",
    "python -m course certificate --check FILE --journals FOLDER": "is typed into a terminal",
    "Module Nine, code …": "is what a check of a certificate looks for",
    "--data … ": "is a part of a command",
    "-m course …open": "the same",
    "… made harder": "is a talk's key in the journal",
    "random, no pitfall": "is what a proof calls a player",
    "most labels": "the same",
    "The player '(.*)' passes with probability": "is what a proof says, to be told in words for learners",
    "Endless empathy": "the same",
    "Fixing first": "the same",
    "Giving '.*' for ever": "the same",
}
WORD = r"[^\W\d_](?:[^\W\d_]|[’'])+"
PROSE = re.compile(
    rf"{WORD}[,:;.]? [^\W\d_…“]|[aAI…”][,:;.]? {WORD}|{WORD}[,:]? …|^[A-Z][a-z’']+[.:?!…]?$", re.MULTILINE
)


def bare(code: str) -> Iterator[str]:
    """Prose in the code that nothing marks to be translated; … stands where an f-string is filled."""
    nodes = list(ast.walk(ast.parse(code)))
    for node in set(nodes).difference(*map(aside, nodes)):
        match node:
            case ast.Constant(value=str(text)):
                pass
            case ast.JoinedStr(values=parts):
                text = "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts)
            case _:
                continue
        if PROSE.search(re.sub("<[^>]*>", "\n", text)):
            yield text


def aside(node: ast.AST) -> Iterable[ast.AST]:
    """What of a node is marked, or no sentence for a page."""
    match node:
        case ast.Call(func=ast.Name(name), args=marked) if name in _KEYWORDS:
            return [one for one in marked if isinstance(one, ast.Constant)]
        case ast.Raise() | ast.Expr(value=ast.Constant()) | ast.Assign(targets=[ast.Name("__all__")]):
            return ast.walk(node)  # what a page shows of an error is marked where it is made
        case (
            ast.arg(annotation=ast.expr() as note)
            | ast.AnnAssign(annotation=note)
            | ast.FunctionDef(returns=ast.expr() as note)
        ):
            return ast.walk(note)
        case ast.JoinedStr(values=parts):
            return parts
    return ()


@pytest.mark.parametrize("path", SHOWN, ids=[path.stem for path in SHOWN])
def test_no_sentence_for_a_page_escapes_its_translators(path):
    assert set(bare(path.read_text(encoding="utf-8"))) - NOT_SHOWN.keys() == set()


def test_what_escapes_is_found():
    code = '''
"""A docstring says what it likes."""
__all__ = ["Report"]
def told(name: "a note") -> "a note": raise ValueError("there is no such thing")
fine = [_("A whole sentence."), ngettext("{n} turn", "{n} turns", 2), _(TABLE["hot"]), "an-id", f"<p class='x'>{fine}</p>"]
found = ["Start", "That’s all.", f"{fine} turns", f"Turn {fine}", f"<p>Not yet</p>", _("Good day" if fine else "Bye"), _(f"No, {fine}")]
'''
    assert sorted(bare(code)) == [
        "<p>Not yet</p>",
        "Bye",
        "Good day",
        "No, …",
        "Start",
        "That’s all.",
        "Turn …",
        "… turns",
    ]
