"""Makes the two ledgers of an old installation, without any data: python made.py FOLDER RUNS DATES."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

TOPICS = ("user_events", "transaction_events")
TABLES = {
    "daily_revenue": TOPICS[1:],
    "product_ranking": TOPICS[1:],
    "daily_transaction_events": TOPICS[1:],
    "daily_user_events": TOPICS[:1],
    "hourly_traffic": TOPICS[:1],
    **{name: TOPICS for name in ("session_conversion", "user_activity", "cart_abandonment", "user_segments")},
}
LAST = dt.date(2026, 1, 31)
SEEN = "2026-02-01T00:00:00Z"


def main(folder: Path, runs: int, dates: int) -> None:
    """Each run lands something of its date and of the one before; each date was published twice."""
    lake = folder / "lake/_versions/000001"
    days = [LAST - dt.timedelta(days=back) for back in range(dates - 1, -1, -1)]
    landed: dict[dt.date, list[int]] = {day: [] for day in days}
    for run in range(1, runs + 1):
        at = (run - 1) * dates // runs
        touched = days[max(0, at - 1) : at + 1]
        for topic in TOPICS:
            commit(folder / "landing" / topic / "_ledger", topic, run, touched)
        for day in touched:
            landed[day].append(run)
    number = 0
    for half in (True, False):
        for day in days:
            number += 1
            read = landed[day][: len(landed[day]) // 2] if half else landed[day]
            publish(lake, day, number, read)
    state = {f"{day}": published(number - dates + place + 1, landed[day]) for place, day in enumerate(days)}
    months: dict[str, dict[str, object]] = {}
    for day, tables in state.items():
        months.setdefault(day[:7], {})[day] = tables
    (lake / "ledger/published").mkdir()
    for month, of_month in months.items():
        (lake / f"ledger/published/{month}.json").write_text(json.dumps(summed(number, of_month)))
    (lake / "ledger/published.json").write_text(json.dumps(summed(number, {})))
    for zone in ("silver", "quarantine", "gold", "gold_csv", "ledger"):
        (lake / zone).mkdir(exist_ok=True)
        (folder / "lake" / zone).symlink_to(f"_current/{zone}")
    (folder / "lake/_current").symlink_to("_versions/000001")


def summed(publications: int, dates: dict[str, object]) -> dict[str, object]:
    """A document of the sum."""
    return {"version": 4, "publications": publications, "dates": dates, "retained": {}}


def published(number: int, runs: list[int]) -> dict[str, object]:
    """What the tables of a date hold."""
    text = f"{runs[0]}-{runs[-1]}" if len(runs) > 1 else f"{runs[0]}"
    topic = {"landed": 3 * len(runs), "clean": 3 * len(runs), "runs": text, "through": SEEN}
    tables = {name: {"rows": 1, "runs": dict.fromkeys(topics, text)} for name, topics in TABLES.items()}
    state = {"publication": number, "topics": dict.fromkeys(TOPICS, topic), "revenue": 1.00, "tables": tables}
    return {**state, "warned": [], "complete": True}


def commit(ledger: Path, topic: str, run: int, days: list[dt.date]) -> None:
    """A plan and a commit with three partitions of each date."""
    ledger.mkdir(parents=True, exist_ok=True)
    time = {"field": "at", "format": "iso", "zone": "UTC", "earliest": "1970-01-01T00:00:00Z", "latest": "2100-01-01T00:00:00Z"}
    ends = [{"partition": part, "start": run, "end": run + 1, "complete": True} for part in range(3)]
    plan = {"version": 1, "run": run, "topic": topic, "topicId": "made", "createdAt": SEEN, "compression": "zstd"}
    plan |= {"eventTime": time, "parameters": {}, "partitions": ends}
    (ledger / f"plan-{run:06d}.json").write_text(json.dumps(plan))
    files = [
        {
            "path": f"dt={day}/r{run:06d}-p{part:03d}-o{run:012d}.jsonl.zst",
            "date": f"{day}",
            "partition": part,
            "firstOffset": run,
            "lastOffset": run,
            "records": 1,
            "bytes": 100,
            "sha256": "0" * 64,
        }
        for part in range(3)
        for day in days
    ]
    counts = {"read": len(files), "landed": len(files), "rejected": 0, "tombstones": 0, "bytes": 100 * len(files)}
    named = {"version": 1, "run": run, "topic": topic, "state": "committed", **counts}
    lists = {"partitions": [], "dates": [], "files": files, "rejectedFiles": []}
    (ledger / f"commit-{run:06d}.json").write_text(json.dumps(named | lists))


def publish(lake: Path, day: dt.date, number: int, runs: list[int]) -> None:
    """A report, and the folders of its tables."""
    offsets = [
        {"landingRun": run, "partition": part, "first": run, "last": run, "records": 1} for run in runs for part in range(3)
    ]
    counts = {"landed": len(offsets), "clean": len(offsets), "duplicates": 0, "quarantined": 0, "reasons": {}, "through": SEEN}
    report = {
        "version": 3,
        "publication": number,
        "date": f"{day}",
        "run": "made",
        "startedAt": "2026-02-01T00:00:00Z",
        "batch": f"{day}",
        "took": "PT1S",
        "code": "1",
        "parameters": {},
        "topics": [{"topic": topic, "offsets": offsets, **counts} for topic in TOPICS],
        "revenue": 1.00,
        "tables": {name: 1 for name in TABLES},
        "reads": {name: list(topics) for name, topics in TABLES.items()},
        "renewed": [],
        "audits": [],
        "warnings": [],
    }
    document = lake / "ledger" / f"event_date={day}" / f"{number:06d}-made.json"
    document.parent.mkdir(parents=True, exist_ok=True)
    document.write_text(json.dumps(report))
    for table in [*(f"silver/{topic}" for topic in TOPICS), *(f"gold/{name}" for name in TABLES)]:
        (lake / table / f"event_date={day}").mkdir(parents=True, exist_ok=True)


main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
