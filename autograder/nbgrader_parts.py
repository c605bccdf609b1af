"""The parts of nbgrader that a gradebook's writer needs, imported in less than half the usual time.

Whatever of nbgrader is imported first imports jsonschema, which imports rfc3987_syntax where it is installed, and that
builds a grammar of web addresses for more than a second. jsonschema works without it: it then leaves addresses of a
kind unchecked that no notebook has. So jsonschema is imported here as if rfc3987_syntax were not installed. Whoever
imports rfc3987_syntax itself later finds it.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _as_if_missing(module: str) -> Iterator[None]:
    """A block in which a module that nobody has imported yet can't be: Python's own way is None in its place."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


with _as_if_missing("rfc3987_syntax"):
    from nbgrader import api
    from nbgrader.apps.baseapp import NbGrader
    from nbgrader.converters import Autograde
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.preprocessors import AssignLatePenalties
    from nbgrader.utils import parse_utc

__all__ = ["AssignLatePenalties", "Autograde", "CourseDirectory", "NbGrader", "api", "parse_utc"]
