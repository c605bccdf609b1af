import asyncio
import json
from contextlib import suppress
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from memory_class import SCENARIO, SECRET, School, ends, quiet, run

from course.classroom import live as live_module
from course.classroom import outbox, reception
from course.classroom.events import read_event
from course.classroom.keys import desk_key, seat_of
from course.labels import PAUSE

PHONE = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def clock(monkeypatch):
    """The clock that allowances go by; it stands until it is moved."""
    now = [1000.0]
    monkeypatch.setattr(reception, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


async def opened():
    school = School()
    return school, await school.hall.open(SCENARIO)


async def voting(school, code):
    """A desk that asked for votes."""
    desk = await school.desk(code)
    assert await desk.asks("ask", round=1, way="vote") == "counted"
    return desk


async def refused(school, **first):
    browser = school.comes(**first)
    await browser.gone()
    assert browser.channel.closed
    assert "hello" not in json.dumps(browser.channel.sent)
    return browser.error


def test_who_has_the_code_or_the_key_is_let_in():
    async def story():
        school, code = await opened()
        for first in (
            {"do": "join", "code": code, "phone": PHONE},
            {"do": "join", "code": f" {code[:3]}-{code[3:].upper()} ", "phone": PHONE},
            {"do": "look", "code": code},
            {"do": "desk", "code": code, "key": desk_key(SECRET, code)},
        ):
            browser = school.comes(**first)
            await browser.until(lambda browser=browser: browser.scene)
            assert json.loads(browser.channel.sent[0]) == {"hello": {"code": code}}
        await school.stops()

    run(story())


def test_who_has_neither_is_told_why_and_sent_away(clock):
    async def story():
        school, code = await opened()
        assert await refused(school, do="join", code="zzzzzz", phone=PHONE) == "code"
        assert await refused(school, do="join", phone=PHONE) == "code"
        assert await refused(school, do="join", code=["x"], phone=PHONE) == "code"
        assert await refused(school, do="desk", code=code, key="0" * 32) == "key"
        assert await refused(school, do="desk", code=code) == "key"
        assert await refused(school, do="desk", code=code, key=None) == "key"
        assert await refused(school, do="join", code=code, phone="short") == "key"
        assert await refused(school, do="join", code=code, phone="x" * 129) == "key"
        assert await refused(school, do="fly", code=code) == "key"
        await school.stops()

    run(story())


def test_the_key_of_another_room_opens_no_desk():
    async def story():
        school, code = await opened()
        other = await school.hall.open(SCENARIO, new=True)
        assert await refused(school, do="desk", code=code, key=desk_key(SECRET, other)) == "key"
        await school.stops()

    run(story())


def test_who_guessed_ten_times_waits_and_the_others_still_get_in(clock):
    async def story():
        school, code = await opened()
        for number in range(10):
            wrong = {"code": "zzzzzz"} if number % 2 else {"code": code, "key": f"{number}" * 32}
            assert await refused(school, do="desk", address="10.0.0.66", **wrong) in ("code", "key")
        right = {"do": "join", "code": code, "phone": PHONE}
        assert await refused(school, address="10.0.0.66", **right) == "wait"
        clock[0] += 5
        assert await refused(school, address="10.0.0.66", **right) == "wait"
        await school.phone(code, "ann", "10.0.0.1")
        clock[0] += 2
        await school.phone(code, "ben", "10.0.0.66")
        await school.stops()

    run(story())


def test_who_has_a_seat_comes_back_to_it_whatever_others_at_the_same_address_guessed(clock):
    async def story():
        school, code = await opened()
        ann = await school.phone(code, "ann", "10.0.0.66")
        number = ann.you["number"]
        for _ in range(10):
            assert await refused(school, do="desk", code="zzzzzz", address="10.0.0.66") == "code"
        assert await refused(school, do="join", code=code, phone=PHONE, address="10.0.0.66") == "wait"
        assert await refused(school, do="join", code="zzzzzz", phone=PHONE, address="10.0.0.66") == "wait"
        assert await refused(school, do="desk", code=code, key="0" * 32, address="10.0.0.66") == "wait"
        again = await school.phone(code, "ann", "10.0.0.66")
        assert again.you["number"] == number
        await school.stops()

    run(story())


def test_who_says_nothing_is_sent_away(monkeypatch):
    monkeypatch.setattr(reception, "_SECONDS", 0.02)

    async def story():
        school, _code = await opened()
        browser = school.comes()
        browser.channel._coming = asyncio.Queue()
        await browser.gone()
        assert browser.channel.closed
        await school.stops()

    run(story())


def test_a_phone_has_the_same_seat_whenever_it_comes_back():
    async def story():
        school, code = await opened()
        ann = await school.phone(code, "ann")
        ben = await school.phone(code, "ben")
        assert (ann.you["number"], ben.you["number"]) == (1, 2)
        await ends(ann)
        desk = await voting(school, code)
        back = await school.phone(code, "ann", "10.9.9.9")
        assert back.you["number"] == 1
        assert desk.scene["seats"] == 2
        await school.stops()
        again = School(school.log)
        assert (await again.phone(code, "ben")).you["number"] == 2
        await again.stops()

    run(story())


def test_the_log_holds_nothing_by_which_a_seat_or_a_desk_could_be_taken():
    async def story():
        school, code = await opened()
        desk = await voting(school, code)
        phone = await school.phone(code, "ann")
        await phone.asks("answer", round=1, option=PAUSE)
        log = b"".join(school.log.entries[code]).decode()
        assert "ann_" not in log
        assert desk_key(SECRET, code) not in log
        assert SECRET.decode() not in log
        assert seat_of(code, f"{'ann':_<16}") in log
        assert desk.channel.sent
        await school.stops()

    run(story())


def test_an_answer_sent_again_under_its_id_counts_once():
    async def story():
        school, code = await opened()
        desk = await voting(school, code)
        ann = await school.phone(code, "ann")
        for _ in range(3):
            assert await ann.asks("answer", "the-same-id", round=1, option=PAUSE) == "counted"
        await ends(ann)
        back = await school.phone(code, "ann")
        assert await back.asks("answer", "the-same-id", round=1, option=PAUSE) == "counted"
        ben = await school.phone(code, "ben")
        assert await ben.asks("answer", "the-same-id", round=1, option=PAUSE) == "counted"
        await desk.until(lambda: desk.scene["answered"] == 2)
        assert sum(one["count"] for one in desk.scene["live"]) == 2
        await school.stops()

    run(story())


def test_an_answer_may_be_changed_and_still_counts_once():
    async def story():
        school, code = await opened()
        desk = await voting(school, code)
        ann = await school.phone(code, "ann")
        options = [one["id"] for one in ann.scene["round"]["options"]]
        for option in options:
            assert await ann.asks("answer", round=1, option=option) == "counted"
        await desk.until(lambda: desk.scene["live"][-1]["count"] == 1)
        assert [one["count"] for one in desk.scene["live"]] == [0] * (len(options) - 1) + [1]
        await school.stops()

    run(story())


def test_what_comes_too_late_is_late_and_what_makes_no_sense_is_no():
    async def story():
        school, code = await opened()
        desk = await school.desk(code)
        ann = await school.phone(code, "ann")
        assert await ann.asks("answer", round=1, option=PAUSE) == "no"
        await desk.asks("ask", round=1, way="vote")
        assert await ann.asks("answer", round=1, option="Z") == "no"
        assert await ann.asks("answer", round=2, option=PAUSE) == "no"
        await desk.asks("pause", on=True)
        assert await ann.asks("answer", round=1, option=PAUSE) == "late"
        await desk.asks("pause", on=False)
        assert await ann.asks("answer", round=1, option=PAUSE) == "counted"
        await desk.asks("close", round=1)
        assert await ann.asks("answer", round=1, option="A") == "late"
        await ann.until(lambda: ann.scene["round"]["counts"])
        assert sum(one["count"] for one in ann.scene["round"]["counts"]) == 1
        await desk.asks("end")
        assert await ann.asks("answer", round=1, option="A") == "late"
        await school.stops()

    run(story())


def test_a_tally_stays_hidden_until_it_is_closed():
    async def story():
        school, code = await opened()
        desk = await voting(school, code)
        ann, projector = await school.phone(code, "ann"), await school.projector(code)
        await ann.asks("answer", round=1, option=PAUSE)
        await projector.until(lambda: projector.scene["answered"] == 1)
        assert ann.scene["round"]["counts"] is projector.scene["round"]["counts"] is None
        assert "live" not in ann.scene
        assert "live" not in projector.scene
        await desk.asks("close", round=1)
        await projector.until(lambda: projector.scene["round"]["counts"])
        await school.stops()

    run(story())


def test_while_the_log_is_away_all_is_busy_and_counts_once_later():
    async def story():
        school, code = await opened()
        desk = await voting(school, code)
        ann = await school.phone(code, "ann")
        school.log.away = True
        assert await ann.asks("answer", "the-same-id", round=1, option=PAUSE) == "busy"
        assert await desk.asks("close", "the-closing", round=1) == "busy"
        assert desk.scene["answered"] == 0
        late = school.comes(do="join", code=code, phone=PHONE)  # who comes now looks on …
        await late.until(lambda: late.scene)
        assert late.you["number"] == 0
        assert await late.asks("answer", "another-id", round=1, option=PAUSE) == "busy"
        school.log.away = False
        assert await late.asks("answer", "another-id", round=1, option=PAUSE) == "counted"  # … and is seated then
        assert await ann.asks("answer", "the-same-id", round=1, option=PAUSE) == "counted"
        assert await desk.asks("close", "the-closing", round=1) == "counted"
        assert desk.scene["answered"] == desk.scene["seats"] == 2
        await school.stops()

    run(story())


def test_a_log_that_cannot_be_read_is_said_and_costs_no_try(clock, monkeypatch):
    monkeypatch.setattr(live_module, "_PATIENCE", 0.01)

    async def story():
        school, code = await opened()
        again = School(school.log)
        school.log.mute = True
        for _ in range(12):
            assert await refused(again, do="look", code=code) == "log"
        school.log.mute = False
        school.log.tell()
        await again.projector(code)
        await school.stops()
        await again.stops()

    run(story())


def test_who_comes_while_the_log_stalls_is_shown_the_room_soon(monkeypatch):
    monkeypatch.setattr(reception, "_MOMENT", 0.02)

    async def story():
        school, code = await opened()
        await school.desk(code)
        school.log.mute = True
        late = school.comes(do="join", code=code, phone=PHONE)
        await late.until(lambda: late.scene)
        school.log.mute = False
        school.log.tell()
        await late.until(lambda: late.you["number"] == 1)
        await school.stops()

    run(story())


def test_a_slow_phone_slows_nobody_and_is_given_up(monkeypatch):
    monkeypatch.setattr(outbox, "PATIENCE", 0.2)
    monkeypatch.setattr(reception, "_MOMENT", 0.05)

    async def story():
        school, code = await opened()
        desk = await school.desk(code)
        slow, ann = await school.phone(code, "slow"), await school.phone(code, "ann")
        slow.channel.stuck = True
        begun = asyncio.get_running_loop().time()
        for number in range(1, 11):
            assert await desk.asks("ask", round=number, way="vote") == "counted"
            assert await ann.asks("answer", round=number, option=PAUSE) == "counted"
        await desk.until(lambda: desk.scene["round"]["number"] == 10 and desk.scene["answered"] == 1)
        assert asyncio.get_running_loop().time() - begun < 0.2 or slow.serving.done()
        await slow.gone()
        await desk.until(lambda: desk.scene["here"] == 1)
        assert desk.scene["seats"] == 2
        await school.stops()

    run(story())


def test_a_slow_phone_gets_the_newest_scene_and_none_of_those_between():
    async def story():
        school, code = await opened()
        desk = await school.desk(code)
        ann = await school.phone(code, "ann")
        gate, plain = asyncio.Event(), ann.channel.send

        async def slow(message):
            await gate.wait()
            await plain(message)

        ann.channel.send = slow
        before = len(ann.channel.sent)
        for number in range(1, 21):
            await desk.asks("ask", round=number, way="vote")
        gate.set()
        await ann.until(lambda: (ann.scene["round"] or {}).get("number") == 20)
        assert len(ann.channel.sent) - before <= 4
        await school.stops()

    run(story())


def test_a_phone_that_floods_is_cut_off_and_nobody_notices(clock):
    async def story():
        school, code = await opened()
        desk = await voting(school, code)
        flood, ann = await school.phone(code, "flood"), await school.phone(code, "ann")
        for number in range(1000):
            flood.says(id=f"flooding-{number}", do="answer", round=1, option=PAUSE)
        assert await ann.asks("answer", round=1, option="A") == "counted"
        await flood.gone()
        assert flood.channel.closed
        assert len([verdict for verdict in flood.verdicts.values() if verdict]) <= 20
        await desk.until(lambda: desk.scene["here"] == 1)
        assert [one["count"] for one in desk.scene["live"] if one["count"]] == [1, 1]
        assert len([line for line in school.log.entries[code] if b'"answer"' in line]) == 21
        await school.stops()

    run(story())


@pytest.mark.parametrize(("who", "at_once", "a_second"), [("phone", 20, 5), ("desk", 50, 10), ("projector", 5, 1)])
def test_each_may_send_so_much(clock, who, at_once, a_second):
    async def story():
        school, code = await opened()
        browser = await (school.phone(code, "ann") if who == "phone" else getattr(school, who)(code))
        for _ in range(at_once):
            assert await browser.asks("fly") == "no"
        clock[0] += 1
        for _ in range(a_second):
            assert await browser.asks("fly") == "no"
        browser.says(id="one-too-many", do="fly")
        await browser.gone()
        await school.stops()

    run(story())


def test_phones_and_projectors_lead_nothing():
    async def story():
        school, code = await opened()
        desk = await voting(school, code)
        for browser in (await school.phone(code, "ann"), await school.projector(code)):
            assert await browser.asks("end") == "no"
            assert await browser.asks("ask", round=2, way="vote") == "no"
            assert await browser.asks("say", turn=0, choice="A") == "no"
        assert await (await school.projector(code)).asks("answer", round=1, option=PAUSE) == "no"
        assert await desk.asks("answer", round=1, option=PAUSE, seat="a" * 16) == "no"
        assert (desk.scene["answered"], desk.scene["over"], desk.scene["round"]["number"]) == (0, False, 1)
        await school.stops()

    run(story())


def test_a_desk_that_crashed_comes_back_to_where_the_class_is():
    async def story():
        school, code = await opened()
        desk = await voting(school, code)
        ann = await school.phone(code, "ann")
        await ann.asks("answer", round=1, option=PAUSE)
        await desk.until(lambda: desk.scene["answered"] == 1)
        scene = desk.scene
        await ends(desk)
        assert (await school.desk(code)).scene == scene
        await school.stops()

    run(story())


def test_typed_words_are_said_with_what_the_judge_hears_in_them():
    async def story():
        school, code = await opened()
        desk, ann = await school.desk(code), await school.phone(code, "ann")
        await desk.asks("ask", round=1, way="type")
        words = "I'm sorry, three trips for one belt is a lot to put up with."
        assert await ann.asks("answer", round=1, text=words) == "counted"
        await desk.until(lambda: desk.scene["typed"])
        (group,) = desk.scene["typed"]
        (reply,) = group["replies"]
        assert words not in json.dumps(ann.scene)
        assert await desk.asks("say", turn=0, answer=reply["id"], labels=["threaten"]) == "counted"
        await ann.until(lambda: words in json.dumps(ann.scene))
        said = [event for event in map(read_event, school.log.entries[code]) if event.do == "say"]
        assert len(said) == 1
        assert "apologize" in said[0].labels
        assert "threaten" not in said[0].labels
        await school.stops()

    run(story())


TEXT = st.text(max_size=200) | st.characters().map(lambda one: one * 50)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)
MESSAGE = st.fixed_dictionaries(
    {
        "id": st.just("message-1") | st.text(max_size=70) | JSON,
        "do": st.sampled_from(["answer", "say", "hands", "join"]) | JSON,
    },
    optional={
        "round": st.integers(-2, 3) | JSON,
        "option": st.just(PAUSE) | JSON,
        "text": TEXT | JSON,
        "ticks": JSON,
        "counts": JSON,
        "turn": JSON,
    },
)
HOSTILE = st.lists(MESSAGE.map(json.dumps) | JSON.map(json.dumps) | TEXT, max_size=6)
NAMED = {
    "nothing": "",
    "deep": "[" * 8000,
    "deeper": '{"a":' * 2000,
    "a long number": "1" * 8000,
    "no number": "NaN",
    "half a letter": '{"id": "\\ud800", "do": "answer", "round": 1, "option": "\\ud800"}',
    "a null byte": '{"id": "\\u0000", "do": "\\u0000"}',
    "a long id": json.dumps({"id": "x" * 8000, "do": "answer"}),
    "a prototype": '{"__proto__": {"do": "end"}, "id": "message-1", "do": "answer"}',
    "a page": json.dumps({"id": "message-1", "do": "answer", "round": 1, "text": "<script>alert(1)</script>"}),
}


