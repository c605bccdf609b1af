"""What the roads' tables are made of: thresholds learned elsewhere, figures, and keyword rules that read the vocabulary."""

import importlib
import sys
from pathlib import Path

import numpy as np
import pytest

from course.labels import LABELS

FOLDER = Path(__file__).parents[1] / "benchmarks" / "replies"
NAMES = ("corpus", "combined", "left_out", "roads", "keywords", "plain")
ORDER = tuple(LABELS)


@pytest.fixture
def bench(monkeypatch):
    """The modules beside the corpus, by name."""
    monkeypatch.syspath_prepend(str(FOLDER))
    for name in NAMES:
        monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module


def row(bench, part, reply="Hm.", labels=(), spans=()):
    return bench("corpus").Row(f"{part}-1", part, "angry", "Well?", reply, frozenset(labels), tuple(spans))


def test_for_each_label_the_threshold_of_the_best_f1_is_found(bench):
    scores = np.array([[0.9, 5.0], [0.5, 1.0], [0.4, 0.0], [0.1, -1.0]])
    truth = np.array([[True, True], [True, False], [False, False], [False, False]])
    assert bench("roads").for_each(scores, truth).tolist() == pytest.approx([0.45, 3.0])


def test_one_threshold_for_all_serves_the_mean(bench):
    scores = np.array([[3.0, 3.0], [1.0, 3.0], [1.0, 1.0], [0.0, 0.0]])
    truth = scores > 2
    found = bench("roads").one_for_all(scores, truth)
    assert found[0] == found[1]
    assert (scores >= found).tolist() == truth.tolist()


def test_thresholds_of_a_part_come_from_the_other_shared_parts_alone(bench):
    rows = [row(bench, part) for part in ("s", "p1", "p6", "c1")]
    scores = np.arange(8.0).reshape(4, 2)
    seen = []

    def thresholds(others, truth):
        seen.append((others[:, 0].tolist(), len(truth)))
        return others.max(0)

    said = bench("roads").said(rows, scores, thresholds)
    assert seen == [([2.0, 4.0], 2), ([0.0, 4.0], 2), ([0.0, 2.0], 2), ([0.0, 2.0, 4.0], 3)]
    assert said.tolist() == [[False] * 2, [False] * 2, [True] * 2, [True] * 2]


def test_what_is_sure_is_said_and_what_is_near_is_left_open(bench):
    chance = np.random.default_rng(3)
    truth = chance.random((600, len(ORDER))) < 0.3
    scores = np.round(1000 * (truth + chance.normal(0, 0.35, truth.shape))).astype(int)
    rows = [
        row(bench, part, labels=[label for label, there in zip(ORDER, line, strict=True) if there])
        for part, line in zip(("s", "p1", "p2") * 200, truth, strict=True)
    ]
    heard = bench("roads").heard(rows, scores)
    assert not (heard.said & heard.opened).any()
    precision, recall, f1, opened = bench("roads").figures(heard, truth)
    assert precision == pytest.approx(0.9, abs=0.02)
    assert (recall > 0.5, 0 < opened < 0.25, 0 < f1 < 1) == (True, True, True)


def test_figures_of_three_replies(bench):
    roads = bench("roads")
    truth = np.array([[True, False], [True, False], [False, True]])
    heard = roads.Heard(
        np.array([[True, True], [False, False], [False, True]]),
        np.array([[False, False], [True, False], [False, False]]),
    )
    assert roads.figures(heard, truth) == pytest.approx((2 / 3, 2 / 3, 2 / 3, 1 / 3))
    assert roads.line("s", 3, 0.5) == "| s | 3 | 0.500 |"
    assert roads.head("a", "b") == "| a | b |\n|---|---|"


def test_the_tables_have_a_line_for_each_road_part_and_label(bench):
    roads = bench("roads")
    rows = [row(bench, part, labels=ORDER) for part in (*roads.SHARED, "c1")]
    all_right = np.ones((8, len(ORDER)), bool)
    table = list(roads.compared(rows, {("always", ""): all_right, ("never", ""): ~all_right}))
    assert [line.split(" | ")[-1] for line in table[1:]] == ["1.000 |", "0.000 |"]
    heard = roads.Heard(all_right, ~all_right)
    assert [line.split(" | ")[0] for line in roads.by_voice(rows, heard)][1:] == [
        *(f"| {part}" for part in roads.SHARED), "| c1", "| all the shared parts", "| all of our parts",
    ]  # fmt: skip
    labels = list(roads.by_label(rows, heard, ~all_right))
    assert labels[1] == "| `greet` | 7 | 1.000 | 1.000 | 1.000 | 0 | 0 | 0.000 |"
    assert len(labels) == 1 + len(ORDER)


