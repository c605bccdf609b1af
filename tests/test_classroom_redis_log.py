import asyncio
import secrets
import time

import pytest
from redis import Redis as Plain

from course.classroom.log import LogError
from course.classroom.redis_log import RedisLog


@pytest.fixture
def prefix():
    return secrets.token_hex(8)


def run(story):
    """Run to its end, or fail where it hangs."""

    async def bounded():
        async with asyncio.timeout(120):
            return await story

    return asyncio.run(bounded())


def kept(server, prefix, room):
    """All entries of a room as Redis has them, in its order."""
    with Plain.from_url(server.address) as redis:
        return [entry for _id, held in redis.xrange(f"{prefix}:{room}") for entry in held.values()]


async def follow(log, room, heard):
    async for entries in log.follow(room):
        heard += entries


async def until(holds):
    while not holds():
        await asyncio.sleep(0.01)


def test_killed_and_started_again_meanwhile_redis_loses_and_doubles_nothing(redis_server, prefix):
    """Two servers, each with four people who add and two followers, while Redis is killed three times."""

    async def story():
        logs, added, heard, stop = [RedisLog(redis_server.address, prefix) for _ in range(2)], [], [], asyncio.Event()

        async def add(who, log):
            number = 0
            while not stop.is_set():
                entry = b"%d-%d" % (who, number)
                await log.append("blue", entry)
                added.append(entry)
                number += 1

        adding = [asyncio.create_task(add(who, logs[who % 2])) for who in range(8)]
        for log in logs * 2:
            heard.append([])
            adding.append(asyncio.create_task(follow(log, "blue", heard[-1])))
        for _ in range(3):
            before = len(added)
            await until(lambda before=before: len(added) > before + 200)
            await asyncio.to_thread(redis_server.kill)
            await asyncio.sleep(0.3)
            after = len(added)
            await asyncio.to_thread(redis_server.start)
            await until(lambda after=after: len(added) > after)
        stop.set()
        await asyncio.gather(*adding[:8])
        await logs[0].append("blue", b"the end")
        await until(lambda: all(b"the end" in entries for entries in heard))
        in_redis = kept(redis_server, prefix, "blue")
        assert set(added) - set(in_redis) == set()
        assert heard == [in_redis] * 4
        late = []
        late_follower = asyncio.create_task(follow(logs[1], "blue", late))
        await until(lambda: b"the end" in late)
        assert late == in_redis
        doubled = len(in_redis) - len(set(in_redis))
        assert doubled <= 3 * 8, "only what was on its way when Redis was killed may be in twice"
        for log in logs:
            await log.close()
        await asyncio.gather(*adding[8:], late_follower)

    run(story())


def test_many_servers_share_a_room(redis_server, prefix):
    async def story():
        logs = [RedisLog(redis_server.address, prefix) for _ in range(3)]
        heard = [[] for _ in logs]
        following = [asyncio.create_task(follow(log, "blue", told)) for log, told in zip(logs, heard, strict=True)]
        await asyncio.gather(*(logs[n % 3].append("blue", b"%d" % n) for n in range(300)))
        await until(lambda: all(len(told) == 300 for told in heard))
        assert heard == [kept(redis_server, prefix, "blue")] * 3
        assert [await log.rooms() for log in logs] == [("blue",)] * 3
        await logs[0].erase("blue")
        await asyncio.gather(*following)
        for log in logs:
            with pytest.raises(LogError, match="erased"):
                await log.append("blue", b"too late")
            assert await log.rooms() == ()
        assert kept_keys(redis_server, prefix) == [f"{prefix}:blue".encode()]
        for log in logs:
            await log.close()

    run(story())


def kept_keys(server, prefix):
    with Plain.from_url(server.address) as redis:
        return sorted(redis.keys(f"{prefix}*"))


def test_the_seal_of_an_erased_room_holds_nothing_and_goes_after_a_day(redis_server, prefix):
    async def story():
        log = RedisLog(redis_server.address, prefix)
        await log.append("blue", b"secret words")
        await log.erase("blue")
        await log.close()

    run(story())
    with Plain.from_url(redis_server.address) as redis:
        ((_id, held),) = redis.xrange(f"{prefix}:blue")
        assert held == {b"sealed": b"yes"}
        assert 0 < redis.ttl(f"{prefix}:blue") <= 24 * 60 * 60


def test_erasing_reaches_a_follower_that_redis_had_lost(redis_server, prefix):
    async def story():
        here, there, heard = RedisLog(redis_server.address, prefix), RedisLog(redis_server.address, prefix), []
        await here.append("blue", b"one")
        following = asyncio.create_task(follow(here, "blue", heard))
        await until(lambda: heard)
        await asyncio.to_thread(redis_server.kill)
        erasing = asyncio.create_task(there.erase("blue"))
        await asyncio.sleep(0.3)
        assert not erasing.done()
        await asyncio.to_thread(redis_server.start)
        await erasing
        await following
        assert heard == [b"one"]
        await here.close()
        await there.close()

    run(story())


def test_a_dropped_connection_is_taken_up_again(redis_server, prefix):
    async def story():
        log, heard = RedisLog(redis_server.address, prefix), []
        following = asyncio.create_task(follow(log, "blue", heard))
        with Plain.from_url(redis_server.address) as redis:
            for number in range(10):
                redis.client_kill_filter(_type="normal", skipme=True)
                await log.append("blue", b"%d" % number)
        await until(lambda: b"9" in heard)
        assert list(dict.fromkeys(heard)) == [b"%d" % number for number in range(10)]
        assert heard == kept(redis_server, prefix, "blue")
        await log.close()
        await following

    run(story())


