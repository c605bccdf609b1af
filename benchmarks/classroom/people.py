"""Participants of a measured class, in a process of their own: `run.py` starts it, and says when to vote.

Each is one WebSocket. Nothing that is shown to them is read: a phone does that for itself, and here it would slow the
server, which shares this machine.
"""

import asyncio
import json
import random
import sys
import time
from itertools import count
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

AT_ONCE = 20  # that come at the same moment


class Participant:
    """Somebody who votes, and notes when they sent it and when they heard that it counts."""

    def __init__(self, phone: str) -> None:
        self.phone = phone
        self.heard: dict[str, tuple[float, str]] = {}
        self._line: ClientConnection | None = None
        self._news = asyncio.Event()
        self._here = asyncio.Event()

    async def come(self, server: str, code: str) -> None:
        """Join, and return once seated."""
        self._line = await connect(f"{server}/live", compression=None, proxy=None, open_timeout=60)
        await self._line.send(json.dumps({"do": "join", "code": code, "phone": self.phone}))
        self._listening = asyncio.create_task(self._listen(self._line))
        await self._here.wait()

    async def vote(self, id_: str, number: int, option: str, at: float) -> dict[str, Any]:
        """Vote at a moment, and return how it went."""
        assert self._line is not None
        await asyncio.sleep(max(0.0, at - time.monotonic()))
        sent = time.monotonic()
        await self._line.send(json.dumps({"id": id_, "do": "answer", "round": number, "option": option}))
        while id_ not in self.heard:
            await self._news.wait()
        heard, verdict = self.heard[id_]
        return {"id": id_, "phone": self.phone, "option": option, "sent": sent, "heard": heard, "verdict": verdict}

    async def _listen(self, line: ClientConnection) -> None:
        async for message in line:
            now = time.monotonic()
            text = str(message)
            if text.startswith('{"id"'):
                told = json.loads(text)
                self.heard[told["id"]] = now, told["verdict"]
                self._news.set()
                self._news = asyncio.Event()
            elif text.startswith('{"you"'):
                self._here.set()


async def main() -> None:
    """Come, say so, and vote whenever it is asked for, until the input ends."""
    setting = json.loads(sys.stdin.readline())
    chance, ids = random.Random(setting["seed"]), count()
    people = [Participant(f"{chance.getrandbits(128):032x}") for _ in range(setting["people"])]
    door = asyncio.Semaphore(AT_ONCE)

    async def comes(at: int, one: Participant) -> None:
        async with door:
            code = setting["codes"][at % len(setting["codes"])]
            await one.come(setting["servers"][at % len(setting["servers"])], code)

    await asyncio.gather(*(comes(setting["first"] + at, one) for at, one in enumerate(people)))
    print("here", flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        asked = json.loads(line)
        begin, spread = asked["begin"], asked["spread"]
        votes = [
            one.vote(f"vote-{setting['seed']}-{next(ids)}", asked["round"], chance.choice(asked["options"]), moment)
            for one in people
            for moment in [begin + chance.uniform(0, spread)]
        ]
        print(json.dumps(await asyncio.gather(*votes)), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
