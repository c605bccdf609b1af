"""A learner's words as they can be shown to whoever grades: the same to read, and nothing in them acts.

Pages of nbgrader run what stands in Markdown: scripts, links, pictures from elsewhere, and formulas that hold links.
Of all marks only those of emphasis, lists and quotations keep their meaning; each other becomes the letter that it is.
"""

import re

# What could begin a tag, an entity, a link, a formula, code, a table or a heading; or an address that becomes a link.
_ACTS = re.compile(r"[<&\[\]`~|{}^#=@\\$]|:(?=\S)|-(?!\w| +\S)|(?<=ww)w(?=\.)", re.IGNORECASE)
_ACTS_OR_ENDS = re.compile(rf"{_ACTS.pattern}|>", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """The text with one kind of line end, and without what no page and no file can hold."""
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def harmless(text: str) -> str:
    """Prose as Markdown in which nothing acts; a space that would begin a block of code is left out."""
    lines = (re.sub(r"[ \t]{4,}|\t", "   ", line) for line in plain(text).split("\n"))
    return "\n".join(_ACTS.sub(_as_letter, line) for line in lines)


def as_typed(text: str) -> str:
    """Any text, such as code, as Markdown that shows each letter of it where it was typed."""
    return f"<pre>{_ACTS_OR_ENDS.sub(_as_letter, plain(text))}</pre>"


def printable(text: str) -> str:
    """The text without what would steer a terminal or turn a line of a page around; its lines stay."""
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)


def _as_letter(found: re.Match[str]) -> str:
    letter = f"&#{ord(found[0])};"
    # MathJax reads the page, not its source: a formula can't begin in one element and end in another.
    return f"<span>{letter}</span>" if found[0] in "$\\" else letter
