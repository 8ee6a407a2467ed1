"""What one run is about: its event date, its topics and how its jobs are to run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from airflow.sdk.exceptions import AirflowFailException

from streamflow_dags import fields, schemas
from streamflow_dags.settings import Settings

MODES = ("full", "etl_only", "landing_only")
MOST_DAYS = 3660


@dataclass(frozen=True)
class Window:
    """
    The event dates (UTC, both included) and topics of a run.

    :param mode: one of ``MODES``
    :param days_before: of so many days, back from the last one, dates that are due are computed as well
    """

    first: dt.date
    last: dt.date
    topics: tuple[str, ...]
    mode: str = "full"
    days_before: int = 0

    @property
    def days(self) -> list[str]:
        """Every date, ascending, ISO 8601."""
        count = (self.last - self.first).days + 1
        return [(self.first + dt.timedelta(days=day)).isoformat() for day in range(count)]

    @property
    def end(self) -> str:
        """The first instant after the window."""
        return f"{self.last + dt.timedelta(days=1)}T00:00:00Z"

    def document(self) -> dict[str, Any]:
        """As XCom keeps it."""
        return {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "topics": list(self.topics),
            "mode": self.mode,
            "daysBefore": self.days_before,
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Window:
        """The window of such a document."""
        return cls(
            fields.date("from", document["from"]),
            fields.date("to", document["to"]),
            tuple(document["topics"]),
            document["mode"],
            document["daysBefore"],
        )


def refuse_unknown(context: Mapping[str, Any]) -> None:
    """
    Airflow takes any key in a run's configuration, so a misspelt one would be silently without effect.

    :raises AirflowFailException: naming every unknown key
    """
    unknown = sorted(set(context["dag_run"].conf or {}) - set(context["dag"].params))
    if unknown:
        known = ", ".join(context["dag"].params)
        raise AirflowFailException(f"Cannot use parameter {', '.join(unknown)}: there are only {known}.")


def daily(context: Mapping[str, Any], settings: Settings) -> Window:
    """
    The window of a run about one date: the form's date, else the start of the run's data interval, else the day before the run.

    :raises AirflowFailException: if the date is in the future, or a backfill would compute one date again and again
    """
    refuse_unknown(context)
    asked = context["params"]["date"]
    if asked is not None and _is_backfill(context):
        raise AirflowFailException(
            f"Cannot use date {asked} in a backfill: each of its runs would compute that date. Leave the date empty."
        )
    params = context["params"]
    date = fields.date("date", asked) if asked is not None else _interval_start(context)
    # Each date of a backfill is computed by its own run, and those of its past by none.
    days_before = 0 if _is_backfill(context) else _days_before(params, settings)
    return _computable(Window(date, date, _topics(params, settings), params["mode"], days_before))


def sample(context: Mapping[str, Any], settings: Settings) -> Window:
    """The window of a run that makes events: the form's date, else yesterday, up to the form's last date where there is one."""
    refuse_unknown(context)
    asked = context["params"]["date"]
    date = fields.date("date", asked) if asked is not None else _yesterday(context)
    to = context["params"]["to"]
    last = fields.date("to", to) if to is not None else date
    _refuse_future("make events of", last)
    return _ascending("make events of", Window(date, last, _topics(context["params"], settings)))


def date_range(context: Mapping[str, Any], settings: Settings) -> Window:
    """
    The window from the form's first to its last date.

    :raises AirflowFailException: if the last one comes before the first or is in the future, or there are too many
    """
    refuse_unknown(context)
    params = context["params"]
    first, last = fields.date("from", params["from"]), fields.date("to", params["to"])
    return _computable(_ascending("compute", Window(first, last, _topics(params, settings), params["mode"])))


def topics_of(context: Mapping[str, Any], settings: Settings) -> tuple[str, ...]:
    """The topics of a run that is not about dates."""
    refuse_unknown(context)
    return _topics(context["params"], settings)


def _topics(params: Mapping[str, Any], settings: Settings) -> tuple[str, ...]:
    asked: Sequence[str] = fields.lines("topics", params["topics"]) or settings.topics
    return tuple(schema.topic for schema in schemas.chosen(asked, settings.schemas))


def _is_backfill(context: Mapping[str, Any]) -> bool:
    return str(getattr(context["dag_run"].run_type, "value", context["dag_run"].run_type)) == "backfill"


def _interval_start(context: Mapping[str, Any]) -> dt.date:
    start = context.get("data_interval_start") or context["dag_run"].data_interval_start
    return _yesterday(context) if start is None else start.astimezone(dt.timezone.utc).date()


def _yesterday(context: Mapping[str, Any]) -> dt.date:
    """The day before the run was to start, which stays the same where its tasks are cleared later on."""
    return context["dag_run"].run_after.astimezone(dt.timezone.utc).date() - dt.timedelta(days=1)


def _days_before(params: Mapping[str, Any], settings: Settings) -> int:
    return settings.window if params["window"] is None else fields.whole("window", params["window"], 0, MOST_DAYS)


def _ascending(verb: str, window: Window) -> Window:
    if window.last < window.first:
        raise AirflowFailException(f"Cannot {verb} {window.first} to {window.last}: the last date comes first.")
    if (window.last - window.first).days >= MOST_DAYS:
        raise AirflowFailException(
            f"Cannot {verb} {window.first} to {window.last}: more than {MOST_DAYS} dates. Split the range."
        )
    return window


def _computable(window: Window) -> Window:
    """A day that has not begun is not over for longer than a landing waits."""
    if window.mode != "etl_only":
        _refuse_future("compute", window.last, " The mode 'ETL only' computes what has landed for such a date already.")
    return window


def _refuse_future(verb: str, date: dt.date, remedy: str = "") -> None:
    today = dt.datetime.now(dt.timezone.utc).date()
    if date > today:
        reason = f"it is in the future, today is {today} (UTC). Choose a date up to today."
        raise AirflowFailException(f"Cannot {verb} {date}: {reason}{remedy}")
