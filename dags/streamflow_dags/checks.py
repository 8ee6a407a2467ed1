"""What Airflow checks between the jobs, over the figures that they report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from streamflow_dags.exit_codes import CheckFailed

Report = Mapping[str, Any]
RECORDS = ("landed", "clean", "duplicates", "quarantined")


def check_landing(result: Report) -> None:
    """
    A landing balances and has come to the end of the log.

    :raises CheckFailed: saying what was expected and found
    """
    topic = result["topic"]
    parts = result["landed"] + result["rejected"] + result["tombstones"]
    _require(f"landing of {topic}: read = landed + rejected + tombstones", result["read"], parts)
    by_date = sum(entry["records"] for entry in result["dates"])
    _require(f"landing of {topic}: landed = the sum over its dates", result["landed"], by_date)
    behind = [part for part in result["partitions"] if part["offset"] < part["end"]]
    _require(f"landing of {topic}: partitions that are behind", [], [part["partition"] for part in behind])


def check_gold(results: Iterable[Report], asked: Iterable[str]) -> list[dict[str, Any]]:
    """
    Every date that was to be computed is published, here or by another run, and its figures balance. A topic without a daily
    table ends with silver: then there is no table.

    :return: the reports of the dates, ascending
    :raises CheckFailed: saying what was expected and found
    """
    reports = [report for result in results for report in result["dates"]]
    settled = {date for result in results for date in [*result["withoutLanding"], *result["upToDate"]]}
    published = {report["date"] for report in reports}
    _require("the publishing: dates that are due and missing", [], sorted(set(asked) - settled - published))
    for report in reports:
        _check_date(report)
    return [_figures(report) for report in sorted(reports, key=lambda report: report["date"])]


def warnings(reports: Iterable[Report]) -> list[dict[str, Any]]:
    """Drops and jumps against the week before, of each date; they stop nothing, but somebody should look."""
    return [{"date": report["date"], **warning} for report in reports for warning in report["warnings"]]


def events(reports: Iterable[Report]) -> list[dict[str, Any]]:
    """What to publish: each computed date with its figures, then each date whose trailing columns were renewed with it."""
    computed = {report["date"]: dict(report) for report in reports}
    renewed = {date: report["date"] for report in computed.values() for date in report["renewed"]}
    later = [{"date": date, "renewedWith": renewed[date]} for date in sorted(set(renewed) - set(computed))]
    return [*computed.values(), *later]


def headline(event: Report) -> str:
    """The figures of a date in one line, for people."""
    if "renewedWith" in event:
        return f"{event['date']}: trailing columns renewed with {event['renewedWith']}"
    records, rows = event["records"], sum(event["tables"].values())
    counts = ", ".join(f"{records[name]:,} {name}" for name in RECORDS)
    return f"{event['date']}: {counts}; {rows:,} gold rows"


def _check_date(report: Report) -> None:
    date = report["date"]
    for topic in report["topics"]:
        parts = topic["clean"] + topic["duplicates"] + topic["quarantined"]
        _require(f"{topic['topic']} of {date}: landed = clean + duplicates + quarantined", topic["landed"], parts)
    for audit in report["audits"]:
        _require(f"{audit['of']} of {date}: {audit['check']}", audit["expected"], audit["found"])


def _figures(report: Report) -> dict[str, Any]:
    return {
        "date": report["date"],
        "run": report["run"],
        "records": {name: sum(topic[name] for topic in report["topics"]) for name in RECORDS},
        "topics": {topic["topic"]: {name: topic[name] for name in RECORDS} for topic in report["topics"]},
        "reasons": {topic["topic"]: topic["reasons"] for topic in report["topics"] if topic["reasons"]},
        "tables": report["tables"],
        "renewed": report["renewed"],
        "warnings": report.get("warnings", []),
    }


def _require(check: str, expected: Any, found: Any) -> None:
    if expected != found:
        raise CheckFailed(f"Cannot trust {check}: expected {expected}, found {found}", expected=str(expected), found=str(found))
