"""The sentences of a class's pages in the language that is spoken here: as modules, so that a phone loads few."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from course.language import _, language
from course.views.page import sentences

PAGES = Path(__file__).parent / "pages"
_LEADS = re.compile(r'(?:src=|from )"(?:\./)?(\w+\.js)"')
_PHONES = ("join.html", "projector.html")
_LEADERS = ("desk.html", "minutes.html")


def words_for_all() -> str:
    """`words.js`, which every page loads: the sentences of phones and projectors."""
    said = json.dumps(_said(_led_to(_PHONES)), ensure_ascii=False)
    return f"export const language = {json.dumps(language())};\nexport const words = {said};\n"


def words_for_leaders() -> str:
    """`desk_words.js`, which the facilitator's pages load as well: it adds theirs."""
    said = json.dumps(_said(_led_to(_LEADERS) - _led_to(_PHONES)), ensure_ascii=False)
    return f'import {{ words }} from "./words.js";\nObject.assign(words, {said});\n'


def _led_to(pages: Iterable[str]) -> set[str]:
    """The files that pages load, one by the other, as far as they lie beside them."""
    seen: set[str] = set()
    ahead = [*pages]
    while ahead:
        name = ahead.pop()
        if name not in seen and (PAGES / name).is_file():
            seen.add(name)
            ahead += _LEADS.findall((PAGES / name).read_text(encoding="utf-8"))
    return seen


def _said(files: Iterable[str]) -> dict[str, str]:
    known = {sentence for name in files for sentence in sentences((PAGES / name).read_text(encoding="utf-8"))}
    return {sentence: _(sentence) for sentence in sorted(known) if _(sentence) != sentence}
