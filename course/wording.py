"""Which of an author's words a customer says: those for this heat, in the wording that the seed draws."""

import hashlib

from course.beat import Lines
from course.moment import Moment, band


def pick(lines: Lines | tuple[str, ...], moment: Moment, seed: int) -> str:
    """The words for this heat; where an author wrote several wordings, the seed's."""
    wordings = lines if isinstance(lines, tuple) else getattr(lines, band(moment.heat))
    if len(wordings) == 1:
        return wordings[0]
    return wordings[draw(seed, moment.beat, moment.replies, *wordings) % len(wordings)]


def draw(seed: int, *place: object) -> int:
    """A seed's draw for one place in the conversation: the same on every platform and in every version."""
    return int(hashlib.sha256(repr((seed, *place)).encode()).hexdigest(), 16)
