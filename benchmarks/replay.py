"""Turns replayed per second: ours beside inkjs, the engine that branching stories are often built on.

    python benchmarks/replay.py [INKJS_FOLDER]

INKJS_FOLDER is a folder in which `npm install inkjs` was run; without one, only ours is measured.
The ink story has the same beats, choices and lines as the customer, and moves one number for heat;
it knows no trust, needs, wearing-off or marks. Each engine plays its first choices to an ending, over
and over, for two seconds: with a new conversation each time, and for ink also with one story reset.
"""

import shutil
import subprocess
import sys
import time
from pathlib import Path

from course import dialogue
from course.reply import Reply
from course.scenario import Scenario, load_scenario

SECONDS = 2.0
CUSTOMER = "angry/wrong-part"


def ours(scenario: Scenario) -> float:
    """Turns per second of `dialogue.replay`, a new conversation each time."""
    state = dialogue.start(scenario)
    while not state.ended:
        state = dialogue.say(state, next(iter(state.beat.choices)))
    replies = [Reply(reply.choice) for reply in state.replies]
    turns, begin = 0, time.perf_counter()
    while time.perf_counter() - begin < SECONDS:
        assert dialogue.replay(scenario, 0, replies).ended
        turns += len(replies)
    return turns / (time.perf_counter() - begin)


def as_ink(scenario: Scenario) -> str:
    """The customer as an ink story: the same lines and choices, and each beat's last way on."""
    story = [f"VAR heat = {scenario.customer.heat}", f"-> {scenario.start}"]
    for beat in scenario.beats.values():
        story += [f"=== {beat.id} ===", f"{{heat > 6: {beat.line.hot[0]} | {beat.line.cool[0]} }}"]
        for choice in beat.choices.values():
            heat = sum(scenario.effects.labels[label].heat for label in choice.labels)
            story += [f"+ [{choice.text}]", f"  ~ heat = heat + ({heat})", f"  -> {beat.rules[-1].go}"]
    for ending in scenario.endings.values():
        story += [f"=== {ending.id} ===", ending.line[0], "-> END"]
    return "\n".join(story)


def inks(scenario: Scenario, folder: Path) -> dict[str, float]:
    """Turns per second of inkjs, by kind of run."""
    node = shutil.which("node")
    if node is None:
        return {}
    program = Path(__file__).with_name("replay_ink.cjs")
    ran = subprocess.run(
        [node, program, str(SECONDS)],
        input=as_ink(scenario),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={"NODE_PATH": str(folder / "node_modules")},
    )
    return {name: float(rate) for name, rate in (line.split("\t") for line in ran.stdout.splitlines())}


def main() -> None:
    """Print the figures, theirs as ratios of ours."""
    scenario = load_scenario(CUSTOMER)
    rate = ours(scenario)
    print(f"{'course.dialogue, new conversation each':42} {rate:>9,.0f} turns/s")
    for name, other in (inks(scenario, Path(sys.argv[1])) if len(sys.argv) > 1 else {}).items():
        print(f"{name:42} {other:>9,.0f} turns/s   ours is {rate / other:.1f} times that")


if __name__ == "__main__":
    main()
