"""Starts processes, starts again what ends by itself, and ends all of them with what they have started."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from streamflow_dags.files import write_whole
from streamflow_local.options import LocalError, shown
from streamflow_local.processes import exists, families, send

GRACE = 12
MOST_RESTARTS = 5
USAGE = 2
LOOK_SECONDS = 0.5
# Of each log as much is kept again in a file beside it.
MOST_LOG_BYTES = 10_000_000


def say(line: str) -> None:
    """A line for the person at the terminal."""
    print(f"  {line}", file=sys.stderr, flush=True)


@dataclass
class Supervisor:
    """
    The processes; each writes a log of its own below ``folder``, and ``processes.json`` there has their ids.

    :param environment: of all of them
    :param inherits: handles that they hold as well
    """

    folder: Path
    environment: dict[str, str]
    inherits: Sequence[int] = ()
    _commands: dict[str, list[str]] = field(default_factory=dict)
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _restarts: dict[str, int] = field(default_factory=dict)
    _groups: list[int] = field(default_factory=list)

    def once(self, name: str, command: list[str]) -> None:
        """
        Runs it to its end.

        :raises LocalError: if that is a failure
        """
        process = self._open(name, command)
        try:
            failed = process.wait() != 0
        except KeyboardInterrupt:
            process.terminate()
            raise
        if failed:
            raise LocalError(f"Cannot prepare the {name}: {shown(self._log(name))} says why")

    def start(self, name: str, command: list[str]) -> None:
        """Starts what is to go on running."""
        self._commands[name] = command
        self._running[name] = self._open(name, command)
        pids = {name: process.pid for name, process in self._running.items()}
        write_whole(self.folder / "processes.json", json.dumps(pids))

    def run_until(self, condition: Callable[[], bool], seconds: float = float("inf")) -> bool:
        """
        Watches the processes until the condition holds.

        :return: whether it did in time
        :raises LocalError: if one of them does not stay up
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self._start_again()
            self._cut_logs()
            if condition():
                return True
            threading.Event().wait(LOOK_SECONDS)
        return False

    def stop(self) -> None:
        """Ends all of them with the jobs they have started, politely first."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        # Tasks are in sessions of their own: find them while their parents are there to lead to them.
        tree = families(self._groups)
        for pid in tree:
            send(pid, signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        for process in self._running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
        for pid in tree:
            send(pid, signal.SIGKILL)
        for process in self._running.values():
            process.wait()
        # Of the others their parents are told, or init; they may take a moment to go.
        deadline = time.monotonic() + GRACE
        while any(exists(pid) for pid in tree) and time.monotonic() < deadline:
            threading.Event().wait(0.05)

    def _open(self, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        self._log(name).parent.mkdir(exist_ok=True)
        with self._log(name).open("ab") as log:
            process = subprocess.Popen(
                command,
                env=self.environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=self.inherits,
            )
        self._groups.append(process.pid)
        return process

    def _log(self, name: str) -> Path:
        return self.folder / "logs" / f"{name}.log"

    def _cut_logs(self) -> None:
        """Their writers keep them open, so what is moved is the content; they add to what is empty then."""
        for log in [self._log(name) for name in self._running]:
            if log.exists() and log.stat().st_size > MOST_LOG_BYTES:
                shutil.copyfile(log, log.with_suffix(".log.1"))
                os.truncate(log, 0)

    def _start_again(self) -> None:
        for name, process in list(self._running.items()):
            if process.poll() is None:
                continue
            self._restarts[name] = self._restarts.get(name, 0) + 1
            if self._restarts[name] > MOST_RESTARTS or process.returncode == USAGE:
                raise LocalError(f"The {name} does not stay up: {shown(self._log(name))} says why")
            say(f"the {name} has ended ({process.returncode}); starting it again")
            self.start(name, self._commands[name])
