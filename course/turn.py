"""One reply and what came of it, and what a conversation's marks are."""

from dataclasses import dataclass, field

from course.moment import Outcome
from course.replies import Judgement
from course.reply import Reply


@dataclass(frozen=True, slots=True)
class Turn:
    """One reply and what came of it; `heat`, `trust` and `marks` are those after it.

    `judgement` is what was made of typed words, None where nothing was judged. It follows from the words, so
    two turns that differ in nothing else are equal.
    """

    beat: str
    line: str
    stage: str
    answer: str
    reply: Reply
    outcome: Outcome
    judgement: Judgement | None = field(default=None, compare=False)

    @property
    def labels(self) -> frozenset[str]:
        """The labels acted on."""
        return self.reply.labels

    @property
    def heat(self) -> int:
        """The customer's heat after the reply, 0 to 10."""
        return self.outcome.moment.heat

    @property
    def trust(self) -> int:
        """The customer's trust after the reply, 0 to 10."""
        return self.outcome.moment.trust


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks so far: `earned` is never below 0, `possible` is the scenario's full total."""

    earned: int
    possible: int

    @property
    def needed(self) -> int:
        """What a pass needs: 70 % of what is possible, rounded up."""
        return -(-self.possible * 7 // 10)

    @property
    def passed(self) -> bool:
        """Whether a pass is earned."""
        return self.earned >= self.needed
