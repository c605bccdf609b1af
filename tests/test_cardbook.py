"""What role plays take from a file, and what they say of a mistake in one."""

import pytest
from small_card import CARD, write

from course.cardbook import card_names, load_card
from course.document import DocumentError


def test_every_card_of_the_course_loads():
    assert card_names()
    for name in card_names():
        assert load_card(name).name == name


def test_the_digest_follows_the_content_and_not_the_layout(tmp_path):
    write(tmp_path)
    digest = load_card("calm/eyes", tmp_path).digest
    write(tmp_path, "# a note\n" + CARD.replace("title: Eyes up", 'title: "Eyes up"'))
    assert load_card("calm/eyes", tmp_path).digest == digest
    write(tmp_path, CARD.replace("A counter", "A window"))
    assert load_card("calm/eyes", tmp_path).digest != digest


@pytest.mark.parametrize(
    ("old", "new", "line", "mend"),
    [
        ("title:", "titel:", 1, "Did you mean 'title'?"),
        ("[003.eye_contact]", "[]", 2, "1 or more should stand here"),
        ("003.eye_contact", "eyes", 2, "like 004.angry.kernel"),
        ("minutes: 5", "minutes: soon", 3, "whole number"),
        ("  try: [Look up., Nod.]\n", "", 9, "'try' is missing"),
        (
            "[The clerk looked up., The clerk nodded., The customer slowed down.]",
            "[One.]",
            14,
            "3 or more should stand here",
        ),
        (CARD, "- a list", 1, "a role play is a mapping"),
    ],
)
def test_a_mistake_names_its_place_and_its_mend(tmp_path, old, new, line, mend):
    assert old in CARD
    write(tmp_path, CARD.replace(old, new))
    with pytest.raises(DocumentError) as mistake:
        load_card("calm/eyes", tmp_path)
    assert mistake.value.line == line
    assert mend in str(mistake.value)


def test_a_name_that_is_no_card_is_said_so(tmp_path):
    write(tmp_path)
    with pytest.raises(DocumentError, match="Did you mean 'calm/eyes'"):
        load_card("calm/eye", tmp_path)
