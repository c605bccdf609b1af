"""A lesson as a plain page: the same cells, without what only JupyterLab's menus can do. Pure."""

import re
from typing import Any

_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_HELP = re.compile(r"If nothing shows below this line: \*\*Run ▸ Run All Cells\*\*\.")
_LABS = re.compile(  # paragraphs and points about menus that a plain page doesn't have
    r"^\*\*To begin:\*\*.*?(?=^\s*$|\Z)|^- \*\*(?:More room|Dark or light):\*\*.*?(?=^- |^\s*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
_AGAIN = {
    "Choose *Run ▸ Run All Cells* again.": "Load this page again.",
    "Run the page in the same way. Then go on": "Go on",
    "open the same page and choose *Run All Cells*.": "open the same page.",
}


def as_page(notebook: dict[str, Any]) -> None:
    """Make a lesson's notebook ready to be shown as a page, in place: its title, and words that are true there."""
    texts = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    for cell in texts:
        cell["source"] = _plain("".join(cell["source"]))
    title = next((found[1] for cell in texts if (found := _TITLE.search(cell["source"]))), "Module Nine")
    notebook["metadata"]["title"] = title


def _plain(text: str) -> str:
    text = _HELP.sub("If nothing shows below this line, load this page again.", _LABS.sub("", text))
    for theirs, ours in _AGAIN.items():
        text = text.replace(theirs, ours)
    return text
