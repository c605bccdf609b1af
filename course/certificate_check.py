"""`python -m course certificate --check FILE`: whether a certificate is true to a practice record."""

import sys
from pathlib import Path

from course.certificate_facts import Certificate, Verdict, code_in, measure, verdict
from course.certificate_html import to_html
from course.certificate_pdf import CannotPrint, to_pdf, unpacked
from course.certificate_words import sheet
from course.history import read
from course.journal import practice_folder
from course.language import language, languages, speak

_LARGEST = 4 << 20  # bytes of a file that is looked at
_BOTH = "If nobody changed the certificate or the journal, the course itself has changed since it was made."


def check(what: str, folder: Path | None) -> int:
    """Check a certificate, by its file or by the code printed on it, against the journals in a folder.

    Without a folder it is the practice of whoever learns here. Returns the exit status: 0 if it is true, 1 if it isn't,
    2 if there is nothing to check. Raises NobodySaidError where several learn and it wasn't said whose practice.
    """
    try:
        content, code = _asked(what)
    except ValueError as reason:
        print(reason, file=sys.stderr)
        return 2
    folder = _journals(folder) if folder else practice_folder()
    history = read(folder)
    for problem in history.problems:
        print(problem, file=sys.stderr)
    if not history.records:
        print(f"There is no practice in {folder}. Name the folder of the journals with --journals.", file=sys.stderr)
        return 2
    found = verdict(history, code, measure())
    problem = found.problem or (_differs(found.certificate, content) if content and found.certificate else "")
    print(_said(found, problem, code, printed=not content))
    return 1 if problem else 0


def _asked(what: str) -> tuple[bytes, str]:
    """The file that is meant, b"" where a code was typed, and the code. Raises ValueError."""
    path, content = Path(what), b""
    if path.exists() or not code_in(what):
        try:
            with path.open("rb") as file:
                content = file.read(_LARGEST)
        except OSError as error:
            raise ValueError(f"{what} can’t be read ({error.strerror}).") from None
    code = code_in(content.decode("latin-1") if content else what)
    if not code:
        raise ValueError(f"{what} isn’t a certificate of this course: there is no code in it.")
    return content, code


def _journals(folder: Path) -> Path:
    """The folder of the journals, where the one around it was named."""
    return folder / "journals" if (folder / "journals").is_dir() else folder


def _differs(certificate: Certificate, content: bytes) -> str:
    """Compare a file with the one that the course makes anew in each language; "" if it is one of these."""
    spoken = language()
    try:
        for code in languages():
            speak(code)
            if _is_made_of(certificate, content):
                return ""
    except CannotPrint as reason:
        return str(reason)
    finally:
        speak(spoken)
    return "The code is a true one, but the file isn’t what the course made with it."


def _is_made_of(certificate: Certificate, content: bytes) -> bool:
    """Whether a file is what the course makes of a certificate in the language that is spoken now."""
    if content.startswith(b"%PDF"):
        return unpacked(content) == unpacked(to_pdf(certificate))
    return content.replace(b"\r\n", b"\n") == to_html(certificate).encode()


def _said(found: Verdict, problem: str, code: str, *, printed: bool) -> str:
    """The verdict as lines for a screen."""
    if found.certificate is None:
        return f"NOT CONFIRMED. {problem} Are these the journals of the person on the certificate?"
    lines = sheet(found.certificate).in_lines()
    if problem:
        return "\n".join([f"NOT CONFIRMED. {problem} {_BOTH}", "This is what the journal bears out:", "", *lines])
    compare = "Compare it with the paper, word for word:" if printed else "It says:"
    return "\n".join([f"CONFIRMED. The journal bears out the certificate {code}. {compare}", "", *lines])
