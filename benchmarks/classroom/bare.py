"""A bare WebSocket server to put beside the class: it passes votes on to the desk, says "counted", and keeps nothing.

python benchmarks/classroom/bare.py PORT
"""

import asyncio
import json
import sys
from contextlib import suppress

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

_desks: set[ServerConnection] = set()


async def _answer(line: ServerConnection) -> None:
    with suppress(ConnectionClosed):
        await _pass_on(line)


async def _pass_on(line: ServerConnection) -> None:
    first = json.loads(await line.recv())
    if first["do"] == "desk":
        _desks.add(line)
    await line.send('{"you": {}}')
    async for message in line:
        for desk in _desks:
            await desk.send(message)
        await line.send(json.dumps({"id": json.loads(message)["id"], "verdict": "counted"}))


async def main() -> None:
    """Serve until killed."""
    async with serve(_answer, "127.0.0.1", int(sys.argv[1]), compression=None, max_size=8192):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
