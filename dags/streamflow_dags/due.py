"""What the command `due` has found, for people: in the log, and as alerts that come again every day."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from airflow.sdk import Variable

from streamflow_dags import alerts, labels, notes

# What an operator sets: dates and ranges of dates that nobody has to compute, as `due --waive` takes them.
WAIVED = "streamflow_waived"
# What the DAGs set: what has been told today.
TOLD = "streamflow_told"
MOST_NAMED = 20


def waived() -> str:
    """The dates that somebody has waived."""
    return "".join(Variable.get(WAIVED, default="").split())


def tell(context: Mapping[str, Any], plan: Mapping[str, Any], window: int, log: Any) -> None:
    """
    Says in the log what is to be computed, and alerts of dates that are overdue, missing or beyond retention, each once a day.

    :param window: the days before the newest date that are computed without being asked for; with none, nothing is overdue
    """
    for one in plan["due"]:
        log.info("Due: %s: %s", one["date"], _reasons(one))
    nothing = _nothing_to_do(plan)
    for line in nothing:
        log.info("%s", line)
    # There may be no week before to compare with: a day without records is told all the same, where the schedule asked.
    silent = [date for date in plan["withoutLanding"] if is_scheduled(context) and not _is_waived(date)]
    notes.leave(context, [*nothing, *_missing(plan, silent), *_overdue(context, plan, window)])
    for one in _untold("missing", plan["missed"]):
        for warning in one["warnings"]:
            alerts.missing(context, one["date"], warning)
    for one in _untold("missing", [{"date": date} for date in silent]):
        alerts.silence(context, one["date"])
    late = _untold("beyondRetention", plan["beyondRetention"]) if window else []
    if late:
        named = _most([f"{one['date']}: {_counts(one)}" for one in late], late[0]["date"])
        alerts.beyond_retention(context, named, [one["date"] for one in late])


def _nothing_to_do(plan: Mapping[str, Any]) -> list[str]:
    said = [f"Nothing to do: {date} is up to date. The mode 'ETL only' computes it again." for date in plan["upToDate"]]
    said += [f"Nothing to do: nothing has landed for {date}" for date in plan["withoutLanding"]]
    return said + [f"Nothing to do: {_deleted(one)}" for one in plan["retained"]]


def _missing(plan: Mapping[str, Any], silent: list[str]) -> list[str]:
    dates = dict.fromkeys([*(one["date"] for one in plan["missed"]), *silent])
    return [f"Missing: {date}: nothing has landed" for date in dates]


def _overdue(context: Mapping[str, Any], plan: Mapping[str, Any], window: int) -> list[str]:
    overdue = _untold("overdue", plan["overdue"]) if window else []
    if not overdue:
        return []
    dates = [one["date"] for one in overdue]
    alerts.overdue(context, _named(overdue), dates, window)
    counted = "1 date" if len(dates) == 1 else f"{len(dates)} dates"
    return [f"Overdue: {counted} landed and not computed: {labels.dates(dates[0], dates[-1])}"]


def _named(overdue: list[dict[str, Any]]) -> list[str]:
    """Each date with what has landed and why it should be computed."""
    return _most([f"{one['date']}: {_counts(one)} landed, {_reasons(one)}" for one in overdue], overdue[0]["date"])


def _most(named: list[str], first: str) -> list[str]:
    """Of many, the last ones, and how many more there are from the first date on."""
    more = len(named) - MOST_NAMED
    return [f"{more} more from {first} on", *named[more:]] if more > 0 else named


def is_scheduled(context: Mapping[str, Any]) -> bool:
    """Whether the schedule has asked, so that the day has just ended; a person may well ask for a day without records."""
    return str(getattr(context["dag_run"].run_type, "value", context["dag_run"].run_type)) == "scheduled"


def _is_waived(date: str) -> bool:
    ranges = [one.split("..") for one in waived().split(",") if one]
    return any(between[0] <= date <= between[-1] for between in ranges)


def _deleted(one: Mapping[str, Any]) -> str:
    return f"{one['date']} was deleted by retention on {one['at'][:10]}, which kept {one['before']} and later"


def _counts(one: Mapping[str, Any]) -> str:
    counts = [f"{topic} {records:,} record{'' if records == 1 else 's'}" for topic, records in one["records"].items()]
    return ", ".join(counts)


def _reasons(one: Mapping[str, Any]) -> str:
    return ", ".join(why["reason"] for why in one["reasons"])


def _untold(kind: str, dates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that nobody has been told of today; from now on they have been."""
    today = dt.datetime.now(dt.timezone.utc).date().isoformat()
    told = json.loads(Variable.get(TOLD, default="{}"))
    if told.get("on") != today:
        told = {"on": today}
    before = set(told.get(kind, []))
    new = [one for one in dates if one["date"] not in before]
    if new:
        told[kind] = sorted(before | {one["date"] for one in new})
        Variable.set(TOLD, json.dumps(told), description="Which dates Streamflow has alerted of today")
    return new
