"""The list of past talks: what it shows, and what it does with messages."""

import re

import pytest
from made_up import escaped
from past import Past
from tiny import tiny

from course import dialogue, past_talks
from course.conversation import Conversation
from course.journal import Journal
from course.past import past_talks as talks_in
from course.scenario import HOTTER, Scenario, load_scenario
from course.views.past_talks import PastTalksPage
from course.views.play import ConversationPage

EDDIE, SARA = load_scenario("angry/wrong-part"), load_scenario("angry/nobody-home")


@pytest.fixture
def past():
    """Eddie twice to the end, Eddie hotter left after one turn, and somebody else last."""
    made = Past()
    made.talk(EDDIE, EDDIE.models.bad)
    made.talk(EDDIE, EDDIE.models.good, days=1)
    made.talk(load_scenario(EDDIE.name + HOTTER), ["pause"], days=2)
    made.talk(SARA, ["pause", "A"], days=3, key="mine")
    return made


@pytest.fixture
def page(tmp_path, past):
    return PastTalksPage(Journal(past.write(tmp_path)))


def send(page, **message):
    page._handle_custom_msg({"id": "m1", **message}, [])
    return page.scene


def tips(page):
    return [row["tip"] for row in page.scene["talks"]]


def below(page):
    return page.stack.children[1] if len(page.stack.children) > 1 else None


def test_every_talk_is_a_row_the_last_one_first(page):
    rows = page.scene["talks"]
    assert [row["customer"] for row in rows] == [SARA.name, EDDIE.name + HOTTER, EDDIE.name, EDDIE.name]
    assert rows[1]["title"] == f"{EDDIE.title} (hotter)"
    assert rows[1]["how"] == "Not finished, 1 turn."
    assert rows[2]["how"].endswith(f"{EDDIE.possible} of {EDDIE.possible} marks, a pass.")
    assert "a pass" not in rows[3]["how"]
    assert all(re.fullmatch(r"January \d, 2026, \d+:\d\d [AP]M", row["when"]) for row in rows)
    assert (page.scene["open"], page.scene["missing"], below(page)) == (None, "", None)


def test_a_talk_is_opened_and_read_with_its_notes(page):
    scene = send(page, do="open", tip=tips(page)[3])
    assert scene["ack"] == "m1"
    assert scene["open"]["title"].startswith("Eddie, ")
    html = below(page).value
    assert html.count('class="m9-coach"') == len(EDDIE.models.bad)
    assert len(scene["open"]["turns"]) == len(EDDIE.models.bad)
    assert scene["open"]["turns"][0]["text"].startswith("Turn 1: ")
    assert [other["text"].split(",")[0] for other in scene["open"]["others"]] == ["Talk 3", "Talk 2"]
    assert send(page, do="close")["open"] is None
    assert below(page) is None


def test_a_talk_that_was_left_can_go_on_where_it_was(page):
    scene = send(page, do="open", tip=tips(page)[0])
    assert [turn["turn"] for turn in scene["open"]["turns"]] == [2, 0, 1]
    assert scene["open"]["turns"][0]["text"] == "Where you left it"
    assert scene["open"]["others"] == []
    send(page, do="take_up", turn=2)
    assert isinstance(below(page), ConversationPage)
    assert below(page).scene["turn"] == 2


def test_a_talk_is_taken_up_at_any_turn_and_the_list_grows_by_it(page):
    before = tips(page)
    send(page, do="open", tip=before[3])
    scene = send(page, do="take_up", turn=1)
    talk = below(page)
    assert (talk.scene["turn"], talk.scene["ended"]) == (1, False)
    assert "goes on below" in scene["open"]["below"]
    choice = talk.scene["choices"][0]["id"]
    send(talk, do="say", choice=choice, turn=1)
    send(page, do="open", tip=before[3])
    assert len(tips(page)) == 5
    assert tips(page)[1:] == before
    (first, *_, last) = talks_in(page._journal.history)
    assert first.state.replies[:1] == last.state.replies[:1]
    assert first.key == EDDIE.name


def test_a_talk_that_has_gone_on_since_is_opened_as_it_is_now(page, tmp_path):
    tip, talk = tips(page)[1], load_scenario(EDDIE.name + HOTTER)
    elsewhere = Conversation(talk, Journal(tmp_path), talk.name)
    elsewhere.say("B")
    scene = send(page, do="open", tip=tip)
    assert scene["open"]["tip"] == elsewhere.tip == tips(page)[0]
    assert len(tips(page)) == 4


