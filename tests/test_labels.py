from course.labels import LABELS, PAUSE, PITFALLS, TECHNIQUES


def test_fourteen_techniques_and_ten_pitfalls():
    assert (len(TECHNIQUES), len(PITFALLS)) == (14, 10)
    assert set(TECHNIQUES) | set(PITFALLS) == set(LABELS)


def test_a_pause_is_an_action_and_never_a_label():
    assert PAUSE not in LABELS


def test_each_label_says_what_it_means_and_where_it_comes_from():
    for name, label in LABELS.items():
        assert label.name == name
        assert label.title
        assert label.meaning
        assert set(label.sources) <= {"000", "001", "002", "003", "004"}
        assert label.sources
