"""A shelf: a folder of authors' YAML files, each known by its path without the ending."""

from pathlib import Path

from course.document import Document, DocumentError, nearest, read_document
from course.language import place_of, plain


def names_on(shelf: Path) -> tuple[str, ...]:
    """List what stands on a shelf, such as `angry/thoughts`."""
    paths = (path.relative_to(shelf) for path in shelf.rglob("*.yaml"))
    return tuple(sorted(path.with_suffix("").as_posix() for path in paths))


def take(name: str, shelf: Path) -> Document:
    """Read what stands there under a name, in the language that the name carries.

    Raises DocumentError, also when there is no such thing.
    """
    path, names = place_of(name, shelf), names_on(shelf)
    if plain(name) not in names or not path.is_file():
        raise DocumentError(
            f"{name}.yaml", 1, "", f"there's no such file in {shelf.name}." + nearest(name, list(names))
        )
    return read_document(path, f"{name}.yaml")
