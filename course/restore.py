"""The way back from a backup, which takes nothing away.

A journal only grows, so the longer of two wins. Of anything else that differs, what was here stays in its place, and
the other is put beside it. Nobody's practice is mixed with that of somebody else who is called the same.
"""

import json
import os
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from course import learners
from course.backup import ABOUT, OWN, SHARED, BackupError, belongings
from course.learners import FIRST, BadNameError, Learner

LARGEST = 1 << 30  # bytes that a backup may unpack to; years of practice are a hundredth of it

_BESIDE = " - from the backup"
_NOT_ON_WINDOWS = set('\\:*?"<>|')


@dataclass
class Restored:
    """What came back: whose practice, how many files, and which of them lie beside one that differs."""

    whose: list[str] = field(default_factory=list)
    files: int = 0
    beside: list[Path] = field(default_factory=list)


def restore(data: Path, source: Path) -> Restored:
    """Bring back what a backup holds, and keep all that is here.

    Raises BackupError: nothing was changed then, or, where the disk failed midway, it can be done again.
    """
    content = _read(source)
    done = Restored()
    try:
        for slug, files in _by_learner(content).items():
            home = _home(data, slug, files)
            for name, words in files.items():
                if name != "name.txt" or not (home / name).exists():
                    _put(home / name, words, done)
            done.whose.append(learners.at(data, FIRST if home == data else home.name).title)
        for name, words in content.items():
            if name.startswith("workbook/"):
                _put_shared(data, name.removeprefix("workbook/"), words, content, done)
    except OSError as error:
        raise BackupError(f"Not everything could be restored ({error.strerror}). Make room, and try again.") from error
    return done


def _read(source: Path) -> dict[str, bytes]:
    """The files in a backup by name, each name one that may be written here."""
    try:
        with zipfile.ZipFile(source) as bundle:
            entries = [entry for entry in bundle.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > LARGEST:
                raise BackupError(f"{source.name} is too large to be a backup of this course.")
            content = {entry.filename: bundle.read(entry) for entry in entries}
        about = json.loads(content.pop(ABOUT, b"{}"))
        version = about["module_nine_backup"]
    except OSError as error:
        raise BackupError(f"{source} can't be read ({error.strerror}).") from error
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise BackupError(f"{source.name} is damaged, or it is no backup of this course. Try another copy.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{source.name} is no backup of this course.") from error
    if version != 1:
        raise BackupError(f"{source.name} was made by a newer version of the course. Update the course first.")
    if bad := [name for name in content if not _ours(name)]:
        raise BackupError(f"{source.name} is no backup of this course: it holds “{bad[0]}”.")
    return content


def _ours(name: str) -> bool:
    """Whether a name in a zip is a place that a backup of ours has, and one that leads nowhere else."""
    top, *rest = name.split("/")
    if any(part in {"", ".", ".."} or (os.name == "nt" and _NOT_ON_WINDOWS & set(part)) for part in [top, *rest]):
        return False
    if top == "learners":
        return len(rest) > 1 and rest[0] != FIRST and bool(re.fullmatch(r"[a-z0-9-]+", rest[0]))
    return top in {*OWN, *SHARED} and bool(rest) == (top != "name.txt")


def _by_learner(content: Mapping[str, bytes]) -> dict[str, dict[str, bytes]]:
    """Each learner's own files, by their slug, with names as they are in their folder."""
    found: dict[str, dict[str, bytes]] = {}
    for name, words in content.items():
        first, _, rest = name.partition("/")
        if first in OWN:
            found.setdefault(FIRST, {})[name] = words
        elif first == "learners":
            slug, _, own = rest.partition("/")
            found.setdefault(slug, {})[own] = words
    return found


def _home(data: Path, slug: str, files: Mapping[str, bytes]) -> Path:
    """Where a learner of a backup belongs: to whom shares a journal with them, else into a folder of their own."""
    journals = {PurePosixPath(name).name for name in files if name.startswith("journals/")}
    for one in learners.learners(data):
        if journals and any((one.journals / name).exists() for name in journals):
            return one.home
    there = learners.at(data, slug)
    if not belongings(there):
        return there.home
    name = files.get("name.txt", b"").decode("utf-8", "replace").strip()[: learners.LONGEST - 5]
    if name == there.name and not (journals and any(there.journals.glob("*"))):
        return there.home
    return _added(data, name or "From the backup").home


def _added(data: Path, name: str) -> Learner:
    """Somebody new, with a number after their name if it is taken."""
    for number in range(1, 100):
        try:
            return learners.add(data, name if number == 1 else f"{name} ({number})")
        except BadNameError:
            continue
    raise BackupError(f"There are too many people called {name} here.")


def _put_shared(data: Path, name: str, words: bytes, content: Mapping[str, bytes], done: Restored) -> None:
    """Bring back a file of the workbook. A copy that nobody touched gives way, and so does what it was copied from."""
    copy, original = data / "workbook" / name, data / "shipped" / name
    if copy.exists() and not (original.exists() and original.read_bytes() == copy.read_bytes()):
        _put(copy, words, done)
    elif not copy.exists() or copy.read_bytes() != words:
        if f"shipped/{name}" in content:
            _write(original, content[f"shipped/{name}"])
        _write(copy, words)
        done.files += 1


def _put(path: Path, words: bytes, done: Restored) -> None:
    """Put a file where it was, unless it is there; beside it, if it says something else."""
    if path.exists():
        here = path.read_bytes()
        if here.startswith(words):
            return
        if not words.startswith(here):
            path = _free(path, words)
            if path.exists():
                return
            done.beside.append(path)
    _write(path, words)
    done.files += 1


def _free(path: Path, words: bytes) -> Path:
    """A name beside a file that is free, or that of an earlier restoring of the same words."""
    number, beside = 1, path.with_stem(path.stem + _BESIDE)
    while beside.exists() and beside.read_bytes() != words:
        number += 1
        beside = path.with_stem(f"{path.stem}{_BESIDE} ({number})")
    return beside


def _write(path: Path, words: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        half.write_bytes(words)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
