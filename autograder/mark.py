"""What a test cell shows and is worth: a mark with its reasons, for nbgrader and for people."""

import math
from dataclasses import dataclass
from html import escape

#: Formulas can hold links and styles, and a learner's words stand in what is shown: MathJax leaves these classes alone.
_NO_FORMULAS = "tex2jax_ignore mathjax_ignore"
#: Stands in the metadata of an output whose mark a person has to give …
ATTENTION = "module_nine_needs_attention"
#: … or only the rest of it: what was earned is certain.
DOUBT = "module_nine_in_doubt"


@dataclass(frozen=True, slots=True)
class Marked:
    """How one part went: `earned` of `points`, a heading, sentences for the top, and the reasons as HTML.

    `attention` is "" or says why a person has to give the mark; `doubt` is "" or says why a person has to look whether
    it should be more. `open` means that nothing is marked before handing in.
    """

    points: int
    earned: float = 0.0
    notes: tuple[str, ...] = ()
    html: str = ""
    attention: str = ""
    doubt: str = ""
    open: bool = False

    @property
    def heading(self) -> str:
        if self.open:
            return f"Marked after you hand in ({self.points} points)."
        if self.attention:
            return f"Needs attention: a person gives this mark (up to {self.points} points)."
        so_far = f"{round(self.earned, 2):g} of {self.points} points"
        return f"Needs attention: {so_far} are certain, and a person decides the rest." if self.doubt else f"{so_far}."

    @property
    def mark(self) -> "Mark":
        """The number that nbgrader saves."""
        return Mark(self.earned if math.isfinite(self.earned) else 0, self.points)

    @property
    def shown(self) -> dict[str, str]:
        """The heading, the sentences and the reasons, by MIME type; every word is escaped."""
        sentences = [self.heading, *filter(None, [self.attention, self.doubt]), *self.notes]
        top = "".join(f"<p>{escape(words)}</p>" for words in sentences[1:])
        html = f'<div class="{_NO_FORMULAS}"><p><strong>{escape(sentences[0])}</strong></p>{top}{self.html}</div>'
        return {"text/html": html, "text/plain": "\n".join(sentences)}

    @property
    def metadata(self) -> dict[str, bool]:
        """What tells `MarkForAttention` that a person is needed."""
        return {ATTENTION: True} if self.attention else {DOUBT: True} if self.doubt else {}


class Mark(float):
    """A number from 0 to the points; nbgrader reads it as text, and a person isn't shown it twice."""

    def __new__(cls, earned: float, points: int) -> "Mark":
        return super().__new__(cls, round(min(max(float(earned), 0.0), points), 2))

    def _repr_html_(self) -> str:
        return "<span></span>"
