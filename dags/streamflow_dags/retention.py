"""What is older than it has to be kept, and taking it away. Ledgers stay: they are small, and they are the proof."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from streamflow_dags.settings import Folder, children

LAKE_ZONES = ("silver", "quarantine", "gold")


@dataclass(frozen=True)
class Expired:
    """A date of a table or a topic: one folder or one file."""

    place: Folder
    date: str

    def size(self) -> int:
        """Bytes, of all that is in it."""
        if self.place.is_file():
            return self.place.stat().st_size
        return sum(path.stat().st_size for path in self.place.rglob("*") if path.is_file())

    def delete(self) -> None:
        """Takes it away; what is gone already is no fault."""
        if self.place.is_file():
            self.place.unlink(missing_ok=True)
        elif isinstance(self.place, Path):
            shutil.rmtree(self.place)
        else:
            self.place.rmdir(recursive=True)


def cutoff(days: int, today: dt.date) -> str:
    """The first date that is kept."""
    return (today - dt.timedelta(days=days)).isoformat()


def expired_landing(landing: Folder, topics: list[str], before: str) -> list[Expired]:
    """The dates of these topics before that one."""
    return [old for topic in topics for old in _dates(landing / topic, "dt=", "", before)]


def expired_lake(lake: Folder, before: str) -> list[Expired]:
    """The dates of every table of the lake before that one."""
    folders = [table for zone in LAKE_ZONES for table in _folders(lake / zone)]
    tables = [old for table in folders for old in _dates(table, "event_date=", "", before)]
    return tables + expired_csv(lake / "gold_csv", before)


def expired_csv(folder: Folder, before: str) -> list[Expired]:
    """The dates of every table as CSV before that one."""
    return [old for table in _folders(folder) for old in _dates(table, "", ".csv", before)]


def _dates(folder: Folder, prefix: str, suffix: str, before: str) -> Iterator[Expired]:
    for path in sorted(children(folder), key=lambda path: path.name):
        date = path.name.removeprefix(prefix).removesuffix(suffix)
        if path.name == f"{prefix}{date}{suffix}" and _is_date(date) and date < before:
            yield Expired(path, date)


def _folders(folder: Folder) -> list[Any]:
    return [path for path in children(folder) if path.is_dir()]


def _is_date(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
