import asyncio
import json

import pytest
from memory_class import MemoryChannel, quiet, run

from course.classroom import outbox
from course.classroom.outbox import ChannelClosed, Outbox


async def delivering(box):
    task = asyncio.create_task(box.deliver())
    await quiet()
    return task


async def stops(task):
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def test_of_what_is_shown_only_the_newest_is_built_and_sent():
    async def story():
        channel, built = MemoryChannel(), []

        def build(number):
            built.append(number)
            return f"scene {number}"

        box = Outbox(channel)
        for number in range(100):
            box.show("scene", lambda number=number: build(number))
        box.show("you", lambda: "you")
        task = await delivering(box)
        assert (channel.sent, built) == (["scene 99", "you"], [99])
        box.show("scene", lambda: "scene 100")
        await quiet()
        assert channel.sent == ["scene 99", "you", "scene 100"]
        await stops(task)

    run(story())


def test_every_answer_is_sent_once_in_order_before_what_is_shown():
    async def story():
        channel = MemoryChannel()
        box = Outbox(channel)
        box.show("scene", lambda: "scene")
        for number in range(5):
            box.answer({"id": number})
        task = await delivering(box)
        assert channel.sent == [json.dumps({"id": number}) for number in range(5)] + ["scene"]
        await stops(task)

    run(story())


def test_what_no_encoding_knows_can_be_answered():
    async def story():
        channel = MemoryChannel()
        box = Outbox(channel)
        box.answer({"id": "\ud800ü"})
        task = await delivering(box)
        assert channel.sent[0].encode("utf-8")
        assert json.loads(channel.sent[0]) == {"id": "\ud800ü"}
        await stops(task)

    run(story())


def test_what_comes_while_one_is_on_its_way_isnt_lost():
    async def story():
        channel = MemoryChannel()
        gate = asyncio.Event()
        plain = channel.send

        async def slow(message):
            await gate.wait()
            await plain(message)

        channel.send = slow
        box = Outbox(channel)
        box.show("scene", lambda: "old")
        task = await delivering(box)
        box.show("scene", lambda: "older")
        box.show("scene", lambda: "new")
        box.answer({"id": "1"})
        gate.set()
        await quiet()
        assert channel.sent == ["old", '{"id": "1"}', "new"]
        await stops(task)

    run(story())


def test_a_browser_that_takes_nothing_is_given_up(monkeypatch):
    monkeypatch.setattr(outbox, "PATIENCE", 0.01)

    async def story():
        channel = MemoryChannel()
        channel.stuck = True
        box = Outbox(channel)
        box.show("scene", lambda: "scene")
        with pytest.raises(ChannelClosed):
            await box.deliver()

    run(story())


def test_one_that_asks_more_than_it_reads_is_given_up():
    async def story():
        box = Outbox(MemoryChannel())
        for number in range(65):
            box.answer({"id": number})
        with pytest.raises(ChannelClosed):
            await box.deliver()

    run(story())


@pytest.mark.parametrize("when", ["before", "while it waits"])
def test_a_line_can_be_ended_from_within(when):
    async def story():
        box = Outbox(MemoryChannel())
        if when == "before":
            box.end()
        task = await delivering(box)
        box.end()
        with pytest.raises(ChannelClosed):
            await task

    run(story())


def test_a_browser_that_is_gone_is_told_at_once():
    async def story():
        channel = MemoryChannel()
        channel.closed = True
        box = Outbox(channel)
        box.answer({"id": "1"})
        with pytest.raises(ChannelClosed):
            await box.deliver()

    run(story())
