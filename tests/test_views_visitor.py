"""What was sent for, opened."""

import pytest
from small_drill import right_answer

from course.document import DocumentError
from course.drillbook import load_drill
from course.journal import open_journal
from course.language import ENGLISH, speak
from course.scenario import NoCustomerError, load_scenario
from course.views.drill import DrillPage
from course.views.play import ConversationPage
from course.views.visitor import visitor
from course.visits import send_for

EDDIE, SORTING = "angry/wrong-part", "angry/sorting"


def send(page, **message):
    page._handle_custom_msg({"id": "m1", **message}, [])


def test_a_talk_is_finished_at_its_end_and_stays_so_when_it_is_begun_anew(tmp_path):
    journal = open_journal(tmp_path)
    visit = send_for(journal, "surprise", customer=EDDIE)
    one = visitor(visit, journal)
    assert isinstance(one.page, ConversationPage)
    assert one.name == one.page.scene["customer"]["name"]
    while not one.page.scene["ended"]:
        assert not one.finished()
        send(one.page, do="say", choice=one.page.scene["choices"][0]["id"], turn=one.page.scene["turn"])
    assert one.finished()
    send(one.page, do="restart", turn=one.page.scene["turn"])
    assert one.finished()
    other = visitor(send_for(journal, "surprise", customer=EDDIE), journal)
    assert not other.finished()


def test_a_drill_is_finished_when_its_sitting_is(tmp_path):
    journal = open_journal(tmp_path)
    one = visitor(send_for(journal, "review", drill=SORTING, sitting=1), journal)
    assert isinstance(one.page, DrillPage)
    assert one.name == load_drill(SORTING).title
    for item in load_drill(SORTING).items:
        assert not one.finished()
        send(one.page, item=item.id, answer=right_answer(item, item.key))
    assert one.finished()
    again = visitor(send_for(journal, "review", drill=SORTING, sitting=2), journal)
    assert not again.finished()
    assert all(item["answer"] is None for item in again.page.scene["items"])


@pytest.fixture
def _spanish():
    speak("es")
    yield
    speak(ENGLISH)


@pytest.mark.usefixtures("_spanish")
def test_what_was_translated_is_opened_in_the_language_that_is_spoken(tmp_path):
    journal = open_journal(tmp_path)
    talk = visitor(send_for(journal, "surprise", customer=EDDIE), journal)
    assert talk.page.scene["title"] == load_scenario(f"{EDDIE}+es").title
    drill = visitor(send_for(journal, "review", drill=SORTING, sitting=1), journal)
    assert drill.name == load_drill(f"{SORTING}+es").title
    for item in load_drill(f"{SORTING}+es").items:
        assert not drill.finished()
        send(drill.page, item=item.id, answer=right_answer(item, item.key))
    assert drill.finished()


def test_what_is_there_no_longer_is_told_apart(tmp_path):
    journal = open_journal(tmp_path)
    with pytest.raises(NoCustomerError):
        visitor(send_for(journal, "review", customer="angry/gone"), journal)
    with pytest.raises(DocumentError):
        visitor(send_for(journal, "review", drill="angry/gone", sitting=1), journal)