async def unharmed(messages, first):
    """Whatever somebody sends, the room and everybody else in it stay as they were, and no exception is left over."""
    school, code = await opened()
    desk, ann = await voting(school, code), await school.phone(code, "ann")
    joined = {"do": first, "code": code, "phone": PHONE, "key": desk_key(SECRET, "aaaaaa")}
    hostile = school.comes("10.6.6.6", **joined) if first else school.comes("10.6.6.6")
    if not first:
        hostile.channel._coming = asyncio.Queue()
    for message in messages:
        hostile.channel.says(message)
    hostile.channel.says(None)
    await hostile.gone()
    assert hostile.serving.exception() is None
    assert await ann.asks("answer", round=1, option="A") == "counted"
    await desk.until(lambda: next(one["count"] for one in desk.scene["live"] if one["id"] == "A") >= 1)
    assert not desk.scene["over"]
    assert desk.scene["round"]["number"] == 1
    assert "clerk" not in {line["from"] for line in desk.scene["lines"]}
    await school.stops()


@pytest.fixture
def no_words(caplog):
    """The server has nothing to complain about."""
    yield
    assert caplog.text == ""


@pytest.mark.usefixtures("no_words")
@pytest.mark.parametrize("first", ["", "join", "look", "desk"], ids=lambda first: first or "first of all")
@pytest.mark.parametrize("message", NAMED.values(), ids=NAMED)
def test_hostile_messages_harm_nobody(message, first):
    run(unharmed([message], first))