COUNTS = {
    "greet": "Good morning, thanks for coming in.",
    "acknowledge_feeling": "I can hear how frustrating this has been.",
    "apologize": "I’m sorry you've had to come back three times.",
    "agree_with_truth": "You're right, three trips is too many.",
    "paraphrase": "So it shows delivered on Tuesday, but nothing was at your door.",
    "ask_question": "Where does your carrier usually leave parcels?",
    "respect_difference": "How would you like me to address you?",
    "own_problem": "Let's look into this together.",
    "show_evidence": "Here's the scan: front porch, 2:14 pm Tuesday.",
    "state_limit": "I can't give a refund here.",
    "ask_success": "What would make this right for you?",
    "offer_solution": "I'll open a case now and call you by four.",
    "offer_choices": "I can hold it here or send it out again tomorrow: which suits you?",
    "set_boundary": "I want to get this fixed for you, and it goes faster if we leave the name-calling out.",
    "defensive": "It's not my fault.",
    "blame_customer": "You must have written the address wrong.",
    "blame_policy": "Sorry, that's just our policy.",
    "dismiss": "Calm down.",
    "pass_along": "You'll have to talk to my supervisor.",
    "overpromise": "We'll replace it, guaranteed.",
    "snap": "Wow, great attitude.",
    "threaten": "One more word and you're out.",
    "admit_blame": "This is all our fault; we messed up.",
    "stereotype": "You people always do that.",
}


@pytest.mark.parametrize(("label", "reply"), COUNTS.items(), ids=COUNTS)
def test_keyword_rules_find_what_the_vocabulary_names(bench, label, reply):
    assert bench("keywords").heard([row(bench, "s", reply)])[0, ORDER.index(label)]


@pytest.mark.parametrize("reply", ["I'm sorry you feel that way.", "I'm sorry, but no.", "Sorry."])
def test_keyword_rules_know_an_apology_that_is_none(bench, reply):
    assert not bench("keywords").heard([row(bench, "s", reply)])[0, ORDER.index("apologize")]


def test_keyword_rules_have_five_to_fifteen_phrases_for_each_label(bench):
    phrases = bench("keywords").PHRASES
    assert tuple(sorted(phrases)) == tuple(sorted(ORDER))
    assert all(5 <= len(some) <= 15 for some in phrases.values())


def test_a_plain_road_learns_from_spans_and_looks_at_sentences(bench):
    plain = bench("plain")
    both = "I'm sorry for the wait. Where was it left?"
    spans = (("apologize", "I'm sorry for the wait."), ("ask_question", "Where was it left?"))
    texts, truth = plain.learned([row(bench, "s", both, ["apologize", "ask_question"], spans)])
    labels = [{label for label, there in zip(ORDER, line, strict=True) if there} for line in truth]
    assert dict(zip(texts, labels, strict=True)) == {
        spans[0][1]: {"apologize"}, spans[1][1]: {"ask_question"}, both: {"apologize", "ask_question"},
    }  # fmt: skip
    asked, owner = plain.stretches([row(bench, "s", "Hm."), row(bench, "s", both)])
    assert (asked[0], owner.tolist()) == ("Hm.", [0, 1, 1, 1])
    scores = np.array([[1.0, 0.0], [2.0, -1.0], [0.0, 5.0], [1.0, 1.0]])
    assert plain.best(scores, owner).tolist() == [[1.0, 0.0], [2.0, 5.0]]


def test_a_plain_road_tells_words_apart(bench):
    rest = [row(bench, "s", f"{word} {number}", labels) for number in range(9) for word, labels in SAYS.items()]
    scores = bench("plain").ngrams(rest, [row(bench, "p1", word) for word in SAYS])
    assert (scores.argmax(1) == [ORDER.index(labels[0]) for labels in SAYS.values()]).all()


SAYS = {f"{label} words of {at}": [label] for at, label in enumerate(ORDER)}
