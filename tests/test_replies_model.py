import gzip
import hashlib

import pytest
from tiny_judge import ORDER, PLACE, tiny_judge, tiny_network

from course.labels import LABELS
from course.replies.model import DIGEST, FILE, load_model

APOLOGY, FEELING = PLACE["apologize"], PLACE["acknowledge_feeling"]


def test_each_sentence_is_scored_and_the_clearest_counts():
    reading = tiny_judge().read("Sorry. You had to wait.")
    assert [stretch.text for stretch in reading.stretches] == ["Sorry.", "You had to wait."]
    first, second = (stretch.scores[APOLOGY] for stretch in reading.stretches)
    assert first > second > -500
    assert reading.scores[APOLOGY] == first
    assert reading.scores[PLACE["snap"]] == -500
    assert reading.text == "Sorry. You had to wait."


def test_what_two_sentences_do_together_counts_too():
    model = tiny_judge(weights={"wsorry": [APOLOGY, 3000], "wwait": [APOLOGY, 3000]})
    reading = model.read("Sorry now. Now wait.")
    assert reading.scores[APOLOGY] > max(stretch.scores[APOLOGY] for stretch in reading.stretches)


def test_without_a_word_every_label_is_out_of_reach():
    reading = tiny_judge().read(" ... ")
    assert reading.stretches == ()
    assert set(reading.scores) == {-10_000}


def test_scores_are_whole_numbers_and_the_type_of_customer_counts():
    plain, rude = tiny_judge().read("calm"), tiny_judge().read("calm", "", "rude")
    assert all(type(score) is int for score in plain.scores)
    assert plain.scores[PLACE["dismiss"]] - rude.scores[PLACE["dismiss"]] == 100


def test_a_score_is_made_of_both_in_thousandths():
    weights = {"wsorry": [APOLOGY, 3000]}
    line = tiny_judge(weights=weights).read("Sorry to let you wait").scores
    both = tiny_judge(weights=weights, network=tiny_network(), mix=[600, 250]).read("Sorry to let you wait")
    assert both.heard.scores[APOLOGY] == both.heard.scores[FEELING] == 1000
    heard = {APOLOGY: 250, FEELING: 250}
    assert both.scores == tuple((600 * one + 1000 * heard.get(at, 0)) // 1000 for at, one in enumerate(line))


def test_confidence_grows_with_the_score_and_has_bounds():
    model = tiny_judge(asserts=[0, 300, *[0] * 22])
    assert [model.confidence(0, score) for score in (-9999, -100, 0, 100, 9999)] == [0.0, 0.45, 0.5, 0.55, 1.0]
    assert [model.confidence(1, score) for score in (200, 300, 400)] == [0.45, 0.5, 0.55]


def test_a_model_for_other_labels_is_refused():
    with pytest.raises(ValueError, match="train it anew"):
        tiny_judge(labels=ORDER[1:])


def test_the_shipped_model_knows_all_labels():
    model = load_model()
    assert {len(model.asserts), len(model.doubts), len(model.bias), len(model.sure)} == {len(LABELS)}
    assert all(low <= high for low, high in zip(model.doubts, model.asserts, strict=True))
    assert all(sorted(steps) == list(steps) and 0 <= steps[0] <= steps[-1] <= 100 for steps in model.sure)


def test_the_shipped_model_is_small_and_is_the_one_that_its_digest_names():
    assert FILE.stat().st_size < 5_000_000
    named = hashlib.sha256(gzip.decompress(FILE.read_bytes())).hexdigest()
    assert named[:32] == DIGEST.read_text(encoding="utf-8").strip()
