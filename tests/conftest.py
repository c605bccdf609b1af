"""What many tests share."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from tiny import tiny

from course import dialogue, learners
from course.dialogue import State
from course.journal import open_journal
from course.learners import Learner
from course.scenario import Scenario

# a real JupyterLab, a class to grade, a real PostgreSQL and Redis, a made-up language
pytest_plugins = ["browser", "graded_class", "postgres", "redis_server", "made_up"]

# A busy machine is no failure: what has to be fast is measured in benchmarks/.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


def _round_trip(state: State) -> State:
    again = State.from_json(state.scenario, json.loads(json.dumps(state.to_json())))
    assert again == state
    return again


class Talk:
    """`dialogue`, with every state settled: left alone, or sent to JSON and back."""

    def __init__(self, settle: Callable[[State], State]) -> None:
        self._settle = settle

    def start(self, scenario: Scenario, seed: int = 0) -> State:
        return self._settle(dialogue.start(scenario, seed))

    def say(self, state: State, *args: object, **kwargs: object) -> State:
        return self._settle(dialogue.say(state, *args, **kwargs))

    def step(self, state: State, *args: object, **kwargs: object) -> State:
        return self._settle(dialogue.step(state, *args, **kwargs))

    def pause(self, state: State) -> State:
        return self._settle(dialogue.pause(state))


@pytest.fixture(scope="module", autouse=True)
def _environment_is_put_back() -> Iterator[None]:
    """nbgrader's settings change the environment; whatever process is started afterwards would have it so."""
    before = _environment()
    yield
    assert _environment() == before, "the tests of this module leave the environment changed: use `instructor_in`"


def _environment() -> dict[str, str]:
    """What a process of ours goes by; libraries note things of their own there."""
    ours = ("PATH", "PYTHON", "MODULE_NINE", "JUPYTER", "IPYTHON", "HOME")
    return {name: value for name, value in os.environ.items() if name.startswith(ours)}


@pytest.fixture(params=[lambda state: state, _round_trip], ids=["plain", "round trip"])
def talk(request: pytest.FixtureRequest) -> Talk:
    """The engine twice over: plain, and with a JSON round trip at every turn."""
    return Talk(request.param)


@pytest.fixture
def scenario() -> Scenario:
    return tiny()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which all practice is kept, empty."""
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def bea(data: Path) -> Learner:
    """Somebody practiced before anybody was asked who they are; then came Bea, and `data` is shared."""
    open_journal(data / "journals").append("plan", {"plan": "rude"})
    return learners.add(data, "Bea")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with `lessons`, where the notebook is, and a place for `data`, where all practice is kept."""
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path / "data"))
    (tmp_path / "lessons").mkdir()
    monkeypatch.chdir(tmp_path / "lessons")
    return tmp_path
