import asyncio

import pytest
from memory_class import MORNING, SCENARIO, MemoryLog, quiet, run

from course.classroom import live as module
from course.classroom.events import Closed, Joined, Opened, line_of
from course.classroom.live import LiveRoom, beginning
from course.classroom.log import LogError
from course.classroom.room import Room
from course.scenario import load_scenario

SEAT = "0" * 16


def opened(**changes):
    told = {"scenario": SCENARIO, "digest": "d", "house_rules": "h", "judge": "j", "seed": 1}
    return Opened(id="the-opening", at=MORNING, **{**told, **changes})


def joined(number=1):
    return Joined(id=f"joining-{number}", at=MORNING, seat=f"{number:016x}")


class Told:
    """Remembers what a room told of itself."""

    def __init__(self):
        self.touched, self.gone = [], []

    def room(self, log, code="blue"):
        room = Room(load_scenario, lambda _name: True)
        return LiveRoom(code, log, room, lambda _live, seats: self.touched.append(seats), self.gone.append)


def test_what_is_added_is_folded_and_told_before_its_verdict():
    async def story():
        told = Told()
        live = told.room(MemoryLog())
        assert await live.add(opened()) == "counted"
        assert await live.add(joined()) == "counted"
        assert live.room.seats == {f"{1:016x}": 1}
        assert told.touched == [set(), {f"{1:016x}"}]
        assert await live.add(Closed(id="too-early", at=MORNING, round=1)) == "late"
        await live.close()

    run(story())


def test_the_same_id_is_added_once_however_often_it_is_sent():
    async def story():
        log = MemoryLog()
        live = Told().room(log)
        await live.add(opened())
        assert await asyncio.gather(*(live.add(joined()) for _ in range(5))) == ["counted"] * 5
        assert await live.add(joined()) == "counted"
        assert live.room.seats == {f"{1:016x}": 1}
        before = len(log.entries["blue"])
        await live.add(joined())
        assert len(log.entries["blue"]) == before  # what is known isn't written again
        await live.close()

    run(story())


def test_what_another_server_wrote_is_seen_here():
    async def story():
        log = MemoryLog()
        here, there = Told().room(log), Told().room(log)
        await asyncio.gather(*(live.add(event) for live, event in [(here, opened()), (there, joined(1))]))
        await there.add(joined(2))
        await quiet()
        assert here.room.seats == there.room.seats
        assert await here.add(joined(2)) == "counted"
        await here.close()
        await there.close()

    run(story())


def test_lines_that_are_no_events_change_nothing():
    async def story():
        log = MemoryLog()
        for line in (b"{}", b"nonsense", b"\xff\xfe", b'{"do":"fly"}', b"[" * 5000, b"1" * 5000):
            await log.append("blue", line)
        told = Told()
        live = told.room(log)
        await live.ready()
        assert live.room.talk is None
        assert await live.add(opened()) == "counted"
        await log.append("blue", b"more nonsense")
        assert await live.add(joined()) == "counted"
        await live.close()

    run(story())


def test_a_log_that_is_away_is_said_and_the_same_event_counts_later():
    async def story():
        log = MemoryLog()
        live = Told().room(log)
        await live.add(opened())
        log.away = True
        with pytest.raises(LogError):
            await live.add(joined())
        log.away = False
        assert await live.add(joined()) == "counted"
        await live.close()

    run(story())


def test_what_doesnt_come_back_in_time_is_not_said_to_count(monkeypatch):
    monkeypatch.setattr(module, "_PATIENCE", 0.05)

    async def story():
        log = MemoryLog()
        live = Told().room(log)
        await live.add(opened())
        log.mute = True
        with pytest.raises(LogError, match="come back"):
            await live.add(joined())
        log.mute = False
        log.tell()
        assert await live.add(joined()) == "counted"
        assert live.room.seats == {f"{1:016x}": 1}
        assert log.entries["blue"].count(line_of(joined())) == 2  # it was there: whoever reads drops the double
        await live.close()

    run(story())


def test_who_gives_up_waiting_leaves_nothing_behind():
    async def story():
        log = MemoryLog()
        live = Told().room(log)
        await live.add(opened())
        log.mute = True
        adding = asyncio.create_task(live.add(joined()))
        await quiet()
        adding.cancel()
        await asyncio.gather(adding, return_exceptions=True)
        assert live._awaited == {}
        log.mute = False
        log.tell()
        await quiet()
        assert live.room.verdict("joining-1") == "counted"
        await live.close()

    run(story())


def test_a_room_is_ready_once_its_log_was_read(monkeypatch):
    monkeypatch.setattr(module, "_PATIENCE", 0.05)

    async def story():
        log = MemoryLog()
        await log.append("blue", line_of(opened()))
        live, empty = Told().room(log), Told().room(log, "green")
        await live.ready()
        assert live.room.talk is not None
        with pytest.raises(LogError, match="back"):
            await empty.ready()
        await live.close()
        await empty.close()

    run(story())


def test_one_that_was_erased_or_whose_log_is_lost_says_that_it_is_gone(caplog):
    class Lost(MemoryLog):
        async def follow(self, room):
            async for batch in super().follow(room):
                yield batch
                raise LogError("the disk was pulled out")

    async def story():
        told = Told()
        log = MemoryLog()
        live = told.room(log)
        await live.add(opened())
        await log.erase("blue")
        await quiet()
        assert told.gone == [live]
        lost = told.room(Lost())
        await lost.add(opened())
        await quiet()
        assert told.gone == [live, lost]
        assert "the disk was pulled out" in caplog.text
        await live.close()
        await lost.close()

    run(story())


def test_one_that_is_closed_follows_no_longer_and_isnt_gone():
    async def story():
        told, log = Told(), MemoryLog()
        live = told.room(log)
        await live.add(opened())
        await live.close()
        await log.append("blue", line_of(joined()))
        await quiet()
        assert live.room.seats == {}
        assert told.gone == []

    run(story())


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([line_of(opened()), line_of(joined())], opened()),
        ([line_of(joined()), line_of(opened())], None),
        ([b"nonsense", line_of(opened())], None),
        ([line_of(opened()).replace(b'"at"', b'"no"')], None),
        ([line_of(opened().model_copy(update={"at": None}))], None),
    ],
    ids=["opened", "joined before", "nonsense before", "a field too many", "no server took it in"],
)
def test_the_beginning_of_a_room_is_how_it_was_opened(lines, expected):
    async def story():
        log = MemoryLog()
        for line in lines:
            await log.append("blue", line)
        assert await beginning(log, "blue") == expected

    run(story())


def test_a_beginning_that_doesnt_come_is_not_waited_for_for_ever(monkeypatch):
    monkeypatch.setattr(module, "_PATIENCE", 0.05)

    async def story():
        log = MemoryLog()
        with pytest.raises(LogError, match="back"):
            await beginning(log, "blue")
        await log.close()
        assert await beginning(log, "blue") is None

    run(story())
