"""A certificate as a page of its own, for every reader and for a printer: no scripts, nothing from elsewhere."""

from html import escape
from pathlib import Path

from course.certificate_facts import Certificate
from course.certificate_words import CAPTION, COURSE, HEAD, LIMITS, TITLE, Sheet, sheet
from course.language import _, language

_STYLE = (Path(__file__).parent / "certificate.css").read_text(encoding="utf-8")


def to_html(certificate: Certificate) -> str:
    """The page, in the language that is spoken now: the same every time for the same certificate."""
    words = sheet(certificate)
    return f"""\
<!doctype html>
<html lang="{language()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(words.title)}</title>
<style>
{_STYLE}</style>
</head>
<body>
<main>
<header>
<p>{escape(_(COURSE))}</p>
<h1>{escape(_(TITLE))}</h1>
</header>
<p class="name" dir="auto">{escape(words.name)}</p>
<p class="statement">{escape(words.statement)}</p>
<p class="limits">{escape(_(LIMITS))}</p>
<p>{escape(words.made)}</p>
{_table(words)}
<h2>{escape(_("What the words mean"))}</h2>
<dl>
{"".join(f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>{chr(10)}" for term, text in words.notes)}</dl>
</main>
</body>
</html>
"""


def _table(words: Sheet) -> str:
    head = "".join(f'<th scope="col">{escape(_(title))}</th>' for title in HEAD)
    rows = "".join(
        f'<tr><th scope="row">{escape(kind)}</th><td>{held}</td><td>{good}</td></tr>\n'
        for kind, held, good in words.rows
    )
    caption = f"<caption>{escape(_(CAPTION))}</caption>"
    return f"<table>\n{caption}\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>"
