"""Where phones find this machine: its addresses in the networks it is in."""

import socket
from ipaddress import IPv4Address

import psutil


def addresses() -> tuple[str, ...]:
    """This machine's IPv4 addresses that others may reach, those of home and office networks first."""
    found = [
        IPv4Address(one.address)
        for name, known in psutil.net_if_addrs().items()
        for one in known
        if one.family == socket.AF_INET and _up(name)
    ]
    reachable = [one for one in found if not (one.is_loopback or one.is_link_local or one.is_unspecified)]
    return tuple(str(one) for one in sorted(set(reachable), key=lambda one: (not one.is_private, one)))


def _up(name: str) -> bool:
    known = psutil.net_if_stats().get(name)
    return known is None or known.isup
