"""What words alone can't tell of the moment at which they are said."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """A reply that an author wrote for this moment, with the labels it carries."""

    text: str
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Setting:
    """The moment of a reply: what was said before, what the clerk may not do, what an author wrote for it.

    `first`: nothing but silence has answered the customer yet. `tried`: a way on was offered before. `reminded`: a
    boundary was set before.
    """

    first: bool = True
    tried: bool = False
    reminded: bool = False
    may_not: tuple[str, ...] = ()
    known: tuple[Known, ...] = ()
