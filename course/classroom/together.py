"""Do at once what many wait for: while one batch is on its way, the next one gathers.

So a lone item waits for nothing, and a thousand that come at the same moment cost one trip to the disk.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Work = Callable[[list[Item]], Awaitable[Sequence[Exception | None]]]


class Together(Generic[Item]):
    """Items on their way to `work`, which takes a batch of them, one batch at a time, in the order they came.

    `work` says of each item why it failed, or None; where it raises, all of the batch failed for that reason.
    """

    def __init__(self, work: Work[Item]) -> None:
        self._work = work
        self._waiting: list[tuple[Item, asyncio.Future[None]]] = []
        self._running: asyncio.Task[None] | None = None

    async def add(self, item: Item) -> None:
        """Return once the item's batch is done. Raises what `work` said of it.

        Whoever gives up waiting takes the item back, unless it is on its way already.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        await done

    async def rest(self) -> None:
        """Return once nothing waits and nothing is on its way."""
        while self._running:
            await asyncio.wait([self._running])

    async def _run(self) -> None:
        try:
            while batch := [(item, done) for item, done in self._waiting if not done.cancelled()]:
                self._waiting = []
                outcome = await self._outcome([item for item, _ in batch])
                for (_item, done), why in zip(batch, outcome, strict=True):
                    _settle(done, why)
        finally:
            self._waiting, self._running = [], None

    async def _outcome(self, items: list[Item]) -> Sequence[Exception | None]:
        try:
            return [why for _item, why in zip(items, await self._work(items), strict=True)]
        except Exception as error:  # noqa: BLE001 (whatever it is, each of those who wait hears of it)
            return [error] * len(items)


def _settle(done: asyncio.Future[None], why: Exception | None) -> None:
    if done.cancelled():
        return
    if why:
        done.set_exception(why)
    else:
        done.set_result(None)
