"""What Airflow checks between the jobs, over the figures that they report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from streamflow_dags import labels
from streamflow_dags.exit_codes import CheckFailed, Finding

Report = Mapping[str, Any]
# What the ETL says of dates that it had nothing to compute of.
SETTLED = ("withoutLanding", "upToDate", "retained")
RECORDS = ("landed", "clean", "duplicates", "quarantined")
# A check with what it expects and what there is.
Comparison = tuple[str, Any, Any]


def check_landing(result: Report) -> None:
    """
    A landing balances and has come to the end of the log.

    :raises CheckFailed: saying what was expected and found
    """
    _require(_landing(result))


def check_gold(results: Iterable[Report], asked: Iterable[str]) -> list[dict[str, Any]]:
    """
    Every date that was to be computed is published, here or by another run, and its figures balance. A topic without a daily
    table ends with silver: then there is no table.

    :return: the figures of the dates, in the order of their publication
    :raises CheckFailed: saying what was expected and found
    """
    reports = [report for result in results for report in result["dates"]]
    settled = {date for result in results for kind in SETTLED for date in result[kind]}
    published = {report["date"] for report in reports}
    _require([("the publishing: dates that are due and missing", [], sorted(set(asked) - settled - published))])
    _require(comparison for report in reports for comparison in _date(report))
    return [_figures(report) for report in sorted(reports, key=lambda report: (report["publication"], report["date"]))]


def warnings(reports: Iterable[Report]) -> list[dict[str, Any]]:
    """Drops and jumps against the week before, of each date; they stop nothing, but somebody should look."""
    return [{"date": report["date"], **warning} for report in reports for warning in report["warnings"]]


def renewals(reports: Sequence[Report]) -> dict[str, Any]:
    """The dates whose trailing columns were made again with those of the run, and with which; empty where there are none."""
    computed = sorted(report["date"] for report in reports)
    dates = sorted({date for report in reports for date in report["renewed"]} - set(computed))
    return {"renewed": dates, "with": computed} if dates else {}


def is_renewal(event: Mapping[str, Any]) -> bool:
    """Whether an event tells of renewed dates, and not of one that was computed."""
    return "with" in event


def dates_of(event: Mapping[str, Any]) -> list[str]:
    """The dates whose tables have changed."""
    return event["renewed"] if is_renewal(event) else [event["date"]]


def headline(events: Sequence[Report]) -> str:
    """The figures of a date in one line, for people; of several, their sums."""
    if len(events) == 1:
        return _headline(events[0])
    total = {name: sum(event["records"][name] for event in events) for name in RECORDS}
    counts = ", ".join(f"{total[name]:,} {name}" for name in RECORDS)
    dates = sorted(event["date"] for event in events)
    return f"{labels.dates(dates[0], dates[-1])}: {len(events)} dates: {counts}"


def _headline(event: Report) -> str:
    if is_renewal(event):
        dates, computed = event["renewed"], event["with"]
        return f"{labels.dates(dates[0], dates[-1])}: trailing columns renewed with {labels.dates(computed[0], computed[-1])}"
    records, rows = event["records"], sum(event["tables"].values())
    counts = ", ".join(f"{records[name]:,} {name}" for name in RECORDS)
    warned = len(event.get("warnings", []))
    said = f"; {warned} warning{'' if warned == 1 else 's'}" if warned else ""
    return f"{event['date']}: {counts}; {rows:,} gold rows{said}"


def warning_text(warning: Mapping[str, Any]) -> str:
    """A warning as the command `etl` says it."""
    return f"{warning['of']} is {warning['found']}, not {warning['check']}, which is {warning['expected']}"


def _landing(result: Report) -> Iterator[Comparison]:
    topic = result["topic"]
    parts = result["landed"] + result["rejected"] + result["tombstones"]
    yield f"landing of {topic}: read = landed + rejected + tombstones", result["read"], parts
    by_date = sum(entry["records"] for entry in result["dates"])
    yield f"landing of {topic}: landed = the sum over its dates", result["landed"], by_date
    behind = [part["partition"] for part in result["partitions"] if part["offset"] < part["end"]]
    yield f"landing of {topic}: partitions that are behind", [], behind


def _date(report: Report) -> Iterator[Comparison]:
    date = report["date"]
    for topic in report["topics"]:
        parts = topic["clean"] + topic["duplicates"] + topic["quarantined"]
        yield f"{topic['topic']} of {date}: landed = clean + duplicates + quarantined", topic["landed"], parts
    for audit in report["audits"]:
        yield f"{audit['of']} of {date}: {audit['check']}", audit["expected"], audit["found"]


def _figures(report: Report) -> dict[str, Any]:
    return {
        "date": report["date"],
        "run": report["run"],
        "publication": report["publication"],
        "revenue": report.get("revenue"),
        "records": {name: sum(topic[name] for topic in report["topics"]) for name in RECORDS},
        "topics": {topic["topic"]: {name: topic[name] for name in RECORDS} for topic in report["topics"]},
        "reasons": {topic["topic"]: topic["reasons"] for topic in report["topics"] if topic["reasons"]},
        "tables": report["tables"],
        "renewed": report["renewed"],
        "warnings": report.get("warnings", []),
    }


def _require(comparisons: Iterable[Comparison]) -> None:
    faults = [(check, expected, found) for check, expected, found in comparisons if expected != found]
    if faults:
        check, expected, found = faults[0]
        text = f"{check}: expected {expected}, found {found}"
        raise CheckFailed(f"Cannot trust {text}", Finding(check, str(expected), str(found), len(faults), text))
