"""A live class of many, measured over real WebSockets on this machine, beside a server that only passes votes on.

    python benchmarks/classroom/run.py [--quick] [--rounds N]

Participants are in two processes of their own, desks in this one, servers in theirs. Every vote has to count, once.
The desk's time is from sending a vote to the arrival of the first tally that has it, which the log's order tells.
"""

import argparse
import asyncio
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from websockets.asyncio.client import ClientConnection, connect

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent / "tests"), str(HERE.parent.parent)]

from bots import ClassServer, free_port  # noqa: E402 - the harness of the tests
from redis_server import RedisServer  # noqa: E402

from course.classroom.events import Answered, read_event  # noqa: E402
from course.classroom.keys import id_of, seat_of  # noqa: E402
from course.classroom.log import Log  # noqa: E402

SCENARIO, SECRET = "angry/wrong-part", "a secret for a benchmark"
CROWDS = 2  # processes of participants
SPREAD = 10.0  # seconds over which votes come in
PATIENCE = 120.0


@dataclass
class Desk:
    """A facilitator's line; everything that came, with the moment it came at."""

    code: str
    key: str
    line: ClientConnection
    came: list[tuple[float, str]] = field(default_factory=list)
    asked: int = 0

    async def listen(self) -> None:
        """Note what comes, for ever; it is read afterwards."""
        async for message in self.line:
            self.came.append((time.monotonic(), str(message)))

    async def ask(self, do: str, **what: Any) -> None:
        """Send something, and return once it counts."""
        self.asked += 1
        id_ = f"{do}-{self.code}-{self.asked:06}"
        await self.line.send(json.dumps({"id": id_, "do": do, **what}))
        await self.until(lambda text: text == json.dumps({"id": id_, "verdict": "counted"}))

    async def until(self, so: Any) -> str:
        """The first message that is so, also among those that came already."""
        async with asyncio.timeout(PATIENCE):
            at = 0
            while True:
                for _, text in self.came[at:]:
                    if so(text):
                        return text
                at = max(0, len(self.came) - 1)
                await asyncio.sleep(0.005)


@dataclass
class Measured:
    """What a round took: ms from a vote to the desk and to its "counted", and the servers' seconds of work."""

    to_desk: list[float]
    to_counted: list[float]
    work: float


