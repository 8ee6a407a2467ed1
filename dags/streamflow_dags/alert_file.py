"""The file of alerts, a JSON document a line: tasks add to it while old lines leave it."""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from streamflow_dags.files import write_whole


def append(path: Path, line: str) -> None:
    """Adds a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(path) as out:
        out.write(line + "\n")


def drop_before(path: Path, instant: dt.datetime) -> int:
    """
    Leaves out the lines of alerts that were sent before an instant; what is no alert stays. The file is replaced whole.

    :return: how many lines have gone
    """
    if not path.exists():
        return 0
    with _locked(path) as file:
        file.seek(0)
        lines = file.readlines()
        kept = [line for line in lines if not _is_before(line, instant)]
        if len(kept) < len(lines):
            write_whole(path, "".join(kept), path.stat().st_mode & 0o777)
    return len(lines) - len(kept)


def _is_before(line: str, instant: dt.datetime) -> bool:
    try:
        return dt.datetime.fromisoformat(json.loads(line)["at"]) < instant
    except (ValueError, TypeError, KeyError):
        return False


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[TextIO]:
    """The file for reading and adding, by one process at a time."""
    while True:
        with path.open("a+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            # Whoever waited for the lock may hold a file that has been replaced meanwhile.
            if _is_at(path, file):
                yield file
                return


def _is_at(path: Path, file: TextIO) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    return False
