import pickle
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tiny import TINY, tiny

from course.document import DocumentError, parse_document
from course.scenario import HOTTER, hotter, load_scenario, parse_scenario, read_scenario, scenario_names


def test_every_customer_of_the_course_loads():
    assert scenario_names()
    for name in scenario_names():
        scenario = load_scenario(name)
        assert scenario.name == name
        assert name.split("/")[0] in {scenario.type, *(beat.type for beat in scenario.beats.values())}


def test_a_name_that_is_not_there_is_a_sentence():
    with pytest.raises(
        LookupError, match=r"There is no customer 'angry/rong-part'\. Did you mean 'angry/wrong-part'\?"
    ):
        load_scenario("angry/rong-part")
    with pytest.raises(LookupError):
        load_scenario("../course/scenarios/effects")


def test_a_customer_comes_in_hotter_by_name():
    plain, hot = load_scenario("angry/nobody-home"), load_scenario("angry/nobody-home" + HOTTER)
    assert (hot.customer.heat, hot.plain) == (plain.customer.heat + 2, plain.name)
    assert (plain.plain, hot.name) == (plain.name, plain.name + HOTTER)
    assert (hot.possible, hot.needs, hot.title) == (plain.possible, plain.needs, f"{plain.title} (hotter)")
    assert hot.beats == plain.beats


def test_hotter_is_another_customer_to_a_journal_even_where_the_first_was_known(scenario):
    before = scenario.digest, scenario.needs
    assert hotter(scenario).digest != before[0]
    assert hotter(scenario).digest == hotter(tiny()).digest
    assert hotter(tiny(("heat: 8", "heat: 10"))).customer.heat == 10


@pytest.mark.parametrize("name", ["angry/nobody-home+hotter+hotter", "+hotter", "angry/rong-part+hotter"])
def test_nobody_is_hotter_than_hotter(name):
    with pytest.raises(LookupError, match="There is no customer"):
        load_scenario(name)


def test_a_scenario_is_frozen(scenario):
    with pytest.raises(ValidationError):
        scenario.title = "Other"


def test_needs_are_those_of_the_beats_without_detours(scenario):
    assert [tuple(need) for need in scenario.needs] == [
        ("storm", "pause"), ("storm", "acknowledge_feeling"), ("storm", "apologize"),
        ("fix", "offer_choices"), ("fix", "offer_solution"),
    ]  # fmt: skip
    assert scenario.possible == 10


def test_the_digest_is_of_the_content_not_of_the_layout():
    plain = tiny().digest
    assert tiny(("start: storm", "# a comment\nstart:   storm")).digest == plain
    assert tiny(("needs: own_problem\n", "needs: [own_problem]\n")).digest == plain
    assert tiny(("The dented tin", "The bent tin")).digest != plain
    assert pickle.loads(pickle.dumps(tiny())).digest == plain


def test_a_customer_may_override_a_shared_effect():
    scenario = tiny(("start:", "effects: {labels: {admit_blame: {heat: 0, trust: 1}}, long_words: 30}\nstart:"))
    assert (scenario.effects.labels["admit_blame"].trust, scenario.effects.long_words) == (1, 30)
    assert scenario.effects.labels["snap"] == tiny().effects.labels["snap"]


@pytest.mark.parametrize(
    ("old", "new", "key", "mend"),
    [
        ("type: angry", "type: angri", "type", "use one of 'angry'"),
        ("heat: 8", "heat: 80", "customer.heat", "less than or equal to 10"),
        ("labels: ask_question", "labels: ask_qestion", "beats.storm.choices.B.labels.0", "Did you mean 'ask_question'?"),
        ("needs: own_problem", "needs: defensive", "beats.sulk.needs.0", "isn't a technique or 'pause'"),
        ("needs: own_problem", "needs: pause pause", "beats.sulk.needs", "stands here twice"),
        ("start: storm", "start: strom", "start", "Did you mean 'storm'?"),
        ("go: thrown_out}\n      - {met", "go: thrown_outt}\n      - {met", "beats.sulk.rules.0.go", "Did you mean"),
        ("- {go: fix}", "- {go: stay}", "beats.storm.rules", "the last rule must lead on"),
        ("- {go: fix}", "- {met: true, go: fix}", "beats.storm.rules", "the last rule must lead on"),
        ("{met: true, go: fix, answer: \"Fine.\"}", "{met: true, go: storm}", "beats.storm.rules.1.go", "for ever"),
        ("quality: best", "quality: fair", "endings", "'quality: best'"),
        ("{any: defensive, go: stay}", "{go: fix}", "beats.storm.rules.0", "put it last"),
        ("bad: [C, B]", "bad: [C, X]", "models.bad.1", "no beat has a choice 'X'"),
        ("words: \"Enough.", "wrds: \"Enough.", "beats.sulk.choices.C.wrds", "Did you mean 'words'?"),
        ("swapped: {title: A new tin", "fix: {title: A new tin", "endings.fix", "rename one"),
        ("start:", "effects: {labels: {sna: {heat: 1, trust: 1}}}\nstart:", "effects.labels.sna", "isn't a label"),
        ("start:", "effects: 7\nstart:", "effects", "a mapping"),
        ("start:", "effects: {marks: {pitfall: 0}}\nstart:", "effects.marks.pitfall", "greater than or equal to 1"),
        ("start:", "effects: {marks: {later: 2}}\nstart:", "effects.marks", "let 'later' be below 'first'"),
    ],
)  # fmt: skip
def test_an_authors_mistake_names_line_key_and_mend(old, new, key, mend):
    with pytest.raises(DocumentError) as caught:
        tiny((old, new))
    assert caught.value.key.startswith(key)
    assert mend in caught.value.mend
    assert caught.value.file == "tiny.yaml"


@pytest.mark.parametrize("part", ["beats", "endings", "customer", "clerk"])
@pytest.mark.parametrize("wrong", ["7", "[]", "[a]", "{}", "{a: 1}", "{a: {}}", "'x'", "null"])
def test_a_part_of_the_wrong_shape_is_a_mistake(part, wrong):
    lines = TINY.splitlines(keepends=True)
    begin = next(at for at, line in enumerate(lines) if line.startswith(f"{part}:"))
    end = next((at for at in range(begin + 1, len(lines)) if not lines[at].startswith(" ")), len(lines))
    text = "".join([*lines[:begin], f"{part}: {wrong}\n", *lines[end:]])
    with pytest.raises(DocumentError, match=f"{part}|no beat 'storm'"):
        parse_scenario(parse_document(text, "tiny.yaml"), "angry/tiny")


def test_a_part_that_is_left_out_is_missing():
    with pytest.raises(DocumentError, match="'endings' is missing; add it"):
        parse_scenario(parse_document(TINY.split("endings:")[0], "tiny.yaml"), "angry/tiny")


@settings(max_examples=300)
@given(seed=st.integers(min_value=0), edits=st.integers(min_value=1, max_value=4))
def test_a_fuzzed_customer_loads_or_is_a_mistake(tmp_path_factory, seed, edits):
    chance, lines = random.Random(seed), TINY.splitlines()
    for _ in range(edits):
        at = chance.randrange(len(lines))
        line = lines[at]
        lines[at] = chance.choice(
            [line[: chance.randrange(len(line) + 1)], line + chance.choice("{[:-&*!|>'\"%@\t\0#"), line[::-1], "",
             chance.choice(lines), line.replace(":", "", 1), "  " + line]
        )  # fmt: skip
    path = tmp_path_factory.getbasetemp() / "fuzzed.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        read_scenario(path)
    except DocumentError as caught:
        assert caught.mend
