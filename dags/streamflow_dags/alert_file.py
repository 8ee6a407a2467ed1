"""The file of alerts, a JSON document a line: tasks add to it while old lines leave it."""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO


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
            _replace(path, kept)
    return len(lines) - len(kept)


def _replace(path: Path, lines: list[str]) -> None:
    handle, part = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.writelines(lines)
            out.flush()
            os.fsync(out.fileno())
        Path(part).chmod(path.stat().st_mode & 0o777)
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


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
