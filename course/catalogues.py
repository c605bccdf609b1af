"""The sentences of the course, collected in one place to be translated; for authors only (Babel).

`languages/messages.pot` holds every sentence that the code marks, `languages/<code>/messages.po` what translators made
of them, and `messages.mo` is what the course reads. All are made from the code and the .po files alone.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

_READ = [("**.py", "python"), ("views/**.js", "javascript"), ("classroom/**.js", "javascript")]
# Where a sentence is an argument of a function of ours, and which.
_KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "_technique": (2,), "_pitfall": (2,)}
_TO_TRANSLATORS = "To translate:"  # begins a comment above a sentence that is for them
_MADE = datetime(2026, 1, 1, tzinfo=UTC)  # a date of today would make each run another file
_HEADER: dict[str, Any] = {
    "header_comment": "# Sentences of Module Nine, collected by “python -m course build”. Translate in a .po file.",
    "project": "Module Nine",
    "version": "",
    "last_translator": "Module Nine contributors",
    "language_team": "Module Nine contributors",
    "msgid_bugs_address": "",
    "fuzzy": False,
}


COURSE = Path(__file__).parent


def build(check: bool = False, course: Path = COURSE) -> list[Path]:  # noqa: FBT001, FBT002 - one switch, always named
    """Write each catalogue that the code or its translators left behind, or with `check` write none; list them."""
    made = catalogues(course)
    behind = [path for path, content in made.items() if not path.is_file() or path.read_bytes() != content]
    for path in [] if check else behind:
        path.write_bytes(made[path])
    return behind


def catalogues(course: Path) -> dict[Path, bytes]:
    """Every catalogue as it should be, by its file: the sentences of `course`, and for each language po and mo."""
    template = _collected(course)
    made = {course / "languages" / "messages.pot": _po(template)}
    for path in sorted((course / "languages").glob("*/messages.po")):
        known = _translated(path, template)
        compiled = BytesIO()
        write_mo(compiled, known)
        made |= {path: _po(known), path.with_suffix(".mo"): compiled.getvalue()}
    return made


def _collected(course: Path) -> Catalog:
    template = Catalog(creation_date=_MADE, **_HEADER)
    found = extract_from_dir(course, _READ, keywords=_KEYWORDS, comment_tags=(_TO_TRANSLATORS,))
    for file, _, message, comments, context in found:
        template.add(message, locations=[(Path(file).as_posix(), 1)], auto_comments=comments, context=context)
    return template


def _translated(path: Path, template: Catalog) -> Catalog:
    """What a language says, of the sentences that there are now: one that was changed waits to be translated anew."""
    with path.open("rb") as file:
        known = read_po(file, locale=path.parent.name)
    known.update(template, no_fuzzy_matching=True, update_header_comment=False)
    known.obsolete.clear()
    known.creation_date = known.revision_date = _MADE
    for name, value in _HEADER.items():
        setattr(known, name, value)
    return known


def _po(catalogue: Catalog) -> bytes:
    text = BytesIO()
    write_po(text, catalogue, width=110, sort_by_file=True, include_lineno=False)
    return text.getvalue()
