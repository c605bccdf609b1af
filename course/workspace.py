"""The folder in which a learner works: copies of lessons and exercises, and whatever they write there.

JupyterLab saves while one reads, so it works on copies: the course itself stays as it was shipped, and what
somebody wrote stays theirs when the course brings a newer version.
"""

import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from course import lab

COURSE = Path(__file__).resolve().parent


class CannotOpen(Exception):
    """The course can't be opened; the message tells the learner why and what to do."""


def open_course(lesson: str | None = None, options: Sequence[str] = (), *, plain: bool = False) -> int:
    """Bring the learner's folder up to date and serve it in JupyterLab, or as `plain` pages, until it is stopped.

    `lesson` is a lesson's name or a part of it, None for the first; `options` are handed on to whoever serves,
    such as --no-browser. Returns the exit status; why it can't go on is said on stderr.
    """
    try:
        data, name = prepare(lesson)
    except CannotOpen as trouble:
        print(trouble, file=sys.stderr)
        return 1
    os.environ["MODULE_NINE_DATA"] = str(data)  # kernels run elsewhere: a relative path would mislead them
    if (COURSE.parent / "pyproject.toml").exists():  # moved since it was installed, or never: kernels find it
        others = os.environ.get("PYTHONPATH")
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(COURSE.parent), others]))
    print(f"Opening {name} in your browser. Your work is kept in {data}")
    print("Leave this window open while you learn. To stop, press Ctrl-C here.", flush=True)
    with suppress(KeyboardInterrupt):
        if plain:
            from course.page_server import serve_pages

            serve_pages(data / "workbook", name, options)
        else:
            lab.serve(data / "workbook", name, data / "layout", options)
    print("Module Nine is closed. Your work is kept.")
    return 0


def prepare(lesson: str | None) -> tuple[Path, str]:
    """Bring the learner's folder up to date; return where their data is and which notebook to open.

    Raises CannotOpen.
    """
    if not (find_spec("jupyterlab") and find_spec("platformdirs")):
        raise CannotOpen(
            f"Module Nine isn't installed in this Python ({sys.executable}).\n"
            "Run “make course” in its folder, or follow “Without make” in README.md."
        )
    from course import learners  # needs what may not be installed

    data = learners.data_folder().absolute()
    shown = (path.relative_to(COURSE / "lessons").as_posix() for path in _files(COURSE / "lessons"))
    name = find_lesson(lesson, sorted(name for name in shown if name.endswith(".ipynb")))
    try:
        for kept in refresh(shipped(COURSE), data / "workbook", data / "shipped"):
            print(f"A newer version came with the course. What you wrote is kept beside it: {kept.name}")
        shutil.rmtree(data / "layout", ignore_errors=True)  # the lesson opens alone, not among last time's tabs
        learners.forget(data)  # who was learning last time may not be who sits here now
    except OSError as trouble:
        raise CannotOpen(
            f"The course can't keep your work in {data}: {trouble.strerror}.\n"
            "Make room there, or set MODULE_NINE_DATA to a folder of yours, and try again."
        ) from trouble
    return data, name


def find_lesson(asked: str | None, names: Sequence[str]) -> str:
    """Return the lesson file meant by a name or a part of it; the first one for None."""
    if not names:
        raise CannotOpen("This copy of the course has no lessons. Get a fresh copy and install it again.")
    if asked is None:
        return names[0]
    wanted = asked.casefold().removesuffix(".ipynb").replace(" ", "_")
    numbered = [name for name in names if name.startswith(f"{wanted.zfill(2)}_")]  # 3 isn't class_30_minutes
    found = numbered or [name for name in names if wanted in name.casefold()]
    if len(found) > 1 and "/" not in wanted:  # a translation is asked for by its folder
        found = [name for name in found if "/" not in name]
    if len(found) != 1:
        raise CannotOpen(f"Which lesson is “{asked}”? There are: {', '.join(n.removesuffix('.ipynb') for n in names)}")
    return found[0]


def shipped(course: Path) -> dict[str, Path]:
    """Return what learners get, by its place in their folder: lessons, and exercises if there are any."""
    exercises = course.parent / "exercises" / "release"  # only a checkout has them
    return {
        **{path.relative_to(course / "lessons").as_posix(): path for path in _files(course / "lessons")},
        **{f"exercises/{path.relative_to(exercises).as_posix()}": path for path in _files(exercises)},
    }


def refresh(shipped: Mapping[str, Path], folder: Path, originals: Path) -> list[Path]:
    """Copy what is new into a learner's folder and return the learner's own files that had to step aside.

    `originals` keeps each file as it was last handed out: a copy whose words still are that file's may be
    replaced. An exercise somebody has begun is never replaced, for it is handed in under its own name.
    Raises OSError.
    """
    kept = []
    for name, source in shipped.items():
        copy, original = folder / name, originals / name
        if copy.exists() and original.exists() and original.read_bytes() == source.read_bytes():
            continue
        if copy.exists() and _words(copy) not in (_words(source), _words(original)):
            if name.startswith("exercises/"):
                continue
            kept.append(copy.rename(_aside(copy)))
        _put(source, copy)
        _put(source, original)
    return kept


def clear_outputs(folder: Path) -> None:
    """Take out of every notebook what activities showed there, and JupyterLab's copies with it; words stay.

    Raises OSError.
    """
    for path in sorted(folder.rglob("*.ipynb")):
        if path.parent.name == ".ipynb_checkpoints":
            path.unlink()
            continue
        with suppress(ValueError, TypeError, KeyError, AttributeError):  # not a notebook: nothing of ours showed there
            page = json.loads(path.read_bytes())
            shown = [cell for cell in page["cells"] if cell.get("outputs")]
            for cell in shown:
                cell.update(outputs=[], execution_count=None)
            if shown:
                half = path.with_name(f".{path.name}.new")
                half.write_text(json.dumps(page, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
                half.replace(path)


def _files(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)]


def _words(path: Path) -> Any:
    """Return what somebody may have written in a file: in a notebook its cells, without their outputs."""
    if not path.exists():
        return None
    content = path.read_bytes()
    if path.suffix != ".ipynb":
        return content
    try:
        return [
            [cell["cell_type"], "".join(cell["source"]), cell.get("attachments") or {}]
            for cell in json.loads(content)["cells"]
        ]
    except (ValueError, TypeError, KeyError, AttributeError):
        return content


def _aside(path: Path) -> Path:
    """Return a free name beside a file that says it is the learner's."""
    today = datetime.now().astimezone().date()
    number, free = 1, path.with_stem(f"{path.stem} - what you wrote until {today}")
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem} - what you wrote until {today} ({number})")
    return free


def _put(source: Path, target: Path) -> None:
    """Copy a file whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.new")
    half.write_bytes(source.read_bytes())
    half.replace(target)
