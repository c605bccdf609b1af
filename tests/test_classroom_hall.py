import asyncio

import pytest
from memory_class import SCENARIO, MemoryChannel, MemoryLog, School, ends, quiet, run

from course.classroom import hall as module
from course.classroom.events import Judged, Said, read_event
from course.classroom.hall import Hall
from course.classroom.log import LogError
from course.classroom.outbox import ChannelClosed
from course.classroom.visitors import Phone
from course.scenario import NoCustomerError, load_scenario

OTHER = "rude/box-nine"


def events(log, code):
    return [read_event(line) for line in log.entries[code]]


def test_a_room_is_opened_for_todays_customer():
    async def story():
        school = School()
        code = await school.hall.open(SCENARIO)
        (opened,) = events(school.log, code)
        assert (opened.scenario, opened.digest, opened.when) == (SCENARIO, load_scenario(SCENARIO).digest, school.time)
        assert opened.judge == module.replies.digest()
        live = await school.live(code)
        assert live.room.talk.scenario is load_scenario(SCENARIO)
        await school.stops()

    run(story())


@pytest.mark.parametrize("name", ["", "angry/nobody-at-all", "../../secrets"])
def test_a_customer_that_isnt_there_opens_nothing(name):
    async def story():
        school = School()
        with pytest.raises(NoCustomerError):
            await school.hall.open(name)
        assert school.log.entries == {}

    run(story())


def test_two_that_open_at_once_get_the_same_room():
    async def story():
        school = School()
        codes = await asyncio.gather(*(school.hall.open(SCENARIO) for _ in range(5)))
        assert len({*codes}) == len(await school.log.rooms()) == 1
        await school.stops()

    run(story())


def test_a_room_that_is_open_is_gone_on_with():
    async def story():
        school = School()
        code = await school.hall.open(SCENARIO)
        other = await school.hall.open(OTHER)
        assert other != code
        school.later(hours=23)
        assert await school.hall.open(SCENARIO) == code
        assert await School(school.log).hall.open(SCENARIO) == code  # another server, or this one started again
        new = await school.hall.open(SCENARIO, new=True)
        assert new not in (code, other)
        assert await school.hall.open(SCENARIO) in (code, new)
        await school.stops()

    run(story())


def test_the_newest_of_several_is_gone_on_with():
    async def story():
        school = School()
        codes = []
        for _ in range(4):
            codes.append(await school.hall.open(SCENARIO, new=True))
            school.later(minutes=1)
        assert await school.hall.open(SCENARIO) == codes[-1]
        await school.stops()

    run(story())


def test_yesterdays_room_is_found_today_and_an_older_one_is_not():
    async def story():
        school = School()
        code = await school.hall.open(SCENARIO)
        school.later(hours=23, minutes=59)
        assert await school.hall.open(SCENARIO) == code
        school.later(minutes=1)
        assert await school.hall.open(SCENARIO) != code
        await school.stops()

    run(story())


def test_a_room_that_was_ended_is_not_gone_on_with():
    async def story():
        school = School()
        code = await school.hall.open(SCENARIO)
        desk = await school.desk(code)
        assert await desk.asks("end") == "counted"
        assert await school.hall.open(SCENARIO) != code
        await ends(desk)
        await school.stops()

    run(story())


def test_rooms_that_arent_needed_are_not_read():
    async def story():
        school = School()
        old = await school.hall.open(SCENARIO)
        school.later(days=2)
        again = School(school.log)
        again.time = school.time
        new = await again.hall.open(SCENARIO)
        assert [*again.hall._rooms] == [new] != [old]
        await school.stops()
        await again.stops()

    run(story())


def test_a_log_with_other_things_in_it_doesnt_keep_a_class_from_opening():
    async def story():
        log = MemoryLog()
        await log.append("zzz", b"nonsense")
        school = School(log)
        code = await school.hall.open(SCENARIO)
        assert await school.hall.open(SCENARIO) == code
        await school.stops()

    run(story())


def test_what_cannot_be_kept_is_said_and_opens_later():
    async def story():
        school = School()
        school.log.away = True
        with pytest.raises(LogError):
            await school.hall.open(SCENARIO)
        school.log.away = False
        code = await school.hall.open(SCENARIO)
        assert await school.hall.open(SCENARIO) == code
        await school.stops()

    run(story())


def test_a_code_finds_its_room_and_no_other_does():
    async def story():
        school = School()
        code = await school.hall.open(SCENARIO)
        assert (await school.hall.find(code)).code == code
        for wrong in ("", "aaaaaa", "../x"):
            with pytest.raises(LookupError):
                await school.hall.find(wrong)
        await school.stops()

    run(story())


def test_a_room_whose_customer_is_no_more_is_none(monkeypatch):
    async def story():
        school = School()
        code = await school.hall.open(SCENARIO)

        def gone(name):
            raise NoCustomerError(name)

        monkeypatch.setattr(module, "load_scenario", gone)
        with pytest.raises(LookupError):
            await School(school.log).hall.find(code)
        await school.stops()

    run(story())


