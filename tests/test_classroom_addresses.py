import socket
from collections import namedtuple
from ipaddress import IPv4Address

import psutil
import pytest

from course.classroom.addresses import addresses

Address = namedtuple("Address", "family address")
Stats = namedtuple("Stats", "isup")


@pytest.fixture
def networks(monkeypatch):
    """Puts the machine into networks: by name, addresses and whether it is up."""

    def put(known):
        found = {name: [Address(family, each) for family, each in ones] for name, (ones, _up) in known.items()}
        stats = {name: Stats(up) for name, (_ones, up) in known.items() if up is not None}
        monkeypatch.setattr(psutil, "net_if_addrs", lambda: found)
        monkeypatch.setattr(psutil, "net_if_stats", lambda: stats)

    return put


def v4(*each):
    return [(socket.AF_INET, address) for address in each]


def test_those_that_others_can_reach_are_listed_home_and_office_first(networks):
    networks(
        {
            "lo": (v4("127.0.0.1"), True),
            "wifi": ([*v4("192.168.1.20", "8.8.4.4"), (socket.AF_INET6, "fe80::1")], True),
            "cable": (v4("10.0.0.5"), True),
            "nowhere": (v4("169.254.7.7", "0.0.0.0"), True),
            "off": (v4("10.9.9.9"), False),
            "unknown": (v4("192.168.1.20", "172.16.3.3"), None),
        }
    )
    assert addresses() == ("10.0.0.5", "172.16.3.3", "192.168.1.20", "8.8.4.4")


def test_a_machine_in_no_network_has_none(networks):
    networks({"lo": (v4("127.0.0.1"), True)})
    assert addresses() == ()


def test_this_machines_own_can_be_asked():
    assert all(not IPv4Address(address).is_loopback for address in addresses())
