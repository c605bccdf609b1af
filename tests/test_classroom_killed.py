"""A class whose server is killed again and again: what was said to count counts, once, and nobody loses a seat."""

import asyncio
import random
from contextlib import suppress

import pytest
from bots import ClassServer, desk, phone

from course.cardbook import card_names
from course.classroom.events import read_event
from course.classroom.file_log import FileLog
from course.classroom.keys import id_of, seat_of
from course.classroom.redis_log import RedisLog
from course.classroom.room import Room
from course.labels import PAUSE
from course.scenario import load_scenario

SCENARIO = "angry/wrong-part"
WORDS = ["I'm sorry, three trips is a lot.", "What car is it?", "Calm down, please.", "Let me look.", "One moment."]
PEOPLE = 50
SECRET = "a secret that two servers share"


async def folded(log, code, revision):
    """The room as its log tells it, once it has come as far."""
    room = Room(load_scenario, lambda name: name in card_names())
    async with asyncio.timeout(30):
        async for batch in log.follow(code):
            for line in batch:
                room.apply(read_event(line))
            if room.revision >= revision and room.ended:
                return room
    raise AssertionError("the log ended early")


class Class:
    """A desk and phones that vote and type, round after round, until it is over."""

    def __init__(self, addresses, code, key, people, seed):
        self.code = code
        self.desk = desk(addresses, code, key)
        self.phones = [
            phone(addresses[at % len(addresses) :] + addresses[: at % len(addresses)], code) for at in range(people)
        ]
        self.over = False
        self.counted = [{} for _ in self.phones]  # by round: the id that was said to count last
        self.rounds = 0
        self._chance = random.Random(seed)

    async def hold(self):
        """Ask round after round; each is closed once every phone heard what became of its answer."""
        while not self.over:
            self.rounds += 1
            way = "type" if self.rounds % 4 == 0 else "vote"
            assert await self.desk.ask("ask", round=self.rounds, way=way) == "counted"
            await asyncio.gather(*(self._answer(at, self.rounds, way) for at in range(len(self.phones))))
            assert await self.desk.ask("close", round=self.rounds) == "counted"
        assert await self.desk.ask("end") == "counted"

    async def _answer(self, at, number, way):
        """Answer at some moment; now and then change one's mind."""
        one = self.phones[at]
        for _ in range(self._chance.choice([1, 1, 2])):
            await one.until(lambda: (one.scene.get("round") or {}).get("number") == number)
            await asyncio.sleep(self._chance.uniform(0, 0.15))
            options = [*(option["id"] for option in one.scene["round"]["options"]), PAUSE]
            what = {"text": self._chance.choice(WORDS)} if way == "type" else {"option": self._chance.choice(options)}
            assert await one.ask("answer", round=number, **what) == "counted"
            self.counted[at][number] = one.sent[-1]

    def check(self, room):
        """Every answer that was said to count is in the room, and none is there twice."""
        assert room.ended
        assert len(room.rounds) == self.rounds
        seats = [seat_of(self.code, one._first["phone"]) for one in self.phones]
        assert sorted(room.seats) == sorted(seats)
        for one, seat, counted in zip(self.phones, seats, self.counted, strict=True):
            assert one.seats == {room.seats[seat]}
            assert {room.verdict(id_of(seat, id_)) for id_ in one.sent} == {"counted"}
            for asked in room.rounds:
                assert asked.answers[seat].id == id_of(seat, counted[asked.number])
        for asked in room.rounds:
            assert len(asked.answers) == len(self.phones)
            assert asked.way == "type" or sum(asked.counts.values()) == len(self.phones)
        assert self.desk.scene["over"]
        assert self.desk.scene["answered"] == self.desk.scene["seats"] == len(self.phones)


async def lived_through(school, harm, timeout):
    """Hold a class while harm is done to it, and see it to its end."""
    staying = [asyncio.create_task(one.stay()) for one in (school.desk, *school.phones)]
    async with asyncio.timeout(timeout):
        holding = asyncio.create_task(school.hold())
        harming = asyncio.create_task(harm())
        await asyncio.wait([holding, harming], return_when=asyncio.FIRST_COMPLETED)
        if holding.done():
            await holding
        await harming
        school.over = True
        await holding
        await school.desk.until(lambda: school.desk.scene["over"])
    for task in staying:
        assert not task.done() or task.exception() is None, task.exception()
        task.cancel()
    await asyncio.gather(*staying, return_exceptions=True)
    assert {error for one in (school.desk, *school.phones) for error in one.errors} <= {"log"}


async def killed(server, chance, least=0.0, most=0.5):
    """Kill a server at some moment and start it again where it was."""
    await asyncio.sleep(chance.uniform(least, most))
    await asyncio.to_thread(server.kill)
    server.start()
    await asyncio.to_thread(server.wait)


@pytest.fixture
def servers():
    begun = []
    yield begun
    for server in begun:
        with suppress(OSError):
            server.kill()


def test_fifty_kills_lose_nothing_double_nothing_and_cost_nobody_a_seat(tmp_path, servers):
    server = ClassServer(tmp_path)
    servers.append(server)
    server.start()
    server.wait()
    code, key = server.room(SCENARIO)
    school = Class([server.line], code, key, PEOPLE, seed=1)
    chance = random.Random(2)

    async def harm():
        for _ in range(50):
            await killed(server, chance)

    async def story():
        await lived_through(school, harm, 300)
        assert server.room(SCENARIO, new=True)[0] != code
        assert await asyncio.to_thread(server.stop) == 0
        assert not server.note.exists()
        log = FileLog(tmp_path / "classroom" / "rooms")
        school.check(await folded(log, code, school.desk.scene["revision"]))
        await log.close()

    asyncio.run(story())
    assert min(one.lines for one in school.phones) >= 25
    said = server.output.read_text(encoding="utf-8")
    assert "Traceback" not in said
    assert all(secret not in said for secret in (key, *(one._first["phone"] for one in school.phones)))


def test_two_servers_on_one_redis_that_all_are_killed(tmp_path, servers, redis_server):
    pair = [ClassServer(tmp_path / name, "--redis", redis_server.address, secret=SECRET) for name in ("one", "two")]
    servers += pair
    for server in pair:
        server.start()
    for server in pair:
        server.wait()
    code, key = pair[0].room(SCENARIO, new=True)
    assert pair[1].room(SCENARIO) == (code, key)
    school = Class([server.line for server in pair], code, key, PEOPLE, seed=3)
    chance = random.Random(4)

    async def harm():
        for number in range(10):
            await killed(pair[number % 2], chance)
            if number % 3 == 2:
                await asyncio.to_thread(redis_server.kill)
                await asyncio.sleep(chance.uniform(0, 0.3))
                await asyncio.to_thread(redis_server.start)

    async def story():
        await lived_through(school, harm, 240)
        log = RedisLog(redis_server.address)
        school.check(await folded(log, code, school.desk.scene["revision"]))
        await log.close()

    asyncio.run(story())
    assert all("Traceback" not in server.output.read_text(encoding="utf-8") for server in pair)