def test_another_judge_is_told_once_before_what_it_judges(monkeypatch):
    async def story():
        school = School()
        code = await school.hall.open(SCENARIO)
        phone, desk = await school.phone(code, "ann"), await school.desk(code)
        await desk.asks("ask", round=1, way="type")
        await phone.asks("answer", round=1, text="I'm sorry about your Saturday.")
        await desk.until(lambda: desk.scene["typed"])
        (reply,) = desk.scene["typed"][0]["replies"]
        await school.stops()

        monkeypatch.setattr(module.replies, "digest", lambda: "a-newer-judge")
        again = School(school.log)
        desk = await again.desk(code)
        assert desk.scene["judge_changed"]
        assert not [event for event in events(school.log, code) if isinstance(event, Judged)]
        assert await desk.asks("say", turn=0, answer=reply["id"]) == "counted"
        assert await desk.asks("pause", on=True) == "counted"
        told = [event for event in events(school.log, code) if isinstance(event, Judged | Said)]
        assert [event.do for event in told] == ["judge", "say"]
        assert told[0].digest == "a-newer-judge"
        assert not desk.scene["judge_changed"]
        await again.stops()

    run(story())


def test_people_are_counted_by_their_seats():
    async def story():
        school = School()
        code = await school.hall.open(SCENARIO)
        assert school.hall.people(code) == school.hall.people("other") == 0
        ann, again = await school.phone(code, "ann"), await school.phone(code, "ann")
        await school.phone(code, "ben")
        await school.projector(code)
        desk = await school.desk(code)
        assert school.hall.people(code) == desk.scene["here"] == 2
        await ends(ann)
        assert school.hall.people(code) == 2
        await ends(again)
        await desk.until(lambda: desk.scene["here"] == 1)
        assert desk.scene["seats"] == 2
        await school.stops()

    run(story())


def test_on_an_answer_only_those_look_again_who_may_see_something_new():
    async def story():
        school = School()
        code = await school.hall.open(SCENARIO)
        desk, projector = await school.desk(code), await school.projector(code)
        ann, ben = await school.phone(code, "ann"), await school.phone(code, "ben")
        await desk.asks("ask", round=1, way="vote")
        await ben.until(lambda: ben.scene["round"])
        await quiet()
        before = len(ben.channel.sent)
        assert await ann.asks("answer", round=1, option="pause") == "counted"
        await desk.until(lambda: desk.scene["answered"] == 1)
        await projector.until(lambda: projector.scene["answered"] == 1)
        await ann.until(lambda: ann.you["answered"] == {"option": "pause"})
        await quiet()
        assert len(ben.channel.sent) == before
        await school.stops()

    run(story())


def test_an_erased_room_is_gone_for_whoever_is_in_it_at_whichever_server():
    async def story():
        school = School()
        other = School(school.log)
        code = await school.hall.open(SCENARIO)
        stays = await school.hall.open(OTHER)
        people = [
            await school.phone(code, "ann"),
            await school.desk(code),
            await other.phone(code, "ben"),
            await other.projector(code),
        ]
        outside = await other.phone(stays, "cleo")
        await other.hall.erase(code)
        for browser in people:
            await browser.gone()
            assert browser.channel.closed
        assert await school.log.rooms() == (stays,)
        for hall in (school.hall, other.hall):
            assert code not in hall._rooms
            assert hall.people(code) == 0
            with pytest.raises(LookupError):
                await hall.find(code)
        late = other.comes(do="join", code=code, phone="d" * 16)
        await late.gone()
        assert late.error == "code"
        assert not outside.channel.closed
        await school.stops()
        await other.stops()

    run(story())


def test_a_room_that_cannot_be_erased_now_stays():
    async def story():
        school = School()
        code = await school.hall.open(SCENARIO)
        phone = await school.phone(code, "ann")
        school.log.away = True
        with pytest.raises(LogError):
            await school.hall.erase(code)
        assert not phone.channel.closed
        assert school.hall.people(code) == 1
        await school.stops()

    run(story())


def test_who_comes_while_a_room_is_erased_is_sent_out():
    async def story():
        school = School()
        code = await school.hall.open(SCENARIO)
        live = await school.live(code)
        await school.hall.erase(code)
        await quiet()
        phone = Phone(MemoryChannel(), "a" * 16)
        school.hall.come(live, phone)
        with pytest.raises(ChannelClosed):
            await phone.outbox.deliver()
        assert phone.channel.sent == []

    run(story())


def test_a_hall_that_closes_lets_go_of_everything():
    async def story():
        log = MemoryLog()
        hall = Hall(log)
        code = await hall.open(SCENARIO)
        assert (await hall.find(code)).room.opened.when is not None
        await hall.close()
        with pytest.raises(LogError):
            await log.append(code, b"x")

    run(story())