def test_who_adds_is_told_when_redis_stays_away(redis_server, prefix):
    async def story():
        log = RedisLog(redis_server.address, prefix, patience=0.4)
        await log.append("blue", b"one")
        await asyncio.to_thread(redis_server.kill)
        for doing in (log.append("blue", b"two"), log.rooms(), log.erase("red")):
            with pytest.raises(LogError, match=r"Redis at 127\.0\.0\.1:\d+ doesn't answer\. Is it running\?"):
                await doing
        await asyncio.to_thread(redis_server.start)
        await until_kept(log)
        assert kept(redis_server, prefix, "blue")[0] == b"one"
        assert kept(redis_server, prefix, "blue")[-1] == b"three"
        await log.close()

    async def until_kept(log):
        while True:
            try:
                return await log.append("blue", b"three")
            except LogError:
                await asyncio.sleep(0.1)

    run(story())


def test_connect_says_what_redis_may_lose(redis_server, prefix):
    async def story():
        log = RedisLog(redis_server.address, prefix)
        assert log.warnings == ()
        await log.connect()
        assert log.warnings == ()
        with Plain.from_url(redis_server.address) as redis:
            redis.config_set("appendfsync", "everysec")
            await log.connect()
            redis.config_set("appendfsync", "always")
        (warning,) = log.warnings
        assert "appendfsync always" in warning
        await log.close()

    run(story())


def test_connect_says_at_once_that_redis_is_not_there():
    began = time.monotonic()

    async def story():
        log = RedisLog("redis://:secret@127.0.0.1:1/0")
        with pytest.raises(LogError, match=r"127\.0\.0\.1:1 ") as caught:
            await log.connect()
        assert "secret" not in str(caught.value)
        await log.close()

    run(story())
    assert time.monotonic() - began < 10


def test_a_wrong_password_is_said_and_not_waited_for(redis_server, prefix):
    async def story():
        log = RedisLog(redis_server.address.replace("://", "://nobody:secret@"), prefix)
        for doing in (
            log.connect(),
            log.append("blue", b"one"),
            anext(log.follow("blue")),
            log.rooms(),
            log.erase("blue"),
        ):
            with pytest.raises(LogError, match="username-password") as caught:
                await asyncio.wait_for(doing, 5)
            assert "secret" not in str(caught.value)
        await log.close()

    run(story())


def test_a_key_that_is_something_else_is_said_and_harms_no_other_room(redis_server, prefix):
    with Plain.from_url(redis_server.address) as redis:
        redis.set(f"{prefix}:blue", "not a room")
        redis.xadd(f"{prefix}:other:red", {"entry": "of a longer prefix"})

    async def story():
        log = RedisLog(redis_server.address, prefix)
        ends = await asyncio.gather(log.append("blue", b"1"), log.append("red", b"2"), return_exceptions=True)
        assert [type(end) for end in ends] == [LogError, type(None)]
        with pytest.raises(LogError, match="WRONGTYPE"):
            await anext(log.follow("blue"))
        assert await log.rooms() == ("red",)
        await log.close()

    run(story())


@pytest.mark.parametrize("prefix", ["", "a*", "ä", "a b", "a\n"], ids=["empty", "star", "umlaut", "space", "line"])
def test_a_prefix_that_means_something_to_redis_is_refused(prefix):
    with pytest.raises(ValueError, match="what keys begin with"):
        RedisLog("redis://localhost", prefix)


def test_twenty_five_rooms_at_once(redis_server, prefix):
    async def story():
        log = RedisLog(redis_server.address, prefix)
        rooms, heard = [f"room{number:02}" for number in range(25)], {}
        for room in rooms:
            heard[room] = []
        following = [asyncio.create_task(follow(log, room, heard[room])) for room in rooms]
        await asyncio.gather(*(log.append(room, b"%d" % n) for n in range(40) for room in rooms))
        await until(lambda: all(len(told) == 40 for told in heard.values()))
        assert all(told == [b"%d" % n for n in range(40)] for told in heard.values())
        assert await log.rooms() == tuple(rooms)
        await log.close()
        await asyncio.gather(*following)

    run(story())


def test_without_redis_here_the_tests_say_so(monkeypatch):
    import redis_server as module

    monkeypatch.setattr(module.shutil, "which", lambda name: None)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="install Redis"):
        module.find_redis()
    monkeypatch.setenv("CI", "1")
    with pytest.raises(pytest.fail.Exception, match="install Redis"):
        module.find_redis()


def test_the_server_of_the_tests_keeps_all_on_disk(redis_server):
    with Plain.from_url(redis_server.address) as redis:
        assert redis.config_get("append*")["appendfsync"] == "always"
        assert redis.config_get("append*")["appendonly"] == "yes"


def test_many_at_once_are_few_messages(redis_server, prefix):
    async def story():
        log = RedisLog(redis_server.address, prefix)
        await asyncio.gather(*(log.append("blue", b"%d" % number) for number in range(1000)))
        await log.close()

    run(story())
    assert kept(redis_server, prefix, "blue") == [b"%d" % number for number in range(1000)]
    with Plain.from_url(redis_server.address) as redis:
        assert redis.xlen(f"{prefix}:blue") <= 3
