"""What the ledgers of landing and lake say. Reads small documents only; the data is the jobs' business."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from streamflow_dags.settings import Folder, children


def landed_runs(landing: Folder, topic: str) -> dict[str, set[int]]:
    """Per event date, the committed runs that have landed something of it."""
    dates: dict[str, set[int]] = {}
    for commit in _documents(landing / topic / "_ledger", "commit-"):
        for entry in commit["dates"]:
            dates.setdefault(entry["date"], set()).add(commit["run"])
    return dates


def has_landed(landing: Folder, topics: Iterable[str], dates: Iterable[str]) -> bool:
    """Whether anything has landed of any of these dates."""
    wanted = set(dates)
    return any(wanted & landed_runs(landing, topic).keys() for topic in topics)


def computed_runs(lake: Folder) -> dict[str, dict[str, set[int]]]:
    """Per event date that was published and is still kept, and topic, the landing runs that have gone into its tables."""
    gold = lake / "gold"
    kept = {date for table in children(gold) for date in _dates(table)}
    return {date: _computed(folder) for date, folder in _dates(lake / "ledger").items() if date in kept}


def stale_dates(landing: Folder, lake: Folder, topics: Iterable[str]) -> list[str]:
    """
    The published dates for which more has landed since: late records, or those of a run that ended before it could compute them.
    Reads nothing but the two ledgers, so it does not matter which run landed what, or whether that one was cleared.
    """
    computed = computed_runs(lake)
    stale: set[str] = set()
    for topic in topics:
        for date, runs in landed_runs(landing, topic).items():
            if date in computed and runs - computed[date].get(topic, set()):
                stale.add(date)
    return sorted(stale)


def reports(lake: Folder, dates: Iterable[str], topics: Iterable[str], since: dt.datetime) -> list[dict[str, Any]]:
    """What has been published of these dates and exactly these topics since then: the latest report of each date, ascending."""
    folders, asked = _dates(lake / "ledger"), sorted(topics)
    start = since.astimezone(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
    latest: dict[str, dict[str, Any]] = {}
    for date in sorted(set(dates) & set(folders)):
        for report in _documents(folders[date], ""):
            if report["startedAt"] >= start and sorted(report["parameters"]["topics"].split(",")) == asked:
                latest[date] = report
    return list(latest.values())


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


def ranges(dates: Iterable[str]) -> list[tuple[str, str]]:
    """Dates without gaps between them, put together: one Spark application each."""
    together: list[tuple[str, str]] = []
    for date in sorted(set(dates)):
        if together and _next(together[-1][1]) == date:
            together[-1] = (together[-1][0], date)
        else:
            together.append((date, date))
    return together


def _next(date: str) -> str:
    return (dt.date.fromisoformat(date) + dt.timedelta(days=1)).isoformat()


def _computed(folder: Folder) -> dict[str, set[int]]:
    runs: dict[str, set[int]] = {}
    for report in _documents(folder, ""):
        for topic in report["topics"]:
            runs.setdefault(topic["topic"], set()).update(part["landingRun"] for part in topic["offsets"])
    return runs


def _dates(folder: Folder) -> dict[str, Folder]:
    prefix = "event_date="
    return {path.name.removeprefix(prefix): path for path in children(folder) if path.name.startswith(prefix)}


def _documents(folder: Folder, prefix: str) -> list[dict[str, Any]]:
    paths = [path for path in children(folder) if path.name.startswith(prefix) and path.name.endswith(".json")]
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(paths, key=lambda path: path.name)]
