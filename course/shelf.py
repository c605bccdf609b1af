"""A shelf: a folder of authors' YAML files, each known by its path without the ending."""

from pathlib import Path

from course.document import Document, DocumentError, nearest, read_document


def names_on(shelf: Path) -> tuple[str, ...]:
    """List what stands on a shelf, such as `angry/thoughts`."""
    paths = (path.relative_to(shelf) for path in shelf.rglob("*.yaml"))
    return tuple(sorted(path.with_suffix("").as_posix() for path in paths))


def take(name: str, shelf: Path) -> Document:
    """Read what stands there under a name. Raises DocumentError, also when there is no such thing."""
    names = names_on(shelf)
    if name not in names:
        raise DocumentError(
            f"{name}.yaml", 1, "", f"there's no such file in {shelf.name}." + nearest(name, list(names))
        )
    return read_document(shelf / f"{name}.yaml", f"{name}.yaml")
