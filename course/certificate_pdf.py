"""A certificate as one printed sheet. The web page is the one for a screen reader: this PDF has no tags."""

import re
import zlib
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace, TTFFont

from course.certificate_facts import Certificate
from course.certificate_words import CAPTION, COURSE, HEAD, LIMITS, TITLE, Sheet, sheet
from course.language import ENGLISH, _, language

_FONT = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"  # Latin, Greek, Cyrillic, Armenian and Georgian letters
_INK, _BLUE, _LINE = (28, 39, 51), (47, 93, 134), (185, 196, 207)
_SIDE, _FOOT = 22, 14  # mm; the frame is below them
_SIZES = (9.5, 9, 8.5, 8, 7.5)  # of the notes: the first in which they fit, for some languages take more words
_PACKED = re.compile(rb"/Filter /FlateDecode\n/Length \d+\n(.*?>>\nstream\n)(.*?)(?=\nendstream)", re.DOTALL)
_FOLLOWS = re.compile(rb"(?<=\n)\d{10}(?= \d{5} [nf] \n)|(?<=\nstartxref\n)\d+|<[0-9A-F]{32}>")
_LARGEST = 1 << 24  # bytes of a stream; a font with every letter has a tenth of it
_SHORT = 36  # characters of a name that has a line to itself


class CannotPrint(ValueError):
    """The name has letters that the PDF's font lacks; the message says so, and what to do."""


def to_pdf(certificate: Certificate) -> bytes:
    """The sheet, in US Letter and in the language that is spoken now: the same every time for the same certificate.

    Raises CannotPrint.
    """
    words = sheet(certificate)
    for size in _SIZES:
        pdf = _drawn(words, certificate.at, size)
        if pdf.get_y() <= pdf.h - _FOOT:
            break
    return bytes(pdf.output())


def _drawn(words: Sheet, at: datetime, size: float) -> FPDF:
    """The sheet, its notes in letters of a size. Raises CannotPrint."""
    pdf = FPDF(format="letter")
    pdf.add_font("DejaVu", fname=_FONT)
    pdf.set_font("DejaVu")
    if not _known(pdf, words.name):
        raise CannotPrint(_("The PDF can’t show all letters of this name. The web page can, so print that one."))
    pdf.set_creation_date(at.astimezone(UTC))
    pdf.set_title(words.title)
    pdf.set_subject(f"{words.statement} {_(LIMITS)}")
    pdf.set_keywords(f"Module Nine, code {words.code}")  # in every language plain letters, in which a check finds it
    pdf.set_lang("en-US" if language() == ENGLISH else language())
    pdf.set_compression(False)  # another system's zlib would make another file of the same words
    pdf.set_margins(_SIDE, 20, _SIDE)
    pdf.set_auto_page_break(False)
    pdf.add_page()
    _frame(pdf)
    _top(pdf, words)
    _table(pdf, words)
    _notes(pdf, words, size)
    return pdf


def unpacked(pdf: bytes) -> bytes:
    """A sheet in a form that is the same for the same sheet, whatever zlib packed its font.

    Only what follows from the packing is left out: lengths of packed streams, places of objects, the file's own id.
    """
    return _FOLLOWS.sub(b"", _PACKED.sub(_inflated, pdf))


def _inflated(stream: re.Match[bytes]) -> bytes:
    try:
        return stream[1] + zlib.decompressobj().decompress(stream[2], _LARGEST)
    except zlib.error:
        return stream[0]


def _known(pdf: FPDF, text: str) -> bool:
    """Whether the font has every letter of a text, and writes them from left to right."""
    font = pdf.current_font
    return isinstance(font, TTFFont) and all(ord(letter) in font.cmap for letter in text)


def _frame(pdf: FPDF) -> None:
    pdf.set_draw_color(*_BLUE)
    for inset, width in ((11, 0.9), (12.6, 0.3)):
        pdf.set_line_width(width)
        pdf.rect(inset, inset, pdf.w - 2 * inset, pdf.h - 2 * inset)


def _say(pdf: FPDF, text: str, size: float, after: float, color: tuple[int, int, int] = _INK) -> None:
    """A paragraph in a size, with so many mm below it."""
    pdf.set_font_size(size)
    pdf.set_text_color(*color)
    pdf.multi_cell(0, size * 0.5, text, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(after)


def _top(pdf: FPDF, words: Sheet) -> None:
    _say(pdf, _(COURSE), 11, 1, _BLUE)
    _say(pdf, _(TITLE), 24, 6)
    _say(pdf, words.name, 20 if len(words.name) <= _SHORT else 13, 4)
    _say(pdf, words.statement, 13, 2)
    _say(pdf, _(LIMITS), 11, 2)
    _say(pdf, words.made, 11, 4)


def _table(pdf: FPDF, words: Sheet) -> None:
    _say(pdf, _(CAPTION), 9.5, 1)
    pdf.set_draw_color(*_LINE)
    pdf.set_line_width(0.2)
    heading = FontFace(color=_BLUE)
    with pdf.table(
        ([_(title) for title in HEAD], *words.rows),
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        col_widths=(3, 2, 2),
        headings_style=heading,
        line_height=5.2,
        text_align="LEFT",
    ):
        pass
    pdf.ln(4)


def _notes(pdf: FPDF, words: Sheet, size: float) -> None:
    for term, text in words.notes:
        _say(pdf, term, size, 0, _BLUE)
        _say(pdf, text, size, 1.6)
