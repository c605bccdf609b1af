"""The commands of the course: `python -m course open | pages | shortcut | check | build` and more."""

import argparse
import os
import sys
from itertools import takewhile
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m course", description=__doc__)
    parser.add_argument("--data", metavar="FOLDER", help="where learners' work is kept, as MODULE_NINE_DATA says else")
    parser.add_argument("--learner", metavar="NAME", help="whose practice this is about, where several people learn")
    commands = parser.add_subparsers(dest="command", required=True)

    opening = commands.add_parser("open", help="open the course in JupyterLab; options are handed on to it")
    opening.add_argument("lesson", nargs="?", help="the lesson to open, such as 03_angry_customers")

    paging = commands.add_parser("pages", help="open the course as plain pages; options are handed on to Voilà")
    paging.add_argument("lesson", nargs="?", help="the lesson to open, such as 03_angry_customers")

    commands.add_parser("shortcut", help="put an icon on the desktop that opens the course")

    checking = commands.add_parser("check", help="validate customers and prove by search what must hold for each")
    checking.add_argument("files", nargs="*", metavar="FILE", type=Path, help="a customer's file; without one, all")
    checking.add_argument("--maps", metavar="FOLDER", type=Path, help="draw each customer's map there, as SVG")
    checking.add_argument("--docs", metavar="FOLDER", type=Path, help="write the table of all and their maps there")
    checking.add_argument("--read", action="store_true", help="print every exchange with these customers instead")
    checking.add_argument("--words", action="store_true", help="print where authors and the judge of words disagree")

    building = commands.add_parser("build", help="make notebooks and catalogues of sentences from their text")
    building.add_argument("--check", action="store_true", help="only say which differ from their text")

    certifying = commands.add_parser("certificate", help="check a certificate against the journals it was made from")
    certifying.add_argument("--check", metavar="FILE", required=True, help="the certificate, or the code printed on it")
    certifying.add_argument("--journals", metavar="FOLDER", type=Path, help="where the journals are; else one's own")

    exporting = commands.add_parser("export", help="put all that a learner did into files, as JSON and as xAPI")
    exporting.add_argument("folder", metavar="FOLDER", type=Path, help="where to put them")
    exporting.add_argument("--mail", default="", help="the e-mail address that a learning system knows them by")
    exporting.add_argument("--words", action="store_true", help="put what they said and wrote into the statements, too")

    keeping = commands.add_parser("backup", help="put all that learners did here into one file")
    keeping.add_argument("file", metavar="FILE", type=Path, help="the file to make, such as module-nine-backup.zip")

    restoring = commands.add_parser("restore", help="bring back what a backup holds; what is here stays, too")
    restoring.add_argument("file", metavar="FILE", type=Path)

    erasing = commands.add_parser("erase", help="erase one learner's practice, or everything; asks first")
    erasing.add_argument("--everyone", action="store_true", help="everything that the course keeps")

    arguments, rest = _split(sys.argv[1:] if arguments is None else arguments)
    options = parser.parse_args(arguments)
    if options.command == "check" and options.files and options.docs:
        checking.error("--docs shows every customer, so it takes no FILE")
    if options.data:
        os.environ["MODULE_NINE_DATA"] = options.data
    return _run(options, rest)


def _run(options: argparse.Namespace, rest: list[str]) -> int:
    """Run a command for the learner whom it names, if it does."""
    from course import learners

    try:
        if options.learner:
            learners.choose_here(learners.data_folder(), options.learner)
        return _COMMANDS[options.command](options, rest)
    except learners.BadNameError as mistake:
        print(mistake, file=sys.stderr)
    except learners.NobodySaidError as mistake:
        print(f"{mistake}\nName one: python -m course --learner NAME {options.command} …", file=sys.stderr)
    return 1


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Take apart what is ours and, after `open` and `pages`, what isn't: from the first option on."""
    ours = [*takewhile(lambda argument: not argument.startswith("-"), arguments)]
    if ours[:1] not in (["open"], ["pages"]) or arguments[len(ours) :] in (["-h"], ["--help"]):
        return arguments, []
    return ours, arguments[len(ours) :]


def _open(options: argparse.Namespace, rest: list[str]) -> int:
    from course.workspace import open_course

    return open_course(options.lesson, rest, plain=options.command == "pages")


def _shortcut(_options: argparse.Namespace, _rest: list[str]) -> int:
    from course.shortcut import NoIconError, make_shortcut, where

    try:
        print(*where(make_shortcut()), sep="\n")
    except NoIconError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


def _check(options: argparse.Namespace, _rest: list[str]) -> int:
    from course.check import check, read_aloud

    if options.read:
        return read_aloud(options.files)
    return check(options.files, options.maps, options.docs, words=options.words)


def _build(options: argparse.Namespace, _rest: list[str]) -> int:
    from course import catalogues, notebooks

    try:
        stale = notebooks.build(check=options.check) + catalogues.build(check=options.check)
    except ValueError as mistake:
        print(mistake, file=sys.stderr)
        return 1
    for path in stale:
        print(f"{'differs from its text' if options.check else 'made'}: {path}")
    return 1 if options.check and stale else 0


def _backup(options: argparse.Namespace, _rest: list[str]) -> int:
    from course.data_commands import backup_command

    return backup_command(options.file, one=bool(options.learner))


def _restore(options: argparse.Namespace, _rest: list[str]) -> int:
    from course.data_commands import restore_command

    return restore_command(options.file)


def _erase(options: argparse.Namespace, _rest: list[str]) -> int:
    from course.data_commands import erase_command

    return erase_command(one=bool(options.learner), everyone=options.everyone)


def _certificate(options: argparse.Namespace, _rest: list[str]) -> int:
    from course.certificate_check import check

    return check(options.check, options.journals)


def _export(options: argparse.Namespace, _rest: list[str]) -> int:
    from course.export_command import export_command

    return export_command(options.folder, options.mail, words=options.words)


_COMMANDS = {
    "open": _open,
    "pages": _open,
    "shortcut": _shortcut,
    "check": _check,
    "build": _build,
    "backup": _backup,
    "restore": _restore,
    "erase": _erase,
    "certificate": _certificate,
    "export": _export,
}

if __name__ == "__main__":
    sys.exit(main())
