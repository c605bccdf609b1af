"""What holds for every form of the log: one set of properties, run with each."""

import asyncio
import secrets

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.classroom.file_log import FileLog
from course.classroom.log import LONGEST, LogError, check_entry, check_room, is_room
from course.classroom.redis_log import RedisLog

BAD_ENTRIES = {
    "empty": b"",
    "a line break": b"one\ntwo",
    "at its end": b"one\n",
    "a carriage return": b"one\rtwo",
    "too long": b"x" * (LONGEST + 1),
}
BAD_ROOMS = ["", "Upper", "a-b", "../up", "a/b", "ä", "a.b", "a\n", "x" * 33]


@pytest.fixture(params=["file", "redis"])
def open_log(request, tmp_path):
    """Opens a log of one form, each time in the same place."""
    if request.param == "file":
        return lambda: FileLog(tmp_path / "class")
    server, prefix = request.getfixturevalue("redis_server"), secrets.token_hex(8)
    return lambda: RedisLog(server.address, prefix)


def run(story):
    """Run to its end, or fail where it hangs."""

    async def bounded():
        async with asyncio.timeout(60):
            return await story

    return asyncio.run(bounded())


async def take(log, room, count):
    """The first so many entries of a room, and no more than are there."""
    taken = []
    async for entries in log.follow(room):
        taken += entries
        if len(taken) >= count:
            break
    return taken


async def whole(log, room):
    """All that a follower gets until it ends."""
    return [entry async for entries in log.follow(room) for entry in entries]


def test_what_was_added_comes_back_in_order(open_log):
    async def story():
        log = open_log()
        added = [b"%d" % number for number in range(20)]
        for number, entry in enumerate(added, 1):
            await log.append("blue", entry)
            assert await take(log, "blue", number) == added[:number]
        await log.close()

    run(story())


def test_all_followers_get_the_same_order_whenever_they_come(open_log):
    async def story():
        log = open_log()

        async def add(who):
            for number in range(25):
                await log.append("blue", b"%d %d" % (who, number))

        early = [asyncio.create_task(take(log, "blue", 200)) for _ in range(3)]
        adding = asyncio.gather(*map(add, range(8)))
        await asyncio.sleep(0.01)
        during = asyncio.create_task(take(log, "blue", 200))
        await adding
        late = await take(log, "blue", 200)
        assert [await task for task in (*early, during)] == [late] * 4
        assert len(late) == len(set(late)) == 200
        for who in range(8):
            assert [entry for entry in late if entry.startswith(b"%d " % who)] == [
                b"%d %d" % (who, n) for n in range(25)
            ]
        await log.close()

    run(story())


def test_a_slow_follower_misses_nothing_and_holds_up_nobody(open_log):
    async def story():
        log = open_log()
        slow = log.follow("blue")
        await log.append("blue", b"0")
        got = list(await anext(slow))
        for number in range(1, 1200):  # more than come in one answer
            await log.append("blue", b"%d" % number)
        while len(got) < 1200:
            got += await anext(slow)
        assert got == [b"%d" % number for number in range(1200)]
        await log.close()

    run(story())


def test_the_first_batch_has_all_that_was_there(open_log):
    async def story():
        log = open_log()
        await asyncio.gather(*(log.append("blue", b"%d" % number) for number in range(1200)))
        assert len(await anext(log.follow("blue"))) == 1200
        await log.close()

    run(story())


def test_rooms_are_apart_and_listed_by_name(open_log):
    async def story():
        log = open_log()
        assert await log.rooms() == ()
        waiting = asyncio.create_task(take(log, "green", 1))
        await asyncio.gather(log.append("red", b"r"), log.append("blue", b"b"), log.append("blue2", b"b2"))
        assert await log.rooms() == ("blue", "blue2", "red")
        assert [await take(log, room, 1) for room in await log.rooms()] == [[b"b"], [b"b2"], [b"r"]]
        await log.append("green", b"g")
        assert await waiting == [b"g"]
        await log.close()

    run(story())


def test_it_goes_on_where_it_was(open_log):
    async def story():
        for number in range(3):
            log = open_log()
            await log.append("blue", b"%d" % number)
            assert await take(log, "blue", number + 1) == [b"%d" % before for before in range(number + 1)]
            await log.close()

    run(story())


def test_an_erased_room_is_gone_and_the_others_are_not(open_log):
    async def story():
        log = open_log()
        await log.append("red", b"stays")
        await log.append("blue", b"secret")
        follower = log.follow("blue")
        assert list(await anext(follower)) == [b"secret"]
        ending = asyncio.create_task(anext(follower, "the end"))
        unborn = asyncio.create_task(whole(log, "green"))
        await asyncio.sleep(0.05)
        await log.erase("blue")
        await log.erase("green")
        assert (await ending, await unborn) == ("the end", [])
        assert await log.rooms() == ("red",)
        assert await whole(log, "blue") == []
        with pytest.raises(LogError, match="erased"):
            await log.append("blue", b"too late")
        await log.erase("blue")  # once more changes nothing
        assert await take(log, "red", 1) == [b"stays"]
        await log.close()
        again = open_log()
        assert await again.rooms() == ("red",)
        await again.close()

    run(story())


