"""Real kernels, played through the widget's own messages and killed without warning."""

import os
import random
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager

from course.attempts import read_attempts
from course.scenario import load_scenario

ROOT = Path(__file__).parent.parent
NAME = "angry/wrong-part"
KILLED = int(os.environ.get("KILLED_CONVERSATIONS", "4"))  # a hundred take some minutes


class Page:
    """What a browser knows of one conversation: the scene that it was last shown, and what was acknowledged."""

    def __init__(self, client: BlockingKernelClient, key: str) -> None:
        self._client, self._sent = client, 0
        self.scene: dict[str, Any] = {}
        self.acknowledged: list[list[str]] = [[]]
        client.execute(f"from course import play; page = play({NAME!r}, {key!r}); page")
        while not self.scene:
            self._hear()

    def play(self, draw: random.Random) -> None:
        """Answer at random, over and over, for as long as the kernel lives."""
        while True:
            turn, choices = self.scene["turn"], self.scene["choices"]
            if not choices:
                self._act(do="restart", turn=turn)
                self.acknowledged.append([])
                continue
            reply = draw.choice(["pause", *(choice["id"] for choice in choices)])
            said = {"do": "pause"} if reply == "pause" else {"do": "say", "choice": reply}
            self._act(**said, turn=turn)
            self.acknowledged[-1].append(reply)

    def _act(self, **message: Any) -> None:
        self._sent += 1
        data = {"method": "custom", "content": {**message, "id": str(self._sent)}}
        content = {"comm_id": self._comm, "data": data}
        self._client.shell_channel.send(self._client.session.msg("comm_msg", content))
        while self.scene["ack"] != str(self._sent):
            self._hear()

    def _hear(self) -> None:
        """Take in the next message. Raises Empty when there is none, as from a dead kernel."""
        message = self._client.get_iopub_msg(timeout=1 if self.scene else 60)
        content = message["content"]
        assert message["msg_type"] != "error", "\n".join(content["traceback"])
        state = content.get("data", {}).get("state", {})
        if "scene" in state:
            self._comm, self.scene = content["comm_id"], state["scene"]


@contextmanager
def kernel(data: Path) -> Iterator[tuple[int, BlockingKernelClient]]:
    """A kernel of its own: its process id, and a client that is ready to ask it."""
    manager = KernelManager(kernel_name="python3")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "MODULE_NINE_DATA": str(data)}
    manager.start_kernel(env=environment, cwd=str(data))
    client = manager.blocking_client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=60)
        yield manager.provisioner.pid, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def kept(data: Path, key: str) -> list[list[str]]:
    """What the disk knows of a conversation: the replies of each attempt."""
    found = read_attempts(load_scenario(NAME), data / "journals", key)
    assert all("cut off" in problem for problem in found.problems)
    return [[reply.choice or "pause" for reply in one.state.replies] for one in found.attempts]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGKILL")
def test_a_killed_kernel_loses_nothing_acknowledged(tmp_path):
    draw, lengths = random.Random(9), []
    for number in range(KILLED):
        with kernel(tmp_path) as (process, client):
            if number:  # this one finds what its predecessor left
                before = kept(tmp_path, f"talk {number - 1}")
                assert Page(client, f"talk {number - 1}").scene["turn"] == len(before[-1] if before else [])
            page = Page(client, f"talk {number}")
            death = threading.Timer(draw.random() * 0.3, os.kill, (process, signal.SIGKILL))
            death.start()
            with pytest.raises(Empty):
                page.play(draw)
            death.join()
        acknowledged, written = list(filter(None, page.acknowledged)), kept(tmp_path, f"talk {number}")
        assert 0 <= len(written) - len(acknowledged) <= 1
        for said, was in zip(acknowledged, written, strict=False):
            assert was[: len(said)] == said
            assert len(was) - len(said) <= (said is acknowledged[-1])
        lengths.append(sum(map(len, acknowledged)))
    assert sum(lengths) > 0
    print(f"{KILLED} killed; replies acknowledged in each: {lengths}")
