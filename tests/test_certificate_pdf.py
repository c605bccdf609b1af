"""The certificate as a PDF: one page, the same every time, in most people's letters."""

import re
from dataclasses import replace

import pytest
from finisher import certificate

from course.certificate_facts import LONGEST, code_in
from course.certificate_pdf import CannotPrint, to_pdf

FRAME = 14 / 25.4 * 72  # points from the lower edge of the sheet


@pytest.mark.parametrize(
    "name",
    ["Pat", "Łucja Nguyễn-O’Brien", "Ελένη Παπαδοπούλου", "Олена Коваль", "Անի", "W" * LONGEST],
    ids=["plain", "accents", "Greek", "Cyrillic", "Armenian", "long"],
)
def test_it_is_one_page_and_all_of_it_is_inside_the_frame(name):
    content = to_pdf(certificate(name))
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


def test_it_says_in_which_language_it_is_and_what_its_code_is():
    content = to_pdf(certificate())
    assert b"/Lang (en-US)" in content
    assert code_in(content.decode("latin-1")) == certificate().code


@pytest.mark.parametrize("name", ["李娜", "עברית", "Pat 🙂"], ids=["Chinese", "Hebrew", "a face"])
def test_letters_that_it_lacks_are_told(name):
    with pytest.raises(CannotPrint, match="web page can"):
        to_pdf(certificate(name))
