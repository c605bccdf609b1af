"""The last cell of an exercise: a button that makes the file to hand in."""

from html import escape
from pathlib import Path

import ipywidgets
from IPython.display import HTML, display

from course.bundle import NothingToHandIn, pack
from course.journal import open_journal


def hand_in(assignment: str) -> ipywidgets.VBox:
    """Show a button that makes one zip of this notebook and its journals, says what is in it and links to it."""
    button = ipywidgets.Button(description="Make my hand-in file", layout={"width": "max-content"})
    answer = ipywidgets.Output()

    def made(_: ipywidgets.Button) -> None:
        answer.clear_output(wait=True)
        with answer:
            display(HTML(_in_html(assignment, Path.cwd())))

    button.on_click(made)
    return ipywidgets.VBox([button, answer])


def _in_html(assignment: str, folder: Path) -> str:
    journal = open_journal(folder)
    journal.refresh()  # the last answer of all may still wait to be saved, and no other one takes it along
    try:
        handed_in = pack(assignment, folder)
    except NothingToHandIn as reason:
        return f'<p role="status">{escape(str(reason))}</p>'
    inside = "".join(f"<li>{escape(words)}</li>" for words in handed_in.in_words())
    unsaved = f"<p>{escape(journal.trouble)}</p>" if journal.trouble else ""
    name = escape(handed_in.path.name)
    return (
        f'<div role="status"><p><a href="{name}" download="{name}">{name}</a> is ready. In it:</p>'
        f"<ul>{inside}</ul>{unsaved}"
        "<p>Did you write or choose something since then? Save the notebook (File ▸ Save) and press the button again. "
        "Then give the file to your instructor in the way they asked you to.</p></div>"
    )
