import pytest
from tiny import TINY, tiny

from course.document import DocumentError, parse_document
from course.policy import Policy, house_rules, read_policy
from course.scenario import parse_scenario

STRICT = """\
strikes: {on: true, of: two}
supervisor: {here: false, within: an hour}
refunds: {up_to: five dollars}
call_back: {within: two days}
examples: false
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


@pytest.mark.parametrize("gap", ["{ strikes }", "{Strikes}", "{two words}", "{}"])
def test_braces_that_hold_no_rule_are_never_said_to_a_learner(gap):
    with pytest.raises(DocumentError, match="no house rule is called"):
        tiny(("hint: Take it on.", f'hint: "After {gap} it ends."'))


def test_what_an_instructor_writes_is_put_in_as_it_stands():
    policy = parse_document(STRICT.replace("of: two", 'of: "{refund_limit}"'), "policy.yaml").parse(Policy)
    assert housed(policy).choices["D"].text == "Of {refund_limit}, this is one."
    assert parse_document(STRICT.replace("of: two", "of: 2"), "policy.yaml").parse(Policy).strikes.of == "2"


def test_a_house_that_is_not_known_is_a_mistake():
    with pytest.raises(DocumentError, match="'strike' can't stand here; use one of 'strikes'"):
        tiny(("labels: threaten", "house: strike, labels: threaten"))


def test_too_few_choices_in_this_house_are_a_mistake():
    with pytest.raises(DocumentError, match="a beat has 2 to 5 choices"):
        tiny(
            ("labels: threaten", "house: strikes, labels: threaten"),
            ("labels: dismiss", "house: strikes, labels: dismiss"),
        )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("on: true", "on: maybe", "line 1, at 'strikes.on': true or false should stand here, not words"),
        ("here: false", "her: false", "line 2, at 'supervisor.her': 'her' isn't a key .* Did you mean 'here'"),
        ("{up_to: five dollars}", "five dollars", r"line 3, at 'refunds': a mapping \(keys with colons\) should stand"),
        ("five dollars", "5", "line 3, at 'refunds.up_to': words should stand here, not a number"),
        ("two days", '""', "line 4, at 'call_back.within': something should stand here"),
        ("call_back: {within: two days}", "", "line 1, at 'call_back': 'call_back' is missing"),
    ],
)
def test_a_wrong_policy_names_line_and_mend(tmp_path, old, new, told):
    assert old in STRICT
    path = tmp_path / "policy.yaml"
    path.write_text(STRICT.replace(old, new), encoding="utf-8")
    with pytest.raises(DocumentError, match=f"policy.yaml, {told}"):
        read_policy(path)
