"""The review of the day: what it offers, opens and keeps. What day it is comes from the test."""

from datetime import timedelta

import pytest
from made_up import escaped
from past import MONDAY, Past
from sent import send
from small_drill import right_answer

from course.document import DocumentError
from course.drillbook import load_drill
from course.history import read
from course.journal import open_journal
from course.plans import OUTCOMES
from course.scenario import load_scenario
from course.views import review as reviews
from course.views import visitor as visitors
from course.views.drill import DrillPage
from course.views.play import ConversationPage
from course.views.review import ReviewPage, review
from course.views.review_words import DONE, FIRST, GONE

EDDIE = load_scenario("angry/wrong-part")


class Calendar:
    """A clock that stands where the test puts it."""

    def __init__(self):
        self.days = 0.0

    def __call__(self):
        return MONDAY + timedelta(days=self.days)


@pytest.fixture
def calendar():
    return Calendar()


@pytest.fixture
def open_page(tmp_path, calendar):
    """The review of somebody with this past, so many days on."""

    def opened(past=None, days=0.0):
        if past:
            past.write(tmp_path)
        calendar.days = days
        return ReviewPage(open_journal(tmp_path), calendar)

    return opened


def talked(days=0.0, past=None):
    past = past or Past()
    past.talk(EDDIE, EDDIE.models.good, days)
    return past


def planned():
    past = talked()
    header = past.add("plan", {"plan": "angry"})
    return past, past.add(
        "answer", {"item": "plan", "answer": {"when": "they shout", "then": "breathe"}}, header.digest
    )


def finish(page):
    if isinstance(page, DrillPage):
        for item in page._questions.items:
            send(page, item=item.id, answer=right_answer(item, item.key))
    else:
        while not page.scene["ended"]:
            send(page, do="say", choice=page.scene["choices"][0]["id"], turn=page.scene["turn"])


def test_a_newcomer_is_told_where_to_begin_and_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    scene = review().children[0].scene
    assert (scene["said"], scene["button"], scene["fading"], scene["plan"]) == ([FIRST], None, [], None)
    assert list(tmp_path.rglob("*.jsonl")) == []


def test_on_the_same_day_nothing_is_due(open_page):
    scene = open_page(talked()).scene
    assert scene["said"][0] == "Nothing needs a review today."
    assert scene["said"][1].startswith("The next review comes")
    assert scene["button"] is None


def test_a_week_later_somebody_not_met_waits_and_comes_in(open_page, tmp_path):
    page = open_page(talked(), 7)
    assert "somebody you haven’t met" in page.scene["said"][0]
    assert page.scene["fading"][0].endswith("(last practiced 7 days ago)")
    assert not read(tmp_path).headers("review")
    scene = send(page, do="begin")
    talk = page.stack.children[1]
    assert isinstance(talk, ConversationPage)
    assert talk._conversation.scenario.name != EDDIE.name
    assert (scene["button"], scene["fading"], scene["open"]) == (None, [], True)
    assert scene["said"] == [f"{talk.scene['customer']['name']} is here, below."]
    assert len(read(tmp_path).headers("review")) == 1
    send(page, do="begin")  # a second click
    assert len(read(tmp_path).headers("review")) == 1


def test_after_a_reload_the_same_talk_is_there_where_it_was_left(open_page, calendar):
    page = open_page(talked(), 7)
    send(page, do="begin")
    first = page.stack.children[1]
    send(first, do="say", choice=first.scene["choices"][0]["id"], turn=0)
    again = ReviewPage(page._journal, calendar)
    assert again.stack.children[1].scene["lines"] == first.scene["lines"]
    assert again.scene["open"]


def test_what_is_done_counts_and_is_told(open_page, calendar):
    page = open_page(talked(), 7)
    before = len(page._stand.due)
    send(page, do="begin")
    finish(page.stack.children[1])
    assert page.scene["said"][0] == DONE
    assert len(page._stand.due) < before
    assert page.stack.children[1].scene["ended"]  # to be read
    again = ReviewPage(page._journal, calendar)
    assert again.scene["said"][0] == DONE
    assert len(again.stack.children) == 1


