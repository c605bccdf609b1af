"""Serve a live class on this computer: `python -m course.classroom`."""

import argparse
import asyncio
import os
import re
import sys
from contextlib import suppress
from pathlib import Path

from course.language import languages, speak
from course.learners import data_folder

PORT = 8899


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl-C; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m course.classroom", description=__doc__)
    parser.add_argument(
        "--port", type=int, default=PORT, help=f"where phones find it ({PORT}); 0 takes any that is free"
    )
    parser.add_argument("--bind", default="0.0.0.0", help="the address to listen on; 127.0.0.1 behind a proxy")  # noqa: S104 (phones have to reach it)
    parser.add_argument(
        "--origin",
        action="append",
        default=[],
        metavar="URL",
        type=_base,
        help="its address behind a proxy, such as https://class.example or https://hub.example/services/class",
    )
    parser.add_argument("--redis", metavar="URL", help="keep rooms in Redis, so that many servers serve them")
    parser.add_argument(
        "--data", metavar="FOLDER", type=Path, help="where rooms are kept, as MODULE_NINE_DATA says else"
    )
    parser.add_argument("--language", choices=languages(), default="en", help="the language of its pages")
    parser.add_argument("--open", metavar="LESSON", nargs="?", const="class_90", help="open this notebook beside it")
    options = parser.parse_args(arguments)
    speak(options.language)
    if options.data:
        os.environ["MODULE_NINE_DATA"] = str(options.data.absolute())
    try:
        from course.classroom.log import LogError
        from course.classroom.serving import serve
    except ImportError as missing:
        print(f"The live class needs “{missing.name}”: pip install 'module-nine[classroom]'", file=sys.stderr)
        return 1
    try:
        with suppress(KeyboardInterrupt):
            asyncio.run(serve(options, data_folder().absolute()))
    except (LogError, OSError) as trouble:
        print(f"The class can't be served: {trouble}", file=sys.stderr)
        return 1
    print("The class is closed. Its rooms are kept.")
    return 0


def _base(given: str) -> str:
    """An address of a server: scheme, host, perhaps a port and a path. Raises ArgumentTypeError for what is none."""
    if not re.fullmatch(r"https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[1-9][0-9]*)?(/[A-Za-z0-9._~-]+)*/?", given):
        raise argparse.ArgumentTypeError(f"{given!r} is no address such as https://class.example")
    return given.rstrip("/")


if __name__ == "__main__":
    sys.exit(main())
