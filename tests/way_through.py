"""A quick way through any customer: at each moment the reply that gives most of what it needs, or the least."""

from course import dialogue
from course.beat import Choice
from course.dialogue import State
from course.labels import PAUSE, PITFALLS
from course.scenario import Scenario


def way_through(scenario: Scenario, *, well: bool = True) -> list[str]:
    """The steps of a talk: ids of choices, or `pause`. It takes no search, so it needn't be the best."""
    state, steps = dialogue.start(scenario), list[str]()
    while not state.ended:
        steps.append(_step(state, well=well))
        state = dialogue.pause(state) if steps[-1] == PAUSE else dialogue.say(state, steps[-1])
    return steps


def _step(state: State, *, well: bool) -> str:
    beat = state.beat
    assert beat
    if well and PAUSE in beat.needs and PAUSE not in dialogue.given(state):
        return PAUSE

    def worth(choice: Choice) -> int:
        return len(choice.labels & {*beat.needs}) - 2 * len(choice.labels & {*PITFALLS})

    spoken = [choice for choice in state.choices if choice.action is None]
    return (max if well else min)(spoken, key=worth).id
