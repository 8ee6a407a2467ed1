"""What one Airflow has for itself: its folder and its ports. They are taken before anything starts."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

from streamflow_local.options import LocalError, Options, shown

PATIENCE = 2


@contextlib.contextmanager
def claimed(options: Options) -> Iterator[int]:
    """
    Takes the folder and the ports for as long as the context lasts.

    :return: the handle of the folder's lock. A process that inherits it holds the folder even when this one is killed
    :raises LocalError: saying what is taken, and what to do
    """
    ports = options.ports
    if len(set(ports.values())) < len(ports):
        raise LocalError(f"Cannot use port {options.port} twice: choose another --broker-port")
    with contextlib.ExitStack() as held:
        for option, port in ports.items():
            held.enter_context(_port(option, port))
        yield held.enter_context(_folder(options.folder))


@contextlib.contextmanager
def _port(option: str, port: int) -> Iterator[None]:
    name = f"streamflow-{os.getuid()}-port-{port}.lock"
    with _locked(Path(tempfile.gettempdir()) / name) as lock:
        if lock is None:
            raise LocalError(f"Cannot listen on port {port}: another Airflow of yours is starting there; choose another {option}")
        if _answers(port):
            remedy = f"stop it (lsof -i :{port} says what it is), or choose another {option}"
            raise LocalError(f"Cannot listen on port {port}: something does already; {remedy}")
        _refuse_unusable(option, port)
        yield


@contextlib.contextmanager
def _folder(folder: Path) -> Iterator[int]:
    with contextlib.ExitStack() as held:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = held.enter_context(_locked(folder / "lock"))
        except OSError as e:
            raise LocalError(f"Cannot write into {shown(folder)}: {e.strerror}; choose another --folder") from e
        if lock is None:
            raise LocalError(f"Cannot start in {shown(folder)}: another Airflow is at work there; {_how_to_stop(folder)}")
        yield lock


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[int | None]:
    """Nothing where another process has the lock; it ends with the process, however that ends."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
            return
        yield handle
    finally:
        os.close(handle)


def _how_to_stop(folder: Path) -> str:
    try:
        processes = json.loads((folder / "processes.json").read_text(encoding="utf-8")).values()
    except (OSError, ValueError, AttributeError):
        return "stop it, or choose another --folder"
    return f"stop it with Ctrl-C in its terminal; where there is none: kill {' '.join(map(str, processes))}"


def _answers(port: int) -> bool:
    """Whether somebody listens, on whichever address of this machine "localhost" may mean."""
    for host in ("127.0.0.1", "::1"):
        with contextlib.suppress(OSError), socket.create_connection((host, port), PATIENCE):
            return True
    return False


def _refuse_unusable(option: str, port: int) -> None:
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
    except (OSError, OverflowError) as e:
        raise LocalError(f"Cannot listen on port {port}: {getattr(e, 'strerror', '') or e}; choose another {option}") from e
