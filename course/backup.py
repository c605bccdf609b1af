"""One file with all that somebody did here: a zip that mirrors the data folder. `course.restore` is the way back."""

import json
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from course import learners
from course.language import _
from course.learners import FIRST, Learner

NAME = "module-nine-backup"
ABOUT = "module-nine.json"  # in the zip: the version of this format
OWN = ("name.txt", "journals")  # of the first learner, whose folder also holds everybody else's
SHARED = ("workbook", "shipped")


class BackupError(Exception):
    """A backup can't be made or read; the message says why and what to do."""


def belongings(learner: Learner) -> list[Path]:
    """The files and folders that are one learner's own, those that exist."""
    own = [learner.home / name for name in OWN] if learner.slug == FIRST else [learner.home]
    return [path for path in own if path.exists()]


def back_up(data: Path, target: Path, now: datetime, whose: Sequence[Learner] | None = None) -> int:
    """Write a backup of everything, or of what is these learners' own; return how many files are in it.

    Raises BackupError, also where there is such a file already.
    """
    paths = [path for one in whose or learners.learners(data) for path in belongings(one)]
    paths += [data / name for name in SHARED if not whose]
    files = [file for path in paths for file in _files(path)]
    if not files:
        raise BackupError(_("There is nothing to back up yet."))
    if target.exists():
        raise BackupError(_("There is a file {file} already. Choose another name.").format(file=target))
    half = target.with_name(f"{target.name}.part")
    try:
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as bundle:
            bundle.writestr(ABOUT, json.dumps({"module_nine_backup": 1, "made": now.isoformat()}))
            for file in files:
                bundle.write(file, file.relative_to(data).as_posix())
        half.replace(target)
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else _("a file has a name that can't be written")
        said = _("The backup couldn't be made ({why}). Choose another place and try again.")
        raise BackupError(said.format(why=why)) from error
    finally:
        with suppress(OSError):
            half.unlink()
    return len(files)


def _files(path: Path) -> Iterator[Path]:
    """What is worth keeping under a path: plain files, none that a program hid, no backup inside a backup."""
    found = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in found:
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if file.is_file() and not file.is_symlink() and not hidden and not file.name.startswith(NAME):
            yield file
