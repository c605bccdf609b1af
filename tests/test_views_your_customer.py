"""The form for a customer of one's own: written, checked, played, made into a file."""

from pathlib import Path
from unittest.mock import Mock

import pytest
from made_up import escaped
from past import Past
from rosa import ROSA

from course.journal import open_journal
from course.own_form import BOXES, LONGEST, sections
from course.scenario import read_scenario
from course.views.play import ConversationPage
from course.views.your_customer import MOST, your_customer


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path / "data"))
    (tmp_path / "workbook").mkdir()
    monkeypatch.chdir(tmp_path / "workbook")
    return tmp_path / "workbook"


@pytest.fixture
def shown(folder):
    return your_customer()


@pytest.fixture
def page(shown):
    return shown.children[0]


def send(page, **message):
    page._handle_custom_msg({"id": "m1", **message}, [])
    return page.scene


def write(page, form=ROSA, customer="rosa"):
    send(page, do="begin", name="Rosa")
    return send(page, do="write", customer=customer, boxes=form)


def test_looking_leaves_no_trace(page, folder):
    assert (page.scene["customers"], page.scene["open"]) == ([], None)
    assert len(page.form["sections"]) == len(sections())
    assert not (folder.parent / "data").exists()


def test_what_is_written_is_kept_box_by_box(page):
    scene = send(page, do="begin", name=" Rosa ")
    assert scene["open"] == {"short": "rosa", "given": {"name": "Rosa"}}
    scene = send(page, do="write", customer="rosa", boxes={"who": "A nurse", "heat": "7"})
    assert (scene["ack"], scene["kept"]) == ("m1", True)
    again = your_customer().children[0]
    assert send(again, do="open", customer="rosa")["open"]["given"] == {"name": "Rosa", "who": "A nurse", "heat": "7"}
    assert again.scene["customers"][0]["state"] == "34 things still to do"


def test_the_same_words_are_kept_once(page, folder):
    write(page)
    before = len(open_journal(folder.parent / "data" / "journals").history.records)
    write_again = {"who": ROSA["who"], "name": ROSA["name"]}
    send(page, do="write", customer="rosa", boxes=write_again)
    assert len(open_journal(folder.parent / "data" / "journals").history.records) == before


def test_what_was_written_can_be_taken_back(page):
    write(page)
    given = send(page, do="write", customer="rosa", boxes={"who": ""})["open"]["given"]
    assert given["who"] == ""
    assert page.scene["customers"][0]["state"] == "1 thing still to do"


@pytest.mark.parametrize(
    "message",
    [
        {"do": "begin", "name": "  "},
        {"do": "begin"},
        {"do": "open", "customer": "nobody"},
        {"do": "write", "customer": "rosa", "boxes": {"who": 3}},
        {"do": "write", "customer": "rosa", "boxes": {"ready": "x"}},
        {"do": "write", "customer": "other", "boxes": {"who": "x"}},
        {"do": "write", "customer": "rosa", "boxes": ["who"]},
        {"do": "check", "customer": "other"},
        {"do": "burn", "customer": "rosa"},
        {},
    ],
    ids=lambda message: " ".join(map(str, message.values())) or "nothing",
)
def test_a_message_that_makes_no_sense_changes_nothing(page, message):
    write(page)
    before = {**page.scene, "ack": None}
    assert {**send(page, **message), "ack": None} == before


def test_words_are_plain_and_of_some_length(page):
    write(page)
    given = send(page, do="write", customer="rosa", boxes={"who": "<b>\ud800" + "x" * LONGEST})["open"]["given"]
    assert given["who"].startswith("<b>")
    assert len(given["who"]) <= LONGEST
    send(page, do="play", customer="rosa")
    assert page.scene["found"]["said"] == "Rosa is waiting for you below."


@pytest.mark.parametrize("button", ["check", "play", "file"])
def test_a_form_with_gaps_says_where_they_are(page, shown, folder, button):
    write(page, {**ROSA, "who": "", "1.trap": ROSA["1.good"]})
    found = send(page, do=button, customer="rosa")["found"]
    assert found["boxes"] == {"who": "Fill this in.", "1.trap": "Two replies of this moment say the same. Change one."}
    assert found["said"].startswith("2 boxes still need")
    assert len(shown.children) == 1
    assert not any(folder.iterdir())


def test_a_check_says_what_to_mend_and_is_old_after_the_next_word(page):
    write(page)
    found = send(page, do="check", customer="rosa")["found"]
    assert "Rosa is fair" in found["said"]
    assert found["mend"] == ()
    assert ("Whoever picks blindly", "4 times in 100") in found["players"]
    send(page, do="write", customer="rosa", boxes={"3.good.does1": "ask_success"})
    assert page.scene["found"]["old"]
    found = send(page, do="check", customer="rosa")["found"]
    assert "old" not in found
    assert any("never offers a way on" in words for words in found["mend"])
    assert "can be played" in found["said"]


