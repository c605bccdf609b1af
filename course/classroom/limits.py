"""How much one may send, and how often one may try a code. Seconds are those of a clock that only goes forward."""

from collections import OrderedDict
from ipaddress import IPv6Address, ip_address


class Allowance:
    """So many things at once, and then so many a second."""

    def __init__(self, at_once: int, a_second: float) -> None:
        self._most, self._a_second = float(at_once), a_second
        self._left, self._last = float(at_once), 0.0

    def has(self, now: float) -> bool:
        """Whether there is one left."""
        self._left = min(self._most, self._left + max(0.0, now - self._last) * self._a_second)
        self._last = max(now, self._last)
        return self._left >= 1

    def take(self, now: float) -> bool:
        """Use up one; False if there is none left."""
        if not self.has(now):
            return False
        self._left -= 1
        return True


class Guard:
    """Wrong codes and keys, counted by the address that they come from: who guesses has to wait, and nobody else."""

    def __init__(self, wrong_a_minute: int = 10, known: int = 4096) -> None:
        self._wrong, self._known = wrong_a_minute, known
        self._by_address: OrderedDict[str, Allowance] = OrderedDict()

    def may_try(self, address: str, now: float) -> bool:
        """Whether somebody may try a code or a key now."""
        known = self._by_address.get(_network(address))
        return known is None or known.has(now)

    def wrong(self, address: str, now: float) -> None:
        """Note that one was wrong."""
        mine = self._by_address.setdefault(_network(address), Allowance(self._wrong, self._wrong / 60))
        self._by_address.move_to_end(_network(address))
        mine.take(now)
        while len(self._by_address) > self._known:
            self._by_address.popitem(last=False)


def _network(address: str) -> str:
    """An address, or of a version in which one machine has endless many, the part that they share."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or known.exploded[:19])
    return address
