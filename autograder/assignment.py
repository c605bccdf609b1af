"""What the test cells of our exercises mark: one entry for each, by its name in the notebook."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, RootModel, model_validator

from course.document import Part, read_document

ASSIGNMENTS = Path(__file__).parent / "assignments"


class Task(Part):
    """One activity with marks: a graded drill, or a conversation (the one that `key` names)."""

    points: Annotated[int, Field(ge=1)]
    drill: str = ""
    scenario: str = ""
    key: str = ""

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if bool(self.drill) == bool(self.scenario) or bool(self.scenario) != bool(self.key):
            raise ValueError("name a drill, or a scenario and its key.")
        return self


class _Page(RootModel[dict[str, Task]]):
    pass


@lru_cache(maxsize=1)
def load_tasks() -> dict[str, Task]:
    """All tasks by grade id. Raises DocumentError."""
    tasks: dict[str, Task] = {}
    for path in sorted(ASSIGNMENTS.glob("*.yaml")):
        tasks |= read_document(path).parse(_Page).root
    return tasks
