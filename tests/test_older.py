"""Journals that older versions of the course wrote, byte for byte, are still read, shown and added to.

Each folder of `older` was written by the course as it was then: before words could be typed, before several people
could share a computer, and since. When a version writes something new, its journal belongs here, too.
"""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tiny import tiny

from course import drill, learners, next_shift, play, progress
from course.attempts import attempts_in
from course.forms import load_forms
from course.history import read
from course.journal import Journal, practice_folder
from course.own_shelf import find_in
from course.past import past_talks
from course.plans import plans_to_ask
from course.practice import practice_in
from course.scenario import NoCustomerError
from course.sitting import sittings_in

OLDER = Path(__file__).parent / "older"
EDDIE = "angry/wrong-part"
TALKS = {"before-typing": 3, "before-learners": 3, "with-learners": 5}
every_version = pytest.mark.parametrize("version", TALKS)


@pytest.fixture
def data(tmp_path, monkeypatch, version):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    shutil.copytree(OLDER / version, tmp_path / "journals")
    return tmp_path


def lines(folder):
    return [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_bytes().splitlines()]


def send(page, **message):
    page._handle_custom_msg({"id": "m1", **message}, [])
    return page.scene


def test_there_is_no_version_that_is_not_tried():
    assert sorted(path.name for path in OLDER.iterdir()) == sorted(TALKS)


@every_version
def test_every_line_is_read(version):
    history = read(OLDER / version)
    assert history.problems == ()
    assert [record.line for record in history.records.values()] == lines(OLDER / version)


@every_version
def test_what_was_practiced_counts(version):
    history = read(OLDER / version)
    practice = practice_in(history)
    assert EDDIE in {need.customer for need in practice.needs}
    assert len(past_talks(history)) == TALKS[version]
    for header in history.headers("conversation"):
        customer = find_in(history)(header.data["scenario"])
        found = attempts_in(history, customer, header.data["key"])
        changed = header.data["digest"] != customer.digest
        assert found.attempts
        assert all(attempt.current != changed for attempt in found.attempts)
        assert any("has changed since an earlier conversation" in problem for problem in found.problems) == changed


@every_version
def test_a_customer_who_is_gone_takes_nothing_else_along(version):
    def find(name):
        raise NoCustomerError(name)

    practice = practice_in(read(OLDER / version), find)
    assert (practice.needs, practice.talks) == ((), ())


def test_what_came_later_is_there_too():
    history = read(OLDER / "with-learners")
    assert find_in(history)("own/rosa").customer.name == "Rosa"
    assert {f"{EDDIE}+hotter", "own/rosa"} <= {talk.customer.name for talk in past_talks(history)}
    assert plans_to_ask(history, datetime(2030, 1, 1, tzinfo=UTC)) == ()  # they told what became of it
    [sitting] = sittings_in(history, load_forms())
    assert sitting.which == "before"


@every_version
def test_the_plan_still_stands(data):
    assert next_shift("angry").scene["plan"] == {"when": "somebody shouts", "then": "breathe out first"}


@every_version
def test_a_drill_shows_its_answers_or_says_why_not(data):
    scene = drill("angry/thoughts").scene
    answered = [item["answer"] for item in scene["items"] if item["answer"] is not None]
    assert answered == ["a"] or "have changed since you answered them" in scene["introduction"]


@every_version
def test_a_talk_goes_on_beside_what_is_there_and_progress_is_drawn(data):
    before = lines(data / "journals")
    page = play(EDDIE)
    assert not page.scene["notice"] or "has changed since" in page.scene["notice"]
    turn = page.scene["turn"]
    assert send(page, do="pause", turn=turn)["turn"] == turn + 1
    after = lines(data / "journals")
    assert set(before) < set(after)
    assert read(data / "journals").problems == ()
    assert progress() is not None


@every_version
def test_it_is_the_first_learner_s_when_a_second_comes(data, version):
    learners.choose(data, learners.add(data, "Bea").slug)
    assert read(practice_folder()).records == {}
    learners.choose(data, learners.FIRST)
    assert len(read(practice_folder()).records) == len(lines(OLDER / version))


def test_a_talk_with_a_customer_who_changed_is_kept_told_and_begun_anew(tmp_path):
    before, after = tiny(), tiny(("The dented tin", "The rusty tin"))
    journal = Journal(tmp_path)
    header = journal.append("conversation", {"scenario": before.name, "digest": before.digest, "seed": 1, "key": "k"})
    reply = {"choice": "A", "text": before.beats["storm"].choices["A"].text, "labels": ["acknowledge_feeling"]}
    journal.append("reply", {"answered": "Look at it! Look!", "reply": reply}, header.digest)
    found = attempts_in(read(tmp_path), after, "k")
    assert [(len(one.state.turns), one.current) for one in found.attempts] == [(1, False)]
    assert found.latest is None
    assert found.problems == (
        "“The rusty tin” has changed since an earlier conversation, so that one can't go on. "
        "It is kept, and what was said counts as far as it fits.",
    )
