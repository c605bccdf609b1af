"""Pieces of a page: escaped words, tables with captions, sections under headings. Pure."""

from collections.abc import Iterable, Sequence
from html import escape

from autograder.harmless import printable


def words(text: object) -> str:
    """Somebody's words as a page may show them: no markup, nothing that steers, and no way out of their place."""
    return f"<bdi>{escape(printable(str(text)))}</bdi>"


def said(text: object) -> str:
    """Words in quotation marks."""
    return f"“{words(text)}”"


def section(name: str, title: str, *parts: str) -> str:
    """A part of the page with a heading, to which `#name` leads."""
    inner = "".join(parts)
    return f'<section id="{name}"><h2>{escape(title)}</h2>{inner}</section>'


def subsection(title: str, *parts: str) -> str:
    """A part of a section, with a heading of its own."""
    return f"<section><h3>{words(title)}</h3>{''.join(parts)}</section>"


def paragraph(*sentences: str) -> str:
    """Sentences, as HTML."""
    return f"<p>{' '.join(filter(None, sentences))}</p>"


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table that can be scrolled where it is too wide; the first cell of a row, all cells as HTML, is its name."""
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>' for first, *rest in rows
    )
    inner = f"<table><caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    return scrolled(caption, inner)


def scrolled(name: str, inner: str) -> str:
    """Something wide, in a place of its own that a keyboard can scroll."""
    return f'<div class="wide" role="group" tabindex="0" aria-label="{escape(name)}">{inner}</div>'


def command(line: str) -> str:
    """A command to copy."""
    return f'<pre tabindex="0"><code>{escape(line)}</code></pre>'


def page(title: str, style: str, body: str) -> str:
    """A whole document that needs nothing from outside."""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{style}</style></head><body>{body}</body></html>\n"
    )
