"""What the test cells of our exercises mark: one entry for each, by its name in the notebook."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, RootModel, model_validator

from course.document import Part, read_document

ASSIGNMENTS = Path(__file__).parent / "assignments"


class Task(Part):
    """One activity with marks: a graded drill, or a conversation (the one that `key` names).

    In a `typed` one there are no ready-made replies to pick.
    """

    points: Annotated[int, Field(ge=1)]
    drill: str = ""
    scenario: str = ""
    key: str = ""
    typed: bool = False

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if bool(self.drill) == bool(self.scenario) or bool(self.scenario) != bool(self.key):
            raise ValueError("name a drill, or a scenario and its key.")
        return self


class _Page(RootModel[dict[str, Task]]):
    pass


def assignment_names() -> tuple[str, ...]:
    """The exercises that there are."""
    return tuple(sorted(path.stem for path in ASSIGNMENTS.glob("*.yaml")))


@lru_cache
def load_assignment(name: str) -> dict[str, Task]:
    """The tasks of one exercise by grade id. Raises DocumentError."""
    return read_document(ASSIGNMENTS / f"{name}.yaml").parse(_Page).root
