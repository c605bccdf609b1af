"""A lesson as a plain page: the same cells, without what only JupyterLab's menus can do. Pure."""

import re
from typing import Any

from course.language import ENGLISH, N_, said_in

_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_HELP = re.compile(r"^[^\n]*: \*\*Run ▸ Run All Cells\*\*\.$", re.MULTILINE)  # in any language: the menu's is English
_LABS = re.compile(  # paragraphs and points about menus that a plain page doesn't have
    r"^\*\*[^*\n]+:\*\*(?:(?!\n\s*\n).)*?\*\*Run All Cells\*\*.*?(?=^\s*$|\Z)"
    r"|^- \*\*(?:More room|Dark or light):\*\*.*?(?=^- |^\s*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
_AGAIN = {
    "Choose *Run ▸ Run All Cells* again.": "Load this page again.",
    "Run the page in the same way. Then go on": "Go on",
    "open the same page and choose *Run All Cells*.": "open the same page.",
}
_LOAD = N_("If nothing shows below this line, load this page again.")
_AROUND = {  # what stands around a lesson, by its place in the template
    "skip": N_("Skip to the lesson"),
    "home": N_("Module Nine: Start here"),
    "wait": N_("Getting this page ready. It takes a few seconds."),
    "bar": N_("How far the page is"),
    "wide": N_("A wide table"),
}


def as_page(notebook: dict[str, Any]) -> None:
    """Make a lesson's notebook ready to be shown as a page, in place: its title, and words that are true there.

    `spoken` in its metadata is the language of those who read it, and so of what stands `around` it.
    """
    texts = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    code = notebook["metadata"].setdefault("spoken", ENGLISH)
    for cell in texts:
        cell["source"] = _plain("".join(cell["source"]), said_in(code, _LOAD))
    title = next((found[1] for cell in texts if (found := _TITLE.search(cell["source"]))), "Module Nine")
    around = {place: said_in(code, words) for place, words in _AROUND.items()}
    notebook["metadata"] |= {"title": title, "around": around}


def _plain(text: str, load: str) -> str:
    text = _HELP.sub(load, _LABS.sub("", text))
    for theirs, ours in _AGAIN.items():
        text = text.replace(theirs, ours)
    return text