def test_who_likes_goes_on_with_another(open_page):
    page = open_page(talked(days=5, past=talked()), 40)
    send(page, do="begin")
    first = page.stack.children[1]._conversation.scenario.name
    finish(page.stack.children[1])
    assert page.scene["button"] == "Go on"
    send(page, do="begin")
    assert page.stack.children[1]._conversation.scenario.name != first
    assert page.scene["said"] != [DONE]


def test_where_all_were_met_questions_come(open_page, monkeypatch, calendar):
    monkeypatch.setattr(reviews, "practice_customers", lambda: {EDDIE.name: "angry"})
    page = open_page(talked(), 7)
    assert "a few questions" in page.scene["said"][0]
    send(page, do="begin")
    questions = page.stack.children[1]
    assert isinstance(questions, DrillPage)
    name = page._stand.invitation.drill
    assert page.scene["said"] == [f"{load_drill(name).title} is here, below."]
    finish(questions)
    assert page.scene["said"][0] == DONE
    assert name != (page._stand.invitation and page._stand.invitation.drill)
    assert len(ReviewPage(page._journal, calendar).stack.children) == 1


def test_a_plan_is_asked_about_and_what_became_of_it_is_on_disk(open_page, tmp_path):
    past, made = planned()
    assert open_page(past).scene["plan"] is None
    page = open_page(past, 8)
    plan = page.scene["plan"]
    assert (plan["when"], plan["then"], plan["since"]) == ("they shout", "breathe", "8 days ago")
    assert [one["name"] for one in plan["outcomes"]] == ["helped", "no_help", "no_chance", "forgot"]
    scene = send(page, do="outcome", record=made.digest, outcome="helped", note=" It was <b>quiet</b>. ")
    assert (scene["plan"], scene["thanks"][:11]) == (None, "It’s kept. ")
    (kept,) = read(tmp_path).headers("plan_outcome")
    assert (kept.data["outcome"], kept.data["note"]) == ("helped", "It was <b>quiet</b>.")
    assert open_page(days=60).scene["plan"] is None


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"do": "dance"},
        {"do": "outcome", "outcome": "helped", "note": ""},
        {"do": "outcome", "record": "other", "outcome": "helped", "note": ""},
        {"do": "outcome", "record": "made", "outcome": "great", "note": ""},
        {"do": "outcome", "record": "made", "outcome": "helped", "note": 7},
        {"do": "outcome", "record": "made", "outcome": ["helped"], "note": ""},
    ],
    ids=str,
)
def test_an_answer_that_makes_no_sense_is_not_kept(message, open_page, tmp_path):
    past, made = planned()
    page = open_page(past, 8)
    if message.get("record") == "made":
        message = {**message, "record": made.digest}
    assert send(page, **message)["ack"] == "m1"
    assert page.scene["plan"]["record"] == made.digest
    assert not read(tmp_path).headers("plan_outcome")


def test_an_old_visit_is_let_go(open_page, calendar):
    page = open_page(talked(), 7)
    page._journal.append("review", {"customer": "angry/held-mail"})
    visit = page._journal.history.headers("review")[-1]
    calendar.days = (visit.at - MONDAY) / timedelta(days=1) + 0.1
    assert len(ReviewPage(page._journal, calendar).stack.children) == 2
    calendar.days += 1
    assert len(ReviewPage(page._journal, calendar).stack.children) == 1


def test_a_mistake_in_a_file_is_no_traceback(open_page, monkeypatch, calendar):
    def broken(_visit, _journal):
        raise DocumentError("held-mail.yaml", 1, "title", "is missing")

    page = open_page(talked(), 7)
    monkeypatch.setattr(visitors, "visitor", broken)
    assert send(page, do="begin")["said"] == [GONE]
    assert "somebody you haven’t met" in ReviewPage(page._journal, calendar).scene["said"][0]


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_sentence_can_be_translated(open_page, outcome):
    past, plan = planned()
    page = open_page(past, 8)
    scenes = [
        open_page(Past()).scene,
        page.scene,
        send(page, do="outcome", record=plan.digest, outcome=outcome, note=""),
    ]
    scenes.append(send(page, do="begin"))
    finish(page.stack.children[1])
    scenes.append(page.scene)
    assert page.scene["thanks"]
    assert escaped(scenes, "they shout", "breathe", ids={"name", "record"}) == set()
