import asyncio

import pytest

from course.classroom.together import Together


class Slow:
    """Work that remembers its batches, and is done when it is let go."""

    def __init__(self):
        self.batches = []
        self.let_go = asyncio.Event()

    async def __call__(self, batch):
        self.batches.append(batch)
        await self.let_go.wait()
        return [ValueError(item) if item.startswith("bad") else None for item in batch]


async def settle():
    for _ in range(5):
        await asyncio.sleep(0)


def test_one_alone_goes_at_once_and_those_who_come_meanwhile_go_together():
    async def story():
        work = Slow()
        together = Together(work)
        first = asyncio.create_task(together.add("one"))
        await settle()
        others = [asyncio.create_task(together.add(item)) for item in ("two", "three", "four")]
        await settle()
        assert work.batches == [["one"]]
        assert not first.done()
        work.let_go.set()
        await asyncio.gather(first, *others)
        assert work.batches == [["one"], ["two", "three", "four"]]

    asyncio.run(story())


def test_a_thousand_at_once_are_one_batch():
    async def story():
        work = Slow()
        work.let_go.set()
        together = Together(work)
        await asyncio.gather(*(together.add(f"{number}") for number in range(1000)))
        assert work.batches == [[f"{number}" for number in range(1000)]]

    asyncio.run(story())


def test_each_hears_what_became_of_its_own():
    async def story():
        work = Slow()
        work.let_go.set()
        together = Together(work)
        ends = await asyncio.gather(*map(together.add, ("a", "bad b", "c")), return_exceptions=True)
        assert [str(end) for end in ends] == ["None", "bad b", "None"]
        await together.add("and on it goes")

    asyncio.run(story())


def test_work_that_breaks_is_heard_by_all_of_its_batch_and_no_other():
    async def story():
        broken = [True]

        async def work(batch):
            if broken.pop() if broken else False:
                raise OSError("full")
            return [None] * len(batch)

        together = Together(work)
        ends = await asyncio.gather(*map(together.add, "abc"), return_exceptions=True)
        assert [str(end) for end in ends] == ["full"] * 3
        await together.add("d")

    asyncio.run(story())


def test_who_gives_up_in_time_takes_it_back_and_who_is_late_does_not():
    async def story():
        work = Slow()
        together = Together(work)
        tasks = [asyncio.create_task(together.add("on its way"))]
        await settle()
        tasks += [asyncio.create_task(together.add(item)) for item in ("waits", "stays")]
        await settle()
        tasks[0].cancel()
        tasks[1].cancel()
        work.let_go.set()
        await tasks[2]
        await together.rest()
        assert work.batches == [["on its way"], ["stays"]]
        await together.add("later")

    asyncio.run(story())


def test_rest_comes_when_all_is_done():
    async def story():
        work = Slow()
        together = Together(work)
        await together.rest()
        adding = [asyncio.create_task(together.add("one"))]
        await settle()
        adding.append(asyncio.create_task(together.add("two")))
        resting = asyncio.create_task(together.rest())
        await settle()
        assert not resting.done()
        work.let_go.set()
        await resting
        assert all(task.done() for task in adding)
        assert work.batches == [["one"], ["two"]]

    asyncio.run(story())


def test_when_the_loop_ends_nobody_hangs():
    async def story():
        together = Together(Slow())
        adding = asyncio.create_task(together.add("never done"))
        await settle()
        assert not adding.done()

    asyncio.run(asyncio.wait_for(story(), 5))


def test_work_must_answer_for_each():
    async def story():
        async def forgetful(batch):
            return []

        with pytest.raises(ValueError, match="zip"):
            await asyncio.wait_for(Together(forgetful).add("one"), 5)

    asyncio.run(story())
