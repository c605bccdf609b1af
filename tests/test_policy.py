import pytest
from tiny import TINY, tiny

from course.document import DocumentError, parse_document
from course.policy import FILE, Policy, house_rules, read_policy
from course.scenario import parse_scenario

STRICT = """\
strikes: {on: true, of: two}
supervisor: {here: false, within: an hour}
refunds: {up_to: five dollars}
call_back: {within: two days}
"""
HOUSED = (
    ('words: "Enough. One more word like that and you can leave."', 'house: no strikes, words: "Enough. Leave."'),
    (
        "    rules:\n      - {action: end_talk",
        '      D: {house: strikes, words: "Of {strikes}, this is one.", labels: set_boundary, why: Calm}\n'
        "    rules:\n      - {house: [strikes, no supervisor], any: set_boundary, go: fix}\n      - {action: end_talk",
    ),
)


def strict():
    return parse_document(STRICT, "policy.yaml").parse(Policy)


def housed(policy):
    text = TINY
    for old, new in HOUSED:
        assert old in text
        text = text.replace(old, new, 1)
    return parse_scenario(parse_document(text, "tiny.yaml"), "angry/tiny", policy).beats["sulk"]


def test_strikes_are_off_until_an_instructor_turns_them_on():
    assert not house_rules().strikes.on
    assert list(housed(house_rules()).choices) == ["A", "B", "C"]
    assert len(housed(house_rules()).rules) == 3


def test_a_choice_and_a_rule_stand_only_where_the_house_is_so():
    beat = housed(strict())
    assert list(beat.choices) == ["A", "B", "D"]
    assert beat.choices["D"].text == "Of two, this is one."
    assert (len(beat.rules), beat.rules[0].go) == (4, "fix")


def test_an_edit_changes_only_customers_whom_it_concerns():
    document = parse_document(TINY, "tiny.yaml")
    assert parse_scenario(document, "angry/tiny", strict()).digest == tiny().digest
    asked = parse_document(TINY.replace("Slow", '"Within {call_back_time}"'), "tiny.yaml")
    assert parse_scenario(asked, "angry/tiny", strict()).digest != parse_scenario(asked, "angry/tiny").digest
    assert strict().digest != house_rules().digest


def test_a_name_that_no_rule_has_is_a_mistake_at_its_line():
    with pytest.raises(DocumentError, match=r"no house rule is called 'strike'\. Did you mean 'strikes'") as caught:
        tiny(("hint: Take it on.", 'hint: "After {strike} it ends."'))
    assert caught.value.key == "beats.sulk.hint"
    assert TINY.splitlines()[caught.value.line - 1].strip() == "hint: Take it on."


def test_a_house_that_is_not_known_is_a_mistake():
    with pytest.raises(DocumentError, match="'strike' can't stand here; use one of 'strikes'"):
        tiny(("labels: threaten", "house: strike, labels: threaten"))


def test_too_few_choices_in_this_house_are_a_mistake():
    with pytest.raises(DocumentError, match="a beat has 2 to 5 choices"):
        tiny(
            ("labels: threaten", "house: strikes, labels: threaten"),
            ("labels: dismiss", "house: strikes, labels: dismiss"),
        )


def test_a_wrong_policy_names_file_line_and_mend(tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text(FILE.read_text(encoding="utf-8").replace("on: false", "on: maybe"), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"policy.yaml, line \d+, at 'strikes.on'"):
        read_policy(path)
