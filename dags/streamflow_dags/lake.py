"""The tables as people read them, on this machine."""

from __future__ import annotations

from pathlib import Path

from streamflow_dags.settings import Folder, children


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