@pytest.mark.usefixtures("no_words")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HOSTILE, st.sampled_from(["", "join", "look"]))
def test_whatever_is_sent_harms_nobody(messages, first):
    run(unharmed(messages, first))


def test_what_the_server_itself_does_wrong_is_logged_and_ends_that_line_only(monkeypatch, caplog):
    async def story():
        school, code = await opened()
        desk, ann = await voting(school, code), await school.phone(code, "ann")
        ben = await school.phone(code, "ben")
        phone = next(one for one in school.hall._here[code].everybody() if one.channel is ben.channel)
        monkeypatch.setattr(phone, "event", lambda *_about: 1 / 0)
        ben.says(id="message-1", do="answer", round=1, option=PAUSE)
        await ben.gone()
        assert await ann.asks("answer", round=1, option=PAUSE) == "counted"
        await desk.until(lambda: desk.scene["here"] == 1)
        await school.stops()

    run(story())
    assert "ZeroDivisionError" in caplog.text


def test_a_browser_that_goes_at_any_moment_leaves_nothing_behind():
    async def story():
        school, code = await opened()
        for steps in range(12):
            browser = school.comes(do="join", code=code, phone=PHONE)
            browser.says(id="message-1", do="answer", round=1, option=PAUSE)
            for _ in range(steps):
                await asyncio.sleep(0)
            browser.channel.says(None)
            await browser.gone()
        await quiet()
        assert school.hall.people(code) == 0
        assert len(asyncio.all_tasks()) <= 2 + len(school.hall._rooms)
        with suppress(LookupError):
            assert (await school.live(code)).room.seats
        await school.stops()

    run(story())
