import asyncio
from contextlib import contextmanager

import pytest
from redis import Redis as Plain
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from course.classroom.redis_settings import warnings_of


@contextmanager
def set_to(server, name, value):
    """Change a setting of a server for a while."""
    with Plain.from_url(server.address) as redis:
        before = redis.config_get(name)
        redis.config_set(name, value)
        yield
        for known, was in before.items():
            redis.config_set(known, was)


def ask(address):
    async def story():
        async with Redis.from_url(address) as redis:
            return await warnings_of(redis)

    return asyncio.run(story())


def test_one_that_keeps_all_on_disk_is_well(redis_server):
    assert ask(redis_server.address) == ()


@pytest.mark.parametrize(
    ("name", "value", "loss"),
    [
        ("appendonly", "no", "in memory only"),
        ("appendfsync", "everysec", "before it is on disk"),
        ("appendfsync", "no", "before it is on disk"),
        ("maxmemory-policy", "allkeys-lru", "when its memory is full"),
    ],
)
def test_what_may_be_lost_is_said_and_how_to_set_it(redis_server, name, value, loss):
    with set_to(redis_server, name, value):
        (warning,) = ask(redis_server.address)
    assert loss in warning
    assert f"“{name} " in warning


def test_only_keys_that_expire_may_be_thrown_away(redis_server):
    with set_to(redis_server, "maxmemory-policy", "volatile-lru"):
        assert ask(redis_server.address) == ()


def test_one_that_does_not_tell_is_said(redis_server):
    with Plain.from_url(redis_server.address) as redis:
        redis.acl_setuser(
            "rented", enabled=True, passwords=["+pw"], categories=["+@all"], commands=["-config"], keys=["*"]
        )
    (warning,) = ask(redis_server.address.replace("://", "://rented:pw@"))
    assert "doesn't say how it is set up" in warning
    assert "“appendfsync always”" in warning


def test_one_that_is_not_there_is_an_error():
    with pytest.raises(RedisConnectionError):
        ask("redis://127.0.0.1:1/0")
