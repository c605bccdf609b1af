"""What holds for the words of every customer; what their talks lead to is proved in test_check."""

import re
from collections import Counter, defaultdict
from itertools import combinations

import pytest
from readability import grade

from course import dialogue
from course.invariants import prove
from course.labels import PAUSE, PITFALLS, TECHNIQUES
from course.policy import Strikes, Supervisor, house_rules
from course.scenario import FOLDER, load_scenario, read_scenario, scenario_names


def parts(customer):
    """The choices and rules of a customer."""
    return [part for beat in customer.beats.values() for part in (*beat.choices.values(), *beat.rules)]


CUSTOMERS = [load_scenario(name) for name in scenario_names()]
HOUSE = house_rules().model_copy(
    update={
        "strikes": Strikes(on=not house_rules().strikes.on, of="three"),
        "supervisor": Supervisor(here=not house_rules().supervisor.here, within="an hour"),
    }
)
ELSEWHERE = [read_scenario(FOLDER / f"{name}.yaml", name, HOUSE) for name in scenario_names()]
HOUSED = [one for one in ELSEWHERE if any(part.house for part in parts(one))]
BEATS = [
    pytest.param(customer, beat, id=f"{customer.name}:{beat.id}")
    for customer in CUSTOMERS
    for beat in customer.beats.values()
]
POLITE = re.compile(r"\b(sorry|please|thank|appreciat|understand|apologi[sz]e)", re.IGNORECASE)

each_customer = pytest.mark.parametrize("customer", CUSTOMERS, ids=lambda customer: customer.name)
each_beat = pytest.mark.parametrize(("customer", "beat"), BEATS)


def words(text):
    return re.findall(r"[\w'’]+", text.lower())