class Crowd:
    """Processes of participants."""

    def __init__(self, servers: Sequence[str], codes: Sequence[str], people: int) -> None:
        self.people = people
        share = people // CROWDS
        self._processes = [
            subprocess.Popen(
                [sys.executable, str(HERE / "people.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            for _ in range(CROWDS)
        ]
        for at, process in enumerate(self._processes):
            told = {
                "servers": servers,
                "codes": codes,
                "people": share,
                "first": at * share,
                "seed": random.getrandbits(40),
            }
            self._tell(process, told)

    async def here(self) -> None:
        """Return once all have come."""
        for process in self._processes:
            assert (await self._hear(process)).strip() == "here"

    async def vote(self, number: int, options: Sequence[str], spread: float) -> list[dict[str, Any]]:
        """Have everybody vote, and return how it went."""
        asked = {"round": number, "options": options, "begin": time.monotonic() + 0.5, "spread": spread}
        for process in self._processes:
            self._tell(process, asked)
        return [vote for process in self._processes for vote in json.loads(await self._hear(process))]

    def end(self) -> None:
        """Send everybody home."""
        for process in self._processes:
            process.kill()
            process.wait()

    @staticmethod
    def _tell(process: subprocess.Popen[str], told: Any) -> None:
        assert process.stdin is not None
        process.stdin.write(json.dumps(told) + "\n")
        process.stdin.flush()

    @staticmethod
    async def _hear(process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            return await asyncio.to_thread(process.stdout.readline)


@asynccontextmanager
async def desks(server: Sequence[str], rooms: Sequence[tuple[str, str]]) -> AsyncIterator[list[Desk]]:
    """A desk in each room."""
    opened = []
    for at, (code, key) in enumerate(rooms):
        line = await connect(f"{server[at % len(server)]}/live", compression=None, proxy=None, max_size=None)
        await line.send(json.dumps({"do": "desk", "code": code, "key": key}))
        opened.append(Desk(code, key, line))
    listening = [asyncio.create_task(one.listen()) for one in opened]
    try:
        yield opened
    finally:
        for task in listening:
            task.cancel()
        for one in opened:
            await one.line.close()


def work_of(pids: Sequence[int]) -> float:
    """The seconds of processor that processes have used."""
    return sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in pids)


def memory_of(pids: Sequence[int]) -> int:
    """The bytes that processes have to themselves."""
    return sum(psutil.Process(pid).memory_full_info().uss for pid in pids)


async def order(log: Log, code: str, number: int, people: int) -> list[str]:
    """The ids of a round's votes as the log has them, each once."""
    seen: dict[str, None] = {}
    async with asyncio.timeout(PATIENCE):
        async for batch in log.follow(code):
            for event in map(read_event, batch):
                if isinstance(event, Answered) and event.round == number:
                    seen[event.id] = None
            if len(seen) >= people:
                return [*seen]
    raise AssertionError("the log ended early")


class Server:
    """What one runs: `lines` to come to, processes, rooms, and a log to read afterwards."""

    def __init__(
        self, lines: Sequence[str], pids: Sequence[int], rooms: Sequence[tuple[str, str]], log: Log | None
    ) -> None:
        self.lines, self.pids, self.rooms, self.log = lines, pids, rooms, log

    async def round(self, crowd: Crowd, facilitators: list[Desk], number: int, spread: float) -> Measured:
        """A round of votes in every room, each of which has to count once."""
        await asyncio.gather(*(one.ask("ask", round=number, way="vote") for one in facilitators))
        first = await facilitators[0].until(lambda text: text.startswith('{"scene"') and f'"number": {number}' in text)
        options = [option["id"] for option in json.loads(first)["scene"]["round"]["options"]]
        await asyncio.sleep(1.5)
        for one in facilitators:
            one.came.clear()
        before = work_of(self.pids)
        votes = await crowd.vote(number, options, spread)
        each = crowd.people // len(facilitators)
        await asyncio.gather(*(one.until(lambda text: f'"answered": {each}, "seats"' in text) for one in facilitators))
        work = work_of(self.pids) - before
        assert {vote["verdict"] for vote in votes} == {"counted"}
        assert len({vote["id"] for vote in votes}) == crowd.people
        to_desk = [at for one in facilitators for at in await self._to_desk(one, votes, number, each)]
        assert len(to_desk) == crowd.people
        await asyncio.gather(*(one.ask("close", round=number) for one in facilitators))
        return Measured(to_desk, [(vote["heard"] - vote["sent"]) * 1000 for vote in votes], work)

    async def _to_desk(self, one: Desk, votes: list[dict[str, Any]], number: int, each: int) -> list[float]:
        by_id = {id_of(seat_of(one.code, vote["phone"]), vote["id"]): vote for vote in votes}
        assert self.log is not None
        ids = await order(self.log, one.code, number, each)
        mine = [by_id[id_] for id_ in ids]
        scenes = [(at, json.loads(text)["scene"]) for at, text in one.came if text.startswith('{"scene"')]
        counted = Counter(vote["option"] for vote in mine)
        assert len(mine) == each
        assert {option["id"]: option["count"] for option in scenes[-1][1]["live"] if option["count"]} == counted
        arrived, taken = iter(scenes), []
        at, has = -1.0, 0
        for place, vote in enumerate(mine, 1):
            while has < place:
                at, scene = next(arrived)
                has = scene["answered"]
            taken.append((at - vote["sent"]) * 1000)
        return taken


class Bare(Server):
    """The server that only passes on: a vote is at the desk when the desk has it."""

    async def round(self, crowd: Crowd, facilitators: list[Desk], number: int, spread: float) -> Measured:
        """A round of votes."""
        (one,) = facilitators
        one.came.clear()
        before = work_of(self.pids)
        votes = await crowd.vote(number, ["A", "B", "C"], spread)
        async with asyncio.timeout(PATIENCE):
            while len(one.came) < crowd.people:
                await asyncio.sleep(0.005)
        work = work_of(self.pids) - before
        came = {json.loads(text)["id"]: at for at, text in one.came}
        to_desk = [(came[vote["id"]] - vote["sent"]) * 1000 for vote in votes]
        return Measured(to_desk, [(vote["heard"] - vote["sent"]) * 1000 for vote in votes], work)


@asynccontextmanager
async def bare() -> AsyncIterator[Bare]:
    """The bare server in a process of its own."""
    port = free_port()
    process = subprocess.Popen([sys.executable, str(HERE / "bare.py"), str(port)])
    try:
        line = f"ws://127.0.0.1:{port}"
        for _ in range(500):
            with suppress(OSError):
                await (await connect(f"{line}/live", proxy=None)).close()
                break
            await asyncio.sleep(0.02)
        yield Bare([line], [process.pid], [("aaaaaa", "")], None)
    finally:
        process.kill()
        process.wait()


@asynccontextmanager
async def ours(folder: Path, rooms: int, redis: RedisServer | None = None) -> AsyncIterator[Server]:
    """One server with its file, or two that share a Redis."""
    options = ["--redis", redis.address] if redis else []
    servers = [ClassServer(folder / f"{at}", *options, secret=SECRET) for at in range(2 if redis else 1)]
    try:
        for one in servers:
            one.start()
        for one in servers:
            await asyncio.to_thread(one.wait)
        doors = [await asyncio.to_thread(servers[0].room, SCENARIO, new=True) for _ in range(rooms)]
        with reading(servers[0], redis) as log:
            yield Server([one.line for one in servers], [one.process.pid for one in servers if one.process], doors, log)
    finally:
        for one in servers:
            one.kill()


@contextmanager
def reading(server: ClassServer, redis: RedisServer | None) -> Any:
    """The log to read from, beside the server that writes it."""
    if redis:
        from course.classroom.redis_log import RedisLog

        yield RedisLog(redis.address)
    else:
        yield Lines(server.data / "classroom" / "rooms")


class Lines:
    """The entries of rooms as they are in files now; only `follow` is of use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def follow(self, code: str) -> AsyncIterator[Sequence[bytes]]:
        """All entries there are."""
        yield (self._folder / f"{code}.jsonl").read_bytes().splitlines()


def shown(name: str, what: str, rounds: list[Measured], memory: float, before: Sequence[Measured] | None) -> str:
    """A row of the table: medians over the rounds, and in brackets the lowest and highest of them."""

    def of(pick: Any) -> str:
        each = sorted(pick(one) for one in rounds)
        ratio = f"; {statistics.median(each) / statistics.median(map(pick, before)):.1f} times" if before else ""
        return f"{statistics.median(each):.1f} ({each[0]:.1f} to {each[-1]:.1f}{ratio})"

    cells = [
        name,
        what,
        of(lambda one: statistics.median(one.to_desk)),
        of(lambda one: percentile(one.to_desk)),
        of(lambda one: statistics.median(one.to_counted)),
        of(lambda one: percentile(one.to_counted)),
        f"{statistics.median(one.work * 1000 / len(one.to_desk) for one in rounds):.2f}",
        f"{memory / 1000:.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def percentile(values: list[float]) -> float:
    """The value that one in a hundred is above."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.99))]


async def measure(
    name: str, place: Any, people: int, rounds: int, beside: Mapping[str, list[Measured]]
) -> Mapping[str, list[Measured]]:
    """Rounds of one setting, votes spread out and all at once in turn; prints their rows."""
    found: dict[str, list[Measured]] = {"over 10 s": [], "all at once": []}
    async with place as server, desks(server.lines, server.rooms) as facilitators:
        await asyncio.sleep(1)
        empty = memory_of(server.pids)
        crowd = Crowd(server.lines, [code for code, _ in server.rooms], people)
        try:
            await crowd.here()
            await asyncio.sleep(2)
            memory = (memory_of(server.pids) - empty) / people
            for number in range(rounds):
                found["over 10 s"].append(await server.round(crowd, facilitators, 2 * number + 1, SPREAD))
                found["all at once"].append(await server.round(crowd, facilitators, 2 * number + 2, 0.0))
        finally:
            crowd.end()
    for what, each in found.items():
        print(shown(name, what, each, memory, beside.get(what)), flush=True)
    return found


async def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the people, one round")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    many, rounds = (100, 1) if asked.quick else (1000, asked.rounds)
    few = many // 10
    print("| | votes | to the desk: median, ms | p99 | to “counted”: median, ms | p99 | work a vote, ms | kB each |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        beside_few = await measure(f"passed on, {few}", bare(), few, rounds, {})
        beside = await measure(f"passed on, {many}", bare(), many, rounds, {})
        await measure(f"file, 1 room of {few}", ours(folder / "a", 1), few, rounds, beside_few)
        await measure(f"file, 1 room of {many}", ours(folder / "b", 1), many, rounds, beside)
        await measure(f"file, 25 rooms of {many // 25}", ours(folder / "c", 25), many, rounds, beside)
        redis = RedisServer(folder)
        redis.start()
        try:
            await measure(f"Redis, 2 servers, 1 room of {many}", ours(folder / "d", 1, redis), many, rounds, beside)
            await measure(f"Redis, 25 rooms of {many // 25}", ours(folder / "e", 25, redis), many, rounds, beside)
        finally:
            redis.kill()


if __name__ == "__main__":
    asyncio.run(main())
