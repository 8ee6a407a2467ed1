"""The tables as people read them, on this machine."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

from airflow.sdk.exceptions import AirflowFailException

from streamflow_dags.settings import Folder, children


def files(table: Folder, date: str) -> list[Any]:
    """
    The CSV files of a date in a table's folder, in the order of their rows: ``2026-01-01.csv``, or ``2026-01-01-00001.csv`` and
    so on.
    """
    name = re.compile(rf"{re.escape(date)}(-\d{{5,}})?\.csv")
    return sorted((file for file in children(table) if name.fullmatch(file.name)), key=lambda file: file.name)


def rows(lake: Folder, table: str, date: str) -> list[dict[str, str]]:
    """
    A table of one date as people read it: a text per column, by its name.

    :raises AirflowFailException: if the date is not published, or without this table
    """
    folder = lake / "gold_csv" / table
    found = files(folder, date)
    if not found:
        path = folder / f"{date}.csv"
        raise AirflowFailException(f"Cannot read {table} of {date}: there is no {path}. Is the date published?")
    return [row for file in found for row in csv.DictReader(io.StringIO(file.read_bytes().decode(), newline=""))]


def copy_csv(lake: Folder, date: str, target: Path) -> None:
    """
    Copies the date's tables as people read them: ``daily_revenue/2026-01-01.csv``. Each file is replaced at once; one that the
    table has no more is deleted.
    """
    for table in children(lake / "gold_csv"):
        copies = target / table.name
        made = files(table, date)
        for source in made:
            copies.mkdir(parents=True, exist_ok=True)
            part = (copies / source.name).with_suffix(".part")
            part.write_bytes(source.read_bytes())
            part.replace(copies / source.name)
        names = {source.name for source in made}
        for copy in files(copies, date) if made else []:
            if copy.name not in names:
                copy.unlink()
