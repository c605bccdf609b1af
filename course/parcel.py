"""Files made for a learner to take along: each is written whole, or not at all."""

from collections.abc import Mapping
from pathlib import Path

from course.language import _


class CannotPut(Exception):
    """The files couldn't be made; the message says why, and what to do."""


def put(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files by name into a folder, which is made if need be. Raises CannotPut."""
    made = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            half, path = folder / f".{name}.part", folder / name
            try:
                half.write_bytes(content)
                half.replace(path)
            finally:
                half.unlink(missing_ok=True)
            made.append(path)
    except OSError as error:
        said = _(
            "The files couldn’t be put into {folder} ({why}). What you did in the course is safe. "
            "Make room there, or ask for a folder that can be written to, and try again."
        )
        raise CannotPut(said.format(folder=folder, why=error.strerror)) from None
    return made
