"""Who learns on this computer, and which folder is whose.

The first learner has the data folder itself, as it was before anybody was asked; each other one has a folder
under `learners` in it. A name keeps the practice of two people apart. It locks nothing.
"""

import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from course.language import _

FIRST = "first"  # the slug of whoever has the data folder itself
LONGEST = 40  # characters of a name

_RESERVED = {FIRST, "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
_said: dict[Path, str] = {}  # for this process: a note on disk can fail, and a command may name somebody
_asking: ContextVar[list[Path] | None] = ContextVar("asking", default=None)


class NobodySaidError(Exception):
    """Several people learn here, and nobody said who is learning now."""


class BadNameError(ValueError):
    """A name that won't do; the message tells the learner why and what to do."""


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody who learns here: their folder's name, their own ("" if they never said it), and where all is kept."""

    slug: str
    name: str
    home: Path

    @property
    def journals(self) -> Path:
        """The folder of their practice."""
        return self.home / "journals"

    @property
    def title(self) -> str:
        """What others see."""
        return self.name or _("Whoever learned here first")


def data_folder() -> Path:
    """Where the course keeps everything: MODULE_NINE_DATA if that is set, else the user's data folder."""
    if folder := os.environ.get("MODULE_NINE_DATA"):
        return Path(folder)
    from platformdirs import user_data_dir  # a Python that lacks it can still be told how to install

    return Path(user_data_dir("module-nine", appauthor=False))


def at(data: Path, slug: str) -> Learner:
    """The learner of this slug, as they are or would be: nothing is asked of the disk but their name."""
    home = data if slug == FIRST else data / "learners" / slug
    return Learner(slug, _line(home / "name.txt") or ("" if slug == FIRST else slug), home)


def learners(data: Path) -> list[Learner]:
    """Everybody who learns here, the first one first; there always is one. A folder that can't be read is left out."""
    others: list[Learner] = []
    with suppress(OSError):
        homes = sorted(home for home in (data / "learners").iterdir() if home.is_dir() and not home.is_symlink())
        others = [at(data, home.name) for home in homes if home.name != FIRST]
    first = at(data, FIRST)
    return [*([first] if not others or first.name or first.journals.exists() else []), *others]


def now(data: Path) -> Learner | None:
    """Who is learning now; None where several learn and it wasn't said since the course was opened."""
    everybody = learners(data)
    if len(everybody) == 1:
        return everybody[0]
    said = _said.get(data.absolute()) or _line(data / "now.txt")
    return next((one for one in everybody if one.slug == said), None)


def learning(data: Path) -> Learner:
    """The same, for whoever can't go on without: raises NobodySaidError. `noticed` hears of it."""
    asking = _asking.get()
    if asking is not None:
        asking.append(data)
    found = now(data)
    if found is None:
        names = ", ".join(one.title for one in learners(data))
        said = _("Several people learn on this computer ({names}), and nobody said who is learning now.")
        raise NobodySaidError(said.format(names=names))
    return found


@contextmanager
def noticed() -> Iterator[list[Path]]:
    """Notice whether what runs inside asks who is learning: the list isn't empty then."""
    asking: list[Path] = []
    token = _asking.set(asking)
    try:
        yield asking
    finally:
        _asking.reset(token)


def noticing() -> bool:
    """Whether this runs inside `noticed`."""
    return _asking.get() is not None


def choose(data: Path, slug: str) -> None:
    """Say who is learning from now on, in every notebook.

    Raises KeyError for nobody we know, OSError if it can't be kept: in this process it holds even then.
    """
    if slug not in {one.slug for one in learners(data)}:
        raise KeyError(slug)
    _said.pop(data.absolute(), None)
    try:
        _write(data / "now.txt", slug)
    except OSError:
        _said[data.absolute()] = slug
        raise


def choose_here(data: Path, name: str) -> None:
    """Say who this process is for, by name or slug, and tell no other one. Raises BadNameError for nobody we know."""
    found = [one for one in learners(data) if name.casefold() in {one.name.casefold(), one.slug}]
    if len(found) != 1:
        names = ", ".join(one.name or one.slug for one in learners(data))
        raise BadNameError(f"Nobody of the name “{name}” learns here. There are: {names}.")
    _said[data.absolute()] = found[0].slug


def forget(data: Path) -> None:
    """Forget who was learning, as when the course is opened anew. Raises OSError."""
    _said.pop(data.absolute(), None)
    (data / "now.txt").unlink(missing_ok=True)


def add(data: Path, name: str) -> Learner:
    """Make a folder for somebody new. Raises BadNameError for a name that won't do, and OSError."""
    name = _name(data, name)
    home = _new_home(data / "learners", name)
    _write(home / "name.txt", name)
    return Learner(home.name, name, home)


def rename(data: Path, learner: Learner, name: str) -> None:
    """Give somebody another name; their folder stays. Raises BadNameError for one that won't do, and OSError."""
    _write(learner.home / "name.txt", _name(data, name, learner.slug))


def _name(data: Path, name: str, slug: str | None = None) -> str:
    """A name as it is kept, if nobody else has it."""
    kept = _printed(name)
    if not kept:
        raise BadNameError(_("Type a name first."))
    if len(kept) > LONGEST:
        said = _("That name is too long. Type a shorter one, up to {longest} letters.")
        raise BadNameError(said.format(longest=LONGEST))
    if kept.casefold() in {one.title.casefold() for one in learners(data) if one.slug != slug}:
        said = _("Somebody here is called {name} already. If that’s you, pick it. If not, add a letter or two.")
        raise BadNameError(said.format(name=kept))
    return kept


def _new_home(folder: Path, name: str) -> Path:
    """A folder that wasn't there, named after somebody in letters that every system takes."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    base = "-".join(re.findall(r"[a-z0-9]+", plain)) or "learner"
    number = 2 if base in _RESERVED else 1
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    while True:
        home = folder / (base if number == 1 else f"{base}-{number}")
        with suppress(FileExistsError):
            home.mkdir(mode=0o700)
            return home
        number += 1


def _line(path: Path) -> str:
    """What a small file of one line says, "" if it can't be read."""
    try:
        words = path.read_text(encoding="utf-8") if path.stat().st_size < 1000 else ""
    except (OSError, ValueError):
        return ""
    return _printed(words)[:LONGEST]


def _printed(words: str) -> str:
    """Words on one line, without what can't be printed."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())


def _write(path: Path, line: str) -> None:
    """Put a line into a file, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        half.write_text(line + "\n", encoding="utf-8", newline="\n")
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
