"""Comments that whoever grades gives often: short words in a comment box become the text that stands in a file. Pure.

A line that begins with `#`, such as `#7-3 his shoulders came down`, stands for the comment on level 3 of part 7, with
these words in the place of […]. Where a comment has several places, `|` stands between their words.
"""

import re
from collections.abc import Iterator, Mapping

FILE = "comments.md"
GAP = "[…]"
_PARTS = {"looking back": "7", "say it better": "6"}
_ITEM = re.compile(r"- \*\*(.+?):\*\* (.*)")


class CommentError(ValueError):
    """A line that stands for no comment; the message says how to write it."""


def read_comments(text: str, name: str) -> dict[str, str]:
    """The comments for one exercise in the Markdown of `comments.md`: by what stands for each, such as `#7-3`.

    Those for any exercise are `#0-1`, `#0-2` and so on, in the order of the file.
    """
    found: dict[str, str] = {}
    for part, level, words in _items(text, name):
        number = len([known for known in found if known.startswith("#0-")]) + 1
        found[f"#{part}-{level if part != '0' else number}"] = words
    return found


def expanded(comment: str, known: Mapping[str, str]) -> str:
    """A comment with the text in the place of each line that stands for one. Raises CommentError."""
    return "\n".join(_line(line, known) for line in comment.split("\n"))


def _line(line: str, known: Mapping[str, str]) -> str:
    short = re.match(r"\s*(#\d-\w+)(.*)", line)
    if not short:
        return line
    text = known.get(short[1].lower())
    if text is None:
        raise CommentError(f"{short[1]} stands for no comment; there are: {' '.join(known)}")
    words = [part.strip() for part in short[2].split("|")] if short[2].strip() else []
    if len(words) != text.count(GAP) or not all(words):
        places = " | ".join(["their words"] * text.count(GAP)) or "nothing"
        raise CommentError(f"after {short[1]} should stand {places}, as it goes: {text}")
    for part in words:
        text = text.replace(GAP, part, 1)
    return text


def _items(text: str, name: str) -> Iterator[tuple[str, str, str]]:
    """Each comment for an exercise, and for any: the number of its part, its level, its words."""
    joined = re.sub(r"\n {2,}", " ", text)  # a comment may go on in the next line
    section = part = ""
    for line in joined.split("\n"):
        if line.startswith("## "):
            section, part = line[3:].strip().casefold(), ""
        elif line.startswith("**"):
            part = _PARTS.get(line.strip("* ").casefold(), "")
        elif match := _ITEM.match(line):
            if section == "for any exercise":
                yield "0", "", match[2]
            elif section == name and part:
                yield part, _level(match[1]), match[2]


def _level(words: str) -> str:
    """`½ (a)` is `a`; a whole number is itself."""
    half = re.search(r"\((\w)\)", words)
    return half[1] if half else words.strip()
