"""Ports for servers of the tests."""

from __future__ import annotations

import socket


def free_port() -> int:
    """One of the loopback interface that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
