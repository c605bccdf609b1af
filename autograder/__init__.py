"""What a test cell of an exercise calls is `check`; the rest is for who grades."""

from typing import Any

__all__ = ["check"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'autograder' has no attribute '{name}'")
    from autograder.checks import check

    return check
