import asyncio
import time

import pytest
from redis import exceptions

from course.classroom import redis_link
from course.classroom.log import LogError
from course.classroom.redis_link import RedisLink

NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def _no_long_pauses(monkeypatch):
    monkeypatch.setattr(redis_link, "_PAUSE", 0.01)


def answering(*ends):
    """A question that ends so the first time, so the second, and so on."""
    left = iter(ends)

    async def question():
        end = next(left)
        if isinstance(end, Exception):
            raise end
        return end

    return question


def test_it_asks_until_it_is_answered():
    async def story():
        link = RedisLink(NOWHERE)
        away = [
            exceptions.ConnectionError("gone"),
            exceptions.TimeoutError("slow"),
            exceptions.BusyLoadingError("loads"),
        ]
        assert await link.ask(answering(*away, "here")) == "here"
        await link.close()

    asyncio.run(story())


@pytest.mark.parametrize(
    "no",
    [
        exceptions.ResponseError("MISCONF no space left on device."),
        exceptions.OutOfMemoryError("OOM command not allowed"),
        exceptions.AuthenticationError("invalid username-password pair"),
        exceptions.AuthorizationError("no such right"),
    ],
    ids=["response", "memory", "password", "right"],
)
def test_a_no_is_said_in_a_sentence(no):
    async def story():
        link = RedisLink(NOWHERE)
        with pytest.raises(LogError) as caught:
            await link.ask(answering(no, "here"))
        said = str(no).rstrip(".")
        assert (
            str(caught.value) == f"What people do in class can't be kept by Redis at 127.0.0.1:1 now. It says: {said}."
        )
        await link.close()

    asyncio.run(story())


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("redis://localhost:6379/0", "localhost:6379"),
        ("rediss://me:p@ss@redis.example:7000/2", "redis.example:7000"),
        ("unix:///run/redis.sock", "unix:///run/redis.sock"),
        ("redis://:secret@localhost", "localhost"),
    ],
    ids=["plain", "user and password", "socket", "password"],
)
def test_where_it_is_has_no_password(address, where):
    assert RedisLink(address).where == where


def test_an_address_of_something_else_is_refused():
    with pytest.raises(ValueError, match="redis://"):
        RedisLink("https://localhost")


def test_waiting_has_an_end():
    async def story():
        link = RedisLink(NOWHERE)
        began = time.monotonic()
        with pytest.raises(LogError, match=r"Redis at 127\.0\.0\.1:1 doesn't answer"):
            await link.within(0.3, link.ask(link.redis.ping))
        assert 0.25 < time.monotonic() - began < 10
        await link.close()

    asyncio.run(story())


def test_closing_ends_all_questions_at_once(redis_server):
    async def story():
        link = RedisLink(redis_server.address)
        waits = [
            asyncio.create_task(link.ask(lambda: link.redis.xread({"none": "0"}, block=60_000))) for _ in range(25)
        ]
        away = asyncio.create_task(link.ask(answering(*[exceptions.ConnectionError("gone")] * 1000)))
        await asyncio.sleep(0.2)
        await asyncio.wait_for(link.close(), 2)
        ends = await asyncio.wait_for(asyncio.gather(*waits, away, return_exceptions=True), 2)
        assert {(type(end), str(end)) for end in ends} == {
            (LogError, "The class is closed: nothing in it can change any more.")
        }
        with pytest.raises(LogError, match="closed"):
            await link.ask(answering("here"))
        await link.close()

    asyncio.run(story())


def test_who_stops_asking_leaves_nothing_behind(redis_server):
    async def story():
        link = RedisLink(redis_server.address)
        task = asyncio.create_task(link.ask(lambda: link.redis.xread({"none": "0"}, block=60_000)))
        await asyncio.sleep(0.1)
        task.cancel()
        await asyncio.wait([task])
        assert task.cancelled()
        assert await link.ask(link.redis.ping)
        assert [left for left in asyncio.all_tasks() if left is not asyncio.current_task()] == []
        await link.close()

    asyncio.run(story())
