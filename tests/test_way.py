"""How far somebody came: what the pages hold, what was done there, what is next, and what is due where."""

import json

import pytest
from past import Past

from course import way
from course.drillbook import load_drill
from course.history import History
from course.practice import Need, Practice, Talk, practice_in
from course.scenario import load_scenario
from course.way import Activity, Lesson, read_lessons, way_in

WENDELL, HESTER, VIRGIL = "general/rattling-box", "general/unopened", "positive/kite"
START = Lesson(
    "00_start.ipynb",
    "Start",
    "A beginning.",
    (
        Activity("play", WENDELL),
        Activity("quiz", "start/quiz"),
        Activity("play", HESTER, extra=True),
        Activity("next_shift", "start"),
    ),
)
CALM = Lesson(
    "01_calm.ipynb",
    "Calm",
    "",
    (Activity("drill", "calm/pitfalls"), Activity("play", HESTER), Activity("next_shift", "calm")),
)
ROOM = Lesson("02_room.ipynb", "The room", "For every day.", (Activity("play", VIRGIL),))
LESSONS = (START, CALM, ROOM)
NOBODY = Practice()


def talked(*customers, at=None):
    return Practice((), tuple(Talk(at, name, "angry", True, 1, 1, False, 1) for name in customers))


def answered(kind, name, items, past=None, **about):
    past = past or Past()
    header = past.add(kind, {kind: name, "digest": "of another text", **about})
    for item, answer in items.items():
        past.add("answer", {"item": item, "answer": answer}, header.digest)
    return past


def right(name):
    return {item.id: sound(item) for item in load_drill(name).items}


def sound(item):
    """Some answer that can be given to an item of any kind."""
    tries = ["a", "my words", list(item.places), {place: next(iter(bins(item)), "") for place in item.places}]
    return next(answer for answer in tries if item.sound(answer))


def bins(item):
    return getattr(item, "bins", None) or getattr(item, "labels", ())


def write(folder, name, *cells):
    made = [
        {"cell_type": "code" if text.endswith(")") else "markdown", "metadata": {"about": "Once."}, "source": [text]}
        for text in cells
    ]
    (folder / name).write_text(json.dumps({"cells": made}), encoding="utf-8")


def test_a_page_holds_what_is_kept_in_order_and_below_some_headings_it_is_extra(tmp_path):
    write(
        tmp_path,
        "03_x.ipynb",
        "# Anger\n\n#hashtag",
        "from course import (breath, play)",
        "breath()",
        'drill("a/b")',
        "## If you'd like: more\n\n### Ann",
        'play("c/ann")',
        "### Bea",
        'play("c/bea", typed=True)',
        "## Next shift",
        'next_shift("a")',
    )
    (lesson,) = read_lessons(tmp_path)
    assert (lesson.number, lesson.title, lesson.about, lesson.module) == (3, "Anger", "Once.", True)
    assert [(one.do, one.of, one.extra) for one in lesson.activities] == [
        ("drill", "a/b", False),
        ("play", "c/ann", True),
        ("play", "c/bea", True),
        ("next_shift", "a", False),
    ]