def test_erasing_while_people_add_leaves_nothing(open_log):
    async def story():
        log = open_log()

        async def add(who):
            while True:
                await log.append("blue", b"%d" % who)

        following = asyncio.create_task(whole(log, "blue"))
        adding = asyncio.gather(*map(add, range(8)), return_exceptions=True)
        await take(log, "blue", 40)
        await log.erase("blue")
        assert {str(end) for end in await adding} == {"This room was erased: nothing can be added to it."}
        assert await following
        assert await log.rooms() == ()
        await log.close()
        again = open_log()
        assert await again.rooms() == ()
        await again.close()

    run(story())


def test_closing_ends_followers_and_refuses_what_comes_later(open_log):
    async def story():
        log = open_log()
        await log.append("blue", b"one")
        following = [asyncio.create_task(whole(log, room)) for room in ("blue", "blue", "empty")]
        await asyncio.sleep(0.05)
        await log.close()
        assert await asyncio.gather(*following) == [[b"one"], [b"one"], []]
        with pytest.raises(LogError, match="closed"):
            await log.append("blue", b"two")
        with pytest.raises(LogError, match="closed"):
            await log.erase("blue")
        await log.close()
        again = open_log()
        assert await take(again, "blue", 1) == [b"one"]
        await again.close()

    run(story())


def test_what_is_on_its_way_when_it_closes_is_kept_or_refused(open_log):
    async def story():
        log = open_log()
        await log.append("blue", b"first")
        adding = [asyncio.create_task(log.append("blue", b"%d" % number)) for number in range(50)]
        await asyncio.sleep(0)
        await log.close()
        ends = await asyncio.gather(*adding, return_exceptions=True)
        assert {type(end) for end in ends} <= {type(None), LogError}
        again = open_log()
        kept = set(await take(again, "blue", 1))
        assert {b"%d" % number for number, end in enumerate(ends) if end is None} <= kept
        await again.close()

    run(story())


def test_who_stops_waiting_harms_nobody(open_log):
    async def story():
        log = open_log()
        adding = [asyncio.create_task(log.append("blue", b"%d" % number)) for number in range(20)]
        following = asyncio.create_task(whole(log, "blue"))
        await asyncio.sleep(0)
        for task in (*adding[::2], following):
            task.cancel()
        await asyncio.gather(*adding[1::2])
        await log.append("blue", b"last")
        odd = [b"%d" % number for number in range(1, 20, 2)]
        everything = await take(log, "blue", 11)
        assert [entry for entry in everything if entry in odd] == odd
        assert everything[-1] == b"last"
        await log.close()

    run(story())


@pytest.mark.parametrize("entry", BAD_ENTRIES.values(), ids=BAD_ENTRIES)
def test_what_cannot_be_a_line_is_refused(open_log, entry):
    async def story():
        log = open_log()
        with pytest.raises(ValueError, match="entry"):
            await log.append("blue", entry)
        assert await log.rooms() == ()
        await log.close()

    run(story())


@pytest.mark.parametrize("room", BAD_ROOMS)
def test_what_cannot_be_a_room_is_refused(open_log, room):
    async def story():
        log = open_log()
        for doing in (log.append(room, b"x"), anext(log.follow(room)), log.erase(room)):
            with pytest.raises(ValueError, match="name of a room"):
                await doing
        await log.close()

    run(story())


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(min_size=1, max_size=80).filter(lambda entry: not {10, 13} & {*entry}), min_size=1))
def test_any_bytes_come_back_as_they_were(open_log, entries):
    room = secrets.token_hex(8)

    async def story():
        log = open_log()
        await asyncio.gather(*(log.append(room, entry) for entry in entries))
        assert await take(log, room, len(entries)) == entries
        await log.close()
        again = open_log()
        assert await take(again, room, len(entries)) == entries
        await again.close()

    run(story())


def test_the_longest_entry_fits(open_log):
    async def story():
        log = open_log()
        await log.append("blue", b"x" * LONGEST)
        await log.append("blue", b"y" * LONGEST)
        assert await take(log, "blue", 2) == [b"x" * LONGEST, b"y" * LONGEST]
        await log.close()

    run(story())


def test_the_checks_say_what_is_wrong():
    assert is_room("a1")
    check_room("x" * 32)
    check_entry(b"x")
    with pytest.raises(ValueError, match="'A'"):
        check_room("A")
    with pytest.raises(ValueError, match=str(LONGEST)):
        check_entry(b"x" * (LONGEST + 1))
