"""Ports for servers of the tests."""

from __future__ import annotations

import random
import socket


def free_port() -> int:
    """One of the loopback interface that nobody listens on now, and that no connection is made from before the server starts."""
    while True:
        with socket.socket() as probe:
            port = random.randrange(15_000, 32_000)
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
