"""What waits to be sent to one browser: of what is shown only the newest, so that a slow phone slows nobody."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol

PATIENCE = 30.0  # seconds that a browser may take to accept one message
_MOST = 64  # answers that may wait; nobody honest has more under way


class ChannelClosed(Exception):
    """The browser is gone."""


class Channel(Protocol):
    """A line to one browser, whatever carries it. `address` is where it comes from."""

    address: str

    async def receive(self) -> str:
        """The next message. Raises ChannelClosed."""

    async def send(self, message: str) -> None:
        """Return once the message is on its way. Raises ChannelClosed."""

    async def close(self) -> None:
        """End the line."""


class Outbox:
    """Messages on their way to one channel. What is shown is put into words only when it can be sent."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._shown: dict[str, Callable[[], str]] = {}
        self._answers: list[str] = []
        self._something = asyncio.Event()
        self._ended = False

    def show(self, kind: str, message: Callable[[], str]) -> None:
        """Have something shown as it is by the time that it can be sent: once, however often it changes until then."""
        self._shown[kind] = message
        self._something.set()

    def answer(self, message: Mapping[str, Any]) -> None:
        """Have an answer sent; each is, unless there are too many: then the line is ended."""
        self._answers.append(json.dumps(message))
        self._something.set()

    def end(self) -> None:
        """Have the line ended."""
        self._ended = True
        self._something.set()

    async def deliver(self) -> None:
        """Send what there is, for ever. Raises ChannelClosed when the browser is gone or too slow."""
        while True:
            await self._something.wait()
            self._something.clear()
            if self._ended or len(self._answers) > _MOST:
                raise ChannelClosed
            answers, shown, self._answers, self._shown = self._answers, self._shown, [], {}
            try:
                async with asyncio.timeout(PATIENCE):
                    for message in answers:
                        await self._channel.send(message)
                    for build in shown.values():
                        await self._channel.send(build())
            except TimeoutError:
                raise ChannelClosed from None
