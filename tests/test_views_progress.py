"""What has grown, on the page: the words and numbers of it, at a time of ours."""

from datetime import UTC, timedelta, timezone

import pytest
from made_up import escaped
from past import MONDAY, Past
from readability import grade

import course
from course.growth import FULL
from course.journal import open_journal
from course.practice import practice_in
from course.scenario import load_scenario
from course.views.progress import ProgressPage, now_here, scene

EDDIE = load_scenario("angry/wrong-part")
HERE = timezone(timedelta(hours=-6))


def played(*, days=0.0):
    past = Past()
    past.talk(EDDIE, EDDIE.models.good, days)
    return past


def shown(past, days=0.0, zone=HERE):
    return scene(practice_in(past.history), (MONDAY + timedelta(days=days)).astimezone(zone))


def row(page, name):
    (found,) = (skill for skill in page["skills"] if skill["name"] == name)
    return found


def test_who_did_nothing_yet_is_invited():
    page = shown(Past())
    assert page["begin"].startswith("There’s nothing here yet, and that’s fine.")
    assert {skill["level"] for skill in page["skills"]} == {f"0 of {FULL}"}
    assert {skill["last"] for skill in page["skills"]} == {"Not yet"}
    assert {kind["met"][:5] for kind in page["kinds"]} == {"0 of "}


def test_a_talk_is_seen_in_its_skills_and_in_its_type():
    page = shown(played(), days=1)
    assert page["begin"] == ""
    practice = practice_in(played().history)
    taken = [need for need in practice.needs if need.skill == "own_problem"]
    told = row(page, "Taking it on")
    assert told["given"] == f"{sum(need.met for need in taken)} of {len(taken)}"
    assert told["last"] == "Yesterday"
    angry = next(kind for kind in page["kinds"] if kind["name"] == "Angry")
    assert (angry["met"], angry["passed"]) == ("1 of 6", "1")
    used = len({need.skill for need in practice.needs if need.met})
    assert page["sum"] == f"You have used {used} of the 15 skills so far. You have finished 1 talk and passed 1."


def test_a_talk_that_has_not_ended_counts_for_its_skills():
    past = Past()
    past.talk(EDDIE, EDDIE.models.good[:2])
    page = shown(past)
    assert page["begin"] == ""
    assert "No talk has come to its end yet." in page["sum"]


def test_full_bars_are_counted():
    past = Past()
    for day in range(12):
        past.talk(EDDIE, EDDIE.models.good, day, seed=day)
    page = shown(past, days=12)
    full = sum(skill["level"] == f"{FULL} of {FULL}" for skill in page["skills"])
    assert full > 1
    assert f"{full} of their bars are full" in page["sum"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-3, "Today"),
        (0.4, "Today"),
        (1, "Yesterday"),
        (2, "2 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (59, "8 weeks ago"),
        (60, "2 months ago"),
        (400, "13 months ago"),
    ],
)
def test_how_long_ago_is_said_as_people_do(days, said):
    assert row(shown(played(), days), "Taking it on")["last"] == said


def test_midnight_is_the_learner_s():
    late = played(days=17 / 24)  # an hour past midnight in UTC, seven in the evening there
    assert row(shown(late, 1), "Taking it on")["last"] == "Yesterday"
    assert row(shown(late, 1, UTC), "Taking it on")["last"] == "Today"


@pytest.mark.parametrize(
    ("hours", "said"), [(0, "2:00 AM"), (4, "6:00 AM"), (10.5, "12:30 PM"), (11, "1:00 PM"), (22.1, "12:06 AM")]
)
def test_the_hour_is_told_as_on_a_clock(hours, said):
    assert shown(Past(), hours / 24)["counted"] == f"Counted at {said}."


def test_the_words_are_easy_to_read():
    page = shown(played())
    assert grade(" ".join([shown(Past())["begin"], page["sum"], page["rule"], page["fair"]])) <= 8


def test_the_page_counts_again_when_it_is_asked(tmp_path):
    folder = tmp_path / "journals"
    page = ProgressPage(open_journal(folder), lambda: MONDAY.astimezone(HERE))
    assert page.scene["begin"]
    assert not folder.exists()  # to look leaves nothing behind
    played().write(folder)
    page._handle_custom_msg({"id": "m1", "do": "look"}, [])
    assert (page.scene["ack"], page.scene["begin"]) == ("m1", "")
    for message in ({"id": "m2"}, {"id": "m3", "do": "erase"}, "look"):
        page._handle_custom_msg(message, [])
    assert page.scene["ack"] == "m3"


def test_what_is_wrong_with_the_journal_is_told(tmp_path):
    past = played().write(tmp_path / "journals")
    with (past / "journal-past.jsonl").open("ab") as file:
        file.write(b'{"torn')
    page = ProgressPage(open_journal(past))
    assert "was cut off" in page.scene["notice"]
    assert page.scene["begin"] == ""


def test_a_lesson_shows_the_learner_s_own(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    played().write(tmp_path / "journals")
    assert course.progress().scene["begin"] == ""
    assert now_here().tzinfo is not None


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize("days", [0, 1, 5, 30, 90])
def test_every_sentence_can_be_translated(days):
    past, begun = Past(), Past()
    for day in range(12):
        past.talk(EDDIE, EDDIE.models.good, day, seed=day)
    begun.talk(EDDIE, EDDIE.models.good[:2])
    scenes = [shown(Past()), shown(begun, days), shown(played(), days), shown(past, 11 + days)]
    assert escaped(scenes, ids={"drawn"}) == set()