def test_a_page_knows_itself_in_other_languages(tmp_path):
    (tmp_path / "es").mkdir()
    for name, title in {"01_kites": "Kites", "02_tops": "Tops", "es/01_cometas": "Cometas"}.items():
        cells = [{"cell_type": "markdown", "metadata": {}, "source": [f"# {title}"]}]
        (tmp_path / f"{name}.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    kites, tops = read_lessons(tmp_path)
    assert [(one.file, one.language, one.title) for one in kites.versions] == [("es/01_cometas.ipynb", "es", "Cometas")]
    assert tops.versions == ()


def test_what_is_done_in_another_language_is_done():
    past = Past()
    past.talk(load_scenario("angry/wrong-part+es"), load_scenario("angry/wrong-part").models.good)
    anger = next(lesson for lesson in read_lessons() if lesson.number == 3)
    (stop,) = way_in((anger,), past.history, practice_in(past.history)).stops
    assert [one.of for one in stop.done] == ["angry/wrong-part"]


@pytest.mark.parametrize("content", ["", "[]", '{"cells": [{}]}', "{}"], ids=["empty", "a list", "no type", "no cells"])
def test_a_damaged_page_is_told(tmp_path, content):
    (tmp_path / "01_x.ipynb").write_text(content, encoding="utf-8")
    with pytest.raises((ValueError, LookupError, TypeError)):
        read_lessons(tmp_path)


def test_the_course_has_nine_modules_and_each_needs_a_talk_and_a_plan():
    modules = [lesson for lesson in read_lessons() if lesson.module]
    assert [lesson.number for lesson in modules] == [*range(9)]
    for lesson in modules:
        needed = [one.do for one in lesson.activities if not one.extra]
        assert {"play", "next_shift"} <= set(needed), lesson.file
        assert len([one for one in lesson.activities if one.extra]) >= 2
        assert lesson.about


def test_what_the_map_counts_can_be_opened():
    for lesson in read_lessons():
        for one in lesson.activities:
            if one.do == "play":
                assert load_scenario(one.of).use == "lesson"
            elif one.do != "next_shift":
                assert load_drill(one.of).items


def test_who_begins_has_everything_ahead():
    found = way_in(LESSONS, History(), NOBODY)
    assert found.next.lesson == START
    assert [one.of for one in found.next.left] == [WENDELL, "start/quiz", "start"]
    assert not any(stop.done or stop.finished for stop in found.stops)
    assert [stop.lesson for stop in found.modules] == [START, CALM]


def test_a_talk_counts_on_every_page_that_has_it():
    found = way_in(LESSONS, History(), talked(HESTER))
    assert [[one.of for one in stop.done] for stop in found.stops] == [[HESTER], [HESTER], []]
    assert [one.of for one in found.stops[1].left] == ["calm/pitfalls", "calm"]
    assert not found.stops[1].finished


def test_a_page_is_done_without_what_is_extra_and_the_next_one_comes():
    past = answered("quiz", "start/quiz", right("start/quiz"), sitting=1)
    answered("plan", "start", {"plan": {"when": "x", "then": "y"}}, past)
    found = way_in(LESSONS, past.history, talked(WENDELL))
    assert found.stops[0].finished
    assert found.next.lesson == CALM


def test_at_the_end_comes_the_last_page():
    past = answered("quiz", "start/quiz", right("start/quiz"), sitting=1)
    answered("plan", "start", {"plan": {"when": "x", "then": "y"}}, past)
    answered("drill", "calm/pitfalls", right("calm/pitfalls"), past)
    answered("plan", "calm", {"plan": {"when": "x", "then": "y"}}, past)
    found = way_in(LESSONS, past.history, talked(WENDELL, HESTER))
    assert all(stop.finished for stop in found.modules)
    assert found.next.lesson == ROOM
    assert not found.next.finished


def test_a_drill_is_done_with_its_last_answer():
    answers = right("start/quiz")
    last = answers.popitem()
    past = answered("quiz", "start/quiz", answers, sitting=1)
    assert Activity("quiz", "start/quiz") not in way_in(LESSONS, past.history, NOBODY).stops[0].done
    answered("quiz", "start/quiz", dict([last]), past, sitting=1)
    assert Activity("quiz", "start/quiz") in way_in(LESSONS, past.history, NOBODY).stops[0].done


@pytest.mark.parametrize(
    ("kind", "about", "item", "answer"),
    [
        ("quiz", {"quiz": 3}, "x", "a"),
        ("quiz", {"quiz": "start/quiz"}, ["x"], "a"),
        ("quiz", {"quiz": "start/quiz"}, "x", {"what": "ever"}),
        ("plan", {"plan": "start"}, "plan", "be nicer"),
        ("plan", {"plan": "start"}, "plan", None),
        ("plan", {"drill": "start/quiz"}, "plan", {"when": "x", "then": "y"}),
    ],
    ids=["no name", "no item", "no answer", "half a plan", "no plan", "another kind"],
)
def test_what_makes_no_sense_is_not_done(kind, about, item, answer):
    past = Past()
    past.add("answer", {"item": item, "answer": answer}, past.add(kind, about).digest)
    assert not any(stop.done for stop in way_in(LESSONS, past.history, NOBODY).stops)


def need(skill, customer):
    return Need(None, skill, "angry", customer, met=True, typed=False, new=True)


def test_a_due_skill_stands_where_it_was_practiced_last():
    practice = Practice((need("apologize", WENDELL), need("pause", VIRGIL), need("apologize", HESTER)))
    found = way_in(LESSONS, History(), practice, ["pause", "apologize"])
    assert found.due == ("pause", "apologize")
    assert [stop.due for stop in found.stops] == [(), ("apologize",), ()]  # where Hester isn't extra


def test_the_journal_is_read_once_however_many_drills_there_are(monkeypatch):
    seen = []
    real = way._answers
    monkeypatch.setattr(way, "_answers", lambda history: seen.append(history) or real(history))
    past = answered("quiz", "start/quiz", right("start/quiz"), sitting=1)
    assert way_in(LESSONS, past.history, NOBODY).stops[0].done == (Activity("quiz", "start/quiz"),)
    assert len(seen) == 1