def test_the_list_grows_when_a_talk_below_it_ends(page):
    before = tips(page)
    send(page, do="open", tip=before[3])
    send(page, do="take_up", turn=len(EDDIE.models.bad) - 1)
    talk = below(page)
    while not talk.scene["ended"]:
        send(talk, do="pause", turn=talk.scene["turn"])
    assert len(tips(page)) == 5


def test_a_new_talk_begins_at_the_start(page):
    send(page, do="open", tip=tips(page)[3])
    scene = send(page, do="take_up", turn=None)
    assert scene["open"]["below"] == "A new talk begins below."
    assert below(page).scene["turn"] == 0


def test_two_talks_stand_side_by_side(page):
    send(page, do="open", tip=tips(page)[2])
    scene = send(page, do="beside", tip=tips(page)[3])
    assert scene["open"]["below"] == "The two talks are below, side by side."
    html = below(page).value
    assert html.index("Talk 1, ") < html.index("Talk 2, ")
    assert html.count("<th ") == 2
    assert "the same for" not in html  # they part at once


def test_what_two_talks_share_is_told(tmp_path):
    past = Past()
    state, path = past.talk(EDDIE, EDDIE.models.good)
    past.talk(EDDIE, ["pause"], days=1, since=(dialogue.before(state, 2), path[:3]))
    page = PastTalksPage(Journal(past.write(tmp_path)))
    send(page, do="open", tip=tips(page)[0])
    send(page, do="beside", tip=tips(page)[1])
    assert "Both are the same for the first 2 turns." in below(page).value


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"do": None},
        {"do": "open"},
        {"do": "open", "tip": "nobody"},
        {"do": "open", "tip": ["x"]},
        {"do": "beside", "tip": "nobody"},
        {"do": "take_up"},
        {"do": "take_up", "turn": "0"},
        {"do": "take_up", "turn": -1},
        {"do": "take_up", "turn": 99},
        {"do": "dance", "turn": 0},
    ],
    ids=str,
)
def test_a_message_that_makes_no_sense_changes_nothing(page, message):
    send(page, do="open", tip=tips(page)[3])
    was, shown = page.scene["open"], below(page)
    scene = send(page, **message)
    assert (scene["open"], below(page)) == (was, shown)


def test_nothing_is_done_with_no_talk_open_nor_with_another_customer(page):
    last, *_, first = tips(page)
    assert send(page, do="beside", tip=first)["open"] is None
    assert send(page, do="take_up", turn=0)["open"] is None
    was = send(page, do="open", tip=first)["open"]
    assert send(page, do="beside", tip=last)["open"] == was


def test_a_talk_with_the_customer_as_they_were_can_only_be_read(tmp_path):
    past = Past()
    past.talk(Scenario.model_construct(**{**dict(EDDIE), "place": "Elsewhere"}), EDDIE.models.bad)
    page = PastTalksPage(Journal(past.write(tmp_path)))
    scene = send(page, do="open", tip=tips(page)[0])
    assert "has changed" in scene["open"]["changed"]
    assert scene["open"]["turns"] == []
    assert "m9-coach" in below(page).value
    shown = below(page)
    send(page, do="take_up", turn=0)
    assert below(page) is shown
    assert send(page, do="take_up", turn=None)["open"]["below"] == "A new talk begins below."


def test_who_is_no_longer_there_is_told(tmp_path):
    past = Past()
    past.talk(tiny(), ["A"])
    page = PastTalksPage(Journal(past.write(tmp_path)))
    assert page.scene["talks"] == []
    assert page.scene["missing"].startswith("One talk isn’t in this list")


def test_to_look_at_nothing_leaves_no_trace(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path / "data"))
    stack = past_talks()
    assert stack.children[0].scene["talks"] == []
    assert "Run ▸ Run All Cells" in repr(stack)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("bracketed")
def test_every_sentence_can_be_translated(past, tmp_path):
    state, path = past.talk(EDDIE, EDDIE.models.good, days=4)
    past.talk(EDDIE, ["pause"], days=5, since=(dialogue.before(state, 2), path[:3]))
    past.add("reply", {}, past.add("conversation", {"scenario": "angry/gone", "seed": 0, "key": "gone"}).digest)
    page = PastTalksPage(Journal(past.write(tmp_path)))
    scenes = [page.scene, *(send(page, do="open", tip=tip) for tip in reversed(tips(page)))]
    scenes.append(send(page, do="beside", tip=tips(page)[1]))
    assert "[Both are the same for the first 2 turns.]" in below(page).value
    scenes += [send(page, do="take_up", turn=turn) for turn in (1, None)]
    assert scenes[0]["missing"]
    theirs = [words for one in (EDDIE, SARA) for words in (one.title, f"{one.title} (hotter)", one.customer.name)]
    assert escaped(scenes, *theirs, ids={"tip", "customer"}) == set()