def texts(part):
    """Every string an author wrote, however deep."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for one in part.values():
            yield from texts(one)
    elif isinstance(part, (list, tuple)):
        for one in part:
            yield from texts(one)


def written(customer):
    return list(texts(customer.model_dump(exclude={"name", "effects", "type", "use", "start", "models"})))


def runs(customer, length=6):
    said = map(words, written(customer))
    return {tuple(text[at : at + length]) for text in said for at in range(len(text) - length + 1)}


def clean(beat):
    return [choice for choice in beat.choices.values() if not choice.labels & set(PITFALLS)]


def best(beat):
    """The choices that give everything words can give at this moment."""
    return [choice for choice in clean(beat) if choice.labels >= set(beat.needs) - {PAUSE}]


def share(customer, measure):
    """The share of beats whose best choice measures most, alone."""
    beats = customer.beats.values()

    def stands_out(beat):
        others = [measure(choice) for choice in beat.choices.values() if choice not in best(beat)]
        return max(map(measure, best(beat))) > max(others)

    return sum(map(stands_out, beats)) / len(beats)


def test_no_six_words_in_a_row_are_shared_between_customers():
    speakers = defaultdict(set)
    for customer in CUSTOMERS:
        for run in runs(customer):
            speakers[run].add(customer.name)
    shared = {" ".join(run): sorted(names) for run, names in speakers.items() if len(names) > 1}
    assert shared == {}


def test_best_choices_open_in_many_ways():
    openings = Counter(
        " ".join(words(choice.text)[:2])
        for customer in CUSTOMERS
        for beat in customer.beats.values()
        for choice in best(beat)
    )
    assert max(openings.values()) <= openings.total() / 5


def test_what_is_needed_comes_in_another_order_with_each_customer():
    orders = [tuple(beat.needs for beat in customer.beats.values() if not beat.detour) for customer in CUSTOMERS]
    for one, other in combinations(orders, 2):
        assert sum(map(set.__eq__, map(set, one), map(set, other))) <= min(len(one), len(other)) / 3


def test_customers_differ_in_place_and_name():
    for key in (lambda one: one.place, lambda one: one.customer.who):
        assert len({key(customer) for customer in CUSTOMERS}) == len(CUSTOMERS)
    names = [name for one in CUSTOMERS for name in (one.customer.name, *one.customer.names)]
    assert len(set(names)) == len(names)


def test_where_a_name_comes_from_changes_nothing():
    several = [customer for customer in CUSTOMERS if customer.customer.names]
    assert {customer.name for customer in CUSTOMERS if customer.type == "cultural"} <= {one.name for one in several}
    for customer in several:
        called = {dialogue.start(customer, seed).name for seed in range(60)}
        assert called == {customer.customer.name, *customer.customer.names}
        told = customer.model_dump(exclude={"name": True, "customer": {"name", "names"}})
        assert not [text for text in texts(told) for name in called if name in text], customer.name


def test_there_are_customers_enough_of_every_type():
    types = Counter(customer.type for customer in CUSTOMERS if customer.use == "lesson")
    assert types.total() >= 30
    for kind, least in {"angry": 5, "rude": 5, "cultural": 5, "unsatisfiable": 5, "package": 5, "positive": 3}.items():
        assert types[kind] >= least, kind
    assert Counter(customer.use for customer in CUSTOMERS)["exercise"] == 8


def test_some_turn_into_another_type_of_customer_midway():
    turning = [one for one in CUSTOMERS if {beat.type for beat in one.beats.values()} - {None, one.type}]
    assert {"rude", "unsatisfiable"} <= {beat.type for one in turning for beat in one.beats.values()}
    assert len(turning) >= 2


def test_with_some_the_best_end_is_to_leave_safely():
    best = {
        customer.name
        for customer in CUSTOMERS
        for beat in customer.beats.values()
        for rule in beat.rules
        if beat.danger and rule.action == "end_talk" and customer.endings[rule.go].quality == "best"
    }
    assert len(best) >= 2


@pytest.mark.parametrize("rule", ["strikes", "supervisor"])
def test_some_customers_depend_on_the_house(rule):
    asking = {one.name for one in HOUSED for part in parts(one) if part.house & {rule, f"no {rule}"}}
    assert len(asking) >= 2


@pytest.mark.parametrize("customer", HOUSED, ids=lambda customer: customer.name)
def test_who_depends_on_the_house_is_sound_in_the_other_house_too(customer):
    assert list(prove(customer).problems) == []


@pytest.mark.parametrize(
    "customer", [one for one in CUSTOMERS if one.type == "rude"], ids=lambda customer: customer.name
)
def test_somebody_rude_is_met_like_somebody_angry_before_any_reminder(customer):
    beats = list(customer.beats.values())
    listening = {"pause", "acknowledge_feeling", "apologize", "agree_with_truth", "paraphrase", "ask_question"}
    assert set(beats[0].needs) & listening
    assert "set_boundary" not in beats[0].needs


def test_who_is_abusive_is_announced():
    abusive = [
        one for one in CUSTOMERS if any(beat.danger or "set_boundary" in beat.needs for beat in one.beats.values())
    ]
    assert abusive
    assert [one.name for one in abusive if not one.notice] == []


def test_there_is_a_customer_for_the_exercise_and_models_for_a_lesson():
    assert {customer.use for customer in CUSTOMERS} == {"lesson", "exercise"}
    assert not [customer.name for customer in CUSTOMERS if customer.use == "exercise" and customer.models]
    assert len([customer for customer in CUSTOMERS if customer.models]) >= 2


@each_customer
def test_a_talk_has_five_to_eight_beats_and_three_endings_of_different_worth(customer):
    assert 5 <= len(customer.beats) <= 8
    assert len(customer.endings) >= 3
    assert {ending.quality for ending in customer.endings.values()} == {"best", "fair", "poor"}


@each_customer
def test_a_name_is_never_said_so_another_name_would_do(customer):
    spoken = [customer.customer.silence.model_dump(), [ending.line for ending in customer.endings.values()]]
    for beat in customer.beats.values():
        spoken += [part.model_dump() for part in (beat.line, beat.again, beat.silence) if part]
        spoken += [(choice.text, choice.answer) for choice in beat.choices.values()]
        spoken += [rule.answer for rule in beat.rules]
    assert not [text for text in texts(spoken) if customer.customer.name in text]


@each_customer
def test_length_courtesy_and_techniques_do_not_give_the_best_choice_away(customer):
    assert share(customer, lambda choice: len(choice.text)) <= 0.4
    assert share(customer, lambda choice: -len(choice.text)) <= 0.4
    assert share(customer, lambda choice: len(words(choice.text))) <= 0.4
    assert share(customer, lambda choice: len(POLITE.findall(choice.text))) <= 0.2
    assert share(customer, lambda choice: len(choice.labels & set(TECHNIQUES))) <= 0.4


@each_customer
def test_the_best_choice_has_no_place_of_its_own(customer):
    places = Counter(choice.id for beat in customer.beats.values() for choice in best(beat))
    assert max(places.values()) <= len(customer.beats) / 2


@each_customer
def test_what_a_learner_reads_is_plain_english(customer):
    assert grade(" ".join(f"{text}\n\n" for text in written(customer))) <= 8


@pytest.mark.parametrize("customer", [one for one in CUSTOMERS if one.models], ids=lambda customer: customer.name)
def test_models_end_the_talk_one_badly_and_one_well(customer):
    for model, qualities in (("bad", {"poor"}), ("good", {"best"})):
        state = dialogue.start(customer)
        for step in getattr(customer.models, model):
            state = dialogue.pause(state) if step == PAUSE else dialogue.say(state, step)
        assert customer.endings[state.ending].quality in qualities
        assert (state.marks.earned == state.marks.possible) == (model == "good")


@each_beat
def test_each_choice_could_be_picked(customer, beat):
    assert 3 <= len(beat.choices) <= 4
    assert len(clean(beat)) >= 2
    assert best(beat)
    assert len(best(beat)) < len(beat.choices) - 1


@each_beat
def test_choices_are_of_a_length_and_short_enough_for_a_hot_customer(customer, beat):
    lengths = [len(words(choice.text)) for choice in beat.choices.values()]
    assert max(lengths) <= 45
    assert max(lengths) - min(lengths) <= max(4, min(lengths) / 4)


@each_beat
def test_the_coach_makes_one_short_point(customer, beat):
    assert len(beat.hint.split()) < 40
    for choice in beat.choices.values():
        assert 8 <= len(choice.why.split()) < 40, choice.id


@each_beat
def test_each_heat_sounds_different(customer, beat):
    bands = beat.line.model_dump()
    assert len({tuple(bands[band]) for band in ("cool", "warm", "hot")}) == 3


def test_heat_is_not_told_by_exclamation_marks_alone():
    def loudest(customer):
        lines = [beat.line.model_dump() for beat in customer.beats.values()]
        return max(("cool", "warm", "hot"), key=lambda heat: sum(" ".join(line[heat]).count("!") for line in lines))

    assert set(map(loudest, CUSTOMERS)) > {"hot"}