def test_the_customer_is_played_below_and_stays_as_they_were_then(page, shown):
    write(page)
    send(page, do="play", customer="rosa")
    talk = shown.children[1]
    assert isinstance(talk, ConversationPage)
    assert talk.scene["lines"][0]["text"] == ROSA["1.line"]
    send(talk, do="say", choice="B", turn=0)
    send(page, do="write", customer="rosa", boxes={"2.line": "Something else."})
    assert send(talk, do="say", choice="C", turn=1)["turn"] == 2
    send(page, do="play", customer="rosa")
    assert shown.children[1].scene["turn"] == 0
    send(page, do="play", customer="rosa")
    send(page, do="close")
    assert len(shown.children) == 1
    assert page.scene["open"] is None


def test_playing_again_goes_on_with_the_talk(page, shown):
    write(page)
    send(page, do="play", customer="rosa")
    send(shown.children[1], do="say", choice="B", turn=0)
    send(page, do="play", customer="rosa")
    assert shown.children[1].scene["turn"] == 1


def test_the_file_to_hand_in_is_a_customer_for_an_instructor(page, folder):
    write(page)
    found = send(page, do="file", customer="rosa")["found"]
    assert found["file"] == "my-customer-rosa.yaml"
    assert read_scenario(folder / found["file"]).customer.name == "Rosa"


def test_a_folder_that_cannot_be_written_to_is_told(page, folder):
    write(page)
    (folder / "my-customer-rosa.yaml").mkdir()
    found = send(page, do="file", customer="rosa")["found"]
    assert "can’t be made" in found["said"]
    assert "file" not in found


def test_two_of_one_name_are_two_customers(page):
    write(page)
    send(page, do="close")
    assert send(page, do="begin", name="Rosa")["open"]["short"] == "rosa-2"
    assert [row["short"] for row in page.scene["customers"]] == ["rosa", "rosa-2"]


def test_a_customer_can_be_called_something_else(page):
    write(page)
    send(page, do="write", customer="rosa", boxes={"name": "Lucia"})
    assert page.scene["customers"][0] == {"short": "rosa", "name": "Lucia", "state": "ready to play"}


def test_there_is_room_for_so_many(page):
    for number in range(MOST + 1):
        send(page, do="begin", name=f"Number {number}")
    send(page, do="close")
    assert "as many customers" in send(page, do="begin", name="One more")["found"]["said"]
    assert len(page.scene["customers"]) == MOST


def test_two_views_show_the_same(page):
    write(page)
    other = your_customer().children[0]
    send(other, do="open", customer="rosa")
    send(page, do="write", customer="rosa", boxes={"who": "A baker"})
    assert other.scene["open"]["given"]["who"] == "A baker"


def test_what_is_not_on_disk_is_not_called_saved(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path / "file"))
    page = your_customer().children[0]
    scene = send(page, do="begin", name="Rosa")
    assert not scene["kept"]
    assert "aren't being saved" in scene["notice"]


def test_a_form_from_another_version_is_read_as_far_as_it_fits(folder):
    past = Past()
    header = past.add("own_customer", {"customer": "rosa"})
    for item, answer in {**ROSA, "mood": "blue", "heat": 7, "type": "furious"}.items():
        past.add("answer", {"item": item, "answer": answer}, header.digest)
    past.write(folder.parent / "data" / "journals")
    page = your_customer().children[0]
    scene = send(page, do="open", customer="rosa")
    assert "mood" not in scene["open"]["given"]
    assert send(page, do="check", customer="rosa")["found"]["boxes"] == {
        "heat": "Fill this in.",
        "type": "Fill this in.",
    }


@pytest.mark.usefixtures("bracketed")
def test_every_sentence_can_be_translated(page, monkeypatch):
    values = [value for box in BOXES for value, _ in box.options]
    assert escaped(dict(page.form), *values, ids={"id"}) == set()
    write(page, {**ROSA, "who": "", "1.trap": ROSA["1.good"], "may": "{}", "1.soon.does2": "offer_solution"})
    scenes = [send(page, do="check", customer="rosa"), send(page, do="write", customer="rosa", boxes={"who": ""})]
    send(page, do="write", customer="rosa", boxes={"1.soon.does2": "", **ROSA})
    scenes += [send(page, do=what, customer="rosa") for what in ("check", "play", "file")]
    monkeypatch.setattr(Path, "write_text", Mock(side_effect=OSError(28, "No space left on device")))
    scenes.append(send(page, do="file", customer="rosa"))
    monkeypatch.setattr("course.views.your_customer.MOST", 0)
    scenes.append(send(page, do="begin", name="Theo"))
    assert len({scene["found"]["said"] for scene in scenes}) == 6
    assert escaped(scenes, "Rosa", ids={"short", "given", "file"}) == set()
