"""What the pages should show, computed from gold_csv, the ledger's documents and landing's commits, without the dashboard."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

Row = dict[str, str]


def dates(first: str, last: str) -> list[str]:
    start, days = date.fromisoformat(first), (date.fromisoformat(last) - date.fromisoformat(first)).days
    return [(start + timedelta(days=day)).isoformat() for day in range(days + 1)]


def total(rows: list[Row], column: str) -> Decimal | None:
    values = [Decimal(row[column]) for row in rows if row[column] != ""]
    return sum(values, Decimal(0)) if values else None


def mean(rows: list[Row], measure: str) -> Decimal | None:
    count = total(rows, f"count_{measure}")
    return total(rows, f"sum_{measure}") / count if count else None


def least(rows: list[Row], column: str) -> Decimal | None:
    return min((Decimal(row[column]) for row in rows if row[column] != ""), default=None)


def most(rows: list[Row], column: str) -> Decimal | None:
    return max((Decimal(row[column]) for row in rows if row[column] != ""), default=None)


@dataclass
class Gold:
    lake: Path
    tables: dict[str, dict[str, list[Row]]] = field(default_factory=dict)

    def rows(self, table: str, day: str) -> list[Row]:
        days = self.tables.setdefault(table, {})
        if day not in days:
            path = self.lake / f"_current/gold_csv/{table}/{day}.csv"
            days[day] = list(csv.DictReader(path.open(newline=""))) if path.exists() else []
        return days[day]

    def over(self, table: str, days: list[str]) -> list[Row]:
        return [row for day in days for row in self.rows(table, day)]

    def groups(self, table: str, days: list[str], *columns: str) -> dict[tuple[str, ...], list[Row]]:
        groups = defaultdict(list)
        for row in self.over(table, days):
            groups[tuple(row[column] for column in columns)].append(row)
        return groups

    def reports(self, day: str) -> list[dict]:
        folder = self.lake / f"_current/ledger/event_date={day}"
        return sorted((json.loads(path.read_text()) for path in folder.glob("*.json")), key=lambda one: one["publication"])

    def topics(self, day: str) -> list[dict]:
        reports = self.reports(day)
        return reports[-1]["topics"] if reports else []


def cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def number(text: str) -> Decimal | None:
    """A figure as pages write it."""
    cleaned = text.replace(",", "").replace("−", "-").replace(" %", "").replace("+", "").strip()
    return None if cleaned == "–" else Decimal(cleaned)
