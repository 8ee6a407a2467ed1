"""Processes of this machine and the trees that they form."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Collection


def families(groups: Collection[int]) -> list[int]:
    """All processes of these groups, whether their first one is still there or was killed, and all below them."""
    listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,pgid="], capture_output=True, text=True, check=True).stdout
    children: dict[int, list[int]] = {}
    found = []
    for line in listing.splitlines():
        pid, parent, group = map(int, line.split())
        children.setdefault(parent, []).append(pid)
        if group in groups:
            found.append(pid)
    for pid in found:
        found += [child for child in children.get(pid, []) if child not in found]
    return found


def send(pid: int, what: signal.Signals) -> None:
    """A signal for a process that may be gone."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, what)


def exists(pid: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
