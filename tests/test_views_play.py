"""The conversation's widget: what it does with messages, and that looking at it leaves no trace."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from plain_judge import plain_judge
from tiny import tiny

from course import dialogue
from course.attempts import Attempt
from course.conversation import Conversation
from course.journal import Journal
from course.views import play as module
from course.views.play import ConversationPage, earlier_try, play

ROOT = Path(__file__).parent.parent
EDDIE = "angry/wrong-part"


@pytest.fixture
def talk(tmp_path):
    return Conversation(tiny(), Journal(tmp_path), "key")


@pytest.fixture
def page(talk):
    return ConversationPage(talk, graded=False)


@pytest.fixture
def judge(monkeypatch):
    """Typed words do what they name."""
    monkeypatch.setattr(dialogue, "assessed", plain_judge)


def send(page, **message):
    page._handle_custom_msg({"id": "m1", **message}, [])
    return page.scene


def test_a_reply_is_acknowledged_with_the_scene_that_it_led_to(page):
    scene = send(page, do="say", choice="A", turn=0)
    assert (scene["turn"], scene["ack"]) == (1, "m1")
    assert send(page, do="pause", turn=1)["turn"] == 2


def test_typed_words_are_a_reply_too(page, judge):
    scene = send(page, do="say", text="apologize", turn=0)
    assert (scene["turn"], scene["ack"], scene["saved"]) == (1, "m1", True)
    assert scene["lines"][2] == {"turn": 0, "from": "you", "text": "apologize", "silent": False}
    assert scene["lines"][3]["heard"]["quotes"][0]["words"] == ["apologize"]


def test_words_that_come_too_late_say_nothing(page, judge):
    send(page, do="say", choice="A", turn=0)
    scene = send(page, id="m2", do="say", text="apologize", turn=0)
    assert (scene["turn"], scene["ack"]) == (1, "m2")


def test_what_was_meant_is_kept_and_found_again(talk, page, judge):
    send(page, do="say", text="greet? snap?", turn=0)
    scene = send(page, id="m2", do="meant", at=0, label="greet", turn=1)
    assert (scene["meant"], scene["ack"], scene["turn"]) == ({"0": "greet"}, "m2", 1)
    assert ConversationPage(talk, graded=False).scene["meant"] == {"0": "greet"}
    assert send(page, do="meant", at=0, label="", turn=1)["meant"] == {"0": ""}


def test_where_only_typed_words_count_no_reply_can_be_picked(talk):
    page = ConversationPage(talk, graded=False, typed=True)
    assert (page.scene["typed"], page.scene["choices"]) == (True, [])
    assert send(page, do="say", choice="A", turn=0)["turn"] == 0
    assert send(page, do="pause", turn=0)["turn"] == 1


def test_but_a_deed_can(talk):
    page = ConversationPage(talk, graded=False, typed=True)
    talk.say("B")
    assert [choice["id"] for choice in page.scene["choices"]] == ["C"]
    scene = send(page, do="say", choice="C", turn=1)
    assert (scene["turn"], scene["ended"]) == (2, True)


def test_without_hints_there_is_no_coach_until_the_end(talk):
    page = ConversationPage(talk, hints=False)
    assert page.scene["heat"] is None
    scene = send(page, do="say", choice="A", turn=0)
    assert (scene["heat"], [line["from"] for line in scene["lines"] if line["from"] == "coach"]) == (None, [])
    assert scene["choices"]
    scene = send(page, id="m2", do="say", choice="C", turn=1)
    assert scene["debrief"]
    assert [line["turn"] for line in scene["lines"] if line["from"] == "coach"] == [0, 1]
    assert scene["heat"]["value"] == talk.state.heat
    scene = send(page, id="m3", do="back", turn=2, to=1)
    assert (scene["turn"], scene["earlier"], scene["heat"]) == (1, None, None)


def test_one_who_comes_in_hotter_is_a_talk_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    plain, hot = play("angry/nobody-home"), play("angry/nobody-home", hotter=True)
    assert hot.scene["heat"]["value"] == plain.scene["heat"]["value"] + 2
    send(hot, do="pause", turn=0)
    assert (play("angry/nobody-home").scene["turn"], play("angry/nobody-home", hotter=True).scene["turn"]) == (0, 1)


def test_who_cant_come_in_hotter_is_told_in_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "comes_hotter", lambda name: False)
    report = play(EDDIE, hotter=True)
    assert repr(report).startswith("Eddie can’t come in hotter. ")
    assert "Eddie can’t come in hotter" in report._repr_html_()
    assert "no customer" in repr(play("angry/nobody", hotter=True))


def test_the_field_of_one_conversation_is_not_anothers(tmp_path, talk):
    names = [
        ConversationPage(talk, graded=False).scene["draft"],
        ConversationPage(talk, graded=True).scene["draft"],
        ConversationPage(Conversation(tiny(), Journal(tmp_path), "other"), graded=False).scene["draft"],
    ]
    assert len(set(names)) == 3


def test_a_stale_message_is_acknowledged_and_changes_nothing(page):
    send(page, do="say", choice="A", turn=0)
    scene = send(page, id="m2", do="say", choice="A", turn=0)
    assert (scene["turn"], scene["ack"]) == (1, "m2")


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"do": "say", "turn": 0},
        {"do": "say", "turn": 0, "choice": "Z"},
        {"do": "say", "turn": 0, "choice": ["A"]},
        {"do": "say", "turn": "0", "choice": "A"},
        {"do": "say", "turn": 0, "text": ""},
        {"do": "say", "turn": 0, "text": " \n"},
        {"do": "say", "turn": 0, "text": None},
        {"do": "say", "turn": 0, "text": ["Hello"]},
        {"do": "say", "turn": "0", "text": "Hello"},
        {"do": "meant", "turn": 0, "at": 0, "label": "greet"},
        {"do": "meant", "turn": 0, "at": "0", "label": None},
        {"do": "back", "turn": 0, "to": 0},
        {"do": "restart", "turn": 0},
        {"do": "dance", "turn": 0},
        {"do": None, "turn": None},
    ],
)
def test_a_message_that_makes_no_sense_changes_nothing(page, message):
    scene = send(page, **message)
    assert (scene["turn"], scene["ack"]) == (0, "m1")


@pytest.mark.parametrize("content", ["text", None, [1], 7])
def test_nor_does_one_that_is_no_message(page, content):
    page._handle_custom_msg(content, [])
    assert page.scene["turn"] == 0


@pytest.mark.parametrize("to", [-1, 9, "0", None, 0.5])
def test_nobody_goes_back_to_a_turn_that_isnt_there(page, to):
    for turn in range(2):
        send(page, do="say", choice="A", turn=turn)
    assert page.scene["ended"]
    scene = send(page, id="m2", do="back", turn=2, to=to)
    assert (scene["turn"], scene["ack"]) == (2, "m2")


def test_going_back_shows_the_new_try_beside_the_old(page):
    for turn, choice in enumerate("AC"):
        send(page, do="say", choice=choice, turn=turn)
    scene = send(page, do="back", turn=2, to=1)
    assert (scene["turn"], scene["ended"], scene["earlier"]["turn"]) == (1, False, 1)
    assert scene["earlier"]["lines"][1]["text"].startswith("You must have dropped it")
    scene = send(page, do="say", choice="A", turn=1)
    assert scene["ended"]
    assert "dashed" in scene["debrief"]["dashed"]


def test_starting_again_shows_no_other_try(page):
    for turn, choice in enumerate("AC"):
        send(page, do="say", choice=choice, turn=turn)
    scene = send(page, do="restart", turn=2)
    assert (scene["turn"], scene["earlier"]) == (0, None)


def test_two_views_of_one_conversation_show_the_same(talk, page):
    other = ConversationPage(talk, graded=False)
    send(page, do="say", choice="A", turn=0)
    assert other.scene["lines"] == page.scene["lines"]
    assert other.scene["ack"] is None


def test_trouble_with_the_disk_is_told_and_the_talk_goes_on(tmp_path):
    (tmp_path / "taken").write_text("not a folder")
    page = ConversationPage(Conversation(tiny(), Journal(tmp_path / "taken"), "key"), graded=False)
    scene = send(page, do="say", choice="A", turn=0)
    assert (scene["turn"], scene["saved"]) == (1, False)
    assert "aren't being saved" in scene["notice"]


@pytest.mark.parametrize("graded", [False, True])
def test_without_a_front_end_nothing_is_written(graded, tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    page = play(EDDIE, graded=graded)
    data, _ = page._repr_mimebundle_()
    assert "Run ▸ Run All Cells" in data["text/plain"]
    assert list(tmp_path.iterdir()) == []


def test_a_kernel_without_a_browser_runs_every_activity_in_silence(tmp_path):
    code = (
        "from course import compare, drill, next_shift, play\n"
        f"display(play('{EDDIE}'), play('{EDDIE}', graded=True), drill('angry/thoughts'), next_shift('angry'))\n"
        f"compare('{EDDIE}')"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    env = os.environ | {"MODULE_NINE_DATA": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    NotebookClient(notebook, resources={"metadata": {"path": tmp_path}}).execute(env=env)
    outputs = notebook.cells[0].outputs
    assert [output.output_type for output in outputs] == ["display_data"] * 4 + ["execute_result"]
    assert list(tmp_path.iterdir()) == []


def test_graded_is_kept_beside_the_notebook_and_practice_is_not(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    for graded, folder in ((True, tmp_path), (False, tmp_path / "data" / "journals")):
        page = play(EDDIE, graded=graded)
        send(page, do="pause", turn=0)
        assert len(list(folder.glob("journal-*.jsonl"))) == 1


def test_the_same_key_goes_on_and_another_begins(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    send(play(EDDIE, key="mine"), do="pause", turn=0)
    assert play(EDDIE, key="mine").scene["turn"] == 1
    assert play(EDDIE, key="yours").scene["turn"] == 0


def replayed(steps, seed=0):
    state = dialogue.start(tiny(), seed)
    for step in steps:
        state = dialogue.pause(state) if step == "p" else dialogue.say(state, step)
    return state


@pytest.mark.parametrize(
    ("now", "others", "fork"),
    [
        ("p", ["pAC"], 1),  # gone back, nothing said yet
        ("pAA", ["pAC"], 2),
        ("AA", ["pAC"], 0),
        ("pAA", ["AC", "pAC"], 2),  # the last one
        ("pAA", ["pAC", "AC"], 2),  # the one that was taken up again
        ("pAC", ["pAC"], None),  # itself
        ("p", ["pA"], None),  # not finished
    ],
)
def test_where_a_try_leaves_the_one_before(now, others, fork):
    attempts = [Attempt(replayed(steps), tip="t", at=None) for steps in others]
    before, where = earlier_try(replayed(now), attempts)
    assert (where if before else None) == fork


def test_a_try_with_another_start_is_no_earlier_one():
    attempts = [Attempt(replayed("AC", seed=1), tip="t", at=None)]
    assert earlier_try(replayed("A"), attempts) == (None, 0)
