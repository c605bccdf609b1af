import pytest
from tiny_judge import ORDER, tiny_judge

from course.labels import LABELS
from course.replies.model import load_model, parse_model

APOLOGY = ORDER.index("apologize")


def test_each_sentence_is_scored_and_then_the_whole():
    stretches = tiny_judge().stretches("Sorry. You had to wait.")
    assert [stretch.text for stretch in stretches] == ["Sorry.", "You had to wait.", "Sorry. You had to wait."]
    first, second, whole = (stretch.scores[APOLOGY] for stretch in stretches)
    assert first > second > -500
    assert whole > second
    assert [stretch.text for stretch in tiny_judge().stretches("Sorry")] == ["Sorry"]
    assert tiny_judge().stretches("?!") == []


def test_scores_are_whole_numbers_and_the_type_of_customer_counts():
    (plain,), (rude,) = tiny_judge().stretches("calm"), tiny_judge().stretches("calm", "", "rude")
    assert all(type(score) is int for score in plain.scores)
    assert plain.scores[ORDER.index("dismiss")] - rude.scores[ORDER.index("dismiss")] == 100


def test_confidence_grows_with_the_score_and_has_bounds():
    model = tiny_judge()
    assert [model.confidence(0, score) for score in (-9999, -100, 0, 100, 9999)] == [0.0, 0.45, 0.5, 0.55, 1.0]


def test_a_model_for_other_labels_is_refused():
    with pytest.raises(ValueError, match="train it anew"):
        tiny_judge(labels=ORDER[1:])


def test_the_shipped_model_is_small_and_knows_all_labels():
    model = load_model()
    assert len(model.asserts) == len(LABELS)
    assert all(low <= high for low, high in zip(model.doubts, model.asserts, strict=True))
    assert all(sorted(steps) == list(steps) for steps in model.sure)
    assert len(model.digest) == 64
    from course.replies.model import FILE

    assert FILE.stat().st_size < 5_000_000
    assert parse_model is not None
