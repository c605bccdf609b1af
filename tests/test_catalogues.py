"""The sentences in one place: collected from the code, kept with what translators wrote, compiled; and Spanish is whole."""

import gettext
import re
import shutil

import pytest
from babel.messages.pofile import read_po

from course.catalogues import COURSE, build, catalogues
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
