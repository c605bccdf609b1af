"""The way to Redis: a connection that drops and a Redis that restarts or still loads are waited for."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar
from urllib.parse import urlsplit

from redis import exceptions
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from course.classroom.log import LogError
from course.language import _

LISTEN = 5  # seconds that Redis may hold a question for news
_SILENCE = 3 * LISTEN  # seconds after which a connection counts as lost
_PAUSE = 0.2  # seconds between two tries
_CONNECTIONS = 1000  # each question that waits has one of its own
_DENIED = (exceptions.AuthenticationError, exceptions.AuthorizationError)
_AWAY = (exceptions.ConnectionError, exceptions.TimeoutError)

Answer = TypeVar("Answer")


class RedisLink:
    """Redis at an address such as `redis://localhost:6379/0`; a question may reach it twice, if an answer got lost.

    Nothing is asked of it before the first question. Raises ValueError for an address that isn't one of Redis.
    """

    def __init__(self, address: str) -> None:
        self.where = urlsplit(address).netloc.rpartition("@")[2] or address  # never with a password
        self.redis = Redis.from_url(
            address,
            protocol=2,
            max_connections=_CONNECTIONS,
            retry=Retry(NoBackoff(), 0),  # `ask` does that: its own doesn't wait for one that still loads
            socket_timeout=_SILENCE,
            socket_connect_timeout=LISTEN,
        )
        self.closed = False
        self._asking: set[asyncio.Task[Any]] = set()

    async def ask(self, question: Callable[[], Coroutine[Any, Any, Answer]]) -> Answer:
        """Ask until Redis answers, however long it is away. Raises LogError when it says no, or this is closed."""
        while not self.closed:
            task = asyncio.create_task(question())
            self._asking.add(task)
            try:
                await asyncio.wait([task])
                if not task.cancelled():
                    return task.result()
            except exceptions.RedisError as error:
                if isinstance(error, _DENIED) or not isinstance(error, _AWAY):
                    raise self.trouble(error) from error
                await asyncio.sleep(_PAUSE)
            finally:
                task.cancel()
                self._asking.discard(task)
        raise LogError(_("The class is closed: nothing in it can change any more."))

    async def within(self, seconds: float, work: Coroutine[Any, Any, Answer]) -> Answer:
        """Wait for what asks Redis, but not for ever. Raises LogError when Redis is away for longer."""
        try:
            async with asyncio.timeout(seconds):
                return await work
        except TimeoutError:
            raise LogError(_("Redis at {where} doesn't answer. Is it running?").format(where=self.where)) from None

    def trouble(self, error: Exception) -> LogError:
        """What Redis said, as a sentence for whoever runs the class."""
        sentence = _("What people do in class can't be kept by Redis at {where} now. It says: {why}.")
        return LogError(sentence.format(where=self.where, why=str(error).rstrip(".")))

    async def close(self) -> None:
        """Let go of all connections: whoever waits for an answer gets LogError."""
        self.closed = True
        for task in self._asking:
            task.cancel()
        await asyncio.gather(*self._asking, return_exceptions=True)
        await self.redis.aclose()
