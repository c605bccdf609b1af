"""The choice of a harder talk, and the talk that comes of it."""

import pytest
from made_up import escaped

from course import harder
from course.conversation import open_conversation
from course.language import ENGLISH, speak
from course.roster import practice_customers
from course.scenario import HOTTER, load_scenario
from course.views import harder as module
from course.views.harder import HarderPage

SARA, EDDIE = "angry/nobody-home", "angry/wrong-part"
WAYS = {"hotter": False, "hints": True, "typed": False}


@pytest.fixture(autouse=True)
def _data(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path / "data"))


def send(page, **message):
    page._handle_custom_msg({"id": "m1", **message}, [])
    return page.scene


def talk(page):
    return page.stack.children[1] if len(page.stack.children) > 1 else None


def test_every_customer_to_practice_with_can_be_chosen_and_the_last_one_met_comes_first():
    scene = HarderPage([SARA, "angry/wrong-part"]).scene
    customers = {one["name"]: one for kind in scene["kinds"] for one in kind["customers"]}
    assert customers.keys() == practice_customers().keys()
    assert scene["first"] == SARA
    assert [name for name, one in customers.items() if "you’ve met" in one["text"]] == sorted(
        [SARA, "angry/wrong-part"]
    )
    assert HarderPage([]).scene["first"] in customers
    assert HarderPage(["own/gone"]).scene["first"] in customers


@pytest.mark.parametrize("hotter", [False, True])
@pytest.mark.parametrize("hints", [False, True])
@pytest.mark.parametrize("typed", [False, True])
def test_each_way_makes_the_talk_harder(hotter, hints, typed):
    page = HarderPage([])
    scene = send(page, customer=SARA, hotter=hotter, hints=hints, typed=typed)
    shown = talk(page).scene
    assert scene["ack"] == "m1"
    assert ("silent until the end" in scene["begun"]) is not hints
    assert (shown["heat"] is not None) is hints
    assert shown["typed"] is typed
    assert bool(shown["choices"]) is not typed
    assert open_conversation(SARA + HOTTER * hotter, f"{SARA} made harder") is talk(page)._conversation


def test_a_talk_that_was_left_goes_on_and_one_that_is_over_begins_again():
    page = HarderPage([])
    send(page, customer=EDDIE, **WAYS)
    steps = load_scenario(EDDIE).models.good
    for turn, step in enumerate(steps):
        assert talk(page).scene["turn"] == turn
        message = {"do": "pause"} if step == "pause" else {"do": "say", "choice": step}
        send(talk(page), turn=turn, **message)
        if turn < len(steps) - 1:
            send(page, customer=EDDIE, **WAYS)
    assert talk(page).scene["ended"]
    send(page, customer=EDDIE, **WAYS)
    assert talk(page).scene["turn"] == 0


def test_who_may_not_come_in_hotter_does_not(monkeypatch):
    monkeypatch.setattr(module, "comes_hotter", lambda name: name != SARA)
    page = HarderPage([])
    customers = {one["name"]: one["hotter"] for kind in page.scene["kinds"] for one in kind["customers"]}
    assert [name for name, hotter in customers.items() if not hotter] == [SARA]
    send(page, customer=SARA, **WAYS | {"hotter": True})
    assert talk(page) is None
    send(page, customer=SARA, **WAYS)
    assert talk(page) is not None


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"customer": SARA},
        {"customer": "angry/nobody", **WAYS},
        {"customer": "angry/empty-gym", **WAYS},
        {"customer": [SARA], **WAYS},
        {"customer": SARA, **WAYS, "hints": None},
        {"customer": SARA, **WAYS, "typed": "yes"},
    ],
    ids=str,
)
def test_a_message_that_makes_no_sense_begins_nothing(message):
    page = HarderPage([])
    assert send(page, **message)["begun"] == ""
    assert talk(page) is None


def test_who_was_met_is_known_from_the_journal(tmp_path):
    assert "you’ve met" not in str(harder().children[0].scene)
    open_conversation(SARA + HOTTER).pause()
    assert harder().children[0].scene["first"] == SARA


def test_to_look_leaves_no_trace(tmp_path):
    harder()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("hotter", [False, True])
def test_a_customer_who_speaks_the_language_comes_in_it(hotter):
    speak("es")
    try:
        page = HarderPage([])
        send(page, customer=EDDIE, hotter=hotter, hints=True, typed=False)
        text = next(one["text"] for kind in page.scene["kinds"] for one in kind["customers"] if one["name"] == EDDIE)
        assert load_scenario(f"{EDDIE}+es").title in text
        assert talk(page)._conversation.scenario.name == f"{EDDIE}+es{HOTTER * hotter}"
    finally:
        speak(ENGLISH)


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize("hints", [False, True])
def test_every_sentence_can_be_translated(hints):
    scene = send(HarderPage([SARA]), customer=EDDIE, hotter=False, hints=hints, typed=False)
    assert scene["begun"]
    assert escaped(scene, ids={"name", "first"}) == set()
