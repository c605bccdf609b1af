"""What was sent for, opened."""

from unittest.mock import Mock

import pytest
from sent import send
from small_drill import right_answer

from course.document import DocumentError
from course.drillbook import load_drill
from course.journal import open_journal
from course.language import ENGLISH, speak
from course.scenario import NoCustomerError, load_scenario
from course.views.drill import DrillPage
from course.views.play import ConversationPage
from course.views.visitor import Below, visitor
from course.visits import send_for

EDDIE, SORTING = "angry/wrong-part", "angry/sorting"


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


def finish(page):
    while not page.scene["ended"]:
        send(page, do="say", choice=page.scene["choices"][0]["id"], turn=page.scene["turn"])


def test_who_is_let_in_is_followed_until_they_are_done_and_that_is_told_once(tmp_path):
    journal, done = open_journal(tmp_path), Mock()
    below, visit = Below(journal, done), send_for(journal, "surprise", customer=EDDIE)
    assert not below.waiting
    page = below.let_in(visit)
    assert (below.visitor.page, below.waiting, below.over) == (page, True, False)
    assert Below(journal, Mock()).let_in(visit, again=True).scene["title"] == page.scene["title"]
    finish(page)
    send(page, do="restart", turn=page.scene["turn"])
    done.assert_called_once_with()
    assert (below.visitor.page, below.waiting, below.over) == (page, False, True)


def test_what_was_done_before_a_reload_is_over_and_nobody_comes_in(tmp_path):
    journal, done = open_journal(tmp_path), Mock()
    below, visit = Below(journal, done), send_for(journal, "surprise", customer=EDDIE)
    finish(visitor(visit, journal).page)
    assert below.let_in(visit, again=True) is None
    assert (below.visitor, below.waiting, below.over, below.gone) == (None, False, True, False)
    done.assert_not_called()


@pytest.mark.parametrize("again", [False, True])
def test_that_somebody_is_gone_is_told_to_who_sent_for_them_and_not_after_a_reload(tmp_path, again):
    journal = open_journal(tmp_path)
    below = Below(journal, Mock())
    below.let_in(send_for(journal, "surprise", customer=EDDIE))
    assert below.let_in(send_for(journal, "surprise", customer="angry/gone"), again=again) is None
    assert (below.visitor, below.waiting, below.over, below.gone) == (None, False, False, not again)


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
