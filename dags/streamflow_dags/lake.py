"""The tables as people read them, on this machine."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from airflow.sdk.exceptions import AirflowFailException

from streamflow_dags.settings import Folder, children


def rows(lake: Folder, table: str, date: str) -> list[dict[str, str]]:
    """
    A table of one date as people read it: a text per column, by its name.

    :raises AirflowFailException: if the date is not published, or without this table
    """
    path = lake / "gold_csv" / table / f"{date}.csv"
    if not path.exists():
        raise AirflowFailException(f"Cannot read {table} of {date}: there is no {path}. Is the date published?")
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


def copy_csv(lake: Folder, date: str, target: Path) -> None:
    """Copies the date's tables as people read them: ``daily_revenue/2026-01-01.csv``. Each is replaced at once."""
    for table in children(lake / "gold_csv"):
        source = table / f"{date}.csv"
        if source.exists():
            copy = target / table.name / source.name
            copy.parent.mkdir(parents=True, exist_ok=True)
            part = copy.with_suffix(".part")
            part.write_bytes(source.read_bytes())
            part.replace(copy)
