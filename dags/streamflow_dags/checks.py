"""What Airflow checks between the jobs, over the figures that they report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

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

    :return: the reports of the dates, ascending
    :raises CheckFailed: saying what was expected and found
    """
    reports = [report for result in results for report in result["dates"]]
    settled = {date for result in results for kind in SETTLED for date in result[kind]}
    published = {report["date"] for report in reports}
    _require([("the publishing: dates that are due and missing", [], sorted(set(asked) - settled - published))])
    _require(comparison for report in reports for comparison in _date(report))
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


def headline(events: Sequence[Report]) -> str:
    """The figures of a date in one line, for people; of several, their sums."""
    if len(events) == 1:
        return _headline(events[0])
    computed = [event for event in events if "renewedWith" not in event]
    total = {name: sum(event["records"][name] for event in computed) for name in RECORDS}
    counts = ", ".join(f"{total[name]:,} {name}" for name in RECORDS)
    return f"{events[0]['date']} to {events[-1]['date']}: {len(events)} dates: {counts}"


def _headline(event: Report) -> str:
    if "renewedWith" in event:
        return f"{event['date']}: trailing columns renewed with {event['renewedWith']}"
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
