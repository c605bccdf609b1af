"""How a room answered, counted."""

from collections import Counter
from collections.abc import Iterable, Mapping


def tally(options: Iterable[str], answers: Iterable[str | None], hands: Mapping[str, int]) -> dict[str, int]:
    """How many chose each option, by phone and by show of hands, in the order of the options."""
    by_phone = Counter(answers)
    return {option: by_phone[option] + hands.get(option, 0) for option in options}


def ahead(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The options with the most votes: one, several in a tie, none where nobody voted."""
    most = max(counts.values(), default=0)
    return tuple(option for option, count in counts.items() if count == most > 0)
