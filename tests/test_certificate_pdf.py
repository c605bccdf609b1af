"""The certificate as a PDF: one page, the same every time, in most people's letters."""

import re
import zlib
from dataclasses import replace

import pytest
from finisher import certificate
from made_up import Brackets

from course import language
from course.certificate_facts import LONGEST, code_in
from course.certificate_pdf import CannotPrint, to_pdf, unpacked

FRAME = 14 / 25.4 * 72  # points from the lower edge of the sheet


@pytest.mark.parametrize(
    "name",
    ["Pat", "Łucja Nguyễn-O’Brien", "Ελένη Παπαδοπούλου", "Олена Коваль", "Անի", "W" * LONGEST],
    ids=["plain", "accents", "Greek", "Cyrillic", "Armenian", "long"],
)
def test_it_is_one_page_and_all_of_it_is_inside_the_frame(name):
    assert_it_fits(to_pdf(certificate(name)))


@pytest.mark.parametrize("name", ["Pat", "W" * LONGEST], ids=["plain", "long"])
def test_a_language_of_more_words_fits_too(name, monkeypatch):
    longer = Brackets()
    monkeypatch.setattr(longer, "gettext", lambda message: message + " más" * (len(message) // 13))
    monkeypatch.setattr(language, "_messages", longer)
    assert_it_fits(to_pdf(certificate(name)))


def assert_it_fits(content):
    assert content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b(?!s)", content)) == 1
    heights = [float(y) for y in re.findall(rb"BT [\d.]+ (-?[\d.]+) Td", content)]
    assert len(heights) > 40
    assert min(heights) > FRAME


def test_it_is_the_same_every_time_and_another_one_for_other_words():
    assert to_pdf(certificate()) == to_pdf(certificate())
    assert to_pdf(certificate()) != to_pdf(certificate(tests=False))
    facts = replace(certificate().facts, own_words=4)
    assert to_pdf(certificate()) != to_pdf(replace(certificate(), facts=facts))


def repacked(pdf, level, change=lambda stream: stream):
    """The same sheet, its streams packed anew by another zlib, and so with other lengths, places and id."""

    def packed(found):
        inside = zlib.compress(change(zlib.decompress(found[2])), level)
        return b"/Length %d\n" % len(inside) + found[1] + inside + b"\nendstream"

    anew = re.sub(rb"/Length \d+\n((?:/Length1 \d+\n)?>>\nstream\n)(x.*?)\nendstream", packed, pdf, flags=re.DOTALL)
    shifted = re.sub(rb"\n(\d{10})(?= 00000 n )", lambda found: b"\n%010d" % (int(found[1]) + 7), anew)
    return re.sub(rb"<[0-9A-F]{32}>", b"<" + b"0" * 32 + b">", shifted)


def test_another_zlib_makes_no_other_sheet():
    pdf = to_pdf(certificate())
    assert repacked(pdf, 1) != pdf
    assert unpacked(repacked(pdf, 1)) == unpacked(pdf)


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf: repacked(pdf, 1, lambda stream: stream[:-1] + b"?"),
        lambda pdf: pdf + b"\n1 0 obj\n<<>>\nendobj\n",
        lambda pdf: pdf.replace(b"\nxref\n", b"\n4 0 obj\n<<>>\nendobj\nxref\n"),
        lambda pdf: pdf.replace(b"/Size 14", b"/Size 14 /Prev 9"),
        lambda pdf: pdf.replace(b"/Kids [3 0 R]", b"/Kids [4 0 R]"),
        lambda pdf: pdf.replace(b"FlateDecode\n/Length", b"FlateDecode\n/Length 7\n/Length", 1),
        lambda pdf: re.sub(rb"(?<=stream\n)x", b"y", pdf),
    ],
    ids=["letters", "an update", "an object", "a trailer", "a page", "a length", "a torn stream"],
)
def test_any_other_change_makes_another(change):
    pdf = to_pdf(certificate())
    assert change(pdf) != pdf
    assert unpacked(change(pdf)) != unpacked(pdf)


def test_it_says_in_which_language_it_is_and_what_its_code_is():
    content = to_pdf(certificate())
    assert b"/Lang (en-US)" in content
    assert code_in(content.decode("latin-1")) == certificate().code


def test_in_another_language_it_says_so_and_its_code_is_found(bracketed, monkeypatch):
    monkeypatch.setattr(Brackets, "gettext", lambda _, message: f"¡{message}! – [ŋ]")  # letters not found in one byte
    content = to_pdf(certificate())
    assert b"/Lang (zz)" in content
    assert code_in(content.decode("latin-1")) == certificate().code


@pytest.mark.parametrize("name", ["李娜", "עברית", "Pat 🙂"], ids=["Chinese", "Hebrew", "a face"])
def test_letters_that_it_lacks_are_told(name):
    with pytest.raises(CannotPrint, match="web page can"):
        to_pdf(certificate(name))
