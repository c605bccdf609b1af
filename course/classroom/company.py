"""Who is in a room now, so that each vote is shown to whom it concerns without asking everybody."""

from collections.abc import Iterable, Sequence

from course.classroom.visitors import Phone, Visitor


class Company:
    """Phones by their seats, and who looks on: the desk and projectors."""

    def __init__(self) -> None:
        self._onlookers: set[Visitor] = set()
        self._phones: dict[str, set[Phone]] = {}

    @property
    def seats(self) -> int:
        """How many seats have a phone here."""
        return len(self._phones)

    def add(self, visitor: Visitor) -> None:
        """Have somebody in."""
        if isinstance(visitor, Phone):
            self._phones.setdefault(visitor.seat, set()).add(visitor)
        else:
            self._onlookers.add(visitor)

    def remove(self, visitor: Visitor) -> None:
        """Have somebody in no longer, if they were."""
        self._onlookers.discard(visitor)
        if isinstance(visitor, Phone) and visitor.seat in self._phones:
            self._phones[visitor.seat].discard(visitor)
            if not self._phones[visitor.seat]:
                del self._phones[visitor.seat]

    def everybody(self) -> Sequence[Visitor]:
        """All who are in."""
        return self.concerned(self._phones)

    def concerned(self, seats: Iterable[str]) -> Sequence[Visitor]:
        """Who looks on, and the phones of these seats."""
        return [*self._onlookers, *(phone for seat in seats for phone in self._phones.get(seat, ()))]
